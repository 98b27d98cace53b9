// Records: getline(3) over a FILE, since it tells errno and is ended by a signal.
// One reader, one thread.
#include "records.hpp"

#include <cerrno>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "failure.hpp"
#include "host.hpp"

namespace cli {
namespace {

struct FreeBuffer {
  void operator()(char* buffer) const { std::free(buffer); }
};

}  // namespace

RecordReader::RecordReader(const std::string& path)
    : name_(path == "-" ? "standard input" : path), file_(stdin) {
  if (path == "-") return;
  file_ = std::fopen(path.c_str(), "rb");
  if (file_ == nullptr) throw file_failure("open", path, errno, kUsage);
  owns_ = true;
}

RecordReader::~RecordReader() {
  if (owns_) std::fclose(file_);
}

bool RecordReader::next_line(std::string& line) {
  check_interrupted();
  char* raw = nullptr;
  std::size_t capacity = 0;
  errno = 0;
  const ssize_t size = getline(&raw, &capacity, file_);
  const int error = errno;
  const std::unique_ptr<char, FreeBuffer> owned(raw);
  if (size < 0) {
    check_interrupted();
    if (std::ferror(file_) != 0) throw file_failure("read", name_, error, kUsage);
    return false;
  }
  line.assign(raw, static_cast<std::size_t>(size));
  ++line_number_;
  return true;
}

// A byte order mark is dropped; compressed data would only give a riddle about column 1.
void RecordReader::check_first(std::string& line) const {
  if (line.compare(0, 3, "\xEF\xBB\xBF") == 0) line.erase(0, 3);
  if (line.compare(0, 2, "\x1F\x8B") == 0) {
    throw usage_failure(name_ +
                        " is compressed: give it as 'zcat FILE | sheaf …' with - as the file");
  }
}

bool RecordReader::next() {
  if (array_) return next_of_array();
  std::string line;
  while (next_line(line)) {
    if (line_number_ == 1) check_first(line);
    const auto first = line.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) continue;
    if (line[first] == '[' && !object_) {  // an array is the whole input
      read_array(std::move(line));
      return next_of_array();
    }
    place_ = name_ + ":" + std::to_string(line_number_);
    set_object(parse_json(line, place_));
    return true;
  }
  return false;
}

void RecordReader::read_array(std::string text) {
  for (std::string line; next_line(line);) text += line;
  array_ = std::make_unique<Json>(parse_json(text, name_));
}

bool RecordReader::next_of_array() {
  if (array_at_ == array_->size()) return false;
  place_ = name_ + "[" + std::to_string(array_at_) + "]";
  set_object(std::move((*array_)[array_at_++]));
  return true;
}

void RecordReader::set_object(Json value) {
  if (!value.is_object()) fail(std::string("not a JSON object but ") + value.type_name());
  object_ = std::make_unique<Json>(std::move(value));
}

void RecordReader::fail(const std::string& problem) const {
  throw usage_failure(place_ + ": " + problem);
}

std::string RecordReader::id() const {
  const auto id = object_->find("id");
  if (id == object_->end()) fail("has no \"id\"");
  if (id->is_number_integer()) return std::to_string(id->get<std::int64_t>());
  if (!id->is_string() || id->get_ref<const std::string&>().empty()) {
    fail("\"id\" must be a string that is not empty, or a whole number");
  }
  return id->get<std::string>();
}

std::string RecordReader::text(const char* key) const {
  const auto found = object_->find(key);
  if (found == object_->end() || found->is_null()) return "";
  if (!found->is_string()) {
    fail(std::string("\"") + key + "\" must be a string, not " + found->type_name());
  }
  return found->get<std::string>();
}

std::vector<std::string> RecordReader::texts(const char* key) const {
  std::vector<std::string> texts;
  const auto found = object_->find(key);
  if (found == object_->end() || found->is_null()) return texts;
  bool good = found->is_array();
  for (const Json& item : *found) good = good && item.is_string();
  if (!good) fail(std::string("\"") + key + "\" must be a list of strings");
  for (const Json& item : *found) texts.push_back(item.get<std::string>());
  return texts;
}

std::string library_item_line(const RecordReader& reader) {
  Json item = reader.object();
  if (text_of(item, "key").empty()) {
    if (!item.contains("id"))
      throw usage_failure(reader.place() + ": has no \"key\" and no \"id\"");
    item["key"] = reader.id();
    if (!item["id"].is_string()) item.erase("id");
  }
  item["title"] = reader.text("title");
  item["abstract"] = reader.text("abstract");
  return json_line(item);
}

}  // namespace cli
