// Records of an OAI-PMH page: header, identity, and which format is to be read; see oai_record.hpp.
// Borrows page and document; one thread.
#include "source/oai_record.hpp"

#include <algorithm>
#include <iterator>
#include <pugixml.hpp>
#include <utility>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kIdentifierPrefix = "oai:arXiv.org:";

// The bare id saves the look at every other way to write one.
std::optional<ArxivId> read_id(std::string_view text) {
  text = trim(text);
  if (text.starts_with(kIdentifierPrefix)) text.remove_prefix(kIdentifierPrefix.size());
  return parse_arxiv_id(text);
}

// "cs:cs:AI" → "cs.AI", "physics:hep-th" → "hep-th", "math" → "math"
std::string category_of_set(std::string_view set) {
  const std::vector<std::string> parts = split_list(set, ':');
  if (parts.empty() || parts.size() > 3) return {};
  return category_of_term(parts.size() == 3 ? parts[1] + "." + parts[2] : parts.back());
}

// The month after the one in a new-style id: papers are announced in the month of their id, so no
// first version comes later.
std::optional<Day> end_of_id_month(std::string_view id) {
  if (id.size() < 5 || id[4] != '.') return std::nullopt;
  const int year = 2000 + (id[0] - '0') * 10 + (id[1] - '0');
  const unsigned month = static_cast<unsigned>((id[2] - '0') * 10 + (id[3] - '0'));
  const std::chrono::year_month announced{std::chrono::year{year}, std::chrono::month{month}};
  if (!announced.ok() || year < 2007) return std::nullopt;
  return Day{(announced + std::chrono::months{1}) / 1};
}

}  // namespace

std::string OaiRecordReader::name() const {
  const std::string_view identifier = trim(header_.identifier);
  return identifier.empty() ? "record " + std::to_string(page_.records) : shorten(identifier, 80);
}

void OaiRecordReader::warn(std::string_view what) {
  page_.warnings.push_back(name() + ": " + std::string(what));
}

void OaiRecordReader::note_datestamp(std::string_view text) {
  const auto day = parse_day(trim(text).substr(0, 10));  // other servers add the time
  if (!day) {
    warn("the datestamp \"" + shorten(trim(text), 40) + "\" is no date");
    return;
  }
  if (last_day_ && *day < *last_day_) page_.by_date = false;
  last_day_ = day;
  if (!page_.earliest || *day < *page_.earliest) page_.earliest = day;
  if (!page_.latest || *day > *page_.latest) page_.latest = day;
}

void OaiRecordReader::read_header(const pugi::xml_node& header) {
  header_.deleted = std::string_view(header.attribute("status").value()) == "deleted";
  for (pugi::xml_node child = header.first_child(); child; child = child.next_sibling()) {
    const std::string_view field = local_name(child);
    if (field == "identifier") {
      header_.identifier = text_of(child, identifier_scratch_);
    } else if (field == "datestamp") {
      note_datestamp(text_of(child, scratch_));
    } else if (field == "setSpec") {
      sets_.push_back(child.value());
    }
  }
}

void OaiRecordReader::read(const pugi::xml_node& record) {
  ++page_.records;
  header_ = {};
  sets_.clear();
  pugi::xml_node metadata;
  for (pugi::xml_node child = record.first_child(); child; child = child.next_sibling()) {
    const std::string_view part = local_name(child);
    if (part == "header") read_header(child);
    if (part == "metadata") metadata = child.first_child();
  }
  if (header_.deleted) {
    add_deleted();
  } else if (metadata) {
    add_paper(metadata);
  } else {
    warn("the record has no metadata");
  }
}

void OaiRecordReader::add_deleted() {
  if (auto id = read_id(header_.identifier)) {
    page_.deleted.push_back(std::move(id->base));
  } else {
    warn("a deleted record without arXiv id");
  }
}

bool OaiRecordReader::give_id(Paper& paper) {
  auto id = read_id(id_.empty() ? header_.identifier : id_);
  if (!id) {
    warn(id_.empty() ? "no arXiv id" : "no arXiv id in \"" + shorten(trim(id_), 60) + "\"");
    return false;
  }
  paper.id = std::move(id->base);
  if (paper.version == 0) paper.version = id->version;
  if (id_.empty() || header_.identifier.ends_with(paper.id)) return true;
  const auto of_header = read_id(header_.identifier);
  if (of_header && of_header->base != paper.id) warn("the record itself has the id " + paper.id);
  return true;
}

void OaiRecordReader::add_paper(const pugi::xml_node& metadata) {
  id_ = {};
  created_.reset();
  revised_.reset();
  authors_.clear();
  const std::string_view format = local_name(metadata);
  const bool dublin_core = format == "dc";
  if (!dublin_core && format != "arXiv" && format != "arXivRaw" && format != "arXivOld") {
    warn("metadata of the unknown format <" + shorten(metadata.name(), 40) + ">");
    return;
  }
  Paper& paper = page_.papers.emplace_back();
  paper.categories.reserve(4);
  dublin_core ? read_dublin_core(metadata, paper) : read_arxiv(metadata, paper);
  if (!give_id(paper)) {
    page_.papers.pop_back();
  } else if (paper.title.empty()) {
    warn("the record has no title");
    page_.papers.pop_back();
  } else {
    finish(paper);
  }
}

void OaiRecordReader::finish(Paper& paper) {
  paper.authors.assign(std::make_move_iterator(authors_.begin()),
                       std::make_move_iterator(authors_.end()));
  if (paper.categories.empty())
    for (const std::string_view set : sets_)
      if (paper.categories.size() < kMaxCategories)
        add_once(paper.categories, category_of_set(set));
  give_dates(paper);
}

// Versions, where the format has them, are told already. arXiv's new server gives as `created` the
// day of the version at hand, its old one that of the first.
void OaiRecordReader::give_dates(Paper& paper) {
  if (!created_ || paper.published || paper.updated) return;
  paper.updated = std::max(*created_, revised_.value_or(*created_));
  const auto end = end_of_id_month(paper.id);
  const bool of_first = !end || *created_ <= Seconds{end->time_since_epoch().count()} * 86400;
  if (of_first) paper.published = created_;
}

void OaiRecordReader::add_categories(std::string_view terms, Paper& paper) {
  if (!categories_.add_terms(terms, paper, unknown_))
    warn("the category \"" + unknown_ + "\" is not known and was left out");
}

}  // namespace sheaf::source
