// Fuzzer of templates: the input is a template and a paper's title, split at the first NUL. A note it
// makes reads back as it was, and merging it with itself changes nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "render/template.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sheaf;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(input.find('\0'), input.size());
  auto read = render::NoteTemplate::read(input.substr(0, cut), "T.md", render::paper_vocabulary());
  if (!read) return 0;
  render::NoteStyle style;
  style.paper = std::make_shared<const render::NoteTemplate>(std::move(*read));
  Entry entry;
  entry.paper.id = "2604.00001";
  entry.paper.title = entry.summary.tldr = input.substr(std::min(cut + 1, input.size()));
  entry.paper.authors = {{entry.paper.title, {}}, {"Ada Berg", {}}};
  const render::Note note = render::paper_note(entry, {}, style);
  const std::string text = note.to_text();
  if (render::note_from_text(text).to_text() != text) std::abort();
  if (render::merge_note(text, text, note).changed) std::abort();
  return 0;
}
