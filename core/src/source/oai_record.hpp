// OaiRecordReader: one <record> after the other, to papers of a page.
// Borrows page and document: both outlive it. One thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/known_categories.hpp"
#include "source/oai.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// Pages have thousands of records, so strings are filled in place, scratch memory is kept, and
/// authors are gathered first, to be allocated once at their right number.
class OaiRecordReader {
 public:
  explicit OaiRecordReader(OaiPage& page) : page_(page) {}

  /// Adds the paper or the deleted id to the page, or a warning when there is neither.
  void read(const pugi::xml_node& record);

 private:
  struct Header {
    std::string_view identifier;
    bool deleted = false;
  };

  void read_header(const pugi::xml_node& header);
  void note_datestamp(std::string_view text);
  void add_deleted();
  void add_paper(const pugi::xml_node& metadata);
  bool give_id(Paper& paper);
  void finish(Paper& paper);
  void give_dates(Paper& paper);
  void add_categories(std::string_view terms, Paper& paper);
  void warn(std::string_view what);
  std::string name() const;  ///< of the record, for warnings

  // oai_record_fields.cpp: the formats of arXiv's own
  void read_arxiv(const pugi::xml_node& metadata, Paper& paper);
  void read_field(const pugi::xml_node& node, Paper& paper);
  void read_authors(const pugi::xml_node& node);
  std::optional<Seconds> read_day(const pugi::xml_node& node);
  void read_author(const pugi::xml_node& node);
  void read_version(const pugi::xml_node& node, Paper& paper);
  // oai_dc.cpp
  void read_dublin_core(const pugi::xml_node& metadata, Paper& paper);
  void read_dc_element(const pugi::xml_node& node, Paper& paper);
  void add_dc_subject(std::string_view subject, Paper& paper);
  void add_dc_description(std::string_view text, Paper& paper);
  void add_dc_date(const pugi::xml_node& node);
  void add_dc_identifier(std::string_view text, Paper& paper);

  OaiPage& page_;
  KnownCategories categories_;
  // of the record at hand
  Header header_;
  std::string_view id_;
  std::optional<Seconds> created_, revised_;
  std::vector<Author> authors_;
  std::vector<std::string_view> sets_;
  // kept from record to record
  std::optional<Day> last_day_;
  std::string scratch_, id_scratch_, identifier_scratch_, unknown_, joined_;
  std::array<std::string, 3> name_scratch_;
};

}  // namespace sheaf::source
