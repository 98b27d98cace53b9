// The rounds of a push; see zotero_push.hpp.
// One thread per push.
#include "app/zotero_push.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "app/zotero_collections.hpp"
#include "app/zotero_lease.hpp"
#include "app/zotero_push_connector.hpp"
#include "app/zotero_push_files.hpp"
#include "app/zotero_push_write.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr int kMostRounds = 5;
constexpr std::size_t kBatch = 25;          ///< papers between two looks at the cancel token
constexpr std::size_t kBatchWithFiles = 5;  ///< their files are in memory
constexpr std::int64_t kSettleMs = 1000;    ///< a server may still be at work on a request whose answer was lost
constexpr std::ptrdiff_t kFastFrom = 3;     ///< new papers that are worth the connector's three questions
constexpr int kStill = 3;                   ///< looks in a row at which nothing moved
constexpr int kMostSettles = 60;
constexpr const char* kWriting = "writing";  ///< remembered while a write is under way: a killed push leaves it
constexpr const char* kUnmoved = "unmoved";
constexpr std::string_view kKeyPrefix = "key/";
constexpr const char* kConnectorPlace = "zotero/connector";  ///< where no API says whose library it is

bool has_note_work(const ZoteroEntryPlan& entry) {
  return entry.note && entry.note->action != ZoteroNoteAction::kKeep;
}

bool has_work(const ZoteroEntryPlan& entry) {
  if (entry.action == ZoteroAction::kSkip) return false;
  return entry.action != ZoteroAction::kKeep || entry.file || !entry.attachments.empty() || has_note_work(entry);
}

/// What the first plan wanted and a later one finds done.
void count_done(const ZoteroPlan& first, const ZoteroPlan& now, ZoteroPushReport& report) {
  std::map<std::string_view, const ZoteroEntryPlan*> later;
  for (const ZoteroEntryPlan& entry : now.entries) later[entry.paper] = &entry;
  for (const ZoteroEntryPlan& entry : first.entries) {
    const auto found = later.find(entry.paper);
    if (found == later.end()) continue;
    const bool done = found->second->action != entry.action;
    report.created += done && entry.action == ZoteroAction::kCreate;
    report.updated += done && entry.action == ZoteroAction::kUpdate;
    report.filed += done && entry.action == ZoteroAction::kFile;
    if (!has_note_work(entry) || has_note_work(*found->second)) continue;
    ++(entry.note->action == ZoteroNoteAction::kReplace ? report.notes_replaced : report.notes_created);
  }
}

/// A write whose answer was lost, or one that somebody else's change came before.
bool may_have_happened(const Error& error) {
  return error.code == ErrorCode::kNetwork || error.http_status >= 500 ||
         (error.code == ErrorCode::kConflict && error.http_status == 412);
}

class Push {
 public:
  Push(Library& library, const Digest& digest, const ZoteroPushRequest& request, ZoteroConnection& connection,
       ZoteroLease* lease, ZoteroPushReport& report)
      : library_(library), digest_(digest), request_(request), connection_(connection), api_(*connection.api),
        lease_(lease), report_(report) {
    for (const ZoteroSearch& search : zotero_search_terms(digest))
      for (const std::string& term : search.terms) terms_.push_back(ascii_lower(term));
  }

  Status run(const Task& task);
  /// How far it got, for the message of an error.
  std::string tally() const;

 private:
  Status round(bool& again, const Task& task);
  Result<ZoteroPlan> look(ZoteroCollections& collections, ZoteroFound& found, const Task& task);
  Status write(const ZoteroPlan& plan, const ZoteroFound& found, const std::string& collection, bool& again,
               const Task& task);
  Status choose_keys(const std::vector<const ZoteroEntryPlan*>& batch);
  Status remember_unmoved();
  void file_unmoved(ZoteroPlan& plan, const ZoteroFound& found) const;
  void open_lane(const ZoteroPlan& plan, const Task& task);
  Status save_new(std::vector<const ZoteroEntryPlan*>& batch, const Task& task);
  Status relate(const ZoteroPlan& plan, const ZoteroFound& found, const Task& task);
  Status settle(const Task& task);
  Status mark_writing(bool writing);
  Status end_in_order();

  Library& library_;
  const Digest& digest_;
  const ZoteroPushRequest& request_;
  ZoteroConnection& connection_;
  zotero::Api& api_;
  ZoteroLease* lease_;  ///< none for a dry run
  ZoteroPushReport& report_;
  std::vector<std::string> terms_;
  std::map<std::string, std::string> keys_;
  std::optional<ZoteroPlan> first_;
  std::optional<ZoteroFastLane> lane_;
  std::set<std::string> unmoved_;  ///< papers saved through the lane that may lie outside the collection
  bool verify_ = false;  ///< papers went through the lane: look that they are whole
  std::size_t done_ = 0, wanted_ = 0;
};

