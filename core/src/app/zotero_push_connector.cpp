// Saving papers as a browser does; see zotero_push_connector.hpp. Before a batch goes out its session is
// written down: sent again, Zotero answers 409 when it had arrived, so a lost answer doubles nothing.
// One thread.
#include "app/zotero_push_connector.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "app/zotero_lookup.hpp"
#include "app/zotero_push_files.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr const char* kPlace = "zotero/connector";
constexpr std::size_t kBatch = 10;
constexpr int kTries = 3;

Result<Json> connector_item(const ZoteroEntryPlan& entry) {
  SHEAF_ASSIGN(Json item, parse_json(entry.item, "the item of " + entry.paper));
  item["id"] = entry.paper;
  Json attachments = Json::array();
  for (const ZoteroAttachmentPlan& one : entry.attachments)
    if (one.link_mode == "linked_url")
      attachments.push_back({{"title", one.title}, {"url", one.url}, {"mimeType", one.content_type}, {"snapshot", false}});
  item["attachments"] = std::move(attachments);
  item["notes"] = Json::array();
  if (entry.note && !entry.note->html.empty()) item["notes"].push_back({{"note", entry.note->html}, {"tags", entry.note->tags}});
  return item;
}

Result<Json> connector_items(const std::vector<const ZoteroEntryPlan*>& papers) {
  Json items = Json::array();
  for (const ZoteroEntryPlan* entry : papers) {
    SHEAF_ASSIGN(Json item, connector_item(*entry));
    items.push_back(std::move(item));
  }
  return items;
}

class ConnectorPush {
 public:
  ConnectorPush(Library& library, const Digest& digest, const ZoteroPushRequest& request, ZoteroConnection& connection,
                ZoteroPushReport& report)
      : library_(library), digest_(digest), request_(request), connection_(connection), report_(report) {}

  Status run(const Task& task);

 private:
  Status choose_target(const Task& task);
  Status recall();
  Result<ZoteroPlan> plan(const Task& task);
  Status save(const std::vector<const ZoteroEntryPlan*>& batch, const std::string& session, const Task& task);
  Status save_files(const std::vector<const ZoteroEntryPlan*>& batch, const std::string& session, const Task& task);
  Status save_all(const std::vector<const ZoteroEntryPlan*>& work, const Task& task);

  Library& library_;
  const Digest& digest_;
  const ZoteroPushRequest& request_;
  ZoteroConnection& connection_;
  ZoteroPushReport& report_;
  std::string target_;
  std::set<std::string> saved_;  ///< papers saved by an earlier push
  std::string pending_session_;
  std::set<std::string> pending_;  ///< papers of a session whose end is not known
};

/// Where the papers go, said honestly.
Status ConnectorPush::choose_target(const Task& task) {
  SHEAF_ASSIGN(const zotero::Connector::Selection selection, connection_.connector->selection(task));
  for (const zotero::Connector::Target& target : selection.targets) {
    std::vector<std::string> below = target.path;
    if (below.empty()) continue;
    const bool library = below.front() == selection.library;
    below.erase(below.begin());
    if (library && below == report_.collection) target_ = target.id;
  }
  report_.collection_key = target_;
  if (!target_.empty()) return {};
  if (!selection.editable)
    return Error(ErrorCode::kUnsupported, "\"" + selection.name + "\", which is selected in Zotero, is read-only: select "
                                              "another library or collection there");
  report_.warnings.push_back("Zotero's connector makes no collections: the papers go to \"" + selection.name +
                             "\", which is selected in Zotero; make \"" + join(report_.collection, "/") +
                             "\" there first, or update to Zotero 10");
  report_.collection = {selection.name};
  return {};
}

Status ConnectorPush::recall() {
  SHEAF_ASSIGN(const auto memory, library_.store().baselines(kPlace));
  for (const auto& [name, text] : memory) {
    if (name.starts_with("paper/")) saved_.insert(name.substr(6));
    if (name != "pending" || text.empty()) continue;
    const auto json = parse_json(text, "what the store knows of Zotero");
    if (!json || !json->is_object() || !json->contains("papers")) continue;
    pending_session_ = json_string(*json, "session");
    for (const Json& paper : (*json)["papers"])
      if (paper.is_string()) pending_.insert(paper.get<std::string>());
  }
  return {};
}

Result<ZoteroPlan> ConnectorPush::plan(const Task& task) {
  std::vector<KnownItem> known;
  if (connection_.api) {
    std::vector<std::string> terms;
    for (const ZoteroSearch& search : zotero_search_terms(digest_))
      for (const std::string& term : search.terms) terms.push_back(ascii_lower(term));
    SHEAF_ASSIGN(const ZoteroIndex index, zotero_index(library_.store(), *connection_.api, task));
    SHEAF_ASSIGN(ZoteroFound found, find_in_zotero(*connection_.api, zotero_candidates(index, terms), "", task));
    known = std::move(found.known);
    for (const std::string& warning : found.warnings) add_once(report_.warnings, warning, 100);
  }
  ZoteroPlanOptions options = request_.options;
  options.images = false;
  const std::string& version = connection_.connector->zotero_version();
  if (version.starts_with("7.") || version.starts_with("8.")) options.citation_keys = render::CitationKeyPlace::kExtra;
  return plan_zotero(digest_, options, known);
}

