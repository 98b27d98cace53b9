// The reader's and Sheaf's part of an item; see zotero_touch.hpp. Where it cannot be told, it counts
// as the reader's. No state; any thread.
#include "app/zotero_touch.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "render/zotero_item.hpp"
#include "render/zotero_note.hpp"

namespace sheaf::app {
namespace {

bool is_own_extra_line(std::string_view line) {
  const std::string name = ascii_lower(trim(line.substr(0, line.find(':'))));
  return trim(line).empty() || name == "arxiv" || name == "version" || name == "citation key";
}

bool has_foreign_extra(const KnownItem& item) {
  const std::string extra = item.field("extra");
  const std::vector<std::string> lines = split(extra, '\n');
  return !std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return is_own_extra_line(line); });
}

void add_notes(const KnownItem& item, std::vector<ReaderTouch>& out) {
  const std::vector<OwnNote> own = own_notes(item);
  const auto live = [](const KnownNote& note) { return !note.trashed; };
  const auto all = static_cast<std::size_t>(std::count_if(item.notes.begin(), item.notes.end(), live));
  std::size_t ours = 0;
  for (const OwnNote& note : own) {
    if (note.note->trashed) continue;
    ++ours;
    if (note.edited)
      out.push_back({"its summary was changed", note.note->has_text ? FeedbackKind::kLiked : FeedbackKind::kNone});
    for (const KnownTag& tag : note.note->tags)
      if (!tag.automatic && tag.name != render::kZoteroNoteTag)
        out.push_back({"its summary has a tag of your own", FeedbackKind::kKept});
  }
  if (all > ours) out.push_back({"it has a note of your own", FeedbackKind::kLiked});
}

void add_attachments(const KnownItem& item, std::vector<ReaderTouch>& out) {
  for (const KnownAttachment& attachment : item.attachments) {
    if (attachment.trashed) continue;
    if (attachment.annotations > 0) out.push_back({"its file is annotated", FeedbackKind::kLiked});
    if (!is_own_attachment(attachment)) out.push_back({"it has a file or link of your own", FeedbackKind::kKept});
  }
}

}  // namespace

std::vector<OwnNote> own_notes(const KnownItem& item) {
  std::vector<OwnNote> out;
  for (const KnownNote& note : item.notes) {
    OwnNote own{&note, render::find_zotero_mark(note.html), true};
    const bool tagged = std::any_of(note.tags.begin(), note.tags.end(),
                                    [](const KnownTag& tag) { return tag.name == render::kZoteroNoteTag; });
    if (!tagged && !own.mark) continue;
    own.edited = !own.mark || render::zotero_note_fingerprint(note.html) != own.mark->note;
    out.push_back(std::move(own));
  }
  return out;
}

std::optional<render::ZoteroMark> latest_mark(const std::vector<OwnNote>& notes) {
  std::optional<render::ZoteroMark> latest;
  for (const OwnNote& note : notes)
    if (note.mark && (!latest || note.mark->day >= latest->day)) latest = note.mark;
  return latest;
}

bool is_own_attachment(const KnownAttachment& attachment) {
  constexpr std::string_view kTitles[] = {"Preprint PDF", "Full Text PDF", "Code", "Project page"};
  const bool link = attachment.link_mode == "linked_url" || attachment.link_mode == "imported_url";
  return link && std::find(std::begin(kTitles), std::end(kTitles), attachment.title) != std::end(kTitles);
}

std::string item_fingerprint(const KnownItem& item) {
  return render::zotero_item_fingerprint(item.field("title"), item.field("abstractNote"), item.field("date"), item.creators);
}

std::vector<ReaderTouch> touches_of(const KnownItem& item, const std::unordered_set<std::string>& digest_collections) {
  std::vector<ReaderTouch> out;
  add_notes(item, out);
  add_attachments(item, out);
  for (const std::string& key : item.collections)
    if (digest_collections.count(key) == 0) out.push_back({"it is in another collection too", FeedbackKind::kKept});
  for (const KnownTag& tag : item.tags)
    if (!tag.automatic && !tag.name.starts_with("sheaf:"))
      out.push_back({"it has a tag of your own", FeedbackKind::kKept});
  if (has_foreign_extra(item)) out.push_back({"its field Extra was changed", FeedbackKind::kNone});
  const auto mark = latest_mark(own_notes(item));
  if (mark && mark->item != item_fingerprint(item))
    out.push_back({"its title, abstract, date or authors were changed", FeedbackKind::kNone});
  if (item.children > item.notes.size() + item.attachments.size())
    out.push_back({"it has notes or files that were not looked at", FeedbackKind::kNone});
  return out;
}

}  // namespace sheaf::app
