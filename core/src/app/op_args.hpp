// OpArgs: the JSON arguments of an op, taken by name with errors that name the op and the key.
// Borrows the JSON it reads; one op uses one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/library.hpp"
#include "model/json.hpp"

namespace sheaf::app {

class OpArgs {
 public:
  OpArgs(std::string_view op, const Json& json) : op_(op), json_(json) {}

  Result<std::string> text(const char* key) const;           ///< "" when absent
  Result<std::string> required_text(const char* key) const;
  Result<std::uint64_t> number(const char* key, std::uint64_t fallback) const;
  Result<bool> flag(const char* key) const;
  /// A list of strings, or one string of parts separated by commas.
  Result<std::vector<std::string>> words(const char* key) const;
  Result<std::optional<Day>> day(const char* key = "day") const;
  /// A list, checked to be there.
  Result<const Json*> required_list(const char* key) const;
  const Json* find(const char* key) const;  ///< null when absent or null

  /// `profile` as text with comments or as object, named by `profile_name`.
  Result<Profile> profile() const;
  Result<DigestRequest> digest_request() const;
  Result<std::vector<Paper>> papers(const char* key) const;
  Result<std::vector<LibraryItem>> items(const char* key) const;
  Result<Digest> digest() const;

  Error wrong(const char* key, const std::string& problem) const;

 private:
  std::string op_;
  const Json& json_;
};

}  // namespace sheaf::app
