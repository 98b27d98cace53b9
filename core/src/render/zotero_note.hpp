// The summary of a paper as a Zotero note: HTML that Zotero's note editor keeps as it is, with the
// mark by which Sheaf knows its own text again.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.hpp"

namespace sheaf::render {

/// The tag of every summary note of ours: how it is found again and replaced.
inline constexpr std::string_view kZoteroNoteTag = "sheaf:summary";

/// The alternative text of our images, by which they are told from the reader's.
inline constexpr std::string_view kZoteroImageAlt = "Mindmap drawn by Sheaf";

/// An image of a note. Zotero keeps images as child attachments of the note, so only a host that has
/// made one knows its key: it puts `html`, "{key}" replaced, behind the first `after` in the note.
struct ZoteroNoteImage {
  std::string id;  ///< "mindmap"
  std::string svg;
  int width = 0, height = 0;  ///< pixels, as it is shown
  std::string after;
  std::string html;
};

struct ZoteroNoteOptions {
  bool images = true;
  bool sample = false;           ///< the paper is invented, and the note says so
  std::string item_fingerprint;  ///< of the item's fields as Sheaf writes them; may be empty
  std::optional<Day> day;        ///< of the digest; none: the announcement's
};

struct ZoteroNote {
  std::string html;         ///< whole without images; at most 400,000 bytes, as Zotero takes 500,000 characters
  std::string summary;      ///< the part of it that says something of the paper
  std::string fingerprint;  ///< the mark in its last line; see zotero_mark.hpp
  std::vector<ZoteroNoteImage> images;
};

/// Header with provider, day, score and reason; TL;DR, card, mindmap as nested lists; links; report;
/// last a line with the mark. Made from data alone: foreign text stays text.
ZoteroNote zotero_note(const Entry& entry, const ZoteroNoteOptions& options = {});

}  // namespace sheaf::render
