// A reader of .bib files that keeps positions, so that a merge can leave every other byte alone.
// Pure functions; any thread.
#include "cite/bib_entry.hpp"

#include <optional>

#include "base/text.hpp"

namespace sheaf::cite {
namespace {

/// Entries that are not closed are read to the end of the file; beyond so many bytes they end where the
/// next line begins with '@', or a file of them would take quadratic time.
constexpr std::size_t kMostInVain = std::size_t{16} << 20;

class Reader {
 public:
  Reader(std::string_view text, std::size_t pos) : text_(text), pos_(pos) {}

  std::size_t position() const { return pos_; }

  /// The entry whose '@' is at the position given; nothing when it is broken or holds no fields.
  std::optional<BibEntry> entry() {
    BibEntry out;
    out.begin = pos_++;
    out.type = ascii_lower(word());
    spaces();
    const char open = peek();
    if (out.type.empty() || (open != '{' && open != '(')) return std::nullopt;
    close_ = open == '{' ? '}' : ')';
    ++pos_;
    if (out.type == "comment" || out.type == "string" || out.type == "preamble")
      return std::nullopt;
    spaces();
    const std::size_t start = pos_;
    while (!at_end() && peek() != ',' && peek() != close_ && !is_ascii_space(peek())) ++pos_;
    out.key = std::string(text_.substr(start, pos_ - start));
    out.key_end = out.last_value_end = pos_;
    if (contains(out.key, "{")) return std::nullopt;  // an opening alone, and the next entry taken for its key
    return fields(out) ? std::optional<BibEntry>(std::move(out)) : std::nullopt;
  }

 private:
  bool at_end() const { return pos_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[pos_]; }
  void spaces() { while (is_ascii_space(peek())) ++pos_; }

  std::string_view word() {
    spaces();
    const std::size_t start = pos_;
    while (is_ascii_alnum(peek()) || (peek() != '\0' && contains("_-+.:/", text_.substr(pos_, 1))))
      ++pos_;
    return text_.substr(start, pos_ - start);
  }

  bool fields(BibEntry& out) {
    for (;;) {
      spaces();
      if (peek() == close_) { out.end = ++pos_; return true; }
      if (peek() != ',') return false;
      ++pos_;
      spaces();
      if (peek() == close_) continue;
      BibEntry::Field field;
      field.name_begin = pos_;
      field.name = ascii_lower(word());
      spaces();
      if (field.name.empty() || peek() != '=') return false;
      ++pos_;
      spaces();
      field.begin = pos_;
      if (!value()) return false;
      field.end = pos_;
      out.last_value_end = pos_;
      out.fields.push_back(std::move(field));
    }
  }

  /// Pieces joined by '#'; the position ends behind the last one.
  bool value() {
    for (;;) {
      if (!piece()) return false;
      const std::size_t end = pos_;
      spaces();
      if (peek() != '#') { pos_ = end; return true; }
      ++pos_;
      spaces();
    }
  }

  bool piece() {
    if (peek() != '{' && peek() != '"') return !word().empty();
    const bool quoted = peek() == '"';
    int depth = quoted ? 0 : 1;
    for (++pos_; !at_end(); ++pos_) {
      if (peek() == '{') ++depth;
      if (peek() == '}') --depth;
      if (depth < 0) return false;
      if (depth == 0 && (quoted ? peek() == '"' : peek() == '}')) { ++pos_; return true; }
    }
    return false;
  }

  std::string_view text_;
  std::size_t pos_;
  char close_ = '}';
};

}  // namespace

const BibEntry::Field* BibEntry::find(std::string_view name) const {
  for (const Field& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::vector<BibEntry> read_bib(std::string_view text) {
  std::vector<BibEntry> entries;
  std::size_t pos = text.find('@'), line = 0, in_vain = 0;
  while (pos != std::string_view::npos) {
    if (line <= pos) line = text.find("\n@", pos);
    Reader reader(in_vain < kMostInVain ? text : text.substr(0, line), pos);
    if (auto entry = reader.entry()) {
      pos = text.find('@', entry->end);
      entries.push_back(std::move(*entry));
    } else {
      in_vain += reader.position() - pos;
      pos = line == std::string_view::npos ? line : line + 1;
    }
  }
  return entries;
}

std::string_view bare_value(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && (value.front() == '{' || value.front() == '"'))
    value = value.substr(1, value.size() - 2);
  return trim(value);
}

}  // namespace sheaf::cite
