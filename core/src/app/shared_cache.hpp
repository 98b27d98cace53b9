// SharedCache: a group's summaries on a server of theirs, in front of which stands the store's own
// cache. Never an obstacle: once the server fails, it is not asked again in this run.
// Borrows store and transport; may be used from several threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/profile.hpp"
#include "model/summary.hpp"
#include "net/http.hpp"
#include "store/store.hpp"

namespace sheaf::app {

/// Reads a secret where the profile says it is; empty for an empty SecretSource.
using SecretReader = std::function<Result<std::string>(const SecretSource&)>;

/// What stands on the server: {"format":"sheaf-summary-1","key":…,"sum":…,"summary":…}.
std::string shared_object(std::string_view key, const Summary& summary);
/// kParse, saying what is wrong, when the object is damaged or another key's.
Result<Summary> read_shared_object(std::string_view object, std::string_view key);
/// "sheaf/3f/3fa9….json" for a prefix and a key.
std::string shared_object_name(std::string_view prefix, std::string_view key);

class SharedCache {
 public:
  /// Without a kind in the profile it is the store's cache alone. A wrong address or an unreadable
  /// secret is no error but a warning, and the store's cache alone. `transport` null: libcurl.
  SharedCache(store::Store& store, const SharedCacheProfile& profile, const SecretReader& secrets,
              net::Transport* transport = nullptr);
  ~SharedCache();
  SharedCache(const SharedCache&) = delete;
  SharedCache& operator=(const SharedCache&) = delete;

  /// One for each key, in order: from the store, else from the server, which the store then keeps.
  /// Fails for the store's errors and kCancelled only.
  Result<std::vector<std::optional<Summary>>> find(const std::vector<std::string>& keys,
                                                   const Task& task);
  /// Into the store, and to the server unless the profile says `read_only`.
  Status put(const std::vector<std::pair<std::string, Summary>>& summaries, const Task& task);
  Status put(const std::string& key, const Summary& summary, const Task& task);

  /// What a digest should say, each once: "the shared cache https://… does not answer: …; the
  /// digest goes on without it".
  std::vector<std::string> warnings() const;
  std::size_t hits() const;    ///< from the server
  std::size_t writes() const;  ///< to the server

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sheaf::app
