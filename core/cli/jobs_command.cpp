// sheaf jobs: the library's ops as JSON lines on standard input and output, for hosts that would
// rather run a process than load a library. Several jobs run side by side.
// Main thread only; the jobs' own threads are inside the library.
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <list>
#include <optional>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "terminal.hpp"

namespace cli {
namespace {

constexpr int kTickMs = 50;                      ///< how late progress, a result or the end may be
constexpr std::size_t kLongestLine = 256u << 20;  ///< a request with 100,000 papers fits

/// A closed pipe of the reader, seen before anything is written to it.
bool reader_is_gone() {
  pollfd out{STDOUT_FILENO, 0, 0};
  return output_closed() || (poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLNVAL)) != 0);
}

/// Standard input as lines, without waiting longer than a tick.
class LineReader {
 public:
  /// The next whole line; none when there is none yet, or never again: see ended().
  std::optional<std::string> next() {
    const std::size_t end = buffer_.find('\n', seen_);
    seen_ = end == std::string::npos ? buffer_.size() : 0;
    if (end == std::string::npos && !(closed_ && !buffer_.empty())) return std::nullopt;
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end == std::string::npos ? end : end + 1);
    return line;
  }
  bool ended() const { return closed_ && buffer_.empty(); }

  /// Reads what is there, or waits a tick for it.
  void fill() {
    pollfd in{STDIN_FILENO, POLLIN, 0};
    if (closed_) {
      poll(nullptr, 0, kTickMs);
      return;
    }
    if (poll(&in, 1, kTickMs) <= 0) return;
    char bytes[65536];
    const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) closed_ = true;
    if (buffer_.size() > kLongestLine) throw usage_failure("a line of standard input is longer than 256 MiB");
  }

 private:
  std::string buffer_;
  std::size_t seen_ = 0;  ///< bytes that hold no line feed
  bool closed_ = false;
};

using JobPtr = std::unique_ptr<sheaf_job, FreeWith<&sheaf_job_free>>;

struct Running {
  Json id;
  JobPtr job;
  std::string stage;
  std::uint64_t done = 0, total = 0;
  std::int64_t waiting_ms = 0;
};

void answer(const Json& id, const char* kind, Json value) {
  print(json_line(Json{{"id", id}, {kind, std::move(value)}}));
}

void answer_failure(const Json& id, const Failure& failure) {
  Json error = {{"status", sheaf_status_name(failure.status())}, {"message", failure.message()}};
  if (failure.http_status() > 0) error["http_status"] = failure.http_status();
  if (failure.retry_after_ms() >= 0) error["retry_after_ms"] = failure.retry_after_ms();
  answer(id, "error", std::move(error));
}

class JobServer {
 public:
  explicit JobServer(sheaf_ctx* ctx) : ctx_(ctx) {}

  /// One line: {"id": 1, "op": "digest", "args": {…}} or {"id": 1, "cancel": true}.
  void take(const std::string& line) {
    Json id;
    try {
      const Json request = parse_json(line, "standard input");
      if (!request.is_object() || !request.contains("id"))
        throw usage_failure("a request is an object with \"id\" and \"op\"");
      id = request["id"];
      if (flag_of(request, "cancel")) {
        cancel(id);
      } else {
        start(id, request);
      }
    } catch (const Failure& failure) {
      answer_failure(id, failure);
    }
  }

  /// Tells what is new of each job; finished ones go.
  void tell() {
    for (auto job = jobs_.begin(); job != jobs_.end();)
      job = sheaf_job_wait(job->job.get(), 0) == SHEAF_TIMEOUT ? told_progress(job) : told_end(job);
  }

  bool idle() const { return jobs_.empty(); }
  void cancel_all() {
    for (Running& running : jobs_) sheaf_job_cancel(running.job.get());
  }

 private:
  using Place = std::list<Running>::iterator;

  void start(const Json& id, const Json& request) {
    for (const Running& running : jobs_)
      if (running.id == id) throw usage_failure("a job with this id is still running");
    const std::string op = text_of(request, "op");
    if (op.empty()) throw usage_failure("\"op\" is missing; 'sheaf jobs --list' names them");
    const auto args = request.find("args");
    const std::string text = args == request.end() || args->is_null() ? "{}" : args->dump();
    sheaf_job* job = nullptr;
    sheaf_error* error = nullptr;
    const sheaf_status status = sheaf_job_start(ctx_, op.c_str(), text.c_str(), &job, &error);
    if (status != SHEAF_OK) throw Failure::from_library(status, error);
    jobs_.push_back({id, JobPtr(job), {}, 0, 0, 0});
  }

