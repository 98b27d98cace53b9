// SnapshotReader: one object of a metadata snapshot after the other, to papers.
// Keeps its scratch memory from record to record; one thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"
#include "source/known_categories.hpp"

namespace sheaf::source {

class SnapshotReader {
 public:
  enum class Field {
    kOther,
    kAbstract,
    kAuthors,
    kCategories,
    kComment,
    kDoi,
    kId,
    kJournalRef,
    kLicense,
    kNames,
    kTitle,
    kVersions
  };

  /// As parse_snapshot_record().
  Result<Paper> read(std::string_view json, std::vector<std::string>& warnings);

 private:
  class Events;  // the JSON parser's

  void reset(std::vector<std::string>& warnings);
  Result<Paper> finish();
  void warn(std::string text);
  std::string_view clean(std::string& text);
  void take_text(Field field, std::string& text);
  void take_name_part(std::string& text);
  void finish_name();
  void take_version_part(std::string_view member, std::string& text);
  void finish_version();

  std::vector<std::string>* warnings_ = nullptr;
  KnownCategories categories_;
  // of the record at hand
  Paper paper_;
  std::string id_, authors_text_, version_, unknown_;
  std::optional<Seconds> created_;
  std::vector<Author> authors_;
  std::vector<std::string> affiliations_;
  std::array<std::string, 3> name_;  // last, first, suffix
  std::size_t name_parts_ = 0;
};

}  // namespace sheaf::source
