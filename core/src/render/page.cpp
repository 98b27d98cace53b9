// Pages: the frame written here, everything in it by the script from the data beside it; see page.hpp.
// Pure functions; any thread.
#include "render/page.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "render/html.hpp"

namespace sheaf::render {

extern const char* const kDayScript;
extern const char* const kDayScriptHash;
extern const char* const kDayStyle;
extern const char* const kDayStyleHash;
extern const char* const kIndexScript;
extern const char* const kIndexScriptHash;
extern const char* const kIndexStyle;
extern const char* const kIndexStyleHash;

namespace {

constexpr std::size_t kRowsWithTldr = 100;  ///< of a day in the index: the rest is searched by title, author, topic
constexpr std::size_t kIndexAuthors = 3, kIndexTopics = 8, kMostAuthors = 60;

struct Words {
  const char *archive, *earlier, *later, *kept, *theme, *save, *search, *topic, *results, *latest, *calendar,
      *statistics, *per_day, *per_category, *trends, *more, *keys, *storage, *script, *announced, *shown, *as_table;
};

constexpr Words kEnglish = {"Archive", "Earlier day", "Later day", "Kept only", "Light or dark", "Save kept papers",
                            "Search all days: title, author, topic", "Topic", "Results", "Latest day", "Calendar", "Statistics",
                            "Papers a day", "By category", "Topics and how they move", "Show more",
                            "Keys: j and k next and previous, Enter opens, + keeps, x dismisses, m mindmap, / search, "
                            "f kept only, t light or dark.",
                            "What you keep is remembered in this browser only.",
                            "This page draws itself with a script of its own; allow scripts to read it.",
                            "announced", "shown", "As a table"};
constexpr Words kChinese = {"存档", "前一天", "后一天", "只看保留", "浅色或深色", "保存保留的论文",
                            "搜索所有日期：标题、作者、主题", "主题", "结果", "最新一天", "日历", "统计",
                            "每日论文", "按类别", "主题及其变化", "显示更多",
                            "按键：j、k 上下，Enter 打开，+ 保留，x 忽略，m 思维导图，/ 搜索，f 只看保留，t 浅色或深色。",
                            "保留的论文只记在这个浏览器里。", "本页由自带的脚本绘制，请允许脚本运行。",
                            "公布", "显示", "表格"};

const Words& words_of(const std::string& language) {
  return ascii_lower(language).starts_with("zh") ? kChinese : kEnglish;
}

/// "sha256-…" of a policy, from 64 hexadecimal digits.
std::string policy_hash(std::string_view hex) {
  const auto digit = [](char c) { return is_ascii_digit(c) ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return "'sha256-" + base64(bytes) + "'";
}

struct Frame {
  std::string title, language, body, data, later;  ///< `later` is not needed for the first screen
  const char *script, *script_hash, *style, *style_hash;
};

std::string html_of(const Frame& frame) {
  const std::string policy = "default-src 'none'; script-src " + policy_hash(frame.script_hash) + "; style-src " +
                             policy_hash(frame.style_hash) + "; img-src data:; base-uri 'none'; form-action 'none'";
  std::string out = "<!doctype html>\n<html lang=\"" + html_text(frame.language) + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"sheaf\">\n<title>" +
                    html_text(frame.title) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>";
  out += frame.style;
  out += "</style>\n</head>\n<body>\n" + frame.body + frame.data + "<script>";
  out += frame.script;
  return out + "</script>\n" + frame.later + "</body>\n</html>\n";
}

std::string button(const char* id, const char* label, bool toggle) {
  return std::string("<button type=\"button\" class=\"page-button\" id=\"") + id + "\"" +
         (toggle ? " aria-pressed=\"false\"" : "") + ">" + label + "</button>";
}

std::string foot(const Words& words) {
  return std::string("<footer class=\"page-foot\"><p>") + words.keys + "</p><p>" + words.storage + " " +
         button("save", words.save, false) + "</p></footer>\n<noscript><p class=\"page-main\">" + words.script + "</p></noscript>\n";
}

std::string neighbour(const char* rel, const char* label, const std::optional<Day>& day) {
  if (!day) return {};
  const bool back = std::string_view(rel) == "prev";
  return std::string("<a rel=\"") + rel + "\" href=\"" + day_page_name(*day) + "\" title=\"" + label + "\">" +
         (back ? "← " : "") + format_day(*day) + (back ? "" : " →") + "</a>";
}

std::string shown_text(std::string_view text) { return plain_text(to_valid_utf8(text)); }

Json tree_json(const MindNode& node) {
  Json json = {{"label", shown_text(node.label)}};
  if (node.children.empty()) return json;
  Json children = Json::array();
  for (const MindNode& child : node.children) children.push_back(tree_json(child));
  json["children"] = std::move(children);
  return json;
}

void put_text(Json& json, const char* key, std::string_view text) {
  if (!text.empty()) json[key] = shown_text(text);
}

Json paper_json(const Paper& paper) {
  Json authors = Json::array();
  for (const Author& author : paper.authors) {
    if (authors.size() == kMostAuthors) break;
    authors.push_back({{"name", author.name}});
  }
  Json json = {{"id", paper.id}, {"title", shown_text(paper.title)}, {"authors", std::move(authors)},
               {"categories", paper.categories}, {"abs_url", paper.abs_url()}};
  if (const std::string pdf = paper.pdf_url(); !pdf.empty()) json["pdf_url"] = pdf;
  return json;
}

Json summary_json(const Summary& summary) {
  Json json = {{"tldr", shown_text(summary.tldr)}, {"tags", summary.tags}};
  put_text(json, "area", summary.area);
  put_text(json, "code_url", summary.code_url);
  put_text(json, "project_url", summary.project_url);
  if (!summary.mindmap.children.empty()) json["mindmap"] = tree_json(summary.mindmap);
  if (!summary.grounding.unsupported.empty())
    json["grounding"] = {{"checked", summary.grounding.checked}, {"unsupported", summary.grounding.unsupported}};
  if (!summary.warnings.empty()) json["warnings"] = summary.warnings;
  return json;
}

Json score_json(const Score& score) {
  Json json = {{"value", score.value}, {"reason", shown_text(score.reason)}};
  put_text(json, "interest", score.interest);
  if (score.explored) json["explored"] = true;
  if (!score.folded.empty()) json["folded"] = score.folded;
  return json;
}

/// What the view shows, of the names dist/schema/digest.schema.json has; TeX told as text.
Json view_json(const Digest& digest) {
  Json entries = Json::array();
  for (const Entry& entry : digest.entries) {
    Json one = {{"paper", paper_json(entry.paper)},
                {"announcement", {{"day", format_day(entry.announcement.day)}, {"type", announce_type_name(entry.announcement.type)}}},
                {"score", score_json(entry.score)},
                {"summary", summary_json(entry.summary)}};
    if (!entry.topics.empty()) one["topics"] = entry.topics;
    entries.push_back(std::move(one));
  }
  Json sources = Json::array();
  for (const SourceStatus& source : digest.sources) sources.push_back(source_to_json(source));
  const TypeCounts& counts = digest.announced;
  Json json = {{"day", format_day(digest.day)}, {"profile", digest.profile},
               {"announced", {{"new", counts.new_papers}, {"cross", counts.cross}, {"replace", counts.replace}, {"replace-cross", counts.replace_cross}}},
               {"left_out", digest.left_out}, {"sources", std::move(sources)}, {"entries", std::move(entries)}};
  if (digest.sample) json["sample"] = true;
  return json;
}

/// What is read when a paper is opened, one object for each entry.
Json texts_json(const Digest& digest) {
  Json texts = Json::array();
  for (const Entry& entry : digest.entries) {
    Json one = Json::object();
    put_text(one, "motivation", entry.summary.motivation);
    put_text(one, "method", entry.summary.method);
    put_text(one, "result", entry.summary.result);
    put_text(one, "conclusion", entry.summary.conclusion);
    put_text(one, "abstract", entry.paper.abstract);
    texts.push_back(std::move(one));
  }
  return texts;
}

std::string data_block(const char* id, const std::string& json) {
  return std::string("<script type=\"application/json\" id=\"") + id + "\">" + script_json(json) + "</script>\n";
}

std::vector<std::string> topics_of(const Entry& entry) {
  std::vector<std::string> out;
  for (const std::string& topic : entry.topics) add_once(out, topic, kIndexTopics);
  add_once(out, entry.score.interest, kIndexTopics);
  add_once(out, entry.summary.area, kIndexTopics);
  for (const std::string& tag : entry.summary.tags) add_once(out, tag, kIndexTopics);
  return out;
}

std::string authors_of(const Paper& paper) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < paper.authors.size() && i < kIndexAuthors; ++i) names.push_back(paper.authors[i].name);
  if (paper.authors.size() > kIndexAuthors) names.push_back("+" + std::to_string(paper.authors.size() - kIndexAuthors));
  return join(names, ", ");
}

}  // namespace

