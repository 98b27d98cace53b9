// Ops about a whole day: digest, fetch, export and the files of a digest; see ops.hpp.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/delivery.hpp"
#include "app/citations.hpp"
#include "app/exports.hpp"
#include "app/op_table.hpp"
#include "app/page.hpp"
#include "app/vault_outputs.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

Result<Json> write_outputs(Library& library, const OpArgs& args, const Digest& digest,
                           const Profile& profile, const Task& task) {
  Json reports = Json::object();
  SHEAF_ASSIGN(const bool dry_run, args.flag("dry_run"));
  SHEAF_ASSIGN(const std::string vault, args.text("vault"));
  if (!vault.empty()) {
    SHEAF_ASSIGN(const auto files, write_vault_files(library, digest, vault, profile.vault, task, {dry_run, {}}));
    reports["vault"] = report_to_json(files);
  }
  SHEAF_ASSIGN(const std::string bibtex, args.text("bibtex"));
  if (!bibtex.empty()) {
    SHEAF_ASSIGN(const FileReport file, write_bibtex_file(library, digest, bibtex, profile.bibtex, dry_run));
    reports["bibtex"] = report_to_json({file});
  }
  SHEAF_ASSIGN(const std::string path, args.text("digest_file"));
  if (!path.empty()) {
    SHEAF_ASSIGN(const FileReport file, write_digest_file(digest, path, dry_run));
    reports["digest"] = report_to_json({file});
  }
  return reports;
}

/// That there is no digest today, where the profile wants it told. The failure itself stays the answer.
void tell_failure(Library& library, const DigestRequest& request, const Error& failure, const Task& task) {
  if (failure.code == ErrorCode::kCancelled || failure.code == ErrorCode::kInvalid) return;
  const auto profile = library.effective(request.profile);
  if (!profile.ok() || profile->delivery.empty()) return;
  const Day day = request.day.value_or(new_york_day(library.clock().now()));
  const auto told = deliver_failure(library, failure.message, day, *profile, {}, task);
  if (!told.ok()) return library.logger().warn("delivery: " + told.error().message);
  for (const Delivered& one : *told)
    if (one.state == DeliveryState::kFailed) library.logger().warn("delivery: " + one.channel + ": " + one.detail);
}

Result<Json> run_digest(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const DigestRequest request, args.digest_request());
  SHEAF_ASSIGN(const bool send, args.flag("send"));
  const Result<Digest> made = library.digest(request, task);
  if (!made.ok()) {
    if (send) tell_failure(library, request, made.error(), task);
    return made.error();
  }
  const Digest& digest = *made;
  SHEAF_ASSIGN(Json reports, write_outputs(library, args, digest, request.profile, task));
  Json result = {{"digest", digest_to_json(digest)}, {"reports", std::move(reports)}};
  if (send) {
    SHEAF_ASSIGN(const Profile profile, library.effective(request.profile));
    auto deliveries = deliver(library, digest, profile, {}, task);
    if (!deliveries.ok() && deliveries.error().code == ErrorCode::kCancelled) return deliveries.error();
    // The digest is made and written: that it could not be sent does not take it back.
    if (!deliveries.ok()) deliveries = std::vector<Delivered>{{"delivery", DeliveryState::kFailed, deliveries.error().message}};
    result["deliveries"] = delivered_to_json(*deliveries);
  }
  return result;
}

Result<Json> run_fetch(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const DigestRequest request, args.digest_request());
  SHEAF_ASSIGN(const FetchReport report, library.fetch_day(request, task));
  return Json{{"day", format_day(report.day)},
              {"sources", sources_to_json(report.sources)},
              {"announced", counts_to_json(report.announced)},
              {"added", report.stored.added},
              {"updated", report.stored.updated}};
}

Result<Json> run_missed_days(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const DigestRequest request, args.digest_request());
  SHEAF_ASSIGN(const std::vector<Day> days, library.missed_days(request));
  Json list = Json::array();
  for (const Day day : days) list.push_back(format_day(day));
  return Json{{"days", std::move(list)}};
}

Result<Json> run_write_bibtex(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Digest digest, args.digest());
  SHEAF_ASSIGN(const std::string path, args.required_text("path"));
  SHEAF_ASSIGN(const Profile profile, args.profile());
  BibtexProfile wanted = profile.bibtex;
  SHEAF_ASSIGN(const std::string style, args.text("style"));
  if (!style.empty() && style != "bibtex" && style != "biblatex") return args.wrong("style", "must be bibtex or biblatex");
  if (!style.empty()) wanted.style = style;
  SHEAF_ASSIGN(const FileReport file, write_bibtex_file(library, digest, path, wanted));
  return Json{{"report", report_to_json({file})}};
}

}  // namespace

Json report_to_json(const std::vector<FileReport>& files) {
  Json list = Json::array();
  for (const FileReport& file : files)
    list.push_back({{"path", file.path}, {"outcome", outcome_name(file.outcome)}, {"detail", file.detail}});
  return list;
}

Json counts_to_json(const TypeCounts& counts) {
  return {{"new", counts.new_papers}, {"cross", counts.cross}, {"replace", counts.replace},
          {"replace-cross", counts.replace_cross}};
}

Json sources_to_json(const std::vector<SourceStatus>& sources) {
  Json list = Json::array();
  for (const SourceStatus& source : sources) list.push_back(source_to_json(source));
  return list;
}

std::vector<OpEntry> digest_ops() {
  return {
      {"digest", "profile, profile_name, day, offline, vault, bibtex, digest_file, sample, dry_run, send",
       "digest, reports: {vault, bibtex, digest}, deliveries (with send)", run_digest},
      {"fetch", "profile, profile_name, day", "day, sources, announced, added, updated", run_fetch},
      {"missed_days", "profile, profile_name", "days", run_missed_days},
      {"export", "format*, digest | day, profile; diagrams (JSON with Mermaid beside the trees); topic, days, url,"
       " existing (pages and feeds)", "text, media_type", run_export},
      {"page", "folder*, days, profile, profile_name, sample", "report", run_page},
      {"send", "profile, profile_name, digest | day, again, failure", "deliveries: [{channel, state, detail}]", run_send},
      {"write_bibtex", "digest*, path*, profile, style (bibtex, biblatex)", "report", run_write_bibtex},
  };
}

}  // namespace sheaf::app
