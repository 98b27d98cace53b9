// Text folded for comparing what two writers wrote: LaTeX, full-width forms, accents, dashes and
// quotation marks come out alike, and every byte knows where it came from.
// Plain values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// "93.2\%" → "93.2%", "１２％" → "12%", "“Gérard”" → "\"Gerard\"", "$10^{-3}$" → "10^-3", "×" →
/// "x". Case stays; formatting of Markdown and LaTeX goes; other scripts stay as they are.
struct FoldedText {
  std::string text;
  std::vector<std::uint32_t> begin, end;  ///< bytes of the original behind each byte of `text`
};

FoldedText fold_text(std::string_view text);
/// The same without the places.
std::string folded(std::string_view text);

}  // namespace sheaf::summarize
