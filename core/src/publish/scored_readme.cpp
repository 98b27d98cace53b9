// arxiv_rss_bot's README, other than the original: abstracts are whole, text is escaped, sources
// that failed stand in the statistics, a cross-list has its type, and the description of that bot's
// own configuration is left out. See pages.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "publish/escape.hpp"
#include "publish/pages.hpp"
#include "publish/sections.hpp"

namespace sheaf::publish {
namespace {

/// "15.0", "72.43": the shortest that reads back the same, with a point.
std::string number(double value) {
  char buffer[400];  // 1e308 has 309 digits
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  if (error != std::errc()) return "0.0";
  const std::string text(buffer, end);
  return contains(text, ".") ? text : text + ".0";
}

std::string field(std::string_view key, const std::string& value) {
  return value.empty() ? std::string() : "**" + std::string(key) + "**: " + value + "  \n";
}

std::string authors_of(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors)
    names.push_back(replace_all(prose(author.name), ",", "&#44;"));
  return join(names, ", ");
}

std::string id_of(const Paper& paper) {
  if (paper.scheme != "arxiv") return {};
  return prose(paper.id) + (paper.version > 0 ? "v" + std::to_string(paper.version) : "");
}

std::string score_of(const Score& score) {
  const std::string reason = prose(score.reason);
  return number(score.value) + (reason.empty() ? "" : " " + reason);
}

/// What a built-in summary says, as the essay that this system shows.
std::string essay_of(const Summary& summary) {
  std::string out = essay(summary.text);
  const auto add = [&](std::string_view name, const std::string& text) {
    if (const std::string lines = prose_lines(text); !lines.empty())
      out += (out.empty() ? "" : "\n\n") + ("**" + std::string(name) + ":** ") + lines;
  };
  add("Motivation", summary.motivation);
  add("Method", summary.method);
  add("Result", summary.result);
  add("Conclusion", summary.conclusion);
  return out;
}

std::string summary_block(const Summary& summary) {
  const std::string text = essay_of(summary);
  if (text.empty()) return {};
  const std::string by =
      summary.provider.empty() ? "" : " (by " + link_text(summary.provider) + ")";
  return "<details>\n<summary><strong>🤖 AI Summary" + by +
         "</strong> - Click to expand</summary>\n\n" + text + "\n\n</details>\n\n";
}

std::string paper_text(const Entry& entry, std::size_t at) {
  const Paper& paper = entry.paper;
  const std::string title = link_text(paper.title);
  std::string out = "### " + std::to_string(at) + ". [" +
                    (title.empty() ? link_text(paper.id) : title) + "](" + paper_url(paper) +
                    ")\n\n";
  out += field("Authors", authors_of(paper));
  out += field("Category", prose(join(paper.categories, ", ")));
  out += field("Published", format_day(entry.announcement.day));
  out += field("Score", score_of(entry.score));
  out += field("Type", std::string(announce_type_name(entry.announcement.type)));
  out += field("ArXiv ID", id_of(paper));
  out += field("Keywords", prose(join(entry.score.terms, ", ")));
  out += field("Code", safe_url(paper.code_url));
  out += field("Comment", prose(paper.comment));
  out += field("TL;DR", prose(entry.summary.tldr));
  if (const std::string abstract =
          prose_lines(replace_all(paper.abstract, "\n", "\n\n"), FirstLine::kAlone);
      !abstract.empty())
    out += "\n#### Abstract\n" + abstract + "\n";
  out += "\n" + summary_block(entry.summary);
  return out + "---\n\n";
}

/// The day's order is what this page is for: only topics divide it, never categories.
std::vector<Section> sections_in_order(const Digest& digest) {
  const std::vector<const Entry*> entries = entries_of(digest);
  const bool topics = std::any_of(entries.begin(), entries.end(),
                                  [](const Entry* entry) { return !entry->topics.empty(); });
  if (topics || entries.empty()) return sections_of(entries, false);
  return {{"Recent Papers", entries}};
}

/// "arxiv:cs.CL" → "cs.CL"; other sources by their own names.
std::string monitored(const Digest& digest) {
  std::vector<std::string> names;
  for (const SourceStatus& source : digest.sources) {
    const std::string name = plain_line(source.name);
    add_once(names, prose(name.starts_with("arxiv:") ? name.substr(6) : name));
  }
  return join(names, ", ");
}

std::string statistics(const Digest& digest) {
  std::string out =
      "## 📊 Statistics\n\n- **Last Updated**: " + format_day(digest.day) +
      " 00:00:00 UTC\n- **Total Papers Found**: " + std::to_string(digest.entries.size()) + "\n";
  if (const std::string names = monitored(digest); !names.empty())
    out += "- **Categories Monitored**: " + names + "\n";
  for (const std::string& trouble : troubles(digest))
    out += "- **Not Complete**: " + prose(trouble) + "\n";
  return out + "\n";
}

}  // namespace

std::string scored_readme(const Digest& digest) {
  std::string out = "# arXiv Papers Bot 🤖\n\n" + std::string(kEscapedMark) + "\n\n";
  if (const std::string note = sample_note(digest); !note.empty()) out += "> " + note + "\n\n";
  out += statistics(digest);
  std::size_t at = 0;
  for (const Section& section : sections_in_order(digest)) {
    out += "## 📚 " + link_text(section.name) + "\n\n";
    for (const Entry* entry : section.entries) out += paper_text(*entry, ++at);
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace sheaf::publish
