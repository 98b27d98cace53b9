// Progress: one line, redrawn in place and only when it changed.
// Writes to standard error; main thread only.
#include "progress.hpp"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "args.hpp"
#include "json.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kBarWidth = 20;
constexpr std::size_t kStageWidth = 11;

std::string line_of(const std::string& stage, std::uint64_t done, std::uint64_t total,
                    std::int64_t waiting_ms) {
  std::string line = "  " + pad_right(stage_name(stage), kStageWidth);
  if (total > 0)
    line += bar(done, total, kBarWidth) + " " + grouped(done) + " of " + grouped(total);
  else if (done > 0)
    line += grouped(done);
  if (waiting_ms > 0) {
    line += "  waiting " + std::to_string((waiting_ms + 999) / 1000) + " s (rate limit)";
  }
  return line;
}

}  // namespace

Progress::Progress(const Args& args) {
  if (args.has("--progress")) {
    kind_ = Kind::kJsonLines;
  } else if (!args.has("--json") && err_terminal().is_tty) {
    kind_ = Kind::kBar;
  }
}

Progress::~Progress() {
  clear();
}

void Progress::show(const sheaf_progress& progress) {
  if (kind_ == Kind::kSilent || progress.stage == nullptr || *progress.stage == '\0') return;
  const std::uint64_t done = base_ + progress.done;
  const std::uint64_t total = whole_ > 0 ? whole_ : base_ > 0 ? 0 : progress.total;
  if (kind_ == Kind::kBar) {
    draw(line_of(progress.stage, done, total, progress.waiting_ms));
    return;
  }
  const Json inner = {{"stage", progress.stage},
                      {"done", done},
                      {"total", total},
                      {"waiting_ms", progress.waiting_ms}};
  const std::string line = json_line(Json{{"progress", inner}});
  if (line != last_) std::fwrite(line.data(), 1, line.size(), stderr);
  last_ = line;
}

void Progress::draw(const std::string& line) {
  const std::size_t width = err_terminal().width;
  const std::string fitting = width > 1 ? cut(printable(line), width - 1) : printable(line);
  if (drawn_ && fitting == last_) return;
  std::fputs(("\r\x1b[K" + fitting).c_str(), stderr);
  last_ = fitting;
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

std::string bar(std::uint64_t done, std::uint64_t total, std::size_t width) {
  const std::size_t full = total == 0 ? 0 : std::min<std::uint64_t>(done * width / total, width);
  std::string text;
  for (std::size_t i = 0; i < width; ++i) text += i < full ? "█" : "░";
  return text;
}

std::string stage_name(const std::string& stage) {
  return stage == "score" ? "rank" : stage;
}

}  // namespace cli
