// Merging into a reader's .bib file, field by field. There is no baseline here, so the rule is:
// a value with the same words is the reader's spelling and stays; other people's entries stay
// whole. Pure functions; any thread.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "base/tex.hpp"

namespace sheaf::cite {
namespace {

struct Edit {
  std::size_t begin, end;  ///< bytes replaced
  std::string text;
};

std::string eprint_id(std::string_view eprint) {
  const auto id = parse_arxiv_id(eprint);
  return id ? id->base : std::string(eprint);
}

/// Entries that Sheaf wrote: its layout, and no field that it does not write.
bool is_ours(std::string_view text, const BibEntry& entry) {
  static const std::set<std::string_view> kTypes = {"misc", "article", "online"};
  static const std::set<std::string_view> kOurs = {
      "title",  "author", "year",   "month",        "date",         "journal", "journaltitle", "volume",   "number",
      "pages",  "eprint", "doi",    "archiveprefix", "primaryclass", "url",     "eprinttype",   "eprintclass", "note",
      "pubstate", "publisher"};
  const bool named = entry.find("eprint") || entry.find("doi");
  if (kTypes.count(entry.type) == 0 || !named || !entry.find("url")) return false;
  if (!contains(text.substr(entry.begin, entry.end - entry.begin), "\n  title = {")) return false;
  return std::all_of(entry.fields.begin(), entry.fields.end(),
                     [](const BibEntry::Field& field) { return kOurs.count(field.name) > 0; });
}

/// What a file tells a paper by: "2401.10020", or a DOI in lower case.
std::string name_of(std::string_view text, const BibEntry& entry) {
  const auto value = [&](const char* name) {
    const BibEntry::Field* field = entry.find(name);
    return field ? bare_value(text.substr(field->begin, field->end - field->begin)) : std::string_view();
  };
  return entry.find("eprint") ? eprint_id(value("eprint")) : canonical_doi(value("doi"));
}
std::string name_of(const Paper& paper) {
  const Reference reference = reference_of(paper);
  return reference.eprint.empty() ? canonical_doi(reference.doi) : reference.eprint;
}

/// Words in no order, without case, braces and TeX: two spellings of one value give the same.
std::vector<std::string> words_of(std::string_view value) {
  std::string text;
  for (const char c : ascii_lower(plain_text(bare_value(value))))
    text += c == '{' || c == '}' ? "" : c == ',' || is_ascii_space(c) ? " " : std::string(1, c);
  std::vector<std::string> words = split_list(text, ' ');
  std::sort(words.begin(), words.end());
  return words;
}

/// A preprint's fields that its publication changes.
bool dates_it(std::string_view name) { return name == "year" || name == "month" || name == "date"; }

/// Fields of the style that the entry is written in: a file may hold both.
BibStyle style_of(const BibEntry& entry, BibStyle style) {
  if (entry.find("eprinttype") || entry.find("date") || entry.type == "online") style.dialect = BibDialect::kBiblatex;
  else if (entry.find("archiveprefix") || entry.find("year")) style.dialect = BibDialect::kBibtex;
  return style;
}

/// What the merge would write into one of our entries.
void update_entry(std::string_view text, const BibEntry& entry, const Paper& paper, const BibStyle& style,
                  std::string_view line_end, std::vector<Edit>& edits) {
  const Reference reference = reference_of(paper);
  const BibStyle own = style_of(entry, style);
  const std::string type = bib_type(reference, own.dialect);
  const bool now_published = type == "article" && entry.type != type;
  if (now_published) edits.push_back({entry.begin + 1, entry.begin + 1 + entry.type.size(), type});
  std::string added;
  for (const BibField& fresh : bib_fields(reference, own)) {
    const BibEntry::Field* old = entry.find(fresh.name);
    if (!old) {
      // A note taken out by the reader must not come back.
      if (fresh.name != "note" || !paper.journal_ref.empty())
        added += "," + std::string(line_end) + "  " + fresh.name + " = " + fresh.value;
      continue;
    }
    const std::string_view value = text.substr(old->begin, old->end - old->begin);
    // arXiv's own DOI gives way to the publisher's; one that the reader entered stays.
    const bool followed = fresh.name == "title" || fresh.name == "author" ||
                          (fresh.name == "doi" && contains(value, "10.48550/")) ||
                          (now_published && dates_it(fresh.name));
    if (followed && words_of(value) != words_of(fresh.value))
      edits.push_back({old->begin, old->end, fresh.value});
  }
  if (!added.empty()) edits.push_back({entry.last_value_end, entry.last_value_end, added});
}

std::string apply(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t pos = 0;
  for (const Edit& edit : edits) {
    out += text.substr(pos, edit.begin - pos);
    out += edit.text;
    pos = edit.end;
  }
  return out + std::string(text.substr(pos));
}

/// Identifiers in eprint and doi fields anywhere, broken entries included, so that nothing comes in twice.
std::set<std::string> names_in(std::string_view text) {
  std::set<std::string> found;
  const std::string lower = ascii_lower(text);
  for (const std::string_view field : {"eprint", "doi"}) {
    for (std::size_t pos = lower.find(field); pos != std::string::npos; pos = lower.find(field, pos + 1)) {
      std::size_t at = pos + field.size();
      while (at < text.size() && (is_ascii_space(text[at]) || contains("={\"", text.substr(at, 1)))) ++at;
      const std::size_t end = std::min(text.find_first_of("}\",\r\n", at), text.size());
      const std::string_view value = trim(text.substr(at, end - at));
      found.insert(field == "doi" ? canonical_doi(value) : eprint_id(value));
    }
  }
  return found;
}

/// New entries below the old text, under keys that no old entry has.
std::string appended(const std::vector<Paper>& papers, std::set<std::string> taken, const BibStyle& style) {
  const std::vector<std::string> keys = citation_keys(papers);
  std::map<std::string, std::string> entries;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    std::string key = keys[i];
    for (int next = 2; taken.count(ascii_lower(key)) > 0; ++next)
      key = keys[i] + "-" + std::to_string(next);
    taken.insert(ascii_lower(key));
    entries[key] = bibtex_entry(papers[i], key, style);
  }
  std::string out;
  for (const auto& [key, entry] : entries) out += "\n" + entry;
  return out;
}

}  // namespace

