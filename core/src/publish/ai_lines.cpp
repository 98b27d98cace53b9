// daily-arXiv-ai-enhanced's JSON lines, other than the original: addresses are https, a field the
// model did not answer is empty and never a placeholder, and what its schema has no field for
// stands beside it (code_url, doi, version in the addresses). See pages.hpp. Pure functions; any
// thread.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "publish/ai_fields.hpp"
#include "publish/escape.hpp"
#include "publish/pages.hpp"
#include "publish/sections.hpp"

namespace sheaf::publish {
namespace {

std::string ascii(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// Objects of one level and lists of strings with a blank behind "," and ":" and in ASCII, as
/// Python writes them: a file that is kept in git then differs by its papers alone.
std::string spaced(const Json& json) {
  if (!json.is_structured()) return ascii(json);
  std::string out;
  const bool list = json.is_array();
  for (auto member = json.begin(); member != json.end(); ++member) {
    if (!out.empty()) out += ", ";
    if (!list) out += ascii(member.key()) + ": ";
    out += spaced(*member);
  }
  return list ? "[" + out + "]" : "{" + out + "}";
}

Json ai_fields(const Summary& summary) {
  Json ai = {{"tldr", summary.tldr},
             {"motivation", summary.motivation},
             {"method", summary.method},
             {"result", summary.result},
             {"conclusion", summary.conclusion}};
  if (!summary.tags.empty()) ai["keywords"] = join(summary.tags, ", ");
  for (const auto& [label, text] : other_ai_fields(summary.text))
    if (const std::string key = label.empty() ? "text" : ascii_lower(label); !ai.contains(key))
      ai[key] = text;
  return ai;
}

Json row(const Entry& entry) {
  const Paper& paper = entry.paper;
  const std::string version = paper.version > 0 ? "v" + std::to_string(paper.version) : "";
  Json authors = Json::array();
  for (const Author& author : paper.authors) authors.push_back(plain_line(author.name));
  Json json = {{"id", paper.id + version},
               {"categories", paper.categories},
               {"pdf", paper.pdf_url()},
               {"abs", paper_url(paper)},
               {"authors", std::move(authors)},
               {"title", plain_line(paper.title)},
               {"comment", paper.comment.empty() ? Json() : Json(paper.comment)},
               {"summary", paper.abstract},
               {"AI", ai_fields(entry.summary)}};
  const std::string& code = paper.code_url.empty() ? entry.summary.code_url : paper.code_url;
  if (!code.empty()) json["code_url"] = code;
  if (!paper.doi.empty()) json["doi"] = paper.doi;
  if (!paper.journal_ref.empty()) json["journal_ref"] = paper.journal_ref;
  if (paper.published) json["published"] = format_rfc3339(*paper.published);
  if (paper.updated) json["updated"] = format_rfc3339(*paper.updated);
  return json;
}

}  // namespace

std::string ai_lines(const Digest& digest) {
  std::string out;
  for (const Entry& entry : digest.entries) out += spaced(row(entry)) + "\n";
  return out;
}

}  // namespace sheaf::publish
