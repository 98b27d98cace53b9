// Entries and citation keys. An arXiv paper stays @misc, as arXiv's own export has it: its journal
// reference is free text, so it goes into `note` rather than into a guessed @article.
// Pure functions; any thread.
#include "render/bibtex.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "base/date.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "render/bib_entry.hpp"
#include "render/person.hpp"
#include "base/tex.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMaxNote = 120;

struct YearMonth {
  int year = 0;       ///< 0: not known
  unsigned month = 0;
};

/// From the submission, else from the identifier, which begins with YYMM since 1991.
YearMonth dated(const Paper& paper) {
  using namespace std::chrono;
  if (paper.published) {
    const year_month_day date(floor<days>(sys_seconds(seconds(*paper.published))));
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month())};
  }
  const std::size_t slash = paper.id.find('/');
  const std::string digits = paper.id.substr(slash == std::string::npos ? 0 : slash + 1, 4);
  const bool numbers =
      digits.size() == 4 && std::all_of(digits.begin(), digits.end(), is_ascii_digit);
  if (paper.scheme != "arxiv" || !numbers) return {};
  const int year = (digits[0] - '0') * 10 + digits[1] - '0';
  const unsigned month = static_cast<unsigned>((digits[2] - '0') * 10 + digits[3] - '0');
  if (month < 1 || month > 12) return {};
  return {year + (year > 90 ? 1900 : 2000), month};
}

std::string ascii_word(std::string_view text) {
  std::string out;
  for (const char c : ascii_lower(to_ascii(text)))
    if (is_ascii_alnum(c)) out += c;
  return out;
}

bool is_stop_word(std::string_view word) {
  static const std::set<std::string_view> kWords = {
      "a",     "about",  "an",      "and",   "are",     "as",  "at",   "be",   "beyond", "by",
      "can",   "do",     "does",    "for",   "from",    "how", "in",   "into", "is",     "it",
      "its",   "not",    "of",      "on",    "or",      "our", "over", "the",  "their",  "this",
      "to",    "toward", "towards", "under", "using",   "via", "we",   "what", "when",   "where",
      "which", "who",    "why",     "with",  "without", "you", "your"};
  return kWords.count(word) > 0;
}

/// The first title word that carries meaning, plain ASCII.
std::string title_word(std::string_view title) {
  std::string spaced;
  for (const char c : to_ascii(plain_text(title)))
    spaced += is_ascii_alnum(c) || c == '\'' ? c : ' ';
  std::string fallback;
  for (const std::string& part : split_list(spaced, ' ')) {
    const std::string word = ascii_word(part);
    if (word.empty()) continue;
    if (fallback.empty()) fallback = word;
    if (!is_stop_word(word) && word.size() > 1) return word;
  }
  return fallback;
}

std::string person_text(const Author& author) {
  const Person person = parse_person(author.name);
  const std::string last = latex_escape(person.last);
  if (person.whole) return "{" + last + "}";
  // Commas separate the parts, and BibTeX would read a conjunction inside a surname as a particle.
  const bool tie =
      contains(person.last, ",") || contains(person.last, " y ") || contains(person.last, " e ");
  std::string out = tie ? "{" + last + "}" : last;
  if (!person.suffix.empty()) out += ", " + person.suffix;
  return person.first.empty() ? "{" + out + "}" : out + ", " + latex_escape(person.first);
}

std::string authors_text(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors)
    if (is_name(author.name)) names.push_back(person_text(author));
  return join(names, " and ");
}

/// Verbatim fields: no escapes, but nothing that would end the field either.
std::string verbatim(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool harmful = c == '{' || c == '}' || c == '\\' || c <= ' ' || c == 0x7F;
    out += harmful ? percent_encode(std::string_view(&c, 1)) : std::string(1, c);
  }
  return out;
}

std::string note_text(const Paper& paper) {
  if (!trim(paper.journal_ref).empty()) return latex_escape(paper.journal_ref);
  return paper.comment.size() <= kMaxNote ? latex_escape(paper.comment) : std::string();
}

