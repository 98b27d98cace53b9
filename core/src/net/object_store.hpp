// ObjectStore: named bytes on an S3-compatible or WebDAV server.
// Borrows the transport; keeps no other state than what it was told, so any thread may call it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace sheaf::net {

enum class ObjectStoreKind { kS3, kWebDav };

struct ObjectStoreOptions {
  ObjectStoreKind kind = ObjectStoreKind::kWebDav;
  std::string url;  ///< bucket ("https://s3.example/bucket") or folder
  std::string region = "us-east-1";
  std::string user, secret;  ///< access key and secret key, or user and password; empty: anonymous
  std::int64_t timeout_ms = 10000;
  std::size_t max_object_bytes = std::size_t{4} << 20;
};

class ObjectStore {
 public:
  /// kInvalid for an address or name that cannot be used. A secret goes over plain http to loopback
  /// addresses only.
  static Result<ObjectStore> open(Transport& transport, ObjectStoreOptions options);

  /// Names are relative paths of letters, digits, '-', '_', '.' and '/'; kInvalid for any other.
  /// Nothing when there is no such object.
  Result<std::optional<std::string>> get(const std::string& name, const Task& task);
  Result<bool> exists(const std::string& name, const Task& task);
  /// Replaces an older object of that name. Makes the folders on the way (WebDAV).
  Status put(const std::string& name, std::string body, const Task& task);

 private:
  ObjectStore(Transport& transport, ObjectStoreOptions options);
  Result<HttpResponse> send(std::string method, const std::string& name, std::string body,
                            const Task& task);
  Status make_folders(const std::string& name, const Task& task);

  Transport* transport_;  ///< borrowed
  ObjectStoreOptions options_;
};

}  // namespace sheaf::net
