// The note of one day: what was announced, from where, and the papers as ranked tables.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/paper_note_parts.hpp"
#include "render/template.hpp"
#include "base/tex.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kTopicLinks = 10;  ///< papers named under a topic
constexpr std::size_t kTopicLabel = 70;

struct Section {
  const char* id;
  const char* title;
  bool (*holds)(AnnounceType type);
};

constexpr Section kSections[] = {
    {"sheaf-new", "New", [](AnnounceType type) { return type == AnnounceType::kNew; }},
    {"sheaf-cross", "Cross-listed", [](AnnounceType type) { return type == AnnounceType::kCross; }},
    {"sheaf-replaced", "Replaced",
     [](AnnounceType type) {
       return type == AnnounceType::kReplace || type == AnnounceType::kReplaceCross;
     }},
};

std::string sample_text(const Digest& digest) {
  if (!digest.sample) return {};
  return sample_block("day", "Its papers are no real publications: do not cite them.").text;
}

bool is_trouble(SourceState state) {
  return state != SourceState::kOk && state != SourceState::kEmpty;
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

std::string section_text(const Section& section, const Digest& digest,
                         const std::vector<std::string>& note_paths) {
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

/// One line a topic: where to look first for one who has time for one subject.
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

/// What of the reader's own templates went wrong, so that the built-in ones were used.
std::string problems_text(const NoteStyle& style) {
  std::string lines;
  for (const std::string& problem : style.problems) lines += "\n- " + markdown_text(problem);
  if (lines.empty()) return {};
  return callout("warning", "Your template was not used",
                 "The built-in one was. Put this right and run Sheaf again.\n" + lines);
}

std::string pages_text(const DayLinks& links) {
  std::vector<std::string> parts;
  if (!links.daily_note.empty()) parts.push_back(wikilink(links.daily_note, "Daily note"));
  for (const auto& [path, label] : links.pages) parts.push_back(wikilink(path, label));
  return join(parts, " · ");
}

struct DayView {
  const Digest& digest;
  const DayLinks& links;
  const NoteStyle& style;
};

using Items = std::vector<std::string>;

struct DayField {
  Vocabulary::Field field;
  Items (*items)(const DayView& view);
};

struct DayBlock {
  Vocabulary::Block block;
  std::string (*text)(const DayView& view);
};

std::string day_number(std::size_t number) { return std::to_string(number); }

Items day_tags(const DayView& view) {
  Items tags{"sheaf/digest"};
  if (view.digest.sample) tags.push_back("sheaf/sample");
  return tags;
}

Items sources(const DayView& view) {
  Items lines;
  for (const SourceStatus& source : view.digest.sources) lines.push_back(describe(source));
  return lines;
}

Items daily_note(const DayView& view) {
  if (view.links.daily_note.empty()) return {};
  return {wikilink(view.links.daily_note, "Daily note")};
}

#define ONE(expression) [](const DayView& view) -> Items { return {(expression)}; }

const std::vector<DayField>& day_fields() {
  using enum FieldKind;
  static const std::vector<DayField> fields = {
      {{"day", kNumber, false}, ONE(format_day(view.digest.day))},
      {{"long_day", kWord, false}, ONE(format_long_day(view.digest.day))},
      {{"profile", kWord, false}, ONE(view.digest.profile)},
      {{"announced", kNumber, false}, ONE(day_number(view.digest.announced.total()))},
      {{"new", kNumber, false}, ONE(day_number(view.digest.announced.new_papers))},
      {{"cross", kNumber, false}, ONE(day_number(view.digest.announced.cross))},
      {{"replaced", kNumber, false}, ONE(day_number(view.digest.announced.replace + view.digest.announced.replace_cross))},
      {{"shown", kNumber, false}, ONE(day_number(view.digest.entries.size()))},
      {{"left_out", kNumber, false}, ONE(day_number(view.digest.left_out))},
      {{"aliases", kWord, true}, ONE("Digest of " + plain_day(view.digest.day))},
      {{"tags", kWord, true}, day_tags},
      {{"sources", kWord, true}, sources},
      {{"incomplete", kWord, false}, ONE(view.digest.degraded() ? "not complete" : "")},
      {{"daily_note", kLink, false}, daily_note},
  };
  return fields;
}

#undef ONE

template <int N>
std::string kind_text(const DayView& view) {
  return section_text(kSections[N], view.digest, view.links.notes);
}

const std::vector<DayBlock>& day_blocks() {
  static const std::vector<DayBlock> blocks = {
      {{"sample", "sheaf-sample"},
       [](const DayView& view) { return sample_text(view.digest); }},
      {{"problems", "sheaf-template"}, [](const DayView& view) { return problems_text(view.style); }},
      {{"counts", "sheaf-counts"}, [](const DayView& view) { return counts_text(view.digest); }},
      {{"sources", "sheaf-sources"}, [](const DayView& view) { return sources_text(view.digest); }},
      {{"topics", "sheaf-topics"}, [](const DayView& view) { return topics_text(view.digest, view.links.notes); }},
      {{"new", "sheaf-new"}, kind_text<0>},
      {{"cross", "sheaf-cross"}, kind_text<1>},
      {{"replaced", "sheaf-replaced"}, kind_text<2>},
      {{"pages", "sheaf-pages"}, [](const DayView& view) { return pages_text(view.links); }},
  };
  return blocks;
}

/// One of the day's papers; owns the links that its values are made with.
class DayPaper final : public TemplateScope {
 public:
  DayPaper(const DayView& day, std::size_t index)
      : links_(links_of(day, index)),
        scope_({day.digest.entries[index], links_, day.style,
                index < day.links.notes.size() ? day.links.notes[index] : std::string()}) {}
  DayPaper(const DayPaper&) = delete;
  DayPaper& operator=(const DayPaper&) = delete;

  Items items(std::size_t field) const override { return scope_.items(field); }
  std::string block(std::size_t block) const override { return scope_.block(block); }
  const std::vector<std::string>& unsupported() const override { return scope_.unsupported(); }

 private:
  static NoteLinks links_of(const DayView& day, std::size_t index) {
    NoteLinks links;
    links.papers_folder = day.links.papers_folder;
    links.citation_key = day.digest.entries[index].paper.citation_key;
    links.daily_note = day.links.daily_note;
    return links;
  }

  NoteLinks links_;
  PaperScope scope_;
};

class DayScope final : public TemplateScope {
 public:
  explicit DayScope(DayView view) : view_(view) {}

  Items items(std::size_t field) const override {
    Items items = day_fields()[field].items(view_);
    std::erase_if(items, [](const std::string& item) { return trim(item).empty(); });
    return items;
  }
  std::string block(std::size_t block) const override { return day_blocks()[block].text(view_); }
  const std::vector<std::string>& unsupported() const override {
    static const std::vector<std::string> none;
    return none;
  }
  std::size_t papers() const override { return view_.digest.entries.size(); }
  std::unique_ptr<TemplateScope> paper(std::size_t index) const override {
    return std::make_unique<DayPaper>(view_, index);
  }

 private:
  DayView view_;
};

const NoteTemplate& built_in() {
  static const NoteTemplate read =
      NoteTemplate::read(digest_template_text(), "the built-in template", digest_vocabulary()).value();
  return read;
}

}  // namespace

// "announced" is a date in paper notes, and a property has one type in the whole vault.
std::string_view digest_template_text() {
  return R"(---
date: {{day}}
profile: {{profile}}
papers_announced: {{announced}}
papers_shown: {{shown}}
papers_left_out: {{left_out}}
aliases: {{aliases}}
tags: {{tags}}
---

# {{long_day}}

{{> sample}}
{{> problems}}
{{> counts}}
{{> pages}}
{{> sources}}
{{> topics}}
{{> new}}
{{> cross}}
{{> replaced}}

## Notes
)";
}

const Vocabulary& digest_vocabulary() {
  static const Vocabulary words = [] {
    Vocabulary made;
    for (const DayField& field : day_fields()) made.fields.push_back(field.field);
    for (const DayBlock& block : day_blocks()) made.blocks.push_back(block.block);
    made.papers = &paper_vocabulary();
    made.built_in = digest_template_text();
    return made;
  }();
  return words;
}

Note digest_note(const Digest& digest, const DayLinks& links, const NoteStyle& style) {
  const NoteTemplate& page = style.digest ? *style.digest : built_in();
  Note note = page.fill(DayScope({digest, links, style}));
  // Trouble is told, and that papers are invented, whatever a template says of it.
  put_first(note, "sheaf-template", problems_text(style));
  put_first(note, "sheaf-sample", sample_text(digest));
  return note;
}

Note digest_note(const Digest& digest, const std::vector<std::string>& note_paths) {
  NoteStyle style;
  style.sample = digest.sample;
  return digest_note(digest, DayLinks{note_paths}, style);
}

}  // namespace sheaf::render
