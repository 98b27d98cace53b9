// Records: JSON objects read one at a time from a file or standard input, each knowing its line.
// Owns the open file; one reader, one thread.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "json.hpp"

namespace cli {

/// JSON lines, or one JSON array. Blank lines are skipped.
class RecordReader {
 public:
  /// "-" is standard input.
  explicit RecordReader(const std::string& path);
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  /// Goes to the next object; false at the end. A Failure names the place of a bad line, or why
  /// reading failed.
  bool next();

  // About the object that next() went to.
  const Json& object() const { return *object_; }
  const std::string& place() const { return place_; }  ///< "papers.jsonl:14"; "papers.json[3]"
  /// The member "id", or a Failure.
  std::string id() const;
  /// A member that may be missing; of another type it is a Failure that names place and key.
  std::string text(const char* key) const;
  std::vector<std::string> texts(const char* key) const;

 private:
  bool next_line(std::string& line);
  bool next_of_array();
  void check_first(std::string& line) const;
  void read_array(std::string text);
  void set_object(Json value);
  [[noreturn]] void fail(const std::string& problem) const;

  std::string name_;
  std::FILE* file_;
  bool owns_ = false;
  std::size_t line_number_ = 0;
  std::string place_;
  std::unique_ptr<Json> object_;
  std::unique_ptr<Json> array_;
  std::size_t array_at_ = 0;
};

/// A library item as JSON for the library: "id" stands in for a missing "key".
std::string library_item_line(const RecordReader& reader);

}  // namespace cli
