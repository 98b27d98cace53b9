// What becomes of a summary note; see zotero_note_plan.hpp.
// No state; any thread.
#include "app/zotero_note_plan.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::app {
namespace {

ZoteroNotePlan keep(const OwnNote& own, std::string why) {
  ZoteroNotePlan plan;
  plan.key = own.note->key;
  plan.version = own.note->version;
  plan.why = std::move(why);
  if (own.mark) plan.fingerprint = render::zotero_mark_text(*own.mark);
  return plan;
}

ZoteroNotePlan write(const render::ZoteroNote& fresh, std::string why) {
  ZoteroNotePlan plan;
  plan.action = ZoteroNoteAction::kCreate;
  plan.why = std::move(why);
  plan.html = fresh.html;
  plan.tags = {std::string(render::kZoteroNoteTag)};
  plan.fingerprint = fresh.fingerprint;
  plan.images = fresh.images;
  return plan;
}

/// The note of the latest day among those that are, or are not, as Sheaf wrote them.
const OwnNote* latest(const std::vector<OwnNote>& own, bool edited, bool trashed) {
  const OwnNote* found = nullptr;
  for (const OwnNote& one : own) {
    if (one.edited != edited || one.note->trashed != trashed) continue;
    const bool later = !found || (one.mark && (!found->mark || one.mark->day > found->mark->day));
    if (later) found = &one;
  }
  return found;
}

ZoteroNotePlan over(const OwnNote& own, const render::ZoteroNote& fresh, const render::ZoteroMark& mark) {
  if (*own.mark == mark) return keep(own, "it says this already");
  if (own.mark->day > mark.day) return keep(own, "it is of a later digest");
  ZoteroNotePlan plan = write(fresh, "the summary is newer");
  plan.action = ZoteroNoteAction::kReplace;
  plan.key = own.note->key;
  plan.version = own.note->version;
  return plan;
}

/// Whether a note that the reader changed leaves nothing to be said.
bool covers(const OwnNote& own, const render::ZoteroNote& fresh, const render::ZoteroMark& mark) {
  if (!own.note->has_text) return true;  // not seen: nothing is put beside what may say the same
  if (own.mark) return own.mark->summary == mark.summary || own.mark->day > mark.day;
  return contains(render::zotero_note_text(own.note->html), render::zotero_note_text(fresh.summary));
}

}  // namespace

ZoteroNotePlan plan_note(const render::ZoteroNote& fresh, const std::vector<OwnNote>& own) {
  const render::ZoteroMark mark = render::find_zotero_mark(fresh.fingerprint).value_or(render::ZoteroMark());
  if (const OwnNote* ours = latest(own, false, false)) return over(*ours, fresh, mark);
  for (const OwnNote& one : own)
    if (one.edited && !one.note->trashed && covers(one, fresh, mark)) return keep(one, "you changed it: it stays as it is");
  if (latest(own, true, false)) return write(fresh, "you changed the one that is there: this is put beside it");
  for (const bool edited : {false, true})
    if (const OwnNote* gone = latest(own, edited, true)) return keep(*gone, "you put it into the trash");
  return write(fresh, "it has none");
}

}  // namespace sheaf::app
