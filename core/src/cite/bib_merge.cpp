// Merging into a reader's .bib file, field by field: what the reader changed stays, what Sheaf wrote and nobody
// touched follows its paper. Other people's entries stay whole. Pure functions; any thread.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "model/arxiv_id.hpp"

namespace sheaf::cite {
namespace {


struct Edit {
  std::size_t begin, end;  ///< bytes replaced
  std::string text;
};

std::string_view value_in(std::string_view text, const BibEntry::Field& field) {
  return text.substr(field.begin, field.end - field.begin);
}

std::string eprint_id(std::string_view eprint) {
  const auto id = parse_arxiv_id(eprint);
  return id ? id->base : std::string(eprint);
}

/// Entries that Sheaf wrote, as far as their looks tell: its layout, and no field that it does not write.
bool looks_ours(std::string_view text, const BibEntry& entry) {
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
    return field ? bare_value(value_in(text, *field)) : std::string_view();
  };
  return entry.find("eprint") ? eprint_id(value("eprint")) : canonical_doi(value("doi"));
}
std::string name_of(const Reference& reference) {
  return reference.eprint.empty() ? canonical_doi(reference.doi) : reference.eprint;
}

/// The style that the entry is written in: a file may hold both.
BibStyle style_of(const BibEntry& entry, BibStyle style) {
  if (entry.find("archiveprefix") || entry.find("year")) style.dialect = BibDialect::kBibtex;
  else if (entry.find("eprinttype") || entry.find("date") || entry.type == "online") style.dialect = BibDialect::kBiblatex;
  return style;
}

/// What Sheaf wrote into an entry before, in one or two versions: a killed run leaves open which one it was.
class Baseline {
 public:
  explicit Baseline(const BibMemory& memory) {
    add(memory.written);
    add(memory.pending);
  }

  bool known() const { return !texts_.empty(); }
  bool wrote_type(std::string_view type) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const BibEntry& entry) { return entry.type == type; });
  }
  bool wrote(std::string_view name) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const BibEntry& entry) { return entry.find(name) != nullptr; });
  }
  /// White space apart: a reader's editor may wrap lines.
  bool wrote(std::string_view name, std::string_view value) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (const BibEntry::Field* field = entries_[i].find(name))
        if (collapse_spaces(value_in(texts_[i], *field)) == collapse_spaces(value)) return true;
    return false;
  }
  const std::vector<BibEntry>& entries() const { return entries_; }

 private:
  void add(const std::string& text) {
    std::vector<BibEntry> found = read_bib(text);
    if (found.empty()) return;
    texts_.push_back(text);
    entries_.push_back(std::move(found.front()));
  }

  std::vector<std::string> texts_;
  std::vector<BibEntry> entries_;
};

/// Without a memory: what Sheaf writes of the paper while nothing but arXiv is known of it. Words of a title or a
/// name that are others now are the reader's.
Baseline preprint_baseline(Paper paper, std::string_view key, const BibStyle& style) {
  paper.journal_ref.clear();
  paper.doi.clear();
  return Baseline({bib_entry(reference_of(paper), key, style), ""});
}

/// One of our entries in the file, and what is to become of it.
class EntryUpdate {
 public:
  EntryUpdate(std::string_view text, const BibEntry& entry, const Baseline& baseline, bool remembered,
              std::string_view line_end, std::vector<Edit>& edits)
      : text_(text), entry_(entry), baseline_(baseline), remembered_(remembered), line_end_(line_end), edits_(edits) {}

  void make(const Reference& reference, const BibStyle& style) {
    const std::string type = bib_type(reference, style.dialect);
    if (entry_.type != type && baseline_.wrote_type(entry_.type))
      edits_.push_back({entry_.begin + 1, entry_.begin + 1 + entry_.type.size(), type});
    const std::vector<BibField> fields = bib_fields(reference, style);
    std::string added;
    for (const BibField& field : fields) added += update(field);
    if (remembered_) remove_others(fields);
    if (!added.empty()) edits_.push_back({entry_.last_value_end, entry_.last_value_end, added});
  }

 private:
  /// What is to stand below the last field.
  std::string update(const BibField& fresh) {
    const BibEntry::Field* old = entry_.find(fresh.name);
    if (!old) {
      // What the reader took out must not come back; without a memory only a note is told to be that.
      const bool taken_out = baseline_.wrote(fresh.name) && (remembered_ || fresh.name == "note");
      return taken_out ? "" : "," + std::string(line_end_) + "  " + fresh.name + " = " + fresh.value;
    }
    const std::string_view value = value_in(text_, *old);
    if (value != fresh.value && baseline_.wrote(fresh.name, value)) edits_.push_back({old->begin, old->end, fresh.value});
    return {};
  }

  /// Fields that Sheaf wrote and writes no longer.
  void remove_others(const std::vector<BibField>& fields) {
    std::size_t before = entry_.key_end;
    for (const BibEntry::Field& old : entry_.fields) {
      const bool wanted = std::any_of(fields.begin(), fields.end(), [&](const BibField& field) { return field.name == old.name; });
      const std::string_view gap = text_.substr(before, old.name_begin - before);
      const bool plain = gap.find_first_not_of(", \t\r\n") == std::string_view::npos;
      if (!wanted && plain && baseline_.wrote(old.name, value_in(text_, old))) edits_.push_back({before, old.end, ""});
      before = old.end;
    }
  }

  const std::string_view text_;
  const BibEntry& entry_;
  const Baseline& baseline_;
  const bool remembered_;
  const std::string_view line_end_;
  std::vector<Edit>& edits_;
};

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
      // An identifier is short; the end of a long broken file is not searched from every field.
      const std::string_view rest = std::string_view(text).substr(at, 400);
      const std::string_view value = trim(rest.substr(0, rest.find_first_of("}\",\r\n")));
      found.insert(field == "doi" ? canonical_doi(value) : eprint_id(value));
    }
  }
  return found;
}

