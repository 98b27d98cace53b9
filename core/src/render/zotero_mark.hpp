// The mark in a Zotero note: what Sheaf last wrote, so that a reader's change is seen.
//
// Zotero's note editor keeps only what its schema knows: of attributes those of links, images,
// citations and highlights, so a data attribute of ours would be gone after the first edit. Text
// stays. The mark is therefore text, in the note's last line: "sheaf-3f2a…-90ab…-11cd…", three
// fingerprints of 16 hexadecimal digits: of the whole note as it was written, of the summary in it
// without its header, and of the item's fields. It travels with the note through sync and exports,
// and every host of the same library reads it.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace sheaf::render {

struct ZoteroMark {
  std::string note;     ///< fingerprint of the note as Sheaf wrote it
  std::string summary;  ///< of what it says, header and day left out
  std::string item;     ///< of the item's fields as Sheaf wrote them; zeros: not known
  std::optional<Day> day;  ///< of the digest it was written for
  friend bool operator==(const ZoteroMark&, const ZoteroMark&) = default;
};

/// "sheaf-2026-11-20-3f2a…-90ab…-11cd…"
std::string zotero_mark_text(const ZoteroMark& mark);
/// The last one in a note's HTML or text; nothing when there is none.
std::optional<ZoteroMark> find_zotero_mark(std::string_view html);

/// What the editor may do to a note that nobody changed is not seen: containers, line breaks, the
/// order and spelling of nested marks, entities, `rel` of links, our own image. What a reader does
/// is: words, emphasis, colours, links, images, citations, headings, lists. The mark's own text is left out.
std::string zotero_note_fingerprint(std::string_view html);

/// The text of a note's HTML: no markup, entities decoded, white space folded, the mark left out.
std::string zotero_note_text(std::string_view html);

}  // namespace sheaf::render
