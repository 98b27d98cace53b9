// Failure: why a command ends early, with the exit code and the message its user gets.
// Thrown inside the command line only and caught in main(); a plain value that owns its text.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include <sheaf/sheaf.h>

namespace cli {

/// What `sheaf help` documents; scripts rely on the numbers.
enum Exit : int {
  kDone = 0,
  kHalfDone = 1,
  kUsage = 2,
  kNetwork = 3,
  kStore = 4,
  kFiles = 5,
  kRateLimit = 6,
  kPlugin = 7,
  kInternal = 70,  // EX_SOFTWARE of sysexits.h
  kInterrupted = 130,
};

int exit_code_of(sheaf_status status);

class Failure : public std::exception {
 public:
  Failure(sheaf_status status, std::string message);
  /// Takes what the library says; frees `error`, which may be null.
  static Failure from_library(sheaf_status status, sheaf_error* error);

  const char* what() const noexcept override { return message_.c_str(); }
  sheaf_status status() const { return status_; }
  const std::string& message() const { return message_; }
  int http_status() const { return http_status_; }
  std::int64_t retry_after_ms() const { return retry_after_ms_; }
  int exit_code() const { return exit_code_; }

  Failure with_exit(int code) const;
  /// The same failure, its message led by where it came from: "papers.jsonl:3: …".
  Failure at(const std::string& place) const;

 private:
  sheaf_status status_;
  std::string message_;
  int http_status_ = 0;
  std::int64_t retry_after_ms_ = -1;
  int exit_code_;
};

/// A wrong option, operand or input; exit code 2.
Failure usage_failure(std::string message);
/// "cannot open x: No such file or directory", from errno; `code` where it matters.
Failure file_failure(const std::string& doing, const std::string& path, int error_number, int code);

}  // namespace cli
