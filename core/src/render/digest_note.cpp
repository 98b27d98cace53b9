// The note of one day: the values and blocks that its template may name; see note.hpp.
// Pure functions; any thread.
#include "base/text.hpp"
#include "render/digest_note_parts.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/paper_note_parts.hpp"
#include "render/template.hpp"

namespace sheaf::render {
namespace {

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

template <DaySection which>
std::string kind_text(const DayView& view) {
  return day_section_text(which, view.digest, view.links.notes);
}

const std::vector<DayBlock>& day_blocks() {
  static const std::vector<DayBlock> blocks = {
      {{"sample", "sheaf-sample"},
       [](const DayView& view) { return day_sample_text(view.digest); }},
      {{"problems", "sheaf-template"}, [](const DayView& view) { return problems_text(view.style); }},
      {{"counts", "sheaf-counts"}, [](const DayView& view) { return counts_text(view.digest); }},
      {{"sources", "sheaf-sources"}, [](const DayView& view) { return sources_text(view.digest); }},
      {{"topics", "sheaf-topics"}, [](const DayView& view) { return topics_text(view.digest, view.links.notes); }},
      {{"new", "sheaf-new"}, kind_text<DaySection::kNew>},
      {{"cross", "sheaf-cross"}, kind_text<DaySection::kCross>},
      {{"replaced", "sheaf-replaced"}, kind_text<DaySection::kReplaced>},
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
  put_first(note, "sheaf-sample", day_sample_text(digest));
  return note;
}

Note digest_note(const Digest& digest, const std::vector<std::string>& note_paths) {
  NoteStyle style;
  style.sample = digest.sample;
  return digest_note(digest, DayLinks{note_paths}, style);
}

}  // namespace sheaf::render
