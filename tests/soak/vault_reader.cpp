// The reader's ways with a vault; see vault_reader.hpp.
#include "soak/vault_reader.hpp"

#include <algorithm>
#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "render/front_matter.hpp"
#include "render/note_parts.hpp"
#include "render/text_lines.hpp"
#include "render/vault_index.hpp"

namespace sheaf::soak {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kNone = std::string::npos;

bool has_mark(const std::string& text, std::string_view piece) {
  for (const render::Line& line : render::split_lines(text)) {
    const std::string_view mark = render::mark_of(render::line_text(text, line));
    if (!mark.empty() && (piece.empty() || mark == piece)) return true;
  }
  return false;
}

}  // namespace

bool took_out(const std::vector<std::string>& texts, std::string_view piece, bool was_there) {
  for (const std::string& text : texts) {
    const auto lines = render::split_lines(text);
    const bool block = piece.starts_with("sheaf-");
    const bool stands = block ? has_mark(text, piece)
                              : render::read_front_matter(text, lines).find(piece) != nullptr;
    if (!stands && (was_there || (block && !has_mark(text, "")))) return true;
  }
  return false;
}

unsigned Reader::pick(unsigned below) {
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random_);
}

std::size_t Reader::typed() const {
  std::size_t count = 0;
  for (const File& file : files_) count += file.typed.size();
  return count;
}

void Reader::edit() {
  struct Way {
    Edit edit;
    unsigned often;
  };
  static constexpr Way kWays[] = {
      {&Reader::insert_line, 30},  {&Reader::insert_in_line, 20}, {&Reader::append, 10},
      {&Reader::delete_line, 6},   {&Reader::delete_block, 4},    {&Reader::delete_mark, 2},
      {&Reader::add_key, 12},      {&Reader::change_value, 8},    {&Reader::delete_key, 3},
      {&Reader::list_by_lines, 8}, {&Reader::comment_matter, 5},  {&Reader::trailing_blanks, 10},
      {&Reader::to_crlf, 4},       {&Reader::add_mark, 3},        {&Reader::tidy, 4},
      {&Reader::move, 12},         {&Reader::copy, 2},            {&Reader::paste, 2},
      {&Reader::empty, 1},         {&Reader::remove, 1},          {&Reader::own_note, 3}};
  unsigned all = 0;
  for (const Way& way : kWays) all += way.often;
  unsigned choice = pick(all);
  ++edits_;
  for (const Way& way : kWays) {
    if (choice >= way.often) {
      choice -= way.often;
      continue;
    }
    if (files_.empty()) return;
    (this->*way.edit)(files_[pick(static_cast<unsigned>(files_.size()))]);
    return;
  }
}

NotesByKey Reader::notes() const {
  NotesByKey notes;
  for (const File& file : files_)
    if (const auto head = render::read_note_head(file.text); head.own && !head.key.empty())
      notes[head.key].push_back(file.text);
  return notes;
}

bool Reader::stands(const std::string& key, std::string_view text) const {
  for (const File& file : files_)
    if (contains(file.text, text) && render::read_note_head(file.text).key == key) return true;
  return false;
}

void Reader::look() {
  const auto paths = list_files(folder_, "");
  for (File& file : files_) {
    auto text = read_file(folder_ + "/" + file.path);
    file.before = std::move(file.text);
    file.text = text ? std::move(*text) : std::string();
  }
  if (!paths) return;
  for (const std::string& path : *paths) {
    const bool known = std::any_of(files_.begin(), files_.end(),
                                   [&](const File& file) { return file.path == path; });
    if (known) continue;
    File file;
    file.path = path;
    file.text = *read_file(folder_ + "/" + path);
    files_.push_back(std::move(file));
  }
}

std::string Reader::lost() const {
  for (const File& file : files_) {
    const auto now = read_file(folder_ + "/" + file.path);
    if (!now) return "the file is gone: " + file.path;
    if (file.own && *now != file.text) return "a file of the reader's was changed: " + file.path;
    if (file.mark && !now->starts_with("\xEF\xBB\xBF")) return "no byte order mark: " + file.path;
    for (const std::string& typed : file.typed)
      if (!contains(*now, typed)) return "lost \"" + typed + "\" of " + file.path + ":\n" + file.before + "\n=== became ===\n" + *now;
    if (!file.crlf) continue;
    for (std::size_t at = now->find('\n'); at != kNone; at = now->find('\n', at + 1))
      if (at == 0 || (*now)[at - 1] != '\r') return "a line ends otherwise: " + file.path + ":\n" + *now;
  }
  return {};
}

void Reader::gave_up(const std::vector<std::string>& texts) {
  look();
  for (File& file : files_)
    std::erase_if(file.typed, [&](const std::string& typed) {
      const std::string plain = replace_all(typed, "\r\n", "\n");
      return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
        return contains(text + "\n", plain) || contains(plain, text + "\n") || contains(plain, text);
      });
    });
}

