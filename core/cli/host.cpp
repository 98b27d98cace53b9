// Host: opening the library, running jobs with progress, and signals.
// The handler touches one flag only; everything else is on the main thread.
#include "host.hpp"

#include <unistd.h>

#include <csignal>

#include <nlohmann/json.hpp>

#include "failure.hpp"

namespace cli {
namespace {

constexpr int kPollMs = 50;  // how late a bar or an interrupt may be

volatile std::sig_atomic_t g_interrupted = 0;

extern "C" void on_signal(int) {
  if (g_interrupted != 0) _exit(kInterrupted);
  g_interrupted = 1;
}

void watch(int signal_number) {
  struct sigaction old {};
  sigaction(signal_number, nullptr, &old);
  if (old.sa_handler == SIG_IGN) return;  // nohup, or a background job of a script
  struct sigaction action {};
  action.sa_handler = on_signal;  // no SA_RESTART: a read from a pipe has to end, too
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, nullptr);
}

void check(sheaf_status status, sheaf_error* error) {
  if (status != SHEAF_OK) throw Failure::from_library(status, error);
}

using JobPtr = std::unique_ptr<sheaf_job, FreeWith<&sheaf_job_free>>;

JobPtr start(sheaf_ctx* ctx, const std::string& op, const std::string& args_json) {
  sheaf_job* job = nullptr;
  sheaf_error* error = nullptr;
  const sheaf_status status = sheaf_job_start(ctx, op.c_str(), args_json.c_str(), &job, &error);
  check(status, error);
  return JobPtr(job);
}

void wait_for(sheaf_job* job, Progress& progress) {
  bool cancelled = false;
  for (;;) {
    if (sheaf_job_wait(job, kPollMs) != SHEAF_TIMEOUT) break;
    if (interrupted() && !cancelled) {
      sheaf_job_cancel(job);
      cancelled = true;
    }
    SHEAF_INIT(sheaf_progress, now);
    if (sheaf_job_progress(job, &now) == SHEAF_OK) progress.show(now);
  }
}

}  // namespace

void watch_signals() {
  watch(SIGINT);
  watch(SIGTERM);
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() {
  return g_interrupted != 0;
}

void check_interrupted() {
  if (interrupted()) throw Failure(SHEAF_E_CANCELLED, "interrupted");
}

Host::Host(const std::string& store_path) {
  if (sheaf_abi_version() != SHEAF_ABI_VERSION) {
    throw Failure(SHEAF_E_INTERNAL, std::string("the loaded libsheaf ") + sheaf_version() +
                                        " is not the one this command was built for: "
                                        "reinstall both together");
  }
  SHEAF_INIT(sheaf_config, config);
  config.store_path = store_path.empty() ? nullptr : store_path.c_str();
  config.user_agent = "sheaf-cli";
  sheaf_ctx* ctx = nullptr;
  sheaf_error* error = nullptr;
  const sheaf_status status = sheaf_open(&config, &ctx, &error);
  check(status, error);
  ctx_.reset(ctx);
}

Json Host::run(const std::string& op, const std::string& args_json, Progress& progress) {
  check_interrupted();
  const JobPtr job = start(ctx_.get(), op, args_json);
  wait_for(job.get(), progress);
  sheaf_text* text = nullptr;
  sheaf_error* error = nullptr;
  const sheaf_status status = sheaf_job_result(job.get(), &text, &error);
  progress.clear();
  check(status, error);
  const TextPtr owned(text);
  try {
    return parse_json({sheaf_text_data(text), sheaf_text_size(text)}, op);
  } catch (const Failure& failure) {
    throw Failure(SHEAF_E_INTERNAL, "the result of " + failure.message());
  }
}

Json Host::run(const std::string& op, const Json& args, Progress& progress) {
  return run(op, json_line(args), progress);
}

Json Host::run(const std::string& op, const Json& args) {
  Progress silent;
  return run(op, args, silent);
}

std::uint64_t Host::library_count() {
  std::uint64_t count = 0;
  sheaf_error* error = nullptr;
  const sheaf_status status = sheaf_library_count(ctx_.get(), &count, &error);
  check(status, error);
  return count;
}

}  // namespace cli
