// Libraries as RIS: two letters, two blanks, a dash; "TY" begins a record and "ER" ends it.
// No state beyond one call; any thread.
#include "base/text.hpp"
#include "published/library_readers.hpp"

namespace sheaf::published {
namespace {

struct Line {
  std::string_view tag;  ///< empty: the line goes on with the one before
  std::string_view value;
};

Line line_of(std::string_view text) {
  const bool tagged = text.size() >= 5 && text.substr(2, 3) == "  -" && is_ascii_alnum(text[0]) && is_ascii_alnum(text[1]);
  return tagged ? Line{text.substr(0, 2), trim(text.substr(5))} : Line{{}, trim(text)};
}

/// "Doe, Jane, Jr." → "Jane Doe Jr.".
std::string name_in_order(std::string_view name) {
  const std::vector<std::string> parts = split_list(name, ',');
  if (parts.size() < 2) return std::string(name);
  std::string out = parts[1] + " " + parts[0];
  for (std::size_t i = 2; i < parts.size(); ++i) out += " " + parts[i];
  return out;
}

class Record {
 public:
  void begin(std::size_t line) {
    *this = Record();
    open_ = true;
    line_ = line;
  }
  bool open() const { return open_; }
  std::size_t line() const { return line_; }

  void take(std::string_view tag, std::string_view value) {
    last_ = nullptr;
    if (tag == "TI" || tag == "T1" || tag == "CT") return take_text(item_.title, value);
    if (tag == "AB" || tag == "N2") return take_text(item_.abstract, value);
    if (tag == "ID") item_.key = value;
    if (tag == "AU" || tag == "A1") item_.authors.push_back(name_in_order(value));
    if (tag == "KW") add_once(item_.tags, value);
    if (tag == "DO" || tag == "UR" || tag == "AN" || tag == "M1" || tag == "C1") ids_.emplace_back(value);
  }
  /// A line of its own that has no tag.
  void go_on(std::string_view value) {
    if (last_ && !value.empty()) (*last_ += ' ') += value;
  }
  LibraryItem finish() {
    open_ = false;
    item_.id = paper_id_in(ids_);
    return std::move(item_);
  }

 private:
  void take_text(std::string& text, std::string_view value) {
    if (text.empty()) text = value;
    last_ = &text;
  }

  LibraryItem item_;
  std::vector<std::string> ids_;
  std::string* last_ = nullptr;
  std::size_t line_ = 0;
  bool open_ = false;
};

}  // namespace

void read_library_ris(std::string_view text, LibraryBuilder& out) {
  Record record;
  const auto finish = [&](std::string_view problem) {
    if (!record.open()) return;
    const std::size_t line = record.line();
    if (!problem.empty()) out.warn(line, std::string(problem));
    out.add(record.finish(), line);
  };
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Line line = line_of(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.tag == "TY") {
      finish("a record without its end (ER)");
      record.begin(number);
    } else if (line.tag == "ER") {
      finish("");
    } else if (!record.open()) {
      if (!line.tag.empty()) out.warn(number, "a field outside of a record");
    } else if (line.tag.empty()) {
      record.go_on(line.value);
    } else {
      record.take(line.tag, line.value);
    }
  }
  finish("a record without its end (ER)");
}

}  // namespace sheaf::published
