// Citation keys and bibliographies as the profile wants them: keys are given once and kept in the store, and a
// .bib file is brought up to date against what Sheaf last wrote into it.
// Plain functions; any thread. The store is borrowed for the call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/outputs.hpp"
#include "cite/bib_fields.hpp"
#include "cite/citation_key.hpp"

namespace sheaf::app {

/// The profile's formula, or the default one. kInvalid names "bibtex.key_formula" and the column.
Result<cite::KeyFormula> key_formula_of(const BibtexProfile& wanted);
cite::BibStyle bib_style_of(const BibtexProfile& wanted);

/// Every paper gets the key it has in the store, and one that has none there its own or the profile's formula's.
Status give_citation_keys(store::Store& store, const BibtexProfile& wanted, std::vector<Entry>& entries);
/// The same for a digest; the invented papers of a sample keep theirs.
Status give_citation_keys(store::Store& store, const BibtexProfile& wanted, Digest& digest);

/// Only when one lacks its key: a copy that has them all.
Result<std::optional<Digest>> keyed_copy(store::Store& store, const BibtexProfile& wanted, const Digest& digest);

/// The digest in the .bib file at `path`. What Sheaf writes of each entry is kept in the store, so that a later
/// call knows what the reader changed since. `dry_run`: only tell what would become of the file.
Result<FileReport> write_bibtex_file(Library& library, Digest digest, const std::string& path, const BibtexProfile& wanted,
                                     bool dry_run = false);

}  // namespace sheaf::app
