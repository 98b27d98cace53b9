// One paper of a daily-arXiv-ai-enhanced page: labelled texts between its heading and the next.
// Pure functions; views point into the page. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "published/formats.hpp"

namespace sheaf::published {

/// A page's lines as they are, and without the white space around them.
struct PageLines {
  std::vector<std::string_view> raw, trimmed;
  explicit PageLines(std::string_view text);
  std::size_t size() const { return raw.size(); }
};

/// "*Ada Lee,Bo Chen*", "**" where there is none; forks go on behind it with
/// " | **Main category: cs.CL**", or have "**a mark** | " before it.
struct AuthorLine {
  std::string_view names;
  std::string_view rest;
};
std::optional<AuthorLine> author_line(std::string_view line);
/// The line that holds a paper's authors if it has any: the first behind its heading that is
/// neither blank nor a quotation (a fork puts the translated title there).
std::size_t place_of_authors(const PageLines& lines, std::size_t begin);

struct PaperBlock {
  std::size_t line = 0;   ///< of its heading
  std::size_t begin = 0;  ///< first line behind the heading
  std::size_t end = 0;    ///< behind its last line
  std::string title;
  std::string url;
  std::string topic;  ///< the section's heading, "cs.CV"; empty in the oldest layout
};

/// Labels as label_key() spells them.
using LabelSet = std::set<std::string, std::less<>>;

/// The labels of the known layouts, and those of the page's own that most of its papers have: a
/// fork adds its fields to every paper, while a text says "Note:" now and then.
LabelSet labels_of(const PageLines& lines, const std::vector<PaperBlock>& blocks);

/// Reads one paper and appends it to `page`, with warnings for what it lacks.
void read_paper(const PageLines& lines, const PaperBlock& block, const LabelSet& labels,
                Page& page);

}  // namespace sheaf::published
