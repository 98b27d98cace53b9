// sheaf digest: fetch, rank, summarize, write; and what it says about that.
// Main thread only.
#include <set>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kTop = 10;

struct Outputs {
  std::string vault, bibtex, digest_file;  ///< empty: not wanted
};

// A vault of the reader's own gets notes only; everything else needs an --out folder.
Outputs outputs_of(const Args& args) {
  Outputs outputs;
  outputs.vault = args.value("--vault");
  if (args.has("--vault") && !args.has("--out")) return outputs;
  // Samples never lie among news by default.
  const std::string folder = args.value("--out", args.has("--sample") ? "sheaf-sample" : "sheaf-out");
  if (outputs.vault.empty()) outputs.vault = folder + "/vault";
  outputs.bibtex = folder + "/references.bib";
  outputs.digest_file = folder + "/digest.json";
  return outputs;
}

Json request_of(const Args& args, const ProfileFile& profile, const Outputs& outputs) {
  Json request = Json::object();
  put_profile(request, profile);
  if (args.has("--day")) request["day"] = args.value("--day");
  if (args.has("--offline")) request["offline"] = true;
  if (args.has("--sample")) request["sample"] = true;
  if (args.has("--dry-run")) request["dry_run"] = true;
  if (args.has("--send")) request["send"] = true;
  request["vault"] = outputs.vault;
  if (!outputs.bibtex.empty()) request["bibtex"] = outputs.bibtex;
  if (!outputs.digest_file.empty()) request["digest_file"] = outputs.digest_file;
  return request;
}

// The three reports after one another.
Json all_reports(const Json& reports) {
  Json all = Json::array();
  for (const auto& part : reports.items()) {
    for (const Json& file : part.value()) all.push_back(file);
  }
  return all;
}

/// What the ranking went by: the interests found in the library, else the profile's words.
std::string rank_basis(const Json& profile, const Json& digest) {
  std::set<std::string> interests;
  for (const Json& entry : list_of(digest, "entries"))
    interests.insert(text_of(object_of(entry, "score"), "interest"));
  interests.erase("");
  if (!interests.empty()) return counted(interests.size(), "interest");
  std::string text = counted(list_of(profile, "keywords").size(), "keyword");
  if (const std::size_t authors = list_of(profile, "authors").size()) {
    text += ", " + counted(authors, "followed author");
  }
  return text;
}

void print_rank_line(Host& host, const Json& profile, const Json& digest) {
  std::string text =
      "library of " + counted(host.library_count(), "item") + ", " + rank_basis(profile, digest);
  if (const std::uint64_t left_out = count_of(digest, "left_out")) {
    text += ", " + grouped(left_out) + " left out";
  }
  print_step("rank", text);
}

void print_summarize_line(const Json& entries) {
  if (entries.empty()) return;
  std::vector<std::pair<std::string, std::uint64_t>> providers;  // in order of appearance
  for (const Json& entry : entries) {
    const std::string provider = text_of(object_of(entry, "summary"), "provider");
    auto at = providers.begin();
    while (at != providers.end() && at->first != provider) ++at;
    if (at == providers.end()) at = providers.insert(at, {provider, 0});
    ++at->second;
  }
  std::string text = grouped(entries.size()) + " of " + grouped(entries.size()) + "  ";
  for (std::size_t i = 0; i < providers.size(); ++i) {
    text +=
        (i == 0 ? " " : " · ") + printable(providers[i].first) + " " + grouped(providers[i].second);
  }
  const std::string drawn = out_terminal().is_tty ? bar(1, 1, 20) + " " : "";
  print_step("summarize", drawn + text);
}

void print_write_lines(const Json& reports, const Outputs& outputs) {
  const auto line = [&](const char* key, const std::string& what, const std::string& path) {
    if (path.empty()) return;
    print_step(what, outcome_text(list_of(reports, key)) + " → " + printable(short_path(path)));
  };
  line("vault", "notes", outputs.vault);
  line("bibtex", "bibtex", outputs.bibtex);
  line("digest", "digest", outputs.digest_file);
}

void print_digest(Host& host, const Json& digest, const Json& profile, const Json& reports,
                  const Outputs& outputs) {
  print_line(day_title(digest));
  const Json& entries = list_of(digest, "entries");
  print_fetch_line(object_of(digest, "announced"));
  print_rank_line(host, profile, digest);
  print_summarize_line(entries);
  print_write_lines(reports, outputs);
  if (!entries.empty()) {
    print_line("");
    print_rows(digest_rows(digest, kTop));
    if (entries.size() > kTop) {
      print_line(styled(Style::kDim, "  … and " + grouped(entries.size() - kTop) + " more"));
    }
  }
  print_sources(list_of(digest, "sources"), true);
}

