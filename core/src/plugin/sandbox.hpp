// Sandbox: one script in a heap of its own, with limits of memory, time and stack that it cannot leave.
// JSON goes in and JSON comes out; the script sees no file, network or process, and no object of ours.
// A Sandbox owns its heap and stays on one thread at a time; several may run at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::plugin {

struct Limits {
  std::size_t max_heap_bytes = std::size_t{48} << 20;
  std::int64_t max_execution_time_ms = 2000;  ///< one call may compute, its JSON included
  std::size_t max_result_bytes = std::size_t{32} << 20;
  std::int64_t max_total_ms = 60000;  ///< of all calls together
};

class Sandbox {
 public:
  /// Runs the script once; what it puts into `exports` may be called then. `file` stands in errors.
  /// kPlugin: the script is wrong ("main.js:3: SyntaxError: …"); kPluginLimit: it took too much.
  static Result<Sandbox> start(std::string_view source, std::string_view file, const Limits& limits,
                               const Task& task = Task());
  Sandbox(Sandbox&& other) noexcept;
  Sandbox& operator=(Sandbox&& other) noexcept;
  ~Sandbox();

  /// True when `exports` holds a function of that name. Errors as of start(): a getter may stand there.
  Result<bool> has(const char* function, const Task& task = Task());
  /// Calls it with one value and gives back what it returned, both as JSON; "null" when it returned
  /// nothing JSON has. Errors as of start(), and kCancelled. A heap that broke a limit is thrown away:
  /// every later call gives the same error.
  Result<std::string> call(const char* function, std::string_view argument_json, const Task& task);

  /// The most its heap has held so far.
  std::size_t peak_bytes() const;

 private:
  struct Parts;
  explicit Sandbox(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sheaf::plugin
