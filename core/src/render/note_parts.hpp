// What paper notes, digest notes and the merge share: marks, properties, callouts.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/digest.hpp"
#include "render/front_matter.hpp"
#include "render/note.hpp"
#include "render/text_lines.hpp"

namespace sheaf::render {

/// A note's text as Sheaf itself wrote it, taken apart: each block begins where the last one ended,
/// or behind its start mark where a template has text of its own in between.
struct NoteParts {
  std::vector<Line> lines;
  FrontMatter matter;
  std::string heading;              ///< "# Title", or empty
  std::vector<Note::Block> blocks;  ///< text as marked_block() gives it
  std::size_t tail_begin = 0;       ///< byte where what follows the last block begins
};
NoteParts read_note_parts(std::string_view text);

/// The id of the mark that ends a line ("sheaf-tldr"), or nothing.
std::string_view mark_of(std::string_view line);

/// A block as it stands in a file, mark included: at the end of a paragraph's last line, or on a
/// line of its own below callouts, tables, lists and fences, where Obsidian looks for it.
std::string marked_block(const Note::Block& block);

/// "%% sheaf-tldr %%", a comment of Obsidian's on a line of its own.
std::string start_mark(std::string_view id);

std::string yaml_list(const std::vector<std::string>& items);
/// "91", "7.5", "0.42": at most two decimals.
std::string score_text(double score);
/// "> [!kind] Title" and the lines of `body` behind "> "; `folded` ones open on a click.
std::string callout(std::string_view kind, std::string_view title, std::string_view body,
                    bool folded = false);
/// "Sample paper, invented by Sheaf" and a sentence that says what follows from it.
Note::Block sample_block(std::string_view what, std::string_view sentence);
/// Puts a block before all others if there is a text and the note has no block of this id.
void put_first(Note& note, const char* id, std::string text);
/// "17 April 2026"
std::string plain_day(Day day);
/// A file name for a page that wikilinks lead to: safe_file_name() without TeX and without the
/// dollars and backticks that would begin mathematics or code around a link.
std::string page_name(std::string_view text, std::size_t max_bytes = 120);
/// Scheme and id as a reader would look them up: "2401.10020", "doi:10.1000/x".
std::string paper_label(const Paper& paper);

}  // namespace sheaf::render
