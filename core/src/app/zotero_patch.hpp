// What of an item that is already in a Zotero library changes. Only what Sheaf itself wrote there and
// the reader left as it was, except for a published DOI, which needs his consent.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

#include "app/zotero_known.hpp"
#include "app/zotero_plan.hpp"
#include "render/zotero_mark.hpp"

namespace sheaf::app {

/// Fills `fields` with what changes of `item` and says why. `fresh` is the item as Sheaf would write it
/// today, `mark` what it last wrote; nothing for an item that a later digest has written.
std::string patch_item(const KnownItem& item, const Entry& entry, const Json& fresh, Day day,
                       const ZoteroPlanOptions& options, const std::optional<render::ZoteroMark>& mark,
                       Json& fields);

/// Extra with the line "version: N", in its own place where there is one, else behind "arXiv:…".
std::string extra_with_version(const std::string& extra, int version);

/// Of the item as Sheaf writes it (JSON of the API).
std::string fresh_fingerprint(const Json& fresh);

}  // namespace sheaf::app
