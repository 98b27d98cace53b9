// The blocks of a day's note: what was announced, from where, and the papers as ranked tables.
// Pure functions; any thread.
#include "render/digest_note_parts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "render/markdown.hpp"
#include "render/note_parts.hpp"
#include "base/tex.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kTopicLinks = 10;  ///< papers named under a topic
constexpr std::size_t kTopicLabel = 70;

struct Section {
  const char* title;
  bool (*holds)(AnnounceType type);
};

/// In the order of DaySection.
constexpr Section kSections[] = {
    {"New", [](AnnounceType type) { return type == AnnounceType::kNew; }},
    {"Cross-listed", [](AnnounceType type) { return type == AnnounceType::kCross; }},
    {"Replaced",
     [](AnnounceType type) {
       return type == AnnounceType::kReplace || type == AnnounceType::kReplaceCross;
     }},
};

bool is_trouble(SourceState state) {
  return state != SourceState::kOk && state != SourceState::kEmpty;
}

std::string authors_text(const Paper& paper) {
  if (paper.authors.empty()) return {};
  const std::string first = markdown_cell(paper.authors.front().name);
  return paper.authors.size() > 1 ? first + " et al." : first;
}

std::string row(const Entry& entry, const std::string& note_path) {
  const std::string title =
      entry.paper.title.empty() ? paper_label(entry.paper) : entry.paper.title;
  const std::string link = note_path.empty() ? markdown_link(title, entry.paper.abs_url(), true)
                                             : wikilink(note_path, title, true);
  std::string about = markdown_cell(entry.summary.tldr);
  if (const std::string reason = markdown_cell(entry.score.reason); !reason.empty())
    about += (about.empty() ? "" : "<br>") + ("*" + reason + "*");
  if (entry.score.explored) about += "<br>*a guess: the ranking is unsure of it*";
  if (!entry.score.folded.empty())
    about += "<br>*much the same: " + markdown_cell(join(entry.score.folded, ", ")) + "*";
  return "\n| " + score_text(entry.score.value) + " | " + link + "<br>" +
         authors_text(entry.paper) + " | " + about + " |";
}

struct TopicRow {
  std::string name;
  std::vector<std::size_t> entries;
};

/// The profile's topics and the reader's interests, each with its entries; the order of the list.
std::vector<TopicRow> topic_rows(const Digest& digest) {
  std::vector<TopicRow> rows;
  const auto add = [&rows](const std::string& name, std::size_t i) {
    if (trim(name).empty()) return;
    auto row = std::find_if(rows.begin(), rows.end(),
                            [&name](const TopicRow& known) { return known.name == name; });
    if (row == rows.end()) row = rows.insert(rows.end(), TopicRow{name, {}});
    if (row->entries.empty() || row->entries.back() != i) row->entries.push_back(i);
  };
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    for (const std::string& topic : digest.entries[i].topics) add(topic, i);
    add(digest.entries[i].score.interest, i);
  }
  return rows;
}

}  // namespace

std::string day_sample_text(const Digest& digest) {
  if (!digest.sample) return {};
  return sample_block("day", "Its papers are no real publications: do not cite them.").text;
}

std::string problems_text(const NoteStyle& style) {
  std::string lines;
  for (const std::string& problem : style.problems) lines += "\n- " + markdown_text(problem);
  if (lines.empty()) return {};
  return callout("warning", "Your template was not used",
                 "The built-in one was. Put this right and run Sheaf again.\n" + lines);
}

std::string counts_text(const Digest& digest) {
  const TypeCounts& counts = digest.announced;
  std::string out = "**" + std::to_string(counts.total()) + "** announced";
  if (counts.total() > 0)
    out += " (" + std::to_string(counts.new_papers) + " new, " + std::to_string(counts.cross) +
           " cross-listed, " + std::to_string(counts.replace + counts.replace_cross) + " replaced)";
  out += " · **" + std::to_string(digest.entries.size()) + "** shown";
  out += " · **" + std::to_string(digest.left_out) + "** left out";
  if (!digest.profile.empty()) out += " · profile " + markdown_text(digest.profile);
  if (!digest.entries.empty()) return out;
  return out + (is_weekend(digest.day)
                    ? "\n\narXiv announces nothing at the weekend: there is no paper for this day."
                    : "\n\nThere is no paper for this day.");
}

std::string pages_text(const DayLinks& links) {
  std::vector<std::string> parts;
  if (!links.daily_note.empty()) parts.push_back(wikilink(links.daily_note, "Daily note"));
  for (const auto& [path, label] : links.pages) parts.push_back(wikilink(path, label));
  return join(parts, " · ");
}

std::string sources_text(const Digest& digest) {
  std::string lines;
  for (const SourceStatus& source : digest.sources) {
    const std::string text = markdown_text(describe(source));
    lines += "\n- " + (is_trouble(source.state) ? "**" + text + "**" : text);
  }
  if (digest.degraded())
    return callout("warning", "This day is not complete",
                   "Some source did not give what it should. Run Sheaf again later." +
                       std::string("\n") + lines);
  if (lines.empty()) lines = "\n- no source was asked";
  return callout("info", "Sources", lines.substr(1), true);
}

std::string topics_text(const Digest& digest, const std::vector<std::string>& note_paths) {
  const std::vector<TopicRow> rows = topic_rows(digest);
  if (rows.empty()) return {};
  std::string out = "## By topic\n";
  for (const TopicRow& row : rows) {
    out += "\n- **" + markdown_text(row.name) + "** (" + std::to_string(row.entries.size()) + "): ";
    for (std::size_t n = 0; n < std::min(row.entries.size(), kTopicLinks); ++n) {
      const std::size_t i = row.entries[n];
      const Paper& paper = digest.entries[i].paper;
      const std::string label = shorten(plain_text(paper.title), kTopicLabel);
      const bool has_note = i < note_paths.size() && !note_paths[i].empty();
      out += (n > 0 ? " · " : "") + (has_note ? wikilink(note_paths[i], label)
                                              : markdown_link(label, paper.abs_url()));
    }
    if (row.entries.size() > kTopicLinks) out += " · …";
  }
  return out;
}

std::string day_section_text(DaySection which, const Digest& digest,
                             const std::vector<std::string>& note_paths) {
  const Section& section = kSections[static_cast<std::size_t>(which)];
  std::string rows;
  std::size_t count = 0;
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    if (!section.holds(digest.entries[i].announcement.type)) continue;
    rows += row(digest.entries[i], i < note_paths.size() ? note_paths[i] : std::string());
    ++count;
  }
  if (count == 0) return {};
  return "## " + std::string(section.title) + " (" + std::to_string(count) +
         ")\n\n| Score | Paper | In short |\n|--:|:--|:--|" + rows;
}

}  // namespace sheaf::render
