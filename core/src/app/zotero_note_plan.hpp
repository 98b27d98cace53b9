// What becomes of a paper's summary note. Nothing a reader wrote is ever replaced: a note that he
// changed stays as it is, and a summary that says something new is put beside it, in one further
// note that is replaced from then on. Ours could be merged into his note instead, but the editor may
// have it open, and what a merge of HTML keeps of his formatting cannot be promised.
// Pure functions; any thread.
#pragma once

#include <optional>

#include "app/zotero_plan.hpp"
#include "app/zotero_touch.hpp"
#include "render/zotero_note.hpp"

namespace sheaf::app {

/// `own` are the item's notes of ours, empty for a new item.
ZoteroNotePlan plan_note(const render::ZoteroNote& fresh, const std::vector<OwnNote>& own);

}  // namespace sheaf::app
