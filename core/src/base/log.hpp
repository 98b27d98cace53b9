// Log: messages to whoever embeds us, with secrets taken out before they leave.
// A Logger is shared by threads; its sink must be thread-safe or is called under our lock.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace sheaf {

enum class LogLevel { kError = 0, kWarn = 1, kInfo = 2, kDebug = 3 };

/// Replaces the values of credential-like query parameters ("api_key=…", "token=…"), of
/// "user:password@" in URLs and of Authorization headers by "***".
std::string redact(std::string_view text);

class Logger {
 public:
  using Sink = std::function<void(LogLevel, const std::string&)>;

  Logger() = default;
  explicit Logger(Sink sink) : sink_(std::move(sink)) {}

  void log(LogLevel level, std::string_view message) const;
  void warn(std::string_view message) const { log(LogLevel::kWarn, message); }
  void info(std::string_view message) const { log(LogLevel::kInfo, message); }
  void debug(std::string_view message) const { log(LogLevel::kDebug, message); }

 private:
  Sink sink_;
  mutable std::mutex mutex_;
};

}  // namespace sheaf
