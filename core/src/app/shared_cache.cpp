// The shared cache: the store first, then the group's server; see shared_cache.hpp.
// Borrows store and transport; any thread. Objects are fetched by a few threads at once, which end
// with the call.
#include "app/shared_cache.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "net/object_store.hpp"
#include "net/url.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kThreads = 6;
constexpr std::int64_t kTimeoutMs = 8000;    // for one object
constexpr std::int64_t kMostWaitMs = 60000;  // for all objects of one call
constexpr std::string_view kFormat = "sheaf-summary-1";

/// Two hashes of 64 bits: against damage and chance, not against an enemy who may write there.
std::string checksum(std::string_view text) {
  return to_hex(fnv1a64(text)) + to_hex(fnv1a64(text, 0x9E3779B97F4A7C15ULL));
}

std::string clean_prefix(std::string_view prefix) {
  std::string out;
  for (const char c : prefix) {
    const bool plain = is_ascii_alnum(c) || c == '-' || c == '_' ||
                       (c == '/' && !out.empty() && out.back() != '/');
    if (plain) out += c;
  }
  while (out.ends_with('/')) out.pop_back();
  return out.substr(0, 100);
}

}  // namespace

std::string shared_object(std::string_view key, const Summary& summary) {
  const Json said = summary_to_json(summary);
  const std::string text = dump_json(said);
  return dump_json({{"format", kFormat}, {"key", key}, {"sum", checksum(text)}, {"summary", said}});
}

Result<Summary> read_shared_object(std::string_view object, std::string_view key) {
  SHEAF_ASSIGN(const Json json, parse_json(object, "shared summary"));
  if (!json.is_object() || json_string(json, "format") != kFormat)
    return Error(ErrorCode::kParse, "it is no shared summary of this version");
  if (json_string(json, "key") != key) return Error(ErrorCode::kParse, "it is another paper's");
  const auto summary = json.find("summary");
  if (summary == json.end() || !summary->is_object() ||
      checksum(dump_json(*summary)) != json_string(json, "sum"))
    return Error(ErrorCode::kParse, "its checksum does not fit: it is damaged or was changed");
  return summary_from_json(*summary);
}

std::string shared_object_name(std::string_view prefix, std::string_view key) {
  const std::string hash = checksum(key);
  const std::string folder = clean_prefix(prefix);
  return (folder.empty() ? "" : folder + "/") + hash.substr(0, 2) + "/" + hash + ".json";
}

struct SharedCache::Impl {
  Impl(store::Store& local, const SharedCacheProfile& wanted) : store(local), profile(wanted) {}

  void open(const SecretReader& secrets, net::Transport* transport);
  void fetch(const std::vector<std::string>& keys, std::vector<std::optional<Summary>>& found,
             const Task& task);
  void get_one(const std::string& key, std::optional<Summary>& found, const Task& task);
  void warn(const std::string& text);
  void give_up(const Error& error);

  store::Store& store;
  const SharedCacheProfile profile;
  std::unique_ptr<net::Transport> own_transport;
  std::optional<net::ObjectStore> remote;
  std::atomic<bool> down = false;
  std::atomic<std::size_t> hits = 0, writes = 0, damaged = 0;
  std::mutex mutex;  // guards what follows
  std::vector<std::string> warnings;
};

void SharedCache::Impl::warn(const std::string& text) {
  const std::lock_guard lock(mutex);
  add_once(warnings, text);
}

void SharedCache::Impl::give_up(const Error& error) {
  if (error.code == ErrorCode::kCancelled || down.exchange(true)) return;
  warn("the shared cache " + net::shown_url(profile.url) + " cannot be used: " + error.message +
       "; the digest goes on without it");
}

void SharedCache::Impl::open(const SecretReader& secrets, net::Transport* transport) {
  if (profile.kind.empty()) return;
  const auto attempt = [&]() -> Status {
    net::ObjectStoreOptions options;
    if (profile.kind != "s3" && profile.kind != "webdav")
      return Error(ErrorCode::kInvalid,
                   "\"" + profile.kind + "\" is no kind of cache (\"s3\" or \"webdav\")");
    options.kind = profile.kind == "s3" ? net::ObjectStoreKind::kS3 : net::ObjectStoreKind::kWebDav;
    options.url = profile.url;
    options.region = profile.region;
    options.timeout_ms = kTimeoutMs;
    if (secrets) {
      SHEAF_ASSIGN(options.user, secrets(profile.user));
      SHEAF_ASSIGN(options.secret, secrets(profile.secret));
    }
    if (!transport) {
      SHEAF_ASSIGN(own_transport, net::make_curl_transport());
      transport = own_transport.get();
    }
    SHEAF_ASSIGN(net::ObjectStore opened, net::ObjectStore::open(*transport, std::move(options)));
    remote = std::move(opened);
    return {};
  };
  if (Status status = attempt(); !status.ok()) give_up(status.error());
}

