// What is asked about a paper.
// Pure functions; any thread.
#include "llm/card_request.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMaxTitlePoints = 500;
constexpr std::size_t kMaxAuthors = 20;

struct Language {
  std::string_view tag, name;
};
constexpr std::array<Language, 24> kLanguages = {{
    {"en", "English"},    {"zh", "Simplified Chinese"}, {"zh-TW", "Traditional Chinese"},
    {"zh-Hant", "Traditional Chinese"}, {"zh-Hans", "Simplified Chinese"}, {"ja", "Japanese"},
    {"ko", "Korean"},     {"de", "German"},   {"fr", "French"},     {"es", "Spanish"},
    {"it", "Italian"},    {"pt", "Portuguese"}, {"pt-BR", "Brazilian Portuguese"},
    {"nl", "Dutch"},      {"pl", "Polish"},   {"ru", "Russian"},    {"uk", "Ukrainian"},
    {"tr", "Turkish"},    {"ar", "Arabic"},   {"fa", "Persian"},    {"hi", "Hindi"},
    {"vi", "Vietnamese"}, {"id", "Indonesian"}, {"th", "Thai"},
}};

Json text_field() { return {{"type", "string"}}; }

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json one_of(const std::vector<std::string>& words) {
  return words.empty() ? text_field() : Json{{"type", "string"}, {"enum", words}};
}

/// As strict servers want it: every member required, no others.
Json object_of(Json properties) {
  Json required = Json::array();
  for (const auto& property : properties.items()) required.push_back(property.key());
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json mindmap_schema() {
  return list_of(object_of({{"label", text_field()}, {"points", list_of(text_field())}}));
}

Json card_schema(const CardOptions& options) {
  Json fields = Json::object();
  for (const char* name : {"tldr", "motivation", "method", "result", "conclusion"}) fields[name] = text_field();
  fields["contributions"] = list_of(text_field());
  std::vector<std::string> areas = options.areas;
  if (!areas.empty()) areas.emplace_back();  // none fits
  fields["area"] = one_of(areas);
  fields["tags"] = list_of(one_of(options.tags));
  fields["mindmap"] = mindmap_schema();
  if (!options.second_language.empty()) {
    fields["second_tldr"] = text_field();
    fields["second_mindmap"] = mindmap_schema();
  }
  return object_of(std::move(fields));
}

Json report_schema() {
  Json fields = Json::object();
  for (const char* name : {"contribution", "setup", "results", "conclusions", "limits", "future_work"})
    fields[name] = text_field();
  return object_of(std::move(fields));
}

/// Lines of our own making must stay ours: no control characters, no runs of blank lines needed.
std::string paper_text(std::string_view text) {
  std::string out;
  for (const char c : to_valid_utf8(text)) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    if (c != '\r') out += control || c == 0x7F ? ' ' : c;
  }
  if (out.size() <= kMaxPaperBytes) return out;
  // Limits and conclusions stand at the end.
  const std::string_view head = cut_utf8(out, kMaxPaperBytes * 3 / 4);
  std::size_t tail = out.size() - kMaxPaperBytes / 4;
  while (tail < out.size() && (static_cast<unsigned char>(out[tail]) & 0xC0) == 0x80) ++tail;
  return std::string(head) + "\n[…]\n" + out.substr(tail);
}

std::string author_line(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors) {
    if (names.size() == kMaxAuthors) break;
    names.push_back(shorten(collapse_spaces(author.name), 100));
  }
  return join(names, ", ") + (paper.authors.size() > kMaxAuthors ? " and others" : "");
}

/// A word of the text's own hash: no text can be written to contain it.
std::string boundary_of(std::string_view text) {
  std::uint64_t hash = fnv1a64(text);
  std::string word = to_hex(hash);
  while (contains(text, word)) word = to_hex(hash = fnv1a64(word, hash));
  return word;
}

std::string second_fields(const CardOptions& options) {
  if (options.second_language.empty()) return {};
  const std::string name = language_name(options.second_language);
  return "- \"second_tldr\": the TL;DR again, in " + name + ".\n- \"second_mindmap\": the mindmap again, in " +
         name + ".\n";
}

std::string words_of(const std::vector<std::string>& list) {
  return list.empty() ? "(none; leave it empty)" : join(list, ", ");
}

ChatRequest request_of(const Paper& paper, std::string_view full_text, std::string_view system,
                       std::string_view prompt, const CardOptions& options) {
  const std::string title = shorten(collapse_spaces(paper_text(paper.title)), kMaxTitlePoints);
  std::string text = "Abstract: " + paper_text(paper.abstract);
  if (!full_text.empty()) text += "\n\nFull text:\n" + paper_text(full_text);
  const std::string authors = author_line(paper), categories = join(paper.categories, ", ");
  const std::string boundary = boundary_of(title + authors + text);
  const std::string language = language_name(options.language);
  const std::string second =
      options.second_language.empty() ? std::string() : language_name(options.second_language);
  const std::string second_text = second_fields(options);
  const std::string areas = words_of(options.areas), tags = words_of(options.tags);
  const PromptValues values = {
      {"boundary", boundary}, {"language", language}, {"second_language", second},
      {"second_language_fields", second_text}, {"title", title}, {"authors", authors},
      {"categories", categories}, {"text", text}, {"areas", areas}, {"tags", tags}};
  return {fill_prompt(system, values), fill_prompt(prompt, values), {}, {}};
}

}  // namespace

std::string language_name(std::string_view tag) {
  const std::string given = shorten(collapse_spaces(tag), 40);
  for (const bool whole : {true, false}) {
    const std::string_view wanted = whole ? std::string_view(given) : std::string_view(given).substr(0, given.find('-'));
    for (const Language& language : kLanguages)
      if (equals_ignoring_case(language.tag, wanted)) return std::string(language.name) + " (" + given + ")";
  }
  return given;
}

ChatRequest card_request(const Paper& paper, std::string_view full_text, const Prompts& prompts,
                         const CardOptions& options) {
  ChatRequest request = request_of(paper, full_text, prompts.system, prompts.card, options);
  request.schema_name = "card";
  request.schema = dump_json(card_schema(options));
  return request;
}

ChatRequest report_request(const Paper& paper, std::string_view full_text, const Prompts& prompts,
                           const CardOptions& options) {
  ChatRequest request = request_of(paper, full_text, prompts.system, prompts.report, options);
  request.schema_name = "report";
  request.schema = dump_json(report_schema());
  return request;
}

}  // namespace sheaf::llm
