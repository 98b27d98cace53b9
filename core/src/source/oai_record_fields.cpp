// The fields of arXiv's own formats (arXiv, arXivRaw, arXivOld); see oai_record.hpp. Elements that
// mean nothing to a Paper are passed over, acm-class among them: arXiv fills it from the MSC ones.
// Borrows page and document; one thread.
#include <charconv>
#include <cstring>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/oai_record.hpp"

namespace sheaf::source {
namespace {

enum class Field {
  kOther, kAbstract, kAuthors, kCategories, kComments, kCreated, kDoi, kId, kJournalRef, kLicense,
  kTitle, kUpdated, kVersion
};

// The length is known to be right, so that this is a comparison of a word or two.
template <std::size_t kSize>
bool is(std::string_view name, const char (&text)[kSize]) {
  return std::memcmp(name.data(), text, kSize - 1) == 0;
}

Field seven_letter_field(std::string_view name) {
  if (is(name, "authors")) return Field::kAuthors;
  if (is(name, "created")) return Field::kCreated;
  if (is(name, "updated")) return Field::kUpdated;
  if (is(name, "license")) return Field::kLicense;
  return is(name, "version") ? Field::kVersion : Field::kOther;
}

Field field_of(std::string_view name) {
  switch (name.size()) {
    case 2: return is(name, "id") ? Field::kId : Field::kOther;
    case 3: return is(name, "doi") ? Field::kDoi : Field::kOther;
    case 5: return is(name, "title") ? Field::kTitle : Field::kOther;
    case 7: return seven_letter_field(name);
    case 8:
      if (is(name, "abstract")) return Field::kAbstract;
      return is(name, "comments") ? Field::kComments : Field::kOther;
    case 10: return is(name, "categories") ? Field::kCategories : Field::kOther;
    case 11: return is(name, "journal-ref") ? Field::kJournalRef : Field::kOther;
    default: return Field::kOther;
  }
}

std::optional<Seconds> midnight(std::string_view text) {
  const auto day = parse_day(trim(text));
  if (!day) return std::nullopt;
  return Seconds{day->time_since_epoch().count()} * 86400;
}

// "v12" → 12; 0 for anything else
int version_number(std::string_view text) {
  if (text.size() < 2 || text.size() > 5 || text.front() != 'v') return 0;
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, number);
  return error == std::errc() && stop == end && number > 0 ? number : 0;
}

void append_word(std::string& out, std::string_view word) {
  word = trim(word);
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word;
}

}  // namespace

void OaiRecordReader::read_arxiv(const pugi::xml_node& metadata, Paper& paper) {
  for (pugi::xml_node child = metadata.first_child(); child; child = child.next_sibling())
    read_field(child, paper);
}

void OaiRecordReader::read_field(const pugi::xml_node& node, Paper& paper) {
  switch (field_of(local_name(node))) {
    case Field::kId: id_ = text_of(node, id_scratch_); break;
    case Field::kTitle: paper.title = one_line(text_of(node, scratch_)); break;
    case Field::kAbstract: paper.abstract = paragraphs(text_of(node, scratch_)); break;
    case Field::kAuthors: read_authors(node); break;
    case Field::kCategories: add_categories(text_of(node, scratch_), paper); break;
    case Field::kComments: paper.comment = one_line(text_of(node, scratch_)); break;
    case Field::kJournalRef: paper.journal_ref = one_line(text_of(node, scratch_)); break;
    case Field::kDoi: paper.doi = bare_doi(text_of(node, scratch_)); break;
    case Field::kLicense: paper.license = one_line(text_of(node, scratch_)); break;
    case Field::kCreated: created_ = read_day(node); break;
    case Field::kUpdated: revised_ = read_day(node); break;
    case Field::kVersion: read_version(node, paper); break;
    case Field::kOther: break;
  }
}

std::optional<Seconds> OaiRecordReader::read_day(const pugi::xml_node& node) {
  const std::string_view text = text_of(node, scratch_);
  const auto time = midnight(text);
  if (!time)
    warn("<" + std::string(local_name(node)) + "> is no date: \"" + shorten(trim(text), 40) + "\"");
  return time;
}

void OaiRecordReader::read_version(const pugi::xml_node& node, Paper& paper) {
  const std::string_view label = node.attribute("version").value();
  const int version = version_number(label);
  const auto time = parse_rfc822(trim(text_of(node.child("date"), scratch_)));
  if (version == 0 || !time) {
    warn("version \"" + shorten(label, 20) + "\" has no number or no date");
    return;
  }
  if (version == 1) paper.published = time;
  if (version < paper.version) return;
  paper.version = version;
  paper.updated = time;
}

// One string in the raw formats, else one element for each author.
void OaiRecordReader::read_authors(const pugi::xml_node& node) {
  bool apart = false;
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (local_name(child) != "author") continue;
    apart = true;
    read_author(child);
  }
  if (!apart) authors_ = split_author_list(text_of(node, scratch_));
  read_tex_names(authors_);
}

void OaiRecordReader::read_author(const pugi::xml_node& node) {
  Author& author = authors_.emplace_back();
  std::string_view keyname, forenames, suffix;
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    const std::string_view field = local_name(child);
    if (field == "keyname") {
      keyname = text_of(child, name_scratch_[0]);
    } else if (field == "forenames") {
      forenames = text_of(child, name_scratch_[1]);
    } else if (field == "suffix") {
      suffix = text_of(child, name_scratch_[2]);
    } else if (field == "affiliation") {
      std::string affiliation = one_line(text_of(child, scratch_));
      if (!affiliation.empty()) author.affiliations.push_back(std::move(affiliation));
    }
  }
  joined_.clear();
  append_word(joined_, forenames);
  append_word(joined_, keyname);
  append_word(joined_, suffix);
  author.name = one_line(joined_);
  if (!author.name.empty()) return;
  authors_.pop_back();
  warn("an author without name was left out");
}

}  // namespace sheaf::source