std::string Reader::word() {
  static const char* kKinds[] = {"", " and more", "  ", " ^mine", " [[Link]]", " 한국어", " \xF0\x9F\x93\x9A"};
  return "USER" + std::to_string(words_++) + "X" + kKinds[pick(7)];
}

/// As the file's line ends are.
std::string Reader::type(File& file, const std::string& text) const {
  return file.crlf ? replace_all(text, "\n", "\r\n") : text;
}

void Reader::put(File& file, std::size_t at, const std::string& text) {
  const std::string typed = type(file, text);
  file.text.insert(at, typed);
  file.typed.push_back(typed);
  save(file);
}

/// What he overwrites himself he does not look for again.
void Reader::save(File& file) {
  std::erase_if(file.typed, [&](const std::string& typed) { return !contains(file.text, typed); });
  static_cast<void>(write_file(folder_ + "/" + file.path, file.text));
}

std::size_t Reader::body_line(const File& file) {
  const auto lines = render::split_lines(file.text);
  const std::size_t first = render::read_front_matter(file.text, lines).body_line;
  if (first >= lines.size()) return kNone;
  return lines[first + pick(static_cast<unsigned>(lines.size() - first))].begin;
}

std::size_t Reader::matter_line(const File& file) {
  const auto lines = render::split_lines(file.text);
  const auto matter = render::read_front_matter(file.text, lines);
  if (!matter.present || matter.properties.empty()) return kNone;
  const auto& property = matter.properties[pick(static_cast<unsigned>(matter.properties.size()))];
  return lines[property.first_line].begin;
}

void Reader::insert_line(File& file) {
  const std::size_t at = body_line(file);
  if (at == kNone) return append(file);
  static const char* kStarts[] = {"", "", "- ", "> ", "    ", "## ", "| ", "```\n", "- [ ] ", "---\n"};
  put(file, at, kStarts[pick(10)] + word() + (pick(3) == 0 ? "\n\n" : "\n"));
}

void Reader::insert_in_line(File& file) {
  std::size_t at = body_line(file);
  if (at == kNone) return;
  const std::size_t end = std::min(file.text.find_first_of("\r\n", at), file.text.size());
  at += pick(static_cast<unsigned>(end - at + 1));
  while (at < file.text.size() && (static_cast<unsigned char>(file.text[at]) & 0xC0) == 0x80) ++at;
  put(file, at, " " + word() + (at == end ? "" : " "));
}

void Reader::append(File& file) {
  put(file, file.text.size(), (pick(2) == 0 ? "\n" : "") + word() + (pick(2) == 0 ? "\n" : ""));
}

void Reader::delete_line(File& file) {
  const std::size_t at = body_line(file);
  if (at == kNone) return;
  const std::size_t feed = file.text.find('\n', at);
  file.text.erase(at, feed == kNone ? kNone : feed + 1 - at);
  save(file);
}

void Reader::delete_block(File& file) {
  const auto parts = render::read_note_parts(file.text);
  if (parts.blocks.empty()) return;
  const std::string& block = parts.blocks[pick(static_cast<unsigned>(parts.blocks.size()))].text;
  const std::size_t at = file.text.find(block);
  if (at != kNone) file.text.erase(at, block.size());
  save(file);
}

void Reader::delete_mark(File& file) {
  const std::size_t at = file.text.find("^sheaf-", pick(static_cast<unsigned>(file.text.size() + 1)));
  if (at == kNone) return;
  file.text.erase(at, std::min(file.text.find_first_of("\r\n", at), file.text.size()) - at);
  save(file);
}

void Reader::add_key(File& file) {
  const std::size_t at = matter_line(file);
  if (at == kNone) return;
  const std::string key = "plugin" + std::to_string(words_);
  put(file, at, pick(3) == 0 ? key + ":\n  - " + word() + "\n" : key + ": " + word() + "\n");
}

/// Not those that Sheaf shows elsewhere in the note, or knows it by.
void Reader::change_value(File& file) {
  const std::size_t at = matter_line(file);
  if (at == kNone) return;
  const std::size_t colon = file.text.find(": ", at);
  const std::size_t end = file.text.find_first_of("\r\n", at);
  const std::string line = file.text.substr(at, end - at);
  for (const char* key : {"arxiv:", "paper:", "citekey:", "date:"})
    if (line.starts_with(key)) return;
  if (colon == kNone || colon > end) return;
  file.text.erase(colon + 2, end - colon - 2);
  put(file, colon + 2, "USER" + std::to_string(words_++) + "X");
}

void Reader::delete_key(File& file) {
  const std::size_t at = matter_line(file);
  if (at == kNone || (file.text.substr(at, 5) == "arxiv" && pick(4) > 0)) return;
  file.text.erase(at, file.text.find('\n', at) + 1 - at);
  save(file);
}