/// A file being brought up to date.
class Merge {
 public:
  Merge(std::string_view existing, const BibMemories& memories, const BibStyle& style)
      : text_(existing), memories_(memories), style_(style), line_end_(contains(existing, "\r\n") ? "\r\n" : "\n"),
        present_(names_in(existing)), entries_(read_bib(existing)) {
    for (const BibEntry& entry : entries_) {
      by_key_.emplace(ascii_lower(entry.key), &entry);
      by_name_.emplace(name_of(existing, entry), &entry);
    }
  }

  BibMerge run(const std::vector<Paper>& papers, bool sample) {
    holds_ours_ = contains(text_, kHeadComment) || std::any_of(papers.begin(), papers.end(), [&](const Paper& paper) {
      const BibMemory* memory = memory_of(paper);
      return memory && find_remembered(name_of(reference_of(paper)), *memory);
    });
    std::set<std::string> seen;
    for (const Paper& paper : papers) {
      const std::string name = name_of(reference_of(paper));
      if (seen.insert(name.empty() ? paper.id : name).second) take(paper);  // two records of one work
    }
    BibMerge out;
    out.text = apply(text_, std::move(edits_));
    append(out.text, sample);
    out.written = std::move(written_);
    return out;
  }

 private:
  const BibMemory* memory_of(const Paper& paper) const {
    const auto found = memories_.find(paper.id);
    return found == memories_.end() ? nullptr : &found->second;
  }

  void take(const Paper& paper) {
    const Reference reference = reference_of(paper);
    const BibMemory* memory = memory_of(paper);
    const std::string name = name_of(reference);
    if (memory) return follow(paper, reference, Baseline(*memory), find_remembered(name, *memory));
    const auto known = by_name_.find(name);
    if (known != by_name_.end() && !name.empty()) {
      if (!looks_ours(text_, *known->second)) return;
      const BibStyle style = style_of(*known->second, style_);
      return update(paper, reference, preprint_baseline(paper, known->second->key, style), *known->second, false);
    }
    if (name.empty() || present_.count(name) == 0) fresh_.push_back(paper);
  }

  /// By its name, or by the key it was given where the reader changed the name.
  const BibEntry* find_remembered(const std::string& name, const BibMemory& memory) const {
    if (const auto found = by_name_.find(name); !name.empty() && found != by_name_.end()) return found->second;
    const Baseline baseline(memory);
    for (const BibEntry& entry : baseline.entries())
      if (const auto found = by_key_.find(ascii_lower(entry.key)); found != by_key_.end()) return found->second;
    return nullptr;
  }

  void follow(const Paper& paper, const Reference& reference, const Baseline& baseline, const BibEntry* entry) {
    if (entry) return update(paper, reference, baseline, *entry, true);
    // The reader took the entry out; but a file that holds nothing of ours is another one of the same name.
    if (!holds_ours_ && present_.count(name_of(reference)) == 0) fresh_.push_back(paper);
  }

  void update(const Paper& paper, const Reference& reference, const Baseline& baseline, const BibEntry& entry, bool remembered) {
    if (!updated_.insert(&entry).second) return;  // two papers that name one entry
    const BibStyle style = style_of(entry, style_);
    EntryUpdate(text_, entry, baseline, remembered, line_end_, edits_).make(reference, style);
    written_.emplace_back(paper.id, bib_entry(reference, entry.key, style));
  }

  /// New entries below the old text, under keys that no old entry has.
  void append(std::string& out, bool sample) {
    if (fresh_.empty()) return;
    const std::vector<std::string> keys = citation_keys(fresh_);
    std::map<std::string, std::string> entries;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < fresh_.size(); ++i) {
      std::string key = keys[i];
      for (int next = 2; by_key_.count(ascii_lower(key)) > 0 || taken.count(ascii_lower(key)) > 0; ++next)
        key = keys[i] + "-" + std::to_string(next);
      taken.insert(ascii_lower(key));
      entries[key] = bibtex_entry(fresh_[i], key, style_);
      written_.emplace_back(fresh_[i].id, entries[key]);
    }
    std::string tail;
    for (const auto& [key, entry] : entries) tail += "\n" + entry;
    if (sample && !contains(text_, kSampleComment)) tail = "\n" + std::string(kSampleComment) + "\n" + tail;
    if (!out.ends_with('\n')) out += line_end_;
    out += line_end_ == "\n" ? tail : replace_all(tail, "\n", line_end_);
  }

  const std::string_view text_;
  const BibMemories& memories_;
  const BibStyle style_;
  const std::string line_end_;
  const std::set<std::string> present_;
  const std::vector<BibEntry> entries_;
  std::map<std::string, const BibEntry*> by_key_, by_name_;  ///< the first of several
  std::set<const BibEntry*> updated_;
  bool holds_ours_ = false;
  std::vector<Edit> edits_;
  std::vector<Paper> fresh_;
  std::vector<std::pair<std::string, std::string>> written_;
};

}  // namespace

BibMerge merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, const BibMemories& memories,
                      bool sample, const BibStyle& style) {
  if (!trim(existing).empty()) return Merge(existing, memories, style).run(papers, sample);
  BibMerge out{bibtex_file(papers, sample, style), {}};
  const std::vector<std::string> keys = citation_keys(papers);
  for (std::size_t i = 0; i < papers.size(); ++i) out.written.emplace_back(papers[i].id, bibtex_entry(papers[i], keys[i], style));
  return out;
}

std::string merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, bool sample, const BibStyle& style) {
  return merge_bibtex(existing, papers, {}, sample, style).text;
}

}  // namespace sheaf::cite
