// ObjectReader: one JSON object of a profile being read member by member, with errors that name
// the file, the line and the key.
// Borrows the JSON and its text; one reader, one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/json.hpp"
#include "model/json_place.hpp"

namespace sheaf {

/// Takes members by name, then refuses what is left over. A member that is missing or null leaves
/// the value as it is.
class ObjectReader {
 public:
  ObjectReader(const Json& json, JsonPath path, std::string_view text, std::string_view name)
      : json_(json), path_(std::move(path)), text_(text), name_(name) {}

  Status take(const std::string& key, std::string& out);
  Status take(const std::string& key, bool& out);
  Status take(const std::string& key, double& out);
  /// Whatever stands there, as JSON: for what somebody else has to check.
  Status take_json(const std::string& key, std::string& out);
  template <class Int>
  Status take_count(const std::string& key, Int& out, std::int64_t max) {
    std::int64_t value = out;
    SHEAF_TRY(take_whole(key, value, max));
    out = static_cast<Int>(value);
    return {};
  }

  using ReadElement = std::function<Status(const Json& value, const JsonPath& path)>;
  using ReadObject = std::function<Status(ObjectReader& object)>;
  Status take_list(const std::string& key, const ReadElement& read);
  Status take_object(const std::string& key, const ReadObject& read);
  /// The same for an element of a list.
  Status read_object(const Json& value, const JsonPath& path, const ReadObject& read);

  /// An error for the first member that nobody took.
  Status refuse_unknown() const;

  Error wrong(const JsonPath& path, const std::string& problem) const;
  JsonPath below(const std::string& key) const;
  static std::string shown(const Json& value);

 private:
  const Json* find(const std::string& key);
  Status take_whole(const std::string& key, std::int64_t& out, std::int64_t max);
  Error not_a(const std::string& key, const char* wanted, const Json& value) const;
  std::string suggestion(const std::string& key) const;

  const Json& json_;
  JsonPath path_;
  std::string_view text_;
  std::string_view name_;
  std::vector<std::string> known_;
};

}  // namespace sheaf