// What would become of each file; nothing was written.
void print_dry_run(const Args& args, const Json& digest, const Json& reports, const Json& files) {
  if (args.has("--json")) {
    print(json_line({{"day", text_of(digest, "day")}, {"reports", reports}}));
    return;
  }
  print_line(day_title(digest) + ": nothing was written; this is what would be");
  print_files(files);
  print_sources(list_of(digest, "sources"), false);
}

struct DigestRun {
  bool half_done = false;
  std::uint64_t failed_files = 0;
};

// One day: made, written, told about.
void run_day(Host& host, const Args& args, const Json& profile, const Json& request,
             const Outputs& outputs, DigestRun& run) {
  Progress progress(args);
  const Json result = host.run("digest", request, progress);
  const Json& digest = object_of(result, "digest");
  const Json& reports = object_of(result, "reports");
  const Json files = all_reports(reports);
  const WriteCounts counts = count_outcomes(files);
  if (args.has("--dry-run")) {
    print_dry_run(args, digest, reports, files);
  } else if (args.has("--json")) {
    print(json_line(digest));
  } else if (!files.empty() && counts.written() + counts.failed == 0) {
    print_line(day_title(digest) + ": nothing new, nothing written");
    print_sources(list_of(digest, "sources"), false);
  } else {
    print_digest(host, digest, profile, reports, outputs);
  }
  print_write_failures(files);
  if (!print_deliveries(list_of(result, "deliveries"), args.has("--json"))) run.half_done = true;
  run.failed_files += counts.failed;
  run.half_done = run.half_done || is_half_done(list_of(digest, "sources"));
}

// Days that were announced while nobody looked, each as a digest of its own. One that cannot be had
// is told and left for the next time: it must not keep the reader from today's.
void run_missed_days(Host& host, const Args& args, const Json& profile, const Json& request,
                     const Outputs& outputs, DigestRun& run) {
  const Json missed = host.run("missed_days", request);
  for (const Json& day : list_of(missed, "days")) {
    Json one = request;
    one["day"] = day;
    one.erase("digest_file");  // it holds the newest day
    Outputs written = outputs;
    written.digest_file.clear();
    try {
      run_day(host, args, profile, one, written, run);
    } catch (const Failure& failure) {
      const int code = failure.exit_code();
      if (failure.status() != SHEAF_E_NOT_FOUND && code != kNetwork && code != kRateLimit) throw;
      print_error(day.get<std::string>() + ": " + failure.what());
      run.half_done = true;
    }
    if (!args.has("--json")) print_line("");
  }
}

int run_digest(const Args& args) {
  const Outputs outputs = outputs_of(args);
  const bool needed = !args.has("--sample") || args.has("--profile");
  const ProfileFile profile = needed ? require_profile(args) : load_profile(args);
  Host host(store_path(args));
  const Json checked = check_profile(host, profile);
  const Json request = request_of(args, profile, outputs);
  DigestRun run;
  const bool newest = !args.has("--day") && !args.has("--offline") && !args.has("--sample");
  if (newest && !args.has("--no-catch-up")) run_missed_days(host, args, checked, request, outputs, run);
  run_day(host, args, checked, request, outputs, run);
  if (run.failed_files > 0) return kFiles;
  return run.half_done ? kHalfDone : kDone;
}

}  // namespace

Command digest_command() {
  Command command;
  command.name = "digest";
  command.summary = "the day's papers: fetch, rank, summarize, write";
  command.details =
      "Fetches the announcement day of the profile's categories, ranks and summarizes its papers,\n"
      "and writes linked Markdown notes, a BibTeX file and the digest as JSON. What you changed "
      "in\n"
      "a note stays; a second run writes only what is new.\n"
      "\n"
      "Announcement days since the last run are made up for first, each as a digest of its own\n"
      "(at most catch_up_days of the profile back); --json prints one digest on a line each.\n"
      "\n"
      "Without --out and --vault everything goes below ./sheaf-out\n"
      "(./sheaf-sample for the sample day). With --vault alone only the\n"
      "notes are written, into that vault.";
  command.options = with_common(
      {profile_option(),
       {"--day", "DAY", "announcement day, YYYY-MM-DD (default: the one the feeds announce)"},
       {"--out", "DIR", "write DIR/vault, DIR/references.bib and DIR/digest.json"},
       {"--vault", "DIR", "write the notes into this vault"},
       {"--dry-run", "", "say what would be done to each file, and write none"},
       {"--offline", "", "from the store only"},
       {"--send", "", "send it to whom the profile names, as 'sheaf send' does"},
       {"--no-catch-up", "", "leave out announcement days that were missed"},
       {"--sample", "", "an invented day, labelled so: no profile and no network needed"}});
  command.run = run_digest;
  return command;
}

}  // namespace cli
