// Records as unqualified Dublin Core (oai_dc); see oai_record.hpp. The old server names categories
// in words ("Mathematics - Logic") and marks comments ("Comment: 7 pages"), the new one writes
// codes and gives the comment as the second description.
// Borrows page and document; one thread.
#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "model/category.hpp"
#include "source/field_text.hpp"
#include "source/oai_record.hpp"

namespace sheaf::source {
namespace {

struct ArchiveName {
  std::string_view name, id;
};
constexpr std::array<ArchiveName, 11> kArchiveNames = {{
    {"Astrophysics", "astro-ph"},
    {"Computer Science", "cs"},
    {"Condensed Matter", "cond-mat"},
    {"Economics", "econ"},
    {"Electrical Engineering and Systems Science", "eess"},
    {"Mathematics", "math"},
    {"Nonlinear Sciences", "nlin"},
    {"Physics", "physics"},
    {"Quantitative Biology", "q-bio"},
    {"Quantitative Finance", "q-fin"},
    {"Statistics", "stat"},
}};

std::string_view archive_of_name(std::string_view name) {
  for (const ArchiveName& archive : kArchiveNames)
    if (archive.name == name) return archive.id;
  return {};
}

// The category of that name, in `archive` when there is one there, else the only one of the name:
// "Computer Science - Numerical Analysis" is an alias of the one in mathematics.
std::string_view category_of_name(std::string_view name, std::string_view archive) {
  std::string_view found;
  for (const Category& category : active_categories()) {
    if (category.name != name) continue;
    found = category.id;
    if (category.id.substr(0, category.id.find('.')) == archive) break;
  }
  return found;
}

// "Mathematics - Logic" → "math.LO", "Quantum Physics" → "quant-ph"; nothing for MSC classes and
// other words.
std::string_view category_of_subject(std::string_view subject) {
  if (const std::string_view whole = category_of_name(subject, subject); !whole.empty())
    return whole;
  if (const std::string_view archive = archive_of_name(subject); !archive.empty()) return archive;
  const std::size_t dash = subject.find(" - ");
  if (dash == std::string_view::npos) return {};
  const std::string_view archive = archive_of_name(subject.substr(0, dash));
  if (archive.empty()) return {};
  return category_of_name(subject.substr(dash + 3), archive);
}

// "Doe Jr, John" → "John Doe Jr"
std::string name_in_order(std::string_view creator) {
  const std::size_t comma = creator.find(',');
  if (comma == std::string_view::npos) return one_line(creator);
  return one_line(std::string(creator.substr(comma + 1)) + " " +
                  std::string(creator.substr(0, comma)));
}

}  // namespace

void OaiRecordReader::read_dublin_core(const pugi::xml_node& metadata, Paper& paper) {
  for (pugi::xml_node child = metadata.first_child(); child; child = child.next_sibling())
    read_dc_element(child, paper);
}

void OaiRecordReader::read_dc_element(const pugi::xml_node& node, Paper& paper) {
  const std::string_view element = local_name(node);
  if (element == "title") {
    paper.title = one_line(text_of(node, scratch_));
  } else if (element == "creator") {
    Author author{name_in_order(text_of(node, scratch_)), {}};
    if (!author.name.empty()) authors_.push_back(std::move(author));
  } else if (element == "subject") {
    add_dc_subject(trim(text_of(node, scratch_)), paper);
  } else if (element == "description") {
    add_dc_description(text_of(node, scratch_), paper);
  } else if (element == "date") {
    add_dc_date(node);
  } else if (element == "identifier") {
    add_dc_identifier(text_of(node, scratch_), paper);
  } else if (element == "rights") {
    paper.license = one_line(text_of(node, scratch_));
  }
}

void OaiRecordReader::add_dc_subject(std::string_view subject, Paper& paper) {
  if (paper.categories.size() >= kMaxCategories) return;
  const std::string_view named = category_of_subject(subject);
  add_once(paper.categories, categories_.canonical(named.empty() ? subject : named));
}

void OaiRecordReader::add_dc_description(std::string_view text, Paper& paper) {
  constexpr std::string_view kComment = "Comment:";
  const std::string_view trimmed = trim(text);
  if (trimmed.starts_with(kComment)) {
    paper.comment = one_line(trimmed.substr(kComment.size()));
  } else if (paper.abstract.empty()) {
    paper.abstract = paragraphs(text);
  } else if (paper.comment.empty()) {
    paper.comment = one_line(text);
  }
}

// One date for each version on some servers: the first and the last count.
void OaiRecordReader::add_dc_date(const pugi::xml_node& node) {
  const auto day = read_day(node);
  if (!day) return;
  created_ = created_ ? std::min(*created_, *day) : *day;
  revised_ = revised_ ? std::max(*revised_, *day) : *day;
}

void OaiRecordReader::add_dc_identifier(std::string_view text, Paper& paper) {
  text = trim(text);
  if (text.starts_with("http://arxiv.org/") || text.starts_with("https://arxiv.org/")) {
    if (header_.identifier.empty() && id_.empty()) id_ = id_scratch_ = text;
  } else if (text.starts_with("doi:")) {
    if (paper.doi.empty()) paper.doi = bare_doi(text);
  } else if (paper.journal_ref.empty()) {
    paper.journal_ref = one_line(text);
  }
}

}  // namespace sheaf::source
