// Terminal: isatty, TIOCGWINSZ and the environment, asked once.
// Static locals hold the answers; main thread only.
#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "failure.hpp"
#include "text.hpp"

namespace cli {
namespace {

bool g_output_closed = false;
int g_output_error = 0;

std::size_t columns_of(int fd, bool is_tty) {
  winsize size{};
  if (is_tty && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    const long value = std::strtol(columns, nullptr, 10);
    if (value >= 20 && value <= 10000) return static_cast<std::size_t>(value);
  }
  return is_tty ? 80 : 0;
}

Terminal look_at(int fd) {
  Terminal terminal;
  terminal.is_tty = isatty(fd) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::strcmp(term, "dumb") == 0;
  terminal.color = terminal.is_tty && !dumb && (no_color == nullptr || *no_color == '\0');
  terminal.width = columns_of(fd, terminal.is_tty);
  return terminal;
}

void note_output_error() {
  if (errno == EPIPE) {
    g_output_closed = true;
  } else if (g_output_error == 0) {
    g_output_error = errno;
  }
}

}  // namespace

const Terminal& out_terminal() {
  static const Terminal terminal = look_at(STDOUT_FILENO);
  return terminal;
}

const Terminal& err_terminal() {
  static const Terminal terminal = look_at(STDERR_FILENO);
  return terminal;
}

std::string styled(Style style, const std::string& text) {
  if (!out_terminal().color || text.empty()) return text;
  constexpr const char* kCodes[] = {"1", "2", "31", "32", "33"};
  return std::string("\x1b[") + kCodes[static_cast<int>(style)] + "m" + text + "\x1b[0m";
}

void print(std::string_view text) {
  if (g_output_closed || g_output_error != 0) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_output_error();
}

void print_line(std::string_view text) {
  print(text);
  print("\n");
}

bool output_closed() {
  return g_output_closed || g_output_error != 0;
}

void finish_output() {
  if (std::fflush(stdout) != 0) note_output_error();
  const int error = g_output_error;
  g_output_error = 0;
  if (error != 0) throw file_failure("write", "standard output", error, kFiles);
}

void print_error(std::string_view message) {
  const std::string line = "sheaf: " + printable_lines(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace cli
