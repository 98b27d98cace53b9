// Result<T>: a value, or the Error that says why there is none. Expected failures travel this way;
// exceptions are left for bugs and exhausted memory, and end at the C ABI.
// Owns its value. No thread rule: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sheaf {

/// Numbers equal sheaf_status in sheaf.h; capi/guard.cpp asserts it.
enum class ErrorCode : std::int32_t {
  kInvalid = -1,
  kNoMemory = -2,
  kCancelled = -3,
  kNetwork = -4,
  kHttp = -5,
  kRateLimit = -6,
  kParse = -7,
  kNotFound = -8,
  kIo = -9,
  kStore = -10,
  kConflict = -11,
  kPlugin = -12,
  kPluginLimit = -13,
  kUnsupported = -14,
  kInternal = -99,
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;               ///< names the thing, the cause and the remedy; UTF-8
  int http_status = 0;               ///< 0: no answer from a server
  std::int64_t retry_after_ms = -1;  ///< -1: the server did not say

  Error(ErrorCode error_code, std::string text) : code(error_code), message(std::move(text)) {}
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace sheaf

#define SHEAF_CONCAT_INNER(a, b) a##b
#define SHEAF_CONCAT(a, b) SHEAF_CONCAT_INNER(a, b)

/// Leaves the function with the error of `expression`, if it has one.
#define SHEAF_TRY(expression)                                       \
  do {                                                              \
    if (auto sheaf_status_ = (expression); !sheaf_status_.ok())     \
      return std::move(sheaf_status_).error();                      \
  } while (false)

/// SHEAF_ASSIGN(auto page, read_page()); binds the value or leaves with the error.
#define SHEAF_ASSIGN(target, expression)                            \
  auto SHEAF_CONCAT(sheaf_result_, __LINE__) = (expression);        \
  if (!SHEAF_CONCAT(sheaf_result_, __LINE__).ok())                  \
    return std::move(SHEAF_CONCAT(sheaf_result_, __LINE__)).error(); \
  target = std::move(SHEAF_CONCAT(sheaf_result_, __LINE__)).value()