  void cancel(const Json& id) {
    for (Running& running : jobs_)
      if (running.id == id) sheaf_job_cancel(running.job.get());
  }

  Place told_progress(Place job) {
    SHEAF_INIT(sheaf_progress, now);
    if (sheaf_job_progress(job->job.get(), &now) != SHEAF_OK || !now.stage) return std::next(job);
    const bool same = job->stage == now.stage && job->done == now.done && job->total == now.total &&
                      job->waiting_ms == now.waiting_ms;
    if (!same && *now.stage)
      answer(job->id, "progress", {{"stage", now.stage}, {"done", now.done}, {"total", now.total},
                                   {"waiting_ms", now.waiting_ms}});
    job->stage = now.stage;
    job->done = now.done;
    job->total = now.total;
    job->waiting_ms = now.waiting_ms;
    return std::next(job);
  }

  Place told_end(Place job) {
    sheaf_text* text = nullptr;
    sheaf_error* error = nullptr;
    const sheaf_status status = sheaf_job_result(job->job.get(), &text, &error);
    const TextPtr owned(text);
    if (status == SHEAF_OK) {
      // The result is one line of JSON already; reading it again would cost more than the job.
      print("{\"id\":" + job->id.dump() + ",\"result\":");
      print({sheaf_text_data(text), sheaf_text_size(text)});
      print("}\n");
    } else {
      answer_failure(job->id, Failure::from_library(status, error));
    }
    return jobs_.erase(job);
  }

  sheaf_ctx* ctx_;  ///< borrowed
  std::list<Running> jobs_;
};

void list_ops() {
  sheaf_text* text = nullptr;
  sheaf_error* error = nullptr;
  const sheaf_status status = sheaf_ops_to_json(&text, &error);
  if (status != SHEAF_OK) throw Failure::from_library(status, error);
  const TextPtr owned(text);
  print_line({sheaf_text_data(text), sheaf_text_size(text)});
}

int run_jobs(const Args& args) {
  if (args.has("--list")) {
    list_ops();
    return kDone;
  }
  Host host(store_path(args));
  JobServer server(host.context());
  LineReader lines;
  print(json_line({{"sheaf", sheaf_version()}, {"abi", sheaf_abi_version()}}));
  finish_output();
  // No more requests is no reason to leave jobs half done; a host that is gone is.
  while (!(lines.ended() && server.idle())) {
    if (interrupted() || reader_is_gone()) {
      server.cancel_all();
      check_interrupted();
      return kDone;
    }
    while (const auto line = lines.next())
      if (!line->empty() && *line != "\r") server.take(*line);
    server.tell();
    finish_output();
    if (!(lines.ended() && server.idle())) lines.fill();
  }
  return kDone;
}

}  // namespace

Command jobs_command() {
  Command command;
  command.name = "jobs";
  command.summary = "the library's ops as JSON lines, for other programs";
  command.details =
      "Reads requests from standard input, one JSON object a line, and answers on standard output:\n"
      "\n"
      "  {\"id\": 1, \"op\": \"digest\", \"args\": {...}}   starts a job\n"
      "  {\"id\": 1, \"cancel\": true}                  cancels it\n"
      "\n"
      "  {\"id\": 1, \"progress\": {\"stage\", \"done\", \"total\", \"waiting_ms\"}}\n"
      "  {\"id\": 1, \"result\": {...}}\n"
      "  {\"id\": 1, \"error\": {\"status\", \"message\", ...}}\n"
      "\n"
      "The first line written names version and ABI. Jobs run side by side. At the end of standard\n"
      "input those that run are finished; when nobody reads any more they are cancelled.";
  command.options = {{"--list", "", "the ops with their arguments, as JSON"},
                     {"--store", "FILE", "Sheaf's database"},
                     {"--help", "", "this text"}};
  command.run = run_jobs;
  return command;
}

}  // namespace cli
