// Terminal: what standard output and error are connected to, and the only way to write to them.
// Process-wide by nature; used from the main thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

struct Terminal {
  bool is_tty = false;
  bool color = false;     ///< a tty, NO_COLOR not set, TERM not "dumb"
  std::size_t width = 0;  ///< columns; 0: no limit (a file or a pipe, unless COLUMNS says more)
};

const Terminal& out_terminal();
const Terminal& err_terminal();

enum class Style { kBold, kDim, kRed, kGreen, kYellow };
/// `text` in a style, when standard output shows styles.
std::string styled(Style style, const std::string& text);

/// Writes to standard output. A reader that went away (EPIPE) is no error: the rest is dropped.
void print(std::string_view text);
void print_line(std::string_view text);
/// True once the reader of standard output went away, so that long work can end.
bool output_closed();
/// Flushes; throws a Failure when standard output could not be written.
void finish_output();

/// "sheaf: …" on standard error, cleaned of controls.
void print_error(std::string_view message);

}  // namespace cli
