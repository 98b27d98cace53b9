// Host: one open libsheaf context and the jobs that a command runs on it.
// Owns the context and each job while it runs; a Host stays on one thread. Signals only raise a
// flag, which the waiting loop turns into sheaf_job_cancel().
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <sheaf/sheaf.h>

#include "json.hpp"
#include "progress.hpp"

namespace cli {

/// SIGINT and SIGTERM raise the flag; a second one ends the process at once with 130. SIGPIPE is
/// ignored: a closed pipe shows as EPIPE.
void watch_signals();
bool interrupted();
/// Throws the Failure of an interrupted command when the flag is raised.
void check_interrupted();

/// unique_ptr's deleter over one of the library's free functions.
template <auto kFree>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using TextPtr = std::unique_ptr<sheaf_text, FreeWith<&sheaf_text_free>>;

class Host {
 public:
  /// `store_path` empty: in memory, nothing stays behind.
  explicit Host(const std::string& store_path);

  /// Runs one op (core's table of ops) to its end; a Failure carries its error.
  Json run(const std::string& op, const std::string& args_json, Progress& progress);
  Json run(const std::string& op, const Json& args, Progress& progress);
  /// For work too short to show.
  Json run(const std::string& op, const Json& args);

  std::uint64_t library_count();
  sheaf_ctx* context() { return ctx_.get(); }

 private:
  std::unique_ptr<sheaf_ctx, FreeWith<&sheaf_close>> ctx_;
};

}  // namespace cli
