// What a stranger repeats to make a reader slow or its answer large: pieces of every notation that is read,
// put many times over into an input. Pure functions; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sheaf::fuzz {

using namespace std::string_view_literals;

inline constexpr std::string_view kRepeated[] = {
    // words and stops
    "a"sv, "a "sv, "A. "sv, ". A"sv, "."sv, ".."sv, ","sv, "a, "sv, "and "sv, " and "sv, ";"sv, "a; "sv, ":"sv, "a: b\n"sv,
    "? "sv, "! "sv, "-"sv, "--"sv, "- a\n"sv, "0"sv, "1,"sv, "9 % "sv, "e.g. "sv, "et al. "sv, "(see "sv, "We show that "sv,
    "é"sv, "中"sv, "。"sv, "“"sv, "”"sv, "a\xCC\x81"sv, "\xE2\x80\x8B"sv, "\xC2\xA0"sv, "\xFF"sv, "\xC3"sv, "\xF0\x9F"sv,
    // blanks and controls
    " "sv, "\n"sv, "\n\n"sv, "\r"sv, "\r\n"sv, "\t"sv, "\0"sv, "\x01"sv, "\n "sv,
    // TeX
    "\\"sv, "\\\\"sv, "{"sv, "}"sv, "{}"sv, "$"sv, "$x$ "sv, "$$"sv, "\\("sv, "\\["sv, "\\bar{"sv, "\\hat\\bar"sv, "\\frac{"sv,
    "\\sqrt["sv, "\\emph{"sv, "\\textbf{a"sv, "\\href{a}{"sv, "\\'"sv, "\\'e"sv, "\\v{c}"sv, "_{"sv, "^{"sv, "^"sv, "~"sv, "``"sv,
    "''"sv, "`"sv, "%"sv, "\\begin{a}"sv,
    // Markdown and Mermaid
    "["sv, "]"sv, "[["sv, "]]"sv, "]("sv, "](a"sv, "![a]("sv, "*"sv, "**"sv, "_"sv, "__"sv, "~~"sv, "|"sv, "| a "sv, "|a|\n"sv,
    "#"sv, "\n# "sv, "\n## a"sv, "\n- "sv, "\n> "sv, "\n1. "sv, "\n---\n"sv, "```"sv, "\n```\n"sv, "<%"sv, "%%"sv, "{{"sv, "{{#a}}"sv,
    "a --> b\n"sv, "A[\"a\"]\n"sv, "((a))"sv, "\n  a"sv, "<!-- sheaf -->"sv,
    // HTML and XML
    "<"sv, ">"sv, "<a"sv, "<a "sv, "<a b=\""sv, "<a href=\"x\">"sv, "</a>"sv, "<i>"sv, "</i>"sv, "<b><i>"sv, "<p>"sv, "<br>"sv, "<li>"sv,
    "<div>"sv, "<td>"sv, "<entry>"sv, "<item>"sv, "<!--"sv, "-->"sv, "<![CDATA["sv, "]]>"sv, "<script>"sv, "</script>"sv, "<?a?>"sv,
    "&"sv, "&amp"sv, "&amp;"sv, "&#"sv, "&#60;"sv, "&lt;"sv, "a=\"b\" "sv,
    // JSON, BibTeX, RIS, mail, addresses
    "\""sv, "'"sv, "\"a\","sv, "\"a\":"sv, "[1,"sv, "{\"a\":"sv, "\\u0041"sv, "\\ud800"sv, "("sv, ")"sv, "@"sv, "@a{"sv, "@misc{a,\n"sv,
    "a = {b},\n"sv, "# \"a\" "sv, "TY  - JOUR\n"sv, "AU  - a\n"sv, "data: a\n\n"sv, "=?"sv, "=?utf-8?q?a?= "sv, "%41"sv,
    "http://"sv, "https://a.b/"sv, "https://github.com/a/b "sv, "www."sv, "a@b.c "sv, "10.1/"sv, "10.1000/a."sv, "arXiv:"sv,
    "2401.12345 "sv, "/"sv, "../"sv, "auth"sv, "auth.lower+"sv};

/// `input` with `unit` put in at `at`, as often as `size` bytes take.
inline std::vector<std::uint8_t> with_repeated(const std::vector<std::uint8_t>& input, std::size_t at,
                                               std::string_view unit, std::size_t size) {
  at = std::min(at, input.size());
  std::vector<std::uint8_t> out(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(at));
  for (std::size_t filled = 0; filled < size; filled += unit.size()) out.insert(out.end(), unit.begin(), unit.end());
  out.insert(out.end(), input.begin() + static_cast<std::ptrdiff_t>(at), input.end());
  return out;
}

}  // namespace sheaf::fuzz
