// One object of a metadata snapshot to a paper, by events of the JSON parser; see snapshot.hpp.
// Pure functions; any thread.
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/snapshot.hpp"
#include "source/snapshot_record.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

using Field = SnapshotReader::Field;

struct FieldName {
  std::string_view name;
  Field field;
};
constexpr FieldName kFieldNames[] = {
    {"id", Field::kId},
    {"authors", Field::kAuthors},
    {"title", Field::kTitle},
    {"comments", Field::kComment},
    {"journal-ref", Field::kJournalRef},
    {"doi", Field::kDoi},
    {"categories", Field::kCategories},
    {"license", Field::kLicense},
    {"abstract", Field::kAbstract},
    {"versions", Field::kVersions},
    {"authors_parsed", Field::kNames},
};

Field field_of(std::string_view key) {
  for (const FieldName& known : kFieldNames)
    if (known.name == key) return known.field;
  return Field::kOther;
}

// "1", "1,2" and "1 and 2" point to a list of institutes that the snapshot does not carry.
bool is_footnote(std::string_view text) {
  return text.find_first_not_of("0123456789,* and") == std::string_view::npos;
}

}  // namespace

/// The parser's events. Depths: 1 the record, 2 its lists, 3 a version or an author.
class SnapshotReader::Events final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Events(SnapshotReader& reader) : reader_(reader) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool key(string_t& name) override {
    if (depth_ == 1) field_ = field_of(name);
    if (depth_ == 3) member_ = name;
    return true;
  }
  bool string(string_t& text) override {
    if (depth_ == 1) reader_.take_text(field_, text);
    if (depth_ == 3 && field_ == Field::kNames) reader_.take_name_part(text);
    if (depth_ == 3 && field_ == Field::kVersions) reader_.take_version_part(member_, text);
    return true;
  }
  bool start_object(std::size_t) override {
    if (depth_ == 0) is_object_ = true;
    ++depth_;
    return true;
  }
  bool end_object() override {
    if (depth_-- == 3 && field_ == Field::kVersions) reader_.finish_version();
    return true;
  }
  bool start_array(std::size_t) override {
    ++depth_;
    return true;
  }
  bool end_array() override {
    if (depth_-- == 3 && field_ == Field::kNames) reader_.finish_name();
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    error_position_ = position;
    return false;
  }

  bool is_object() const { return is_object_; }
  std::size_t error_position() const { return error_position_; }

 private:
  SnapshotReader& reader_;
  std::size_t depth_ = 0;
  bool is_object_ = false;
  Field field_ = Field::kOther;
  std::string member_;
  std::size_t error_position_ = 0;
};

void SnapshotReader::warn(std::string text) { warnings_->push_back(std::move(text)); }

// JSON can spell every control character; papers have none.
std::string_view SnapshotReader::clean(std::string& text) {
  const CleanReport report = clean_xml(text);
  if (report.dropped + report.replaced > 0)
    warn(group_digits(report.dropped + report.replaced) + " forbidden characters were left out");
  return text;
}

void SnapshotReader::take_text(Field field, std::string& text) {
  switch (field) {
    case Field::kId: id_ = trim(clean(text)); break;
    case Field::kTitle: paper_.title = one_line(clean(text)); break;
    case Field::kAbstract: paper_.abstract = paragraphs(clean(text)); break;
    case Field::kAuthors: authors_text_ = clean(text); break;
    case Field::kComment: paper_.comment = one_line(clean(text)); break;
    case Field::kJournalRef: paper_.journal_ref = one_line(clean(text)); break;
    case Field::kDoi: paper_.doi = bare_doi(clean(text)); break;
    case Field::kLicense: paper_.license = one_line(clean(text)); break;
    case Field::kCategories:
      if (!categories_.add_terms(clean(text), paper_, unknown_))
        warn("the category \"" + unknown_ + "\" is not known and was left out");
      break;
    default: break;
  }
}

// [last, first, suffix, affiliations...]
void SnapshotReader::take_name_part(std::string& text) {
  std::string part = one_line(clean(text));
  if (name_parts_ < name_.size()) {
    name_[name_parts_] = std::move(part);
  } else if (!part.empty() && !is_footnote(part)) {
    affiliations_.push_back(std::move(part));
  }
  ++name_parts_;
}

void SnapshotReader::finish_name() {
  Author author;
  author.affiliations = std::exchange(affiliations_, {});
  for (const std::size_t part : {1U, 0U, 2U}) {
    if (part >= name_parts_ || name_[part].empty()) continue;
    if (!author.name.empty()) author.name += ' ';
    author.name += name_[part];
  }
  name_parts_ = 0;
  if (author.name.empty()) {
    warn("an author without name was left out");
  } else {
    authors_.push_back(std::move(author));
  }
}

void SnapshotReader::take_version_part(std::string_view member, std::string& text) {
  if (member == "version") version_ = clean(text);
  if (member == "created") created_ = parse_rfc822(trim(text));
}

void SnapshotReader::finish_version() {
  int number = 0;
  const std::string label = std::exchange(version_, {});
  const auto created = std::exchange(created_, std::nullopt);
  const char* end = label.data() + label.size();
  if (label.size() > 1 && label.size() < 6 && label.front() == 'v')
    std::from_chars(label.data() + 1, end, number);
  if (number <= 0 || !created) {
    warn("version \"" + shorten(label, 20) + "\" has no number or no date");
    return;
  }
  if (number == 1) paper_.published = created;
  if (number < paper_.version) return;
  paper_.version = number;
  paper_.updated = created;
}

void SnapshotReader::reset(std::vector<std::string>& warnings) {
  warnings_ = &warnings;
  paper_ = Paper();
  paper_.categories.reserve(4);
  id_.clear();
  authors_text_.clear();
  authors_.clear();
  affiliations_.clear();
  version_.clear();
  created_.reset();
  name_parts_ = 0;
}

Result<Paper> SnapshotReader::finish() {
  auto id = parse_arxiv_id(id_);
  if (!id) return Error(ErrorCode::kParse, "no arXiv id in \"" + shorten(id_, 60) + "\"");
  paper_.id = std::move(id->base);
  if (paper_.version == 0) paper_.version = id->version;
  if (paper_.title.empty()) return Error(ErrorCode::kParse, paper_.id + " has no title");
  if (authors_.empty()) {
    paper_.authors = split_author_list(authors_text_);
  } else {
    paper_.authors.assign(std::make_move_iterator(authors_.begin()),
                          std::make_move_iterator(authors_.end()));
  }
  read_tex_names(paper_.authors);
  return std::move(paper_);
}

Result<Paper> SnapshotReader::read(std::string_view json, std::vector<std::string>& warnings) {
  reset(warnings);
  Events events(*this);
  if (!nlohmann::json::sax_parse(json.begin(), json.end(), &events))
    return Error(ErrorCode::kParse, "not whole JSON, near byte " +
                                        std::to_string(events.error_position()));
  if (!events.is_object()) return Error(ErrorCode::kParse, "not a JSON object");
  return finish();
}

Result<Paper> parse_snapshot_record(std::string_view json, std::vector<std::string>& warnings) {
  return SnapshotReader().read(json, warnings);
}

}  // namespace sheaf::source
