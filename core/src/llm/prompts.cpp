// Prompts: plain text files with {{placeholders}}.
// The built-in ones are written by the build from core/prompts.
#include "llm/prompts.hpp"

#include <algorithm>
#include <array>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sheaf::llm {

extern const char* const kSystemPrompt;
extern const char* const kCardPrompt;
extern const char* const kReportPrompt;

namespace {

constexpr std::size_t kMaxPromptBytes = std::size_t{1} << 20;
constexpr std::array<std::string_view, 10> kKnown = {
    "boundary", "language", "second_language", "second_language_fields", "title", "authors",
    "categories", "text", "areas", "tags"};

Error at_line(const std::string& name, std::string_view text, std::size_t offset,
              const std::string& problem) {
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  return Error{ErrorCode::kInvalid, name + ":" + std::to_string(line) + ": " + problem};
}

std::string suggestion(std::string_view word) {
  for (const std::string_view known : kKnown)
    if (edit_distance(word.substr(0, 40), known) <= 2) return " (did you mean {{" + std::string(known) + "}}?)";
  return "; known are " + join(std::vector<std::string>(kKnown.begin(), kKnown.end()), ", ");
}

Status check_placeholders(const std::string& name, std::string_view text,
                          const std::vector<std::string>& required) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at);
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    if (end == std::string_view::npos || end > line_end)
      return at_line(name, text, at, "a placeholder is not closed: {{ without }} in its line");
    const std::string word(trim(text.substr(at + 2, end - at - 2)));
    if (std::find(kKnown.begin(), kKnown.end(), word) == kKnown.end())
      return at_line(name, text, at, "there is no placeholder {{" + to_valid_utf8(word) + "}}" + suggestion(word));
    found.push_back(word);
    at = end + 2;
  }
  for (const std::string& word : required)
    if (std::find(found.begin(), found.end(), word) == found.end())
      return at_line(name, text, text.empty() ? 0 : text.size() - 1,
                     "{{" + word + "}} is missing up to the end of the file; the paper must stand in the prompt");
  return {};
}

Result<std::string> load_one(const std::string& folder, const char* file, const char* built_in,
                             const std::vector<std::string>& required) {
  const std::string path = folder.empty() ? std::string() : join_path(folder, file);
  if (path.empty() || !path_exists(path)) return std::string(built_in);
  SHEAF_ASSIGN(std::string text, read_file(path, kMaxPromptBytes));
  if (!is_valid_utf8(text)) return Error{ErrorCode::kInvalid, path + ": is not UTF-8 text"};
  SHEAF_TRY(check_placeholders(path, text, required));
  return text;
}

}  // namespace

Result<Prompts> load_prompts(const std::string& folder) {
  if (!folder.empty() && !is_folder(folder))
    return Error{ErrorCode::kNotFound, "llm.prompts: there is no folder \"" + folder + "\""};
  Prompts prompts;
  SHEAF_ASSIGN(prompts.system, load_one(folder, "system.txt", kSystemPrompt, {"boundary"}));
  SHEAF_ASSIGN(prompts.card, load_one(folder, "card.txt", kCardPrompt, {"boundary", "title", "text"}));
  SHEAF_ASSIGN(prompts.report, load_one(folder, "report.txt", kReportPrompt, {"boundary", "title", "text"}));
  std::uint64_t hash = fnv1a64(prompts.system);
  for (const std::string* text : {&prompts.card, &prompts.report})
    hash = fnv1a64(*text, fnv1a64(std::string_view("\0", 1), hash));
  prompts.hash = to_hex(hash);
  return prompts;
}

std::string fill_prompt(std::string_view prompt, const PromptValues& values) {
  std::string out;
  while (!prompt.empty()) {
    const std::size_t at = prompt.find("{{");
    const std::size_t end = at == std::string_view::npos ? at : prompt.find("}}", at);
    out += prompt.substr(0, end == std::string_view::npos ? prompt.size() : at);
    if (end == std::string_view::npos) break;
    const std::string_view word = trim(prompt.substr(at + 2, end - at - 2));
    for (const auto& [name, value] : values)
      if (name == word) out += value;
    prompt.remove_prefix(end + 2);
  }
  return out;
}

}  // namespace sheaf::llm
