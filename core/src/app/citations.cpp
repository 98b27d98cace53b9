// Keys of the store, and .bib files with a memory; see citations.hpp.
#include "app/citations.hpp"

#include <algorithm>

#include "app/vault_memory.hpp"
#include "base/file.hpp"
#include "cite/bibtex.hpp"

namespace sheaf::app {
namespace {

Result<cite::BibMemories> recall(store::Store& store, const std::string& place, const std::vector<Paper>& papers) {
  std::vector<std::string> ids;
  for (const Paper& paper : papers) ids.push_back(paper.id);
  SHEAF_ASSIGN(std::vector<store::NoteBaseline> rows, store.note_baselines(place, ids));
  cite::BibMemories known;
  for (store::NoteBaseline& row : rows) known[row.key] = {std::move(row.note), std::move(row.pending)};
  return known;
}

/// Told before the file is written: after a killed run each entry says itself which of two it was written from.
Status intend(store::Store& store, const std::string& place, const cite::BibMemories& known, const cite::BibMerge& merge) {
  std::vector<store::Intention> rows;
  for (const auto& [id, entry] : merge.written) {
    const auto memory = known.find(id);
    rows.push_back({id, memory == known.end() ? "" : memory->second.written, entry});
  }
  return store.intend_notes(place, rows);
}

Status keep(store::Store& store, const std::string& place, const std::string& path, const cite::BibMerge& merge) {
  std::vector<store::WrittenNote> rows;
  for (const auto& [id, entry] : merge.written) rows.push_back({id, "", path, entry, {}});
  return store.put_notes(place, rows);
}

}  // namespace

Result<cite::KeyFormula> key_formula_of(const BibtexProfile& wanted) {
  const std::string_view text = wanted.key_formula.empty() ? cite::kDefaultKeyFormula : std::string_view(wanted.key_formula);
  auto formula = cite::KeyFormula::read(text);
  if (!formula) return Error{ErrorCode::kInvalid, "bibtex.key_formula: " + formula.error().message};
  return formula;
}

cite::BibStyle bib_style_of(const BibtexProfile& wanted) {
  cite::BibStyle style;
  style.dialect = wanted.style == "biblatex" ? cite::BibDialect::kBiblatex : cite::BibDialect::kBibtex;
  style.ascii = !wanted.unicode;
  return style;
}

Status give_citation_keys(store::Store& store, const BibtexProfile& wanted, std::vector<Entry>& entries) {
  SHEAF_ASSIGN(const cite::KeyFormula formula, key_formula_of(wanted));
  std::vector<std::pair<std::string, std::string>> wishes;
  for (const Entry& entry : entries) {
    const Paper& paper = entry.paper;
    if (!paper.citation_key.empty()) wishes.emplace_back(paper.id, paper.citation_key);
    else wishes.emplace_back(paper.id, wanted.key_formula.empty() ? cite::citation_key(paper) : cite::citation_key(paper, formula));
  }
  SHEAF_ASSIGN(std::vector<std::string> keys, store.citation_keys(wishes));
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].paper.citation_key = std::move(keys[i]);
  return {};
}

Status give_citation_keys(store::Store& store, const BibtexProfile& wanted, Digest& digest) {
  return digest.sample ? Status() : give_citation_keys(store, wanted, digest.entries);
}

Result<std::optional<Digest>> keyed_copy(store::Store& store, const BibtexProfile& wanted, const Digest& digest) {
  const bool all = std::all_of(digest.entries.begin(), digest.entries.end(),
                               [](const Entry& entry) { return !entry.paper.citation_key.empty(); });
  if (all || digest.sample) return std::optional<Digest>();
  Digest copy = digest;
  SHEAF_TRY(give_citation_keys(store, wanted, copy));
  return std::optional<Digest>(std::move(copy));
}

Result<FileReport> write_bibtex_file(Library& library, Digest digest, const std::string& path, const BibtexProfile& wanted,
                                     bool dry_run) {
  SHEAF_TRY(give_citation_keys(library.store(), wanted, digest));
  SHEAF_ASSIGN(const std::string existing, text_or_empty(path));
  const std::vector<Paper> papers = papers_of(digest);
  const std::string place = "bib:" + vault_identity(path);
  SHEAF_ASSIGN(const cite::BibMemories known, recall(library.store(), place, papers));
  const cite::BibMerge merge = cite::merge_bibtex(existing, papers, known, digest.sample, bib_style_of(wanted));
  if (dry_run) return write_text_file(path, merge.text, true);
  SHEAF_TRY(intend(library.store(), place, known, merge));
  SHEAF_ASSIGN(FileReport report, write_text_file(path, merge.text, false));
  SHEAF_TRY(keep(library.store(), place, path, merge));
  return report;
}

}  // namespace sheaf::app