/// As Obsidian's own editor of properties leaves a list, and one item more.
void Reader::list_by_lines(File& file) {
  const auto lines = render::split_lines(file.text);
  const auto matter = render::read_front_matter(file.text, lines);
  for (const auto& property : matter.properties) {
    if (property.value.kind != render::YamlValue::Kind::kList || property.key == "arxiv" || pick(2) > 0) continue;
    const std::size_t begin = lines[property.first_line].begin;
    std::string text = property.key + ":\n";
    for (const std::string& item : property.value.items)
      text += "  - \"" + replace_all(replace_all(item, "\\", "\\\\"), "\"", "\\\"") + "\"\n";
    file.text.replace(begin, lines[property.end_line - 1].next - begin, type(file, text));
    return put(file, begin + type(file, text).size(), "  - USER" + std::to_string(words_++) + "X\n");
  }
}

void Reader::comment_matter(File& file) {
  const std::size_t at = matter_line(file);
  if (at != kNone) put(file, at, "# " + word() + "\n");
}

/// Two blanks break a line; where they stand, that line must stay.
void Reader::trailing_blanks(File& file) {
  const std::size_t at = body_line(file);
  if (at == kNone) return;
  const std::size_t end = file.text.find_first_of("\r\n", at);
  if (end == kNone || end - at < 4) return;
  file.text.insert(end, "  ");
  file.typed.push_back(file.text.substr(at, end + 2 - at) + (file.crlf ? "\r\n" : "\n"));
  save(file);
}

void Reader::to_crlf(File& file) {
  if (file.crlf || contains(file.text, "\r")) return;
  file.text = replace_all(file.text, "\n", "\r\n");
  for (std::string& typed : file.typed) typed = replace_all(typed, "\n", "\r\n");
  file.crlf = contains(file.text, "\n");
  save(file);
}

void Reader::add_mark(File& file) {
  if (file.mark || file.text.starts_with("\xEF\xBB\xBF")) return;
  file.text.insert(0, "\xEF\xBB\xBF");
  file.mark = true;
  save(file);
}

/// A linter takes blanks at the ends of lines and empty lines too many.
void Reader::tidy(File& file) {
  const std::string end = file.crlf ? "\r\n" : "\n";
  std::string out = file.mark ? "\xEF\xBB\xBF" : "";
  bool blank = false;
  for (const render::Line& line : render::split_lines(file.text)) {
    const std::string_view text = render::line_text(file.text, line);
    if (!(text.empty() && blank)) out += std::string(text) + end;
    blank = text.empty();
  }
  file.text = out;
  save(file);
}

void Reader::move(File& file) {
  static const char* kFolders[] = {"", "Reading/", "Reading/2026/", "Papers/", "읽기/", "Archive (old)/"};
  const std::string path = kFolders[pick(6)] + std::string("Note ") + std::to_string(words_++) + ".md";
  fs::create_directories(fs::path(folder_ + "/" + path).parent_path());
  fs::rename(folder_ + "/" + file.path, folder_ + "/" + path);
  const std::string before = file.path.substr(0, file.path.size() - 3);
  file.path = path;
  if (pick(2) > 0) relink(before, path.substr(0, path.size() - 3));
}

/// As Obsidian does when a note is moved in it: all links follow, spelled as its settings say.
void Reader::relink(const std::string& before, const std::string& after) {
  const std::string target = pick(2) == 0 ? after : after.substr(after.rfind('/') + 1);
  for (File& file : files_) {
    if (file.own || !contains(file.text, "[[" + before)) continue;
    for (const char* end : {"|", "\\|", "]]"}) {
      const std::string from = "[[" + before + end, to = "[[" + target + end;
      file.text = replace_all(file.text, from, to);
      for (std::string& typed : file.typed) typed = replace_all(typed, from, to);
    }
    save(file);
  }
}

void Reader::copy(File& file) {
  File other = file;
  other.path = "Copies/Copy " + std::to_string(words_++) + ".md";
  save(other);
  files_.push_back(std::move(other));
}

/// Two notes are merged by hand.
void Reader::paste(File& file) {
  const File& other = files_[pick(static_cast<unsigned>(files_.size()))];
  if (other.path == file.path || file.text.size() + other.text.size() > 50000) return;
  std::string text = "\nUSER" + std::to_string(words_++) + "X\n" + replace_all(other.text, "\r\n", "\n");
  file.text += type(file, text);
  file.typed.push_back(type(file, text.substr(0, text.find('\n', 1) + 1)));
  save(file);
}

void Reader::empty(File& file) {
  file.text.clear();
  file.crlf = file.mark = false;
  save(file);
}

void Reader::remove(File& file) {
  fs::remove(folder_ + "/" + file.path);
  std::erase_if(files_, [path = file.path](const File& other) { return other.path == path; });
}

void Reader::own_note(File&) {
  File file;
  const std::string number = std::to_string(words_++);
  file.path = (pick(2) == 0 ? "Mine " : "Papers/Mine ") + number + ".md";
  static const char* kHeads[] = {"", "---\nopen: front matter\n", "---\ntitle: x\n---\n", "---\ndoi: 10.9999/none\n---\n"};
  file.text = kHeads[pick(4)] + std::string("USER") + number + "X\n";
  file.typed = {"USER" + number + "X\n"};
  file.own = !contains(file.text, "doi");
  save(file);
  files_.push_back(std::move(file));
}

}  // namespace sheaf::soak
