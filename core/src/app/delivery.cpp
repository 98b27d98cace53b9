// Sending digests and remembering what was sent; see delivery.hpp.
// No state of its own; the store serialises runs by a slot.
#include "app/delivery.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <nlohmann/json.hpp>

#include "app/delivery_channels.hpp"
#include "base/text.hpp"
#include "model/json_parts.hpp"

namespace sheaf::app {
namespace {

using render::DeliveryKind;
using render::DeliveryNote;

constexpr const char* kKinds[] = {"papers", "empty", "failed"};
constexpr std::int64_t kLeaseMs = 600000, kIntervalMs = 1;  ///< without an interval a slot holds nobody back

/// What a channel was told of a day.
struct Told {
  std::string kind;
  bool whole = true;          ///< no source was missing then
  std::set<std::string> ids;  ///< papers of the day that was told of
};

std::optional<Told> told_from(const std::string& text) {
  const auto json = parse_json(text, "what was sent");
  if (!json || !json->is_object()) return std::nullopt;
  const auto ids = json_parts::string_list(*json, "ids");
  return Told{json_string(*json, "kind"), json_parts::is_true(*json, "whole"), {ids.begin(), ids.end()}};
}

std::string told_text(const DeliveryNote& note, const std::optional<Told>& before) {
  std::set<std::string> ids = before ? before->ids : std::set<std::string>();
  if (note.digest)
    for (const Entry& entry : note.digest->entries) ids.insert(entry.paper.id);
  return dump_json({{"kind", kKinds[static_cast<std::size_t>(note.kind)]},
                    {"whole", note.digest && !note.digest->degraded()}, {"ids", ids}});
}

/// Which entries a message tells of; nothing when it was told already.
std::optional<std::vector<std::size_t>> news(const DeliveryNote& note, const std::optional<Told>& told) {
  std::vector<std::size_t> all(note.digest ? note.digest->entries.size() : 0);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  if (!told) return all;
  if (told->kind != "papers") {
    const bool same = told->kind == kKinds[static_cast<std::size_t>(note.kind)];
    return same ? std::nullopt : std::optional(std::move(all));
  }
  if (told->whole || note.kind != DeliveryKind::kPapers) return std::nullopt;
  std::erase_if(all, [&](std::size_t i) { return told->ids.count(note.digest->entries[i].paper.id) > 0; });
  return all.empty() ? std::nullopt : std::optional(std::move(all));
}

bool says_nothing(const DeliveryNote& note, const DeliveryProfile& delivery) {
  if (note.kind == DeliveryKind::kEmpty) return delivery.when_empty == "nothing";
  return note.kind == DeliveryKind::kFailed && delivery.when_failed == "nothing";
}

/// A profile's turn: no other thread or process sends its digests meanwhile.
class Turn {
 public:
  Turn(Library& library, std::string name) : library_(library), name_(std::move(name)) {}
  ~Turn() {
    if (!held_) return;
    if (const Status freed = library_.store().release(name_); !freed.ok()) library_.logger().warn("delivery: " + freed.error().message);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  Status take() {
    SHEAF_ASSIGN(std::int64_t wait_ms, ask());
    if (wait_ms > 0 && wait_ms <= kIntervalMs) {  // nobody has it; one that had it just gave it back
      library_.clock().sleep_ms(wait_ms, CancelToken());
      SHEAF_ASSIGN(wait_ms, ask());
    }
    if (wait_ms > 0)
      return Error(ErrorCode::kConflict, "another run is sending digests of this profile; nothing was sent by this one");
    held_ = true;
    return {};
  }

 private:
  Result<std::int64_t> ask() {
    SlotRequest request;
    request.host_group = name_;
    request.now_ms = library_.clock().now_ms();
    request.interval_ms = kIntervalMs;
    request.lease_ms = kLeaseMs;
    return library_.store().acquire(request);
  }

  Library& library_;
  std::string name_;
  bool held_ = false;
};

class Sending {
 public:
  Sending(Library& library, const Profile& profile, const DeliveryOptions& options, const Task& task)
      : library_(library), profile_(profile), options_(options), task_(task) {}

  Result<std::vector<Delivered>> run(DeliveryNote note);

 private:
  Result<Delivered> one(const Channel& channel, DeliveryNote note, const std::string& key, const std::string& before);

