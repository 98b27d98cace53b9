// Report: digests, sources and written files as a reader sees them in the terminal.
// Prints to standard output; main thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "json.hpp"

namespace cli {

/// One row of a table: a line, and a dim second line below it.
struct Row {
  std::string lead;  ///< right-aligned in front: the score; may be empty in all rows
  std::string title;
  std::string id;
  std::string below;  ///< why, or by whom; empty: no second line
};
void print_rows(const std::vector<Row>& rows);

/// The title of a paper (or of whatever has one) as one line to read, without TeX.
std::string title_of(const Json& paper);

/// Rows of a digest's first `limit` entries (0: all), with score and reason.
std::vector<Row> digest_rows(const Json& digest, std::size_t limit);

/// "cs.CL cs.LG · Friday 17 April 2026", with the mark of a sample.
std::string day_title(const Json& digest);
/// "  fetch      1,184 papers   (612 new, 241 cross-listed, 331 replaced)"
void print_fetch_line(const Json& announced);
/// A line of the report: the step's name, then what it did.
void print_step(const std::string& step, const std::string& text);

/// "! arxiv:cs.AI: failed (…)" for what went wrong; with `quiet_ones` also the empty sources.
void print_sources(const Json& sources, bool quiet_ones);
/// True when a source is stale, partial, failed or waiting.
bool is_half_done(const Json& sources);

/// "oai:cs: 2,500 records (…), finished" and what could not be read.
void print_harvest(const Json& report);

/// "  sent       mail:ada@example.org  57 papers · …"; false when one failed (told on standard error).
/// `quiet`: only the failures.
bool print_deliveries(const Json& deliveries, bool quiet);

/// How many files a write created, updated and so on.
struct WriteCounts {
  std::uint64_t created = 0, updated = 0, unchanged = 0, conflict = 0, failed = 0;
  std::uint64_t written() const { return created + updated + conflict; }
};
WriteCounts count_outcomes(const Json& report);
/// "57 new, 3 updated, 0 conflicts"; of a single file "new", "updated" or the like.
std::string outcome_text(const Json& report);
/// A line for each file that was or would be written, "created  Papers/….md", and for what was kept.
void print_files(const Json& report);
/// "cannot write …" on standard error for each failed file; the first few of many.
void print_write_failures(const Json& report);

}  // namespace cli
