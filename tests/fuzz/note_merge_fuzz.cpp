// Fuzzer of the note merge: the input is a baseline and a note, split at the first NUL. Merging
// twice changes nothing more.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "render/note.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sheaf;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(input.find('\0'), input.size());
  Entry entry;
  entry.paper.id = "2604.00001";
  entry.paper.title = "A Title";
  entry.paper.abstract = "We study things. It works.";
  entry.summary.tldr = "It works.";
  const render::Note fresh = render::paper_note(entry, {}, true, false);
  const auto once = render::merge_note(input.substr(std::min(cut + 1, input.size())), input.substr(0, cut), fresh);
  const auto twice = render::merge_note(once.text, fresh.to_text(), fresh);
  if (twice.text != once.text) std::abort();
  return 0;
}