Result<ZoteroPlan> Push::look(ZoteroCollections& collections, ZoteroFound& found, const Task& task) {
  SHEAF_ASSIGN(const std::string collection, collections.find(report_.collection, task));
  SHEAF_ASSIGN(const ZoteroIndex index, zotero_index(library_.store(), api_, task));
  SHEAF_ASSIGN(found, find_in_zotero(api_, zotero_candidates(index, terms_), collection, task));
  std::vector<std::string> warnings = found.warnings;
  ZoteroPlanOptions options = request_.options;
  options.collection_key = collection;
  options.images = false;
  report_.collection_key = collection;
  SHEAF_ASSIGN(ZoteroPlan plan, plan_zotero(digest_, options, found.known));
  for (const std::string& warning : plan.warnings) add_once(warnings, warning, 100);
  for (const std::string& warning : warnings) add_once(report_.warnings, warning, 100);
  return plan;
}

/// New items keep their key over every try, also those of a later process: a repeat adds nothing.
Status Push::choose_keys(const std::vector<const ZoteroEntryPlan*>& batch) {
  if (!api_.can_choose_keys()) return {};
  const std::string place = zotero_place(api_);
  if (keys_.empty()) {
    SHEAF_ASSIGN(const auto memory, library_.store().baselines(place));
    for (const auto& [name, key] : memory)
      if (name.starts_with(kKeyPrefix) && zotero::is_key(key)) keys_[name.substr(kKeyPrefix.size())] = key;
  }
  std::vector<std::pair<std::string, std::string>> chosen;
  for (const ZoteroEntryPlan* entry : batch) {
    if (entry->action != ZoteroAction::kCreate || keys_.count(entry->paper) != 0) continue;
    keys_[entry->paper] = zotero::Api::new_key();
    chosen.emplace_back(std::string(kKeyPrefix) + entry->paper, keys_[entry->paper]);
  }
  return chosen.empty() ? Status() : library_.store().put_baselines(place, chosen);
}

Status Push::write(const ZoteroPlan& plan, const ZoteroFound& found, const std::string& collection, bool& again,
                   const Task& task) {
  std::vector<const ZoteroEntryPlan*> work;
  for (const ZoteroEntryPlan& entry : plan.entries)
    if (has_work(entry)) work.push_back(&entry);
  wanted_ = done_ + work.size();
  ZoteroWriter writer(api_, found, collection, keys_, report_);
  const bool files = request_.options.pdf == ZoteroPdf::kImport;
  const std::size_t step = files ? kBatchWithFiles : kBatch;
  const Task whole;  // a batch is not cut off in the middle
  for (std::size_t at = 0; at < work.size(); at += step) {
    SHEAF_TRY(task.report({"write", done_, wanted_, 0}));
    SHEAF_TRY(task.check());
    if (lease_) SHEAF_TRY(lease_->renew());
    std::vector<const ZoteroEntryPlan*> batch(
        work.begin() + static_cast<std::ptrdiff_t>(at),
        work.begin() + static_cast<std::ptrdiff_t>(std::min(work.size(), at + step)));
    const std::size_t papers = batch.size();
    if (lane_) SHEAF_TRY(save_new(batch, whole));
    ZoteroFiles pdfs;
    if (files) SHEAF_TRY(download_zotero_files(library_, request_.profile, batch, pdfs, report_.warnings, task));
    SHEAF_TRY(choose_keys(batch));
    SHEAF_TRY(writer.write(batch, pdfs, whole));
    done_ += papers;
  }
  SHEAF_TRY(task.report({"write", done_, wanted_, 0}));
  again = writer.stale() || verify_;
  return again ? Status() : writer.relate(plan, whole);
}

/// Many new papers for the reader's own library in a running Zotero, once: what is left after that goes
/// over the API.
void Push::open_lane(const ZoteroPlan& plan, const Task& task) {
  lane_.reset();
  const auto created = std::count_if(plan.entries.begin(), plan.entries.end(),
                                     [](const auto& entry) { return entry.action == ZoteroAction::kCreate; });
  const bool wanted = request_.fast && report_.rounds == 1 && api_.door() == zotero::Door::kLocal &&
                      request_.access.group.empty() && request_.options.pdf != ZoteroPdf::kImport && created >= kFastFrom;
  if (wanted) lane_ = ZoteroFastLane::open(*connection_.exchange, zotero_local_url(request_.access), report_.collection, task);
}

