// AI fields by their labels; see ai_fields.hpp.
// No state; any thread.
#include "published/ai_fields.hpp"

#include <algorithm>
#include <array>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "published/language.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

// ai/enhance.py of the upstream project and of its forks.
constexpr std::array<std::string_view, 8> kFailures = {"error",
                                                       "no ai result",
                                                       "processing failed",
                                                       "summary generation failed",
                                                       "motivation analysis unavailable",
                                                       "method extraction failed",
                                                       "result analysis unavailable",
                                                       "conclusion extraction failed"};
constexpr std::size_t kLongestFailure = 48;

std::string* place_of(Summary& summary, std::string_view key) {
  if (key.starts_with("tldr") || key == "task") return &summary.tldr;
  if (key == "motivation" || key == "background") return &summary.motivation;
  if (key == "method" || key == "methods") return &summary.method;
  if (key == "result" || key == "results") return &summary.result;
  if (key == "conclusion" || key == "conclusions") return &summary.conclusion;
  return nullptr;
}

/// "a, b; c" and the same with the punctuation of Chinese. A semicolon that ends a reference, as in
/// "C&#42;", separates nothing.
void put_tags(Summary& summary, std::string_view value) {
  std::string list;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const auto reference = value[at] == '&' ? read_entity(value.substr(at)) : std::nullopt;
    const std::size_t length = reference ? reference->length : 1;
    const bool separates = value[at] == ';' || value[at] == '\n';
    list += separates ? "," : value.substr(at, length);
    at += length - 1;
  }
  for (const std::string_view comma : {"，", "、", "；"}) list = replace_all(list, comma, ",");
  for (const std::string& tag : split_list(list, ',')) add_once(summary.tags, collapse_spaces(tag));
}

std::string heading_of(std::string_view label) {
  std::string heading = collapse_spaces(label);
  if (!heading.empty() && heading[0] >= 'a' && heading[0] <= 'z')
    heading[0] = static_cast<char>(heading[0] - 32);
  return heading;
}

}  // namespace

std::string label_key(std::string_view label) {
  std::string key;
  for (const char c : label)
    if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) key += ascii_lower(c);
  return key;
}

bool is_failed_answer(std::string_view value) {
  value = trim(value);
  if (value.ends_with(".")) value.remove_suffix(1);
  if (value.empty() || value.size() > kLongestFailure) return false;
  const std::string lowered = ascii_lower(value);
  return std::find(kFailures.begin(), kFailures.end(), lowered) != kFailures.end() ||
         lowered.ends_with(" generation failed") || lowered.ends_with(" extraction failed") ||
         lowered.ends_with(" analysis unavailable");
}

void put_ai_field(Summary& summary, std::string_view label, std::string_view value) {
  value = trim(value);
  if (value.empty()) return;
  if (is_failed_answer(value)) summary.note = "the page's own model gave no answer to some of this";
  const std::string key = label_key(label);
  if (key == "keywords" || key == "tags") return put_tags(summary, value);
  if (std::string* place = place_of(summary, key); place && place->empty()) {
    *place = std::string(value);
    return;
  }
  put_text(summary, "**" + heading_of(label) + ":** " + std::string(value));
}

void put_text(Summary& summary, std::string_view text) {
  if (!summary.text.empty() && !text.empty()) summary.text += "\n\n";
  summary.text += text;
}

bool has_no_answer(const Summary& summary) {
  for (const std::string* field : {&summary.tldr, &summary.motivation, &summary.method,
                                   &summary.result, &summary.conclusion})
    if (!field->empty() && !is_failed_answer(*field)) return false;
  return summary.text.empty();
}

void tell_language(Summary& summary) {
  std::string said = summary.tldr;
  for (const std::string* field :
       {&summary.motivation, &summary.method, &summary.result, &summary.text})
    said += " " + *field;
  summary.language = guess_language(said);
}

}  // namespace sheaf::published
