// Api: one library of Zotero over HTTP. The local API of a running Zotero and Web API v3 of
// api.zotero.org speak the same language; what differs is told by door(), can_write() and
// can_choose_keys(). Reads come in pages, writes in one request of at most kMostObjects.
// Borrows the exchange; used on one thread.
// Source: www.zotero.org/support/dev/web_api/v3/{basics,write_requests,file_upload,local_api}.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/json.hpp"
#include "zotero/exchange.hpp"
#include "zotero/refusal.hpp"

namespace sheaf::zotero {

inline constexpr std::size_t kMostObjects = 50;  ///< Zotero takes no more in one request

inline constexpr std::string_view kLocalUrl = "http://127.0.0.1:23119";  ///< also the connector's
inline constexpr std::string_view kWebUrl = "https://api.zotero.org";

struct ApiOptions {
  Door door = Door::kLocal;  ///< kLocal or kWeb
  std::string base_url;      ///< without "/api"; empty: Zotero's own
  std::string key;           ///< of zotero.org; kLocal gets its own (use_key)
  std::string group;         ///< number of a group; empty: the user's own library
};

enum class Kind { kItems, kCollections };

/// What became of the objects of one write, by their place in it.
struct Written {
  std::map<std::size_t, Json> successful;        ///< as Zotero has it now: key, version, data
  std::map<std::size_t, std::string> unchanged;  ///< keys
  struct Failure {
    int code = 0;  ///< as an HTTP status; 412: changed meanwhile, or the chosen key exists
    std::string message;
  };
  std::map<std::size_t, Failure> failed;
};

/// A file for an attachment that exists.
struct Upload {
  std::string name;  ///< no folder
  std::string content_type = "application/pdf";
  std::string bytes;
  std::int64_t mtime_ms = 0;
};

class Api {
 public:
  /// Asks who answers. kNetwork when nobody does; kHttp for a wrong key, an unknown group, or a local
  /// API that is turned off, each with its remedy.
  static Result<Api> open(Exchange& exchange, ApiOptions options, const Task& task);

  Door door() const { return options_.door; }
  bool can_write() const { return options_.door == Door::kWeb || !server_id_.empty(); }
  /// Parent and child go in one request, and a repeat is harmless. Zotero 10's local API fails such
  /// writes ("'primaryData' not loaded").
  bool can_choose_keys() const { return options_.door == Door::kWeb; }
  /// Versions count every change. Those of Zotero 7 to 9 are the web's: an item not synced has 0.
  bool has_versions() const { return can_write(); }
  /// Of the running Zotero's data; empty on the web and before Zotero 10.
  const std::string& server_id() const { return server_id_; }
  /// Where versions and keys hold: "local:aGvsZ9txadkX:users/0", "web:groups/5".
  std::string identity() const;
  /// "Zotero at http://127.0.0.1:23119", "group 5 at zotero.org".
  std::string shown() const;
  /// The latest version of the library that an answer told; 0 before the first.
  std::int64_t version() const { return version_; }
  std::size_t requests() const { return exchange_->requests(); }

  // writing needs a key; the local API's is had by its reader's consent
  struct Consent {
    std::string key;
    bool remembered = false;  ///< else good for one write
  };
  /// Zotero shows a dialog and answers when its reader has; at most `timeout_ms`.
  Result<Consent> ask_consent(const std::string& app_name, std::int64_t timeout_ms, const Task& task);
  /// Called before a write when there is no key; gives one.
  using KeySource = std::function<Result<Consent>(const Task&)>;
  void use_key(std::string key, KeySource source) {
    options_.key = std::move(key);
    key_source_ = std::move(source);
  }

  // reading
  using Visit = std::function<Status(const Json& object)>;
  /// Every object of "items/top" and the like, each once and none left out, even when the library
  /// changes meanwhile. `query`: "since=5&format=json" without limit, start and sort. Returns the version
  /// to ask since the next time.
  Result<std::int64_t> each(const std::string& path, const std::string& query, const Visit& visit, const Task& task);
  /// Those of `keys` that there are, trashed ones too.
  Status items(const std::vector<std::string>& keys, const Visit& visit, const Task& task);
  /// One object ("items/ABCD2345"), or null when there is none.
  Result<Json> one(const std::string& path, const Task& task);
  /// Keys and versions ("items/top", query "since=5").
  Result<std::map<std::string, std::int64_t>> versions(const std::string& path, const std::string& query,
                                                       const Task& task);

  // writing
  /// At most kMostObjects; one without "key" is created, one with "key" and "version" changes where it has
  /// members. kNetwork and a status from 500 on: it may have happened, look before another try.
  /// kConflict: something changed meanwhile, or the write token was used.
  Result<Written> write(Kind kind, const Json& objects, const Task& task);
  Status remove(Kind kind, const std::string& key, std::int64_t version, const Task& task);
  /// Only where the attachment has no file yet; the same file again is fine.
  Status upload(const std::string& key, const Upload& file, const Task& task);

  /// 8 characters of Zotero's alphabet for a new object.
  static std::string new_key();

 private:
  Api(Exchange& exchange, ApiOptions options) : exchange_(&exchange), options_(std::move(options)) {}
  Status look_at_local(const Task& task);
  Status look_at_web(const Task& task);
  std::string url(const std::string& path) const;
  net::HttpRequest request(std::string method, const std::string& path) const;
  Result<net::HttpResponse> read(const std::string& path, const Task& task);
  Result<net::HttpResponse> change(net::HttpRequest request, const Task& task);
  Result<std::size_t> page(const std::string& target, std::map<std::string, bool>& seen, const Visit& visit,
                           const Task& task);
  Status send_file(const Json& ticket, const Upload& file, const Task& task);
  void note(const net::HttpResponse& response);

  Exchange* exchange_;
  ApiOptions options_;
  KeySource key_source_;
  bool key_passes_once_ = false;
  std::string server_id_;
  std::string prefix_;  ///< "users/0"
  std::int64_t version_ = 0;
};

/// "A" to "Z" and digits, 8 of them.
bool is_key(std::string_view key);

}  // namespace sheaf::zotero