Status ConnectorPush::save_files(const std::vector<const ZoteroEntryPlan*>& batch, const std::string& session,
                                 const Task& task) {
  ZoteroFiles files;
  SHEAF_TRY(download_zotero_files(library_, request_.profile, batch, files, report_.warnings, task));
  for (const ZoteroEntryPlan* entry : batch)
    for (const ZoteroAttachmentPlan& one : entry->attachments) {
      const auto file = files.find(one.url);
      if (one.link_mode != "imported_url" || file == files.end()) continue;
      const Status done = connection_.connector->attach(session, entry->paper, one.url, file->second, task);
      if (done.ok())
        ++report_.files;
      else
        add_once(report_.warnings, done.error().message, 100);
    }
  return {};
}

Status ConnectorPush::save(const std::vector<const ZoteroEntryPlan*>& batch, const std::string& session,
                           const Task& task) {
  SHEAF_ASSIGN(const Json items, connector_items(batch));
  Json papers = Json::array();
  std::vector<std::pair<std::string, std::string>> done;
  for (const ZoteroEntryPlan* entry : batch) {
    papers.push_back(entry->paper);
    done.emplace_back("paper/" + entry->paper, session);
  }
  SHEAF_TRY(library_.store().put_baselines(
      kPlace, {{"pending", dump_json(Json{{"session", session}, {"papers", std::move(papers)}})}}));
  const Task whole;
  Result<bool> saved = Error(ErrorCode::kInternal, "not tried");
  for (int attempt = 1; attempt <= kTries; ++attempt) {
    saved = connection_.connector->save(session, items, whole);
    if (saved || saved.error().code != ErrorCode::kNetwork) break;
    library_.clock().sleep_ms(1000 * attempt, task.cancel_token());
  }
  if (!saved) return saved.error();
  if (!target_.empty()) SHEAF_TRY(connection_.connector->move(session, target_, whole));
  if (request_.options.pdf == ZoteroPdf::kImport) SHEAF_TRY(save_files(batch, session, task));
  done.emplace_back("pending", "");
  SHEAF_TRY(library_.store().put_baselines(kPlace, done));
  for (const ZoteroEntryPlan* entry : batch) {
    ++report_.created;
    report_.notes_created += entry->note && !entry->note->html.empty();
    report_.attachments += static_cast<std::size_t>(std::count_if(
        entry->attachments.begin(), entry->attachments.end(), [](const auto& one) { return one.link_mode == "linked_url"; }));
  }
  return {};
}

Status ConnectorPush::save_all(const std::vector<const ZoteroEntryPlan*>& work, const Task& task) {
  for (std::size_t at = 0; at < work.size(); at += kBatch) {
    SHEAF_TRY(task.report({"write", at, work.size(), 0}));
    const Status going_on = task.check();
    const std::vector<const ZoteroEntryPlan*> batch(
        work.begin() + static_cast<std::ptrdiff_t>(at),
        work.begin() + static_cast<std::ptrdiff_t>(std::min(work.size(), at + kBatch)));
    const Status done = going_on.ok() ? save(batch, zotero::Connector::new_session(), task) : going_on;
    if (done.ok()) continue;
    Error error = done.error();
    error.message += "; " + std::to_string(at) + " of " + std::to_string(work.size()) +
                     " papers are done, the next push completes it";
    return error;
  }
  return task.report({"write", work.size(), work.size(), 0});
}

Status ConnectorPush::run(const Task& task) {
  report_.door = "connector";
  report_.where = "Zotero " + connection_.connector->zotero_version();
  report_.rounds = 1;
  SHEAF_TRY(choose_target(task));
  SHEAF_TRY(recall());
  SHEAF_ASSIGN(const ZoteroPlan plan, this->plan(task));
  std::vector<const ZoteroEntryPlan*> work, unsure;
  for (const ZoteroEntryPlan& entry : plan.entries) {
    if (entry.action == ZoteroAction::kSkip) {
      report_.left_out.push_back({entry.paper, entry.title, entry.why});
    } else if (entry.action != ZoteroAction::kCreate || saved_.count(entry.paper) != 0) {
      ++report_.kept;
    } else {
      (pending_.count(entry.paper) != 0 ? unsure : work).push_back(&entry);
    }
  }
  if (request_.dry_run) {
    report_.plan = dump_json(zotero_plan_to_json(plan));
    return {};
  }
  if (!unsure.empty()) SHEAF_TRY(save(unsure, pending_session_, task));
  return save_all(work, task);
}

}  // namespace

std::optional<ZoteroFastLane> ZoteroFastLane::open(zotero::Exchange& exchange, const std::string& base_url,
                                                   const std::vector<std::string>& path, const Task& task) {
  auto connector = zotero::Connector::open(exchange, base_url, task);
  if (!connector) return std::nullopt;
  const auto selection = connector->selection(task);
  if (!selection || !selection->editable) return std::nullopt;
  for (const zotero::Connector::Target& target : selection->targets)
    if (target.library == "L1" && target.path.size() == path.size() + 1 &&
        std::equal(path.begin(), path.end(), target.path.begin() + 1))
      return ZoteroFastLane(std::move(*connector), target.id);
  return std::nullopt;
}

Status ZoteroFastLane::save(const std::vector<const ZoteroEntryPlan*>& papers, const Task& task) {
  session_ = zotero::Connector::new_session();
  SHEAF_ASSIGN(const Json items, connector_items(papers));
  SHEAF_ASSIGN([[maybe_unused]] const bool saved, connector_.save(session_, items, task));
  return {};
}

Status push_by_connector(Library& library, const Digest& digest, const ZoteroPushRequest& request,
                         ZoteroConnection& connection, ZoteroPushReport& report, const Task& task) {
  return ConnectorPush(library, digest, request, connection, report).run(task);
}

}  // namespace sheaf::app
