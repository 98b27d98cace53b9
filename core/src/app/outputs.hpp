// Outputs: renderings of a Digest as text, and their way into files.
// Notes in vaults are in vault_outputs.hpp. Plain functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/library.hpp"
#include "cite/bib_fields.hpp"

namespace sheaf::app {

enum class Outcome { kUnchanged = 0, kCreated = 1, kUpdated = 2, kConflict = 3, kFailed = 4 };
std::string_view outcome_name(Outcome outcome);

struct FileReport {
  std::string path;
  Outcome outcome = Outcome::kUnchanged;
  std::string detail;
};

/// Copies, in the digest's order.
std::vector<Paper> papers_of(const Digest& digest);
/// A file's text; a missing file is an empty one.
Result<std::string> text_or_empty(const std::string& path);

std::string bibtex_text(const std::vector<Paper>& papers, bool sample);
std::string digest_bibtex(const Digest& digest, const cite::BibStyle& style = {});
/// The note of one entry as an empty vault would get it.
std::string entry_note(const Digest& digest, std::size_t index);
/// The day's note as an empty vault would get it.
std::string digest_markdown(const Digest& digest);
std::string digest_json_text(const Digest& digest);
std::string citation_key_of(const Paper& paper);
std::string mermaid_of(const Summary& summary);
std::string outline_of(const Summary& summary);

/// A note brought up to date in memory, for hosts that write their files themselves.
struct MergedNote {
  std::string text;
  bool changed = false;
  std::vector<std::string> conflicts;  ///< keys and block ids where the reader's text was kept
};
/// `existing` is what the file holds, `baseline` what Sheaf last wrote (empty: not known), `fresh`
/// what Sheaf would write on an empty page.
MergedNote merge_note_text(std::string_view existing, std::string_view baseline,
                           std::string_view fresh);
/// A JSON array of strings.
std::string names_json(const std::vector<std::string>& names);

/// `dry_run`: only tell what would become of the file.
Result<FileReport> write_text_file(const std::string& path, const std::string& text, bool dry_run);
/// Without a memory of what was written before; see app/citations.hpp for the one that has it.
Result<FileReport> write_bibtex_file(const Digest& digest, const std::string& path,
                                     bool dry_run = false);
Result<FileReport> write_digest_file(const Digest& digest, const std::string& path,
                                     bool dry_run = false);

}  // namespace sheaf::app
