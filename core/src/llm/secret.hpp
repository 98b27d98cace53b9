// Secrets: API keys and passwords from where the profile says they lie, and keeping them out of
// what is shown. A secret is a plain string of whoever asked for it; nothing here keeps one.
// Any thread; reading may run a program of the user's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/profile.hpp"

namespace sheaf::llm {

inline constexpr std::int64_t kSecretCommandMs = 10000;

/// The first of the source's ways that gives something: the environment variable (when it is set
/// and not empty), the first line that the command prints, the first line of the file ("~/" is the
/// user's home); without the white space around it. Empty when the source names no way at all,
/// since many servers need no key.
/// The command runs under `sh -c` without standard input, at most `timeout_ms`; what it prints
/// to standard error goes nowhere.
/// Errors: kNotFound when no way gives a secret, with the reason for each; kInvalid for one with
/// control characters; kCancelled. No error holds the secret or a command's output.
Result<std::string> read_secret(const SecretSource& source, const Task& task = Task(),
                                std::int64_t timeout_ms = kSecretCommandMs);

/// Where a secret comes from, for messages: "the environment variable OPENAI_API_KEY or the command
/// \"secret-tool\""; empty for a source that names nothing. Of a command only the program's name.
std::string describe(const SecretSource& source);

/// What to mend when others than its owner may read the secret's file: "~/.key can be read by others
/// (mode 644): chmod 600 ~/.key". Empty when all is well, or there is no file.
std::string exposure(const SecretSource& source);

/// kInvalid unless `secret` may stand in an HTTP header: printable ASCII without spaces.
Status check_header_secret(std::string_view secret, const SecretSource& source);

/// `text` with every occurrence of `secret` (of at least 4 bytes) replaced by "***": servers repeat
/// keys in their refusals.
std::string without_secret(std::string_view text, std::string_view secret);

}  // namespace sheaf::llm