Status Push::remember_unmoved() {
  return library_.store().put_baselines(
      zotero_place(api_), {{kUnmoved, join(std::vector<std::string>(unmoved_.begin(), unmoved_.end()), "\n")}});
}

/// A paper that a push saved but could not file was not taken out by the reader.
void Push::file_unmoved(ZoteroPlan& plan, const ZoteroFound& found) const {
  for (ZoteroEntryPlan& entry : plan.entries) {
    const KnownItem* item = unmoved_.count(entry.paper) != 0 ? found.find(entry.key) : nullptr;
    if (!item || entry.file || entry.action == ZoteroAction::kSkip) continue;
    const auto& in = item->collections;
    if (std::find(in.begin(), in.end(), report_.collection_key) != in.end()) continue;
    entry.file = true;
    if (entry.action == ZoteroAction::kKeep) entry.action = ZoteroAction::kFile;
  }
}

/// Takes the new papers out of the batch; where the lane is refused they wait for the next round.
Status Push::save_new(std::vector<const ZoteroEntryPlan*>& batch, const Task& task) {
  const auto rest = std::stable_partition(batch.begin(), batch.end(),
                                          [](const auto* entry) { return entry->action != ZoteroAction::kCreate; });
  const std::vector<const ZoteroEntryPlan*> papers(rest, batch.end());
  if (papers.empty()) return {};
  for (const ZoteroEntryPlan* entry : papers) unmoved_.insert(entry->paper);
  SHEAF_TRY(remember_unmoved());
  const Status saved = lane_->save(papers, task);
  if (!saved.ok() && saved.error().code != ErrorCode::kHttp) return saved;
  verify_ = true;
  if (!saved.ok()) {  // what of it arrived is for the next round to see
    lane_.reset();
    batch.erase(rest, batch.end());
    return {};
  }
  // What is not moved now is filed in the next round.
  if (lane_->move(task).ok())
    for (const ZoteroEntryPlan* entry : papers) unmoved_.erase(entry->paper);
  SHEAF_TRY(remember_unmoved());
  for (const ZoteroEntryPlan* entry : papers) report_.attachments += entry->attachments.size();
  batch.erase(rest, batch.end());
  return {};
}

/// Relations of papers that came through the lane, now that they have keys.
Status Push::relate(const ZoteroPlan& plan, const ZoteroFound& found, const Task& task) {
  ZoteroPlan joined = *first_;
  for (std::size_t i = 0; i < joined.entries.size() && i < plan.entries.size(); ++i)
    if (joined.entries[i].paper == plan.entries[i].paper) joined.entries[i].key = plan.entries[i].key;
  return ZoteroWriter(api_, found, report_.collection_key, keys_, report_).relate(joined, task);
}

Status Push::round(bool& again, const Task& task) {
  again = false;
  SHEAF_ASSIGN(ZoteroCollections collections, ZoteroCollections::read(library_.store(), api_, task));
  ZoteroFound found;
  SHEAF_ASSIGN(ZoteroPlan plan, look(collections, found, task));
  file_unmoved(plan, found);
  report_.failed.clear();
  if (!first_) {
    report_.kept = static_cast<std::size_t>(std::count_if(plan.entries.begin(), plan.entries.end(), [](const auto& entry) {
      return entry.action == ZoteroAction::kKeep;
    }));
    for (const ZoteroEntryPlan& entry : plan.entries)
      if (entry.action == ZoteroAction::kSkip) report_.left_out.push_back({entry.paper, entry.title, entry.why});
    first_ = plan;
  } else {
    report_.created = report_.updated = report_.filed = report_.notes_created = report_.notes_replaced = 0;
    count_done(*first_, plan, report_);
  }
  if (request_.dry_run) {
    report_.plan = dump_json(zotero_plan_to_json(plan));
    return {};
  }
  if (std::none_of(plan.entries.begin(), plan.entries.end(), has_work)) {
    SHEAF_TRY(end_in_order());
    return verify_ ? relate(plan, found, task) : Status();
  }
  const bool files_papers = std::any_of(plan.entries.begin(), plan.entries.end(), [](const auto& entry) { return entry.file; });
  std::string collection = report_.collection_key;
  if (lease_) SHEAF_TRY(lease_->renew());
  SHEAF_TRY(mark_writing(true));
  if (files_papers) {
    SHEAF_ASSIGN(collection, collections.ensure(report_.collection, task));
    report_.collection_key = collection;
  }
  open_lane(plan, task);
  const Status done = write(plan, found, collection, again, task);
  // What ended in good order leaves nothing under way; a lost answer may.
  if (done.ok() || !may_have_happened(done.error())) SHEAF_TRY(mark_writing(false));
  if (done.ok() && !again) SHEAF_TRY(end_in_order());
  return done;
}

