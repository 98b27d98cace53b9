// What readers of published pages share: lines, links, ids, names, dates and folded texts.
// Pure functions; views point into the text that was given. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/fold.hpp"
#include "base/text.hpp"
#include "model/paper.hpp"

namespace sheaf::published {

/// Without line ends; line n of the page is the (n-1)th.
std::vector<std::string_view> lines_of(std::string_view text);

/// "line 812: a row with 7 columns of 4", `index` counted from 0.
std::string at_line(std::size_t index, std::string_view problem);

/// Control characters except tab and line break taken out.
std::string without_controls(std::string text);

/// A Markdown link, "[text](url)", nothing in it unescaped.
struct PageLink {
  std::string_view text;
  std::string_view url;
  std::size_t end = 0;  ///< behind the closing parenthesis
};
/// The URL of a link that begins at `at`, up to the parenthesis that closes it; else empty.
std::string_view link_url(std::string_view line, std::size_t at);
/// The link that opens with the first "[" at or after `from`. Its text may hold brackets and even
/// links of its own: the URL is the last that leaves the rest of the line with its brackets paired.
std::optional<PageLink> link_in(std::string_view line, std::size_t from = 0);

/// <a href='url'>text</a>, as a fork has it; nothing where the line has none.
std::optional<PageLink> anchor_in(std::string_view line);

/// Gives `paper` the id, scheme and version that its link tells; a page that is none of a known
/// scheme becomes "url:…". False when `url` is no URL.
bool identify(Paper& paper, std::string_view url);

/// Names joined by "," or ", ", as digests print them: with "A,B" a comma and blank is part of a
/// name ("Ada Lee, Jr."), and a comma before a comma too.
std::vector<Author> authors_of(std::string_view list);

/// The canonical spelling of an arXiv category, or nothing for what is none.
std::string category_of(std::string_view text);

/// Days written in `text`, in order: "2026-01-20", "2026/1/20", "20260120" standing alone,
/// "October 15, 2024", "15 Oct 2024", "2026年1月20日".
std::vector<Day> days_in(std::string_view text);

}  // namespace sheaf::published