void SharedCache::Impl::get_one(const std::string& key, std::optional<Summary>& found,
                                const Task& task) {
  const auto object = remote->get(shared_object_name(profile.prefix, key), task);
  if (!object.ok()) return give_up(object.error());
  if (!object->has_value()) return;
  Result<Summary> summary = read_shared_object(**object, key);
  if (!summary.ok()) {
    if (damaged++ == 0)
      warn("the shared cache " + net::shown_url(profile.url) +
           " has objects that were ignored, the first of " + key + ": " + summary.error().message);
    return;
  }
  found = std::move(summary).value();
  ++hits;
}

void SharedCache::Impl::fetch(const std::vector<std::string>& keys,
                              std::vector<std::optional<Summary>>& found, const Task& task) {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!found[i]) missing.push_back(i);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kMostWaitMs);
  std::atomic<std::size_t> next = 0;
  const Task quiet(task.cancel_token());  // reports belong to the calling thread
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < missing.size() && !down && !task.cancelled(); i = next++) {
        if (std::chrono::steady_clock::now() > deadline)
          return give_up(Error(ErrorCode::kNetwork, "it is too slow"));
        get_one(keys[missing[i]], found[missing[i]], quiet);
      }
    } catch (const std::exception& error) {
      give_up(Error(ErrorCode::kInternal, error.what()));
    }
  };
  std::vector<std::thread> threads;
  try {
    for (std::size_t i = 1; i < std::min(kThreads, missing.size()); ++i) threads.emplace_back(work);
  } catch (const std::exception&) {
    // no thread to be had: the calling one does the work
  }
  work();
  for (std::thread& thread : threads) thread.join();
}

SharedCache::SharedCache(store::Store& store, const SharedCacheProfile& profile,
                         const SecretReader& secrets, net::Transport* transport)
    : impl_(std::make_unique<Impl>(store, profile)) {
  impl_->open(secrets, transport);
}

SharedCache::~SharedCache() = default;

Result<std::vector<std::optional<Summary>>> SharedCache::find(const std::vector<std::string>& keys,
                                                              const Task& task) {
  std::vector<std::optional<Summary>> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    SHEAF_ASSIGN(found[i], impl_->store.find_summary(keys[i]));
  }
  if (!impl_->remote || impl_->down) return found;
  std::vector<bool> local(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) local[i] = found[i].has_value();
  impl_->fetch(keys, found, task);
  SHEAF_TRY(task.check());
  std::vector<std::pair<std::string, Summary>> fresh;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!local[i] && found[i]) fresh.emplace_back(keys[i], *found[i]);
  if (!fresh.empty()) SHEAF_TRY(impl_->store.put_summaries(fresh));
  return found;
}

Status SharedCache::put(const std::vector<std::pair<std::string, Summary>>& summaries,
                        const Task& task) {
  if (summaries.empty()) return {};
  SHEAF_TRY(impl_->store.put_summaries(summaries));
  if (!impl_->remote || impl_->profile.read_only) return {};
  for (const auto& [key, summary] : summaries) {
    if (impl_->down) return {};
    SHEAF_TRY(task.check());
    const Status put = impl_->remote->put(shared_object_name(impl_->profile.prefix, key),
                                          shared_object(key, summary), task);
    if (put.ok()) {
      ++impl_->writes;
    } else if (put.error().code == ErrorCode::kCancelled) {
      return put;
    } else {
      impl_->give_up(put.error());
    }
  }
  return {};
}

Status SharedCache::put(const std::string& key, const Summary& summary, const Task& task) {
  return put({{key, summary}}, task);
}

std::vector<std::string> SharedCache::warnings() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->warnings;
}
std::size_t SharedCache::hits() const {
  return impl_->hits;
}
std::size_t SharedCache::writes() const {
  return impl_->writes;
}

}  // namespace sheaf::app
