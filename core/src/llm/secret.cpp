// Secrets; see secret.hpp.
// No state; any thread.
#include "llm/secret.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.hpp"
#include "base/text.hpp"
#include "llm/command.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMaxSecretFile = std::size_t{1} << 20;
constexpr std::size_t kShortestSecret = 4;

std::string first_line(std::string_view text) {
  return std::string(trim(text.substr(0, text.find_first_of("\r\n"))));
}

std::string home_path(const std::string& path) {
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home && *home ? join_path(home, path.substr(2)) : path;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

Result<std::string> from_environment(const SecretSource& source) {
  const char* value = std::getenv(source.env.c_str());
  if (value && !trim(value).empty()) return std::string(trim(value));
  return Error(ErrorCode::kNotFound,
               "the environment variable " + source.env + " is " + (value ? "empty" : "not set"));
}

Result<std::string> from_command(const SecretSource& source, std::int64_t timeout_ms,
                                 const Task& task) {
  SHEAF_ASSIGN(const std::string output, output_of(source.command, timeout_ms, task));
  std::string secret = first_line(output);
  if (!secret.empty()) return secret;
  return Error(ErrorCode::kNotFound,
               "the first line of the command \"" + command_name(source.command) + "\" is empty");
}

Result<std::string> from_file(const SecretSource& source) {
  SHEAF_ASSIGN(const std::string content, read_file(home_path(source.file), kMaxSecretFile));
  std::string secret = first_line(content);
  if (!secret.empty()) return secret;
  return Error(ErrorCode::kNotFound, "the first line of " + source.file + " is empty");
}

}  // namespace

Result<std::string> read_secret(const SecretSource& source, const Task& task,
                                std::int64_t timeout_ms) {
  std::vector<std::string> reasons;
  std::string secret;
  const auto try_way = [&](const std::string& way, const auto& read) {
    if (way.empty() || !secret.empty()) return;
    Result<std::string> outcome = read();
    if (outcome.ok()) {
      secret = *std::move(outcome);
    } else {
      reasons.push_back(std::move(outcome).error().message);
    }
  };
  try_way(source.env, [&] { return from_environment(source); });
  try_way(source.command, [&] { return from_command(source, timeout_ms, task); });
  SHEAF_TRY(task.check());
  try_way(source.file, [&] { return from_file(source); });
  if (secret.empty() && !reasons.empty())
    return Error(ErrorCode::kNotFound, "no secret: " + join(reasons, "; ") +
                                           ". Set one of these, or change where the profile says "
                                           "that it lies");
  if (has_control(secret))
    return Error(ErrorCode::kInvalid,
                 "the secret from " + describe(source) + " has control characters; write it anew");
  return secret;
}

std::string describe(const SecretSource& source) {
  std::vector<std::string> ways;
  if (!source.env.empty()) ways.push_back("the environment variable " + source.env);
  if (!source.command.empty())
    ways.push_back("the command \"" + command_name(source.command) + "\"");
  if (!source.file.empty()) ways.push_back("the file " + source.file);
  return join(ways, " or ");
}

std::string exposure(const SecretSource& source) {
  struct stat info{};
  if (source.file.empty() || ::stat(home_path(source.file).c_str(), &info) != 0) return {};
  const unsigned mode = info.st_mode & 0777;
  if ((mode & 077) == 0 || !S_ISREG(info.st_mode)) return {};
  std::string octal;
  for (const int shift : {6, 3, 0}) octal += static_cast<char>('0' + ((mode >> shift) & 7));
  return source.file + " can be read or changed by others (mode " + octal + "): chmod 600 " + source.file;
}

Status check_header_secret(std::string_view secret, const SecretSource& source) {
  const bool plain = std::all_of(secret.begin(), secret.end(), [](char c) {
    return c > ' ' && c < 0x7F;
  });
  if (plain) return {};
  return Error(ErrorCode::kInvalid, "the key from " + describe(source) +
                                        " has characters that no key has (spaces, or letters "
                                        "beyond ASCII); write it anew");
}

std::string without_secret(std::string_view text, std::string_view secret) {
  if (secret.size() < kShortestSecret) return std::string(text);
  return replace_all(text, secret, "***");
}

}  // namespace sheaf::llm
