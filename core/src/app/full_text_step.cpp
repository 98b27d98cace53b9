// See full_text_step.hpp.
// One call on the caller's thread.
#include "app/full_text_step.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "summarize/injection.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kSentences = 4;        ///< of a section, in a report
constexpr std::size_t kTableRows = 8;
constexpr std::size_t kLongestSentence = 500;

using Words = std::vector<std::string_view>;

/// The first section whose title has one of the words; earlier words first.
const source::TextSection* section_named(const FullText& text, const Words& words) {
  for (const std::string_view word : words)
    for (const source::TextSection& section : text.sections)
      if (contains(ascii_lower(section.title), word) && !trim(section.text).empty()) return &section;
  return nullptr;
}

template <class Wanted>
std::string sentences_of(const source::TextSection* section, const Wanted& wanted) {
  std::vector<std::string> out;
  if (!section) return {};
  for (std::string& sentence : summarize::split_sentences(cut_utf8(section->text, 20000)))
    if (sentence.size() <= kLongestSentence && wanted(sentence) && out.size() < kSentences)
      out.push_back(std::move(sentence));
  return join(out, " ");
}

bool any(std::string_view) { return true; }
bool has_number(std::string_view sentence) {
  return std::any_of(sentence.begin(), sentence.end(), [](char c) { return is_ascii_digit(c); });
}
bool announces(std::string_view sentence) {
  static constexpr std::array<std::string_view, 8> kCues = {
      "we propose", "we present", "we introduce", "contribution", "we develop", "novel", "we show", "this paper"};
  const std::string lower = ascii_lower(sentence);
  return std::any_of(kCues.begin(), kCues.end(), [&](std::string_view cue) { return contains(lower, cue); });
}

/// The first table that holds numbers, as Markdown rows.
std::string results_table(const FullText& text) {
  for (const source::TextTable& table : text.tables) {
    if (table.rows.size() < 2 || !has_number(table.rows[1])) continue;
    std::string out;
    for (std::size_t i = 0; i < std::min(table.rows.size(), kTableRows); ++i)
      out += "\n| " + table.rows[i] + " |";
    return out;
  }
  return {};
}

void take(const FullText& text, Entry& entry) {
  Summary& summary = entry.summary;
  summary.from_full_text = text.origin != source::TextOrigin::kAbstract;
  if (!text.thumbnail_url.empty()) summary.thumbnail_url = text.thumbnail_url;
  if (summary.institutions.empty()) summary.institutions = text.institutions;
  if (!text.limitations.empty()) summary.limitations = text.limitations;
  if (!text.future_work.empty()) summary.future_work = text.future_work;
  for (const std::string& hidden : text.hidden)
    for (const std::string& warning : summarize::instruction_warnings("hidden text", hidden))
      add_once(summary.warnings, warning);
}

std::size_t texts_wanted(const Profile& profile, std::size_t entries) {
  const int reports = profile.summary.reports;
  return std::min(entries, reports > 0 ? static_cast<std::size_t>(reports) : kUsualTexts);
}

}  // namespace

Report report_from_text(const FullText& text) {
  Report report;
  report.contribution = sentences_of(section_named(text, {"contribution", "introduction"}), announces);
  report.setup = sentences_of(
      section_named(text, {"experimental setup", "setup", "implementation", "dataset", "experiment", "method"}), any);
  report.results = sentences_of(section_named(text, {"result", "evaluation", "experiment"}), has_number);
  report.results += results_table(text);
  report.conclusions = sentences_of(section_named(text, {"conclusion", "discussion"}), any);
  report.limits = join(text.limitations, " ");
  report.future_work = join(text.future_work, " ");
  return report;
}

Result<FullTexts> add_full_texts(Library& library, const Profile& profile,
                                 std::vector<Entry>& entries, const Task& task) {
  FullTexts out;
  if (!profile.summary.full_text || entries.empty()) return out;
  const std::size_t wanted = texts_wanted(profile, entries.size());
  std::size_t whole = 0;
  std::string note;
  for (std::size_t i = 0; i < wanted; ++i) {
    SHEAF_TRY(task.report({"full text", i, wanted, 0}));
    Entry& entry = entries[i];
    SHEAF_ASSIGN(const FullText text, full_text_of(library, entry.paper, profile, task));
    take(text, entry);
    if (static_cast<int>(i) < profile.summary.reports) entry.summary.report = report_from_text(text);
    if (text.origin == source::TextOrigin::kAbstract) {
      if (note.empty()) note = entry.paper.id + ": " + text.note;
      continue;
    }
    ++whole;
    out.plain[entry.paper.id] = text.plain();
  }
  const SourceState state = whole == wanted ? SourceState::kOk
                            : whole > 0     ? SourceState::kPartial
                                            : SourceState::kFailed;
  out.statuses.push_back({"full text", state,
                          std::to_string(whole) + " of " + std::to_string(wanted) + " papers" +
                              (note.empty() ? "" : "; " + note),
                          whole});
  return out;
}

}  // namespace sheaf::app