std::string merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, bool sample,
                         const BibStyle& style) {
  if (trim(existing).empty()) return bibtex_file(papers, sample, style);
  const std::string line_end = contains(existing, "\r\n") ? "\r\n" : "\n";
  const std::set<std::string> present = names_in(existing);
  const std::vector<BibEntry> entries = read_bib(existing);
  std::map<std::string, const BibEntry*> ours;
  std::set<std::string> keys;
  for (const BibEntry& entry : entries) {
    keys.insert(ascii_lower(entry.key));
    if (is_ours(existing, entry)) ours.emplace(name_of(existing, entry), &entry);
  }
  std::vector<Edit> edits;
  std::vector<Paper> fresh;
  std::set<std::string> seen;
  for (const Paper& paper : papers) {
    const std::string name = name_of(paper);
    if (!seen.insert(paper.id).second) continue;
    if (const auto found = ours.find(name); found != ours.end()) {
      update_entry(existing, *found->second, paper, style, line_end, edits);
    } else if (name.empty() || present.count(name) == 0) {
      fresh.push_back(paper);
    }
  }
  std::string out = apply(existing, std::move(edits));
  if (fresh.empty()) return out;
  if (!out.ends_with('\n')) out += line_end;
  std::string tail = appended(fresh, std::move(keys), style);
  if (sample && !contains(existing, kSampleComment))
    tail = "\n" + std::string(kSampleComment) + "\n" + tail;
  return out + (line_end == "\n" ? tail : replace_all(tail, "\n", line_end));
}

}  // namespace sheaf::cite