  Library& library_;
  const Profile& profile_;
  const DeliveryOptions& options_;
  const Task& task_;
  std::string memory_;
};

Result<Delivered> Sending::one(const Channel& channel, DeliveryNote note, const std::string& key, const std::string& before) {
  Delivered out;
  out.channel = channel.name;
  const std::optional<Told> told = before.empty() ? std::nullopt : told_from(before);
  const auto indices = news(note, options_.again ? std::nullopt : told);
  if (!indices || says_nothing(note, profile_.delivery)) {
    out.state = indices ? DeliveryState::kNothing : DeliveryState::kAlreadySent;
    if (indices) out.detail = note.kind == DeliveryKind::kEmpty ? "no papers (delivery.when_empty)" : "no digest (delivery.when_failed)";
    return out;
  }
  note.shown = *indices;
  note.papers = note.shown.size();
  note.late = told && told->kind == "papers" && !options_.again;
  if (channel.max_papers > 0 && note.shown.size() > channel.max_papers) note.shown.resize(channel.max_papers);
  const Status sent = channel.send(note);
  if (!sent.ok()) {
    if (sent.error().code == ErrorCode::kCancelled) return sent.error();
    out.state = DeliveryState::kFailed;
    out.detail = sent.error().message;
    return out;
  }
  SHEAF_TRY(library_.store().put_baselines(memory_, {{key, told_text(note, told)}}));
  out.detail = render::delivery_subject(note);
  return out;
}

Result<std::vector<Delivered>> Sending::run(DeliveryNote note) {
  if (profile_.delivery.empty())
    return Error(ErrorCode::kInvalid, "the profile names nobody to send to: give it \"delivery\" with \"mail\" or \"webhooks\"");
  memory_ = "delivery:" + profile_.name;
  note.profile = profile_.name;
  // An invented day is in no archive, and says nothing about the real one.
  const bool sample = note.digest && note.digest->sample;
  if (!sample) note.page_url = profile_.delivery.page_url;
  const std::string day = (sample ? "sample " : "") + format_day(note.day);
  Turn turn(library_, memory_);
  SHEAF_TRY(turn.take());
  SHEAF_ASSIGN(const auto stored, library_.store().baselines(memory_));
  const ChannelAccess access{library_, profile_, options_.again, task_};
  std::vector<Delivered> all;
  for (const Channel& channel : channels_of(access)) {
    SHEAF_TRY(task_.check());
    const std::string key = day + " " + channel.name;
    const auto known = std::find_if(stored.begin(), stored.end(), [&](const auto& one) { return one.first == key; });
    SHEAF_ASSIGN(Delivered one_sent, one(channel, note, key, known == stored.end() ? "" : known->second));
    all.push_back(std::move(one_sent));
  }
  return all;
}

}  // namespace

std::string_view delivery_state_name(DeliveryState state) {
  static constexpr std::string_view kNames[] = {"sent", "already sent", "nothing", "failed"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<std::vector<Delivered>> deliver(Library& library, const Digest& digest, const Profile& profile,
                                       const DeliveryOptions& options, const Task& task) {
  DeliveryNote note;
  note.digest = &digest;
  note.day = digest.day;
  if (digest.entries.empty()) note.kind = digest.degraded() ? DeliveryKind::kFailed : DeliveryKind::kEmpty;
  return Sending(library, profile, options, task).run(std::move(note));
}

Result<std::vector<Delivered>> deliver_failure(Library& library, const std::string& reason, Day day,
                                               const Profile& profile, const DeliveryOptions& options,
                                               const Task& task) {
  DeliveryNote note;
  note.day = day;
  note.kind = DeliveryKind::kFailed;
  note.failure = redact(reason);
  return Sending(library, profile, options, task).run(std::move(note));
}

Json delivered_to_json(const std::vector<Delivered>& all) {
  Json list = Json::array();
  for (const Delivered& one : all)
    list.push_back({{"channel", one.channel}, {"state", delivery_state_name(one.state)}, {"detail", one.detail}});
  return list;
}

Result<Json> run_send(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const Profile given, args.profile());
  SHEAF_ASSIGN(const Profile profile, library.effective(given));
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  SHEAF_ASSIGN(const std::string failure, args.text("failure"));
  DeliveryOptions options;
  SHEAF_ASSIGN(options.again, args.flag("again"));
  if (!failure.empty()) {
    const Day failed = day.value_or(new_york_day(library.clock().now()));
    SHEAF_ASSIGN(const auto all, deliver_failure(library, failure, failed, profile, options, task));
    return Json{{"deliveries", delivered_to_json(all)}};
  }
  Result<Digest> digest = args.find("digest") ? args.digest() : library.stored_digest(profile.name, day);
  if (!digest.ok()) return std::move(digest).error();
  SHEAF_ASSIGN(const auto all, deliver(library, *digest, profile, options, task));
  return Json{{"day", format_day(digest->day)}, {"deliveries", delivered_to_json(all)}};
}

}  // namespace sheaf::app