/// "a", …, "z", "aa", …
std::string suffix(std::size_t index) {
  std::string out(1, static_cast<char>('a' + index % 26));
  return index < 26 ? out : suffix(index / 26 - 1) + out;
}

}  // namespace

std::vector<BibField> bibtex_fields(const Paper& paper) {
  static constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                 "jul", "aug", "sep", "oct", "nov", "dec"};
  std::vector<BibField> fields;
  const auto add = [&](std::string name, const std::string& value, bool bare = false) {
    if (!value.empty()) fields.push_back({std::move(name), bare ? value : "{" + value + "}"});
  };
  const YearMonth date = dated(paper);
  const bool arxiv = paper.scheme == "arxiv";
  add("title", bibtex_title(paper.title));
  add("author", authors_text(paper));
  if (date.year > 0) add("year", std::to_string(date.year));
  if (date.month > 0) add("month", std::string(kMonths[date.month - 1]), true);
  add("eprint", verbatim(paper.id));
  add("archiveprefix", arxiv ? "arXiv" : verbatim(paper.scheme));
  add("primaryclass", verbatim(paper.primary_category()));
  const std::string own_doi = arxiv ? arxiv_doi(paper.id) : paper.scheme == "doi" ? paper.id : "";
  add("doi", verbatim(!paper.doi.empty() ? paper.doi : own_doi));
  add("url", verbatim(paper.abs_url()));
  add("note", note_text(paper));
  return fields;
}

std::string citation_key(const Paper& paper) {
  std::string name;
  if (!paper.authors.empty()) {
    const Person person = parse_person(paper.authors.front().name);
    name = person.whole ? title_word(person.last) : ascii_word(person.last);
  }
  const bool letters =
      std::any_of(name.begin(), name.end(), [](char c) { return !is_ascii_digit(c); });
  if (!letters) {
    name.clear();
    for (const char c : paper.scheme + paper.id) name += is_ascii_alnum(c) || c == '.' ? c : '-';
    return name;
  }
  const int year = dated(paper).year;
  return name + (year > 0 ? std::to_string(year) : "") + title_word(paper.title);
}

std::vector<std::string> citation_keys(const std::vector<Paper>& papers) {
  std::map<std::string, std::set<std::string>>
      ids_by_key;  // both sorted: the order given is no input
  for (const Paper& paper : papers)
    ids_by_key[citation_key(paper)].insert(paper.scheme + ":" + paper.id);
  std::set<std::string> taken;
  for (const auto& [key, ids] : ids_by_key) taken.insert(key);
  std::map<std::string, std::string> key_by_id;
  for (const auto& [key, ids] : ids_by_key) {
    std::size_t next = 0;
    for (const std::string& id : ids) {
      std::string candidate = key;
      if (id != *ids.begin())
        while (!taken.insert(candidate = key + suffix(next++)).second) {}
      key_by_id[id] = candidate;
    }
  }
  std::vector<std::string> keys;
  for (const Paper& paper : papers) keys.push_back(key_by_id[paper.scheme + ":" + paper.id]);
  return keys;
}

std::string bibtex_entry(const Paper& paper, std::string_view key) {
  std::string out = "@misc{" + std::string(key) + ",\n";
  for (const BibField& field : bibtex_fields(paper))
    out += "  " + field.name + " = " + field.value + ",\n";
  return out + "}\n";
}

std::string bibtex_file(const std::vector<Paper>& papers, bool sample) {
  const std::vector<std::string> keys = citation_keys(papers);
  std::map<std::string, std::string> entries;
  for (std::size_t i = 0; i < papers.size(); ++i)
    entries[keys[i]] = bibtex_entry(papers[i], keys[i]);
  std::string out =
      "% Papers gathered by Sheaf, which finds its entries again by their eprint field.\n"
      "% Keys, own entries and own fields stay as they are.\n";
  if (sample) out += std::string(kSampleComment) + "\n";
  for (const auto& [key, text] : entries) out += "\n" + text;
  return out;
}

}  // namespace sheaf::render
