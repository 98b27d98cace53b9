// Ops that bring in what others made: published digests, harvests, snapshots; see ops.hpp.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/complete.hpp"
#include "app/citations.hpp"
#include "app/harvest.hpp"
#include "app/import.hpp"
#include "app/op_table.hpp"
#include "app/vault_outputs.hpp"

namespace sheaf::app {
namespace {

void append(Json& reports, const char* key, Json more) {
  Json& list = reports[key];
  if (list.is_null()) list = Json::array();
  for (Json& file : more) list.push_back(std::move(file));
}

struct ImportOutputs {
  std::string vault, bibtex;
  bool with_digests = false;
  Profile profile;
};

Status write_page(Library& library, const ImportOutputs& outputs, const ImportedPage& page, Json& reports,
                  const Task& task) {
  SHEAF_ASSIGN(const std::optional<Digest> keyed, keyed_copy(library.store(), outputs.profile.bibtex, page.kept));
  const Digest& digest = keyed ? *keyed : page.kept;
  if (!outputs.vault.empty()) {
    SHEAF_ASSIGN(const auto files,
                 write_vault_files(library, digest, outputs.vault, outputs.profile.vault, task));
    append(reports, "vault", report_to_json(files));
  }
  if (outputs.bibtex.empty()) return {};
  SHEAF_ASSIGN(const FileReport file, write_bibtex_file(library, digest, outputs.bibtex, outputs.profile.bibtex));
  append(reports, "bibtex", report_to_json({file}));
  return {};
}

Json page_to_json(const ImportedPage& page, bool with_digest) {
  Json json = {{"name", page.name}};
  if (page.error) {
    json["error"] = page.error->message;
    return json;
  }
  json["origin"] = page.digest->origin;
  json["series"] = page.kept.profile;
  json["day"] = format_day(page.digest->day);
  json["papers"] = page.digest->entries.size();
  json["known"] = page.known;
  if (page.known_day) json["repeats"] = format_day(*page.known_day);
  json["added"] = page.stored.added;
  json["sources"] = sources_to_json(page.kept.sources);
  if (with_digest) json["digest"] = digest_to_json(*page.digest);
  return json;
}

Json harvest_to_json(const HarvestReport& report) {
  return {{"source", report.source},      {"resumed", report.resumed},
          {"done", report.done},          {"pages", report.pages},
          {"records", report.records},    {"added", report.stored.added},
          {"updated", report.stored.updated}, {"unchanged", report.stored.unchanged},
          {"merged", report.stored.merged},   {"removed", report.stored.removed},
          {"skipped", report.skipped},    {"warned", report.warned},
          {"warnings", report.warnings},  {"sources", sources_to_json({report.status})}};
}

Result<Json> run_import(Library& library, const OpArgs& args, const Task& task) {
  ImportRequest request;
  SHEAF_ASSIGN(request.path, args.text("path"));
  SHEAF_ASSIGN(request.profile, args.profile());
  SHEAF_ASSIGN(std::string text, args.text("text"));
  SHEAF_ASSIGN(const std::string name, args.text("name"));
  SHEAF_ASSIGN(request.day, args.day());
  ImportOutputs outputs;
  SHEAF_ASSIGN(outputs.vault, args.text("vault"));
  SHEAF_ASSIGN(outputs.bibtex, args.text("bibtex"));
  SHEAF_ASSIGN(outputs.with_digests, args.flag("digests"));
  outputs.profile = request.profile;
  if (request.path.empty() == text.empty())
    return args.wrong("path", "give either a path (a file, a folder or a URL), or text and its name");
  if (is_snapshot_file(request.path)) {
    SHEAF_ASSIGN(const HarvestReport report, import_snapshot(library, request.path, task));
    return Json{{"pages", Json::array()}, {"reports", Json::object()}, {"snapshot", harvest_to_json(report)}};
  }
  Json pages = Json::array(), reports = Json::object();
  const auto take = [&](const ImportedPage& page) -> Status {
    if (page.digest) SHEAF_TRY(write_page(library, outputs, page, reports, task));
    pages.push_back(page_to_json(page, outputs.with_digests));
    return {};
  };
  if (!text.empty()) {
    SHEAF_ASSIGN(const ImportedPage page, import_page(library, std::move(text), name,
                                                     request.day.value_or(new_york_day(library.clock().now()))));
    SHEAF_TRY(take(page));
  } else {
    SHEAF_TRY(import_pages(library, request, task, take));
  }
  return Json{{"pages", std::move(pages)}, {"reports", std::move(reports)}};
}

Result<Json> run_harvest(Library& library, const OpArgs& args, const Task& task) {
  HarvestRequest request;
  SHEAF_ASSIGN(request.set, args.text("set"));
  SHEAF_ASSIGN(request.format, args.text("format"));
  SHEAF_ASSIGN(request.from, args.day("from"));
  SHEAF_ASSIGN(request.restart, args.flag("restart"));
  SHEAF_ASSIGN(request.max_pages, args.number("max_pages", 0));
  SHEAF_ASSIGN(request.profile, args.profile());
  SHEAF_ASSIGN(const HarvestReport report, harvest(library, request, task));
  return harvest_to_json(report);
}

Result<Json> run_complete(Library& library, const OpArgs& args, const Task& task) {
  CompleteRequest request;
  SHEAF_ASSIGN(request.ids, args.words("ids"));
  SHEAF_ASSIGN(request.day, args.day());
  SHEAF_ASSIGN(request.profile, args.profile());
  SHEAF_ASSIGN(const std::vector<std::string> services, args.words("services"));
  SHEAF_ASSIGN(request.services, completion_services(services));
  SHEAF_ASSIGN(const CompleteReport report, complete(library, request, task));
  Json papers = Json::array();
  for (const Paper& paper : report.papers) papers.push_back(paper_to_json(paper));
  return Json{{"papers", std::move(papers)},
              {"missing", report.missing},
              {"updated", report.stored.updated},
              {"sources", sources_to_json(report.statuses)}};
}

}  // namespace

std::vector<OpEntry> import_ops() {
  return {
      {"import", "path | text and name, day, digests, vault, bibtex, profile",
       "pages: [{name, origin, day, papers, known, sources, digest | error}], reports, snapshot", run_import},
      {"harvest", "set, format, from, restart, max_pages, profile",
       "source, resumed, done, pages, records, added, updated, unchanged, warnings, sources", run_harvest},
      {"complete", "ids | day, services, profile", "papers, missing, updated, sources", run_complete},
  };
}

}  // namespace sheaf::app