std::string script_json(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const bool separator = json[i] == '\xE2' && (json.substr(i, 3) == "\xE2\x80\xA8" || json.substr(i, 3) == "\xE2\x80\xA9");
    if (separator) {
      out += json[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (json[i] == '<') {
      out += "\\u003c";
    } else if (json[i] == '>') {
      out += "\\u003e";
    } else if (json[i] == '&') {
      out += "\\u0026";
    } else {
      out += json[i];
    }
  }
  return out;
}

std::string day_page_name(Day day) { return format_day(day) + ".html"; }

std::string day_page(const Digest& digest, const PageLinks& links) {
  const Words& words = words_of(links.language);
  std::string body = std::string("<nav class=\"page-top\" aria-label=\"") + words.archive + "\"><a href=\"index.html\">" + words.archive + "</a>" +
                     neighbour("prev", words.earlier, links.earlier) + neighbour("next", words.later, links.later) +
                     "<span class=\"page-push\"></span>" + button("kept", words.kept, true) + button("theme", words.theme, false) +
                     "</nav>\n<main id=\"sheaf\"></main>\n" + foot(words);
  return html_of({format_day(digest.day) + " · " + digest.profile, links.language, std::move(body),
                  data_block("sheaf-data", dump_json(view_json(digest))), data_block("sheaf-texts", dump_json(texts_json(digest))), kDayScript, kDayScriptHash, kDayStyle, kDayStyleHash});
}

PageDay page_day(const Digest& digest) {
  std::map<std::string, std::size_t> categories, topics;
  Json rows = Json::array();
  for (const Entry& entry : digest.entries) {
    const std::vector<std::string> own = topics_of(entry);
    for (const std::string& topic : own) ++topics[topic];
    const std::string category = entry.paper.primary_category();
    if (!category.empty()) ++categories[category];
    Json row = {{"i", entry.paper.id}, {"t", shown_text(entry.paper.title)}, {"a", authors_of(entry.paper)},
                {"s", entry.score.value}, {"c", category}, {"p", own}};
    if (rows.size() < kRowsWithTldr) put_text(row, "d", entry.summary.tldr);
    rows.push_back(std::move(row));
  }
  std::erase_if(topics, [&](const auto& one) { return one.second < 2 && digest.entries.size() > kRowsWithTldr; });
  Json trouble = Json::array();
  for (const SourceStatus& source : digest.sources)
    if (source.state != SourceState::kOk && source.state != SourceState::kEmpty) trouble.push_back(describe(source));
  Json json = {{"day", format_day(digest.day)}, {"announced", digest.announced.total()}, {"shown", digest.entries.size()},
               {"trouble", std::move(trouble)}, {"categories", categories}, {"topics", topics}, {"rows", std::move(rows)}};
  if (digest.sample) json["sample"] = true;
  return {digest.day, dump_json(json)};
}

std::string index_page(const std::vector<PageDay>& days, const std::string& profile, const std::string& language) {
  const Words& words = words_of(language);
  std::string data = "[";
  for (const PageDay& day : days) data += (data.size() > 1 ? ",\n" : "") + day.json;
  const auto heading = [](const char* level, const char* text) { return std::string("<") + level + ">" + text + "</" + level + ">\n"; };
  const std::string title = std::string(words.archive) + " · " + profile;
  std::string body = "<header class=\"page-top\"><h1 class=\"page-big\">" + html_text(title) + "</h1><span class=\"page-dim\" id=\"summary\"></span>"
                     "<span class=\"page-push\"></span>" + button("theme", words.theme, false) + "</header>\n<main class=\"page-main\">\n"
                     "<div class=\"page-bar\" role=\"search\"><input class=\"page-field\" id=\"search\" type=\"search\" placeholder=\"" +
                     words.search + "\" aria-label=\"" + words.search + "\"><select class=\"page-field\" id=\"topic\" aria-label=\"" + words.topic +
                     "\"></select>" + button("kept", words.kept, true) + "<span class=\"page-dim\" id=\"found\" role=\"status\"></span></div>\n"
                     "<section id=\"results\" aria-label=\"" + words.results + "\" hidden><ol class=\"page-hits\" id=\"hits\"></ol>" +
                     button("more", words.more, false) + "</section>\n<div id=\"overview\">\n<section id=\"latest\">" +
                     heading("h2", words.latest) + "</section>\n<section>" + heading("h2", words.calendar) +
                     "<div class=\"page-months\" id=\"calendar\"></div></section>\n<section>" + heading("h2", words.statistics) +
                     heading("h3", words.per_day) + "<p class=\"page-dim\"><span class=\"page-key all\"></span>" + words.announced +
                     "<span class=\"page-key part\"></span>" + words.shown + "</p>\n<div id=\"per-day\"></div>\n<details><summary>" + words.as_table +
                     "</summary><div class=\"page-scroll\" id=\"per-day-table\"></div></details>\n" + heading("h3", words.per_category) +
                     "<div class=\"page-scroll\" id=\"per-category\"></div>\n" + heading("h3", words.trends) +
                     "<div class=\"page-scroll\" id=\"trends\"></div></section>\n</div>\n</main>\n" + foot(words);
  return html_of({title, language, std::move(body), data_block("sheaf-data", data + "]"), {}, kIndexScript, kIndexScriptHash, kIndexStyle, kIndexStyleHash});
}

}  // namespace sheaf::render