/// Waits until the library stands still: Zotero goes on with a request whose sender is gone.
Status Push::settle(const Task& task) {
  std::int64_t before = -1;
  int still = 0;
  for (int i = 0; i < kMostSettles && still < kStill; ++i) {
    if (!library_.clock().sleep_ms(kSettleMs, task.cancel_token())) return task.check();
    SHEAF_ASSIGN([[maybe_unused]] const Json any, api_.one("collections?limit=1", task));
    still = api_.version() == before ? still + 1 : 0;
    before = api_.version();
  }
  return {};
}

Status Push::mark_writing(bool writing) {
  return library_.store().put_baselines(zotero_place(api_), {{kWriting, writing ? "1" : ""}});
}

Status Push::end_in_order() {
  SHEAF_TRY(mark_writing(false));
  unmoved_.clear();
  return remember_unmoved();
}

Status Push::run(const Task& task) {
  SHEAF_ASSIGN(const std::string unmoved, zotero_memory(library_.store(), zotero_place(api_), kUnmoved));
  for (const std::string& paper : split_list(unmoved, '\n')) unmoved_.insert(paper);
  SHEAF_ASSIGN(const std::string unfinished, zotero_memory(library_.store(), zotero_place(api_), kWriting));
  if (!unfinished.empty()) SHEAF_TRY(settle(task));
  for (report_.rounds = 1;; ++report_.rounds) {
    bool again = false;
    const Status done = round(again, task);
    const bool lost = !done.ok() && may_have_happened(done.error());
    if (!done.ok() && (!lost || report_.rounds >= kMostRounds)) return done;
    if (done.ok() && !again) return {};
    if (done.ok() && verify_ && report_.rounds == 1) continue;  // every answer came: nothing is under way
    if (report_.rounds >= kMostRounds) {
      report_.warnings.push_back("papers are being changed in Zotero all the time: run it again later");
      return {};
    }
    if (!done.ok()) library_.logger().warn(done.error().message + "; looking what became of it");
    SHEAF_TRY(settle(task));
  }
}

std::string Push::tally() const {
  if (wanted_ == 0) return "; nothing was written";
  return "; " + std::to_string(done_) + " of " + std::to_string(wanted_) +
         " papers are done, the next push completes it";
}

}  // namespace

Result<ZoteroPushReport> push_to_zotero(Library& library, const Digest& digest, const ZoteroPushRequest& request,
                                        const Task& task) {
  ZoteroPushReport report;
  report.collection = request.options.collection;
  if (request.options.by_day) report.collection.push_back(format_day(digest.day));
  SHEAF_ASSIGN(ZoteroConnection connection, connect_zotero(library, request.access, !request.dry_run, task));
  std::optional<ZoteroLease> lease;
  if (!request.dry_run) {
    const std::string place = connection.connector ? kConnectorPlace : zotero_place(*connection.api);
    SHEAF_ASSIGN(ZoteroLease taken, ZoteroLease::take(library.store(), library.clock(), place, task));
    lease.emplace(std::move(taken));
  }
  if (connection.connector) {
    SHEAF_TRY(push_by_connector(library, digest, request, connection, report, task));
  } else {
    report.door = std::string(zotero::door_name(connection.api->door()));
    report.where = connection.api->shown();
    allow_writing(connection, library, request.access);
    Push push(library, digest, request, connection, lease ? &*lease : nullptr, report);
    if (Status done = push.run(task); !done.ok()) {
      Error error = done.error();
      error.message += push.tally();
      return error;
    }
  }
  report.requests = connection.exchange->requests();
  return report;
}

Json zotero_push_to_json(const ZoteroPushReport& report) {
  const auto troubles = [](const std::vector<ZoteroPushReport::Trouble>& list) {
    Json out = Json::array();
    for (const auto& one : list) out.push_back({{"paper", one.paper}, {"title", one.title}, {"why", one.what}});
    return out;
  };
  Json json = {{"door", report.door},
               {"where", report.where},
               {"collection", report.collection},
               {"collection_key", report.collection_key},
               {"created", report.created},
               {"updated", report.updated},
               {"filed", report.filed},
               {"kept", report.kept},
               {"notes_created", report.notes_created},
               {"notes_replaced", report.notes_replaced},
               {"attachments", report.attachments},
               {"files", report.files},
               {"related", report.related},
               {"left_out", troubles(report.left_out)},
               {"failed", troubles(report.failed)},
               {"warnings", report.warnings},
               {"requests", report.requests},
               {"rounds", report.rounds}};
  if (auto plan = parse_json(report.plan, "plan"); plan && plan->is_object()) json["plan"] = std::move(*plan);
  return json;
}

}  // namespace sheaf::app
