// Entries of an API page, field by field in one pass; see api_entry.hpp.
// Borrows page and document; one thread.
#include "source/api_entry.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <pugixml.hpp>
#include <utility>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {
namespace {

enum class Field {
  kOther, kAffiliation, kAuthor, kCategory, kComment, kDoi, kId, kJournalRef, kName, kPrimary,
  kPublished, kSummary, kTitle, kUpdated
};

// The length is known to be right, so that this is a comparison of a word or two.
template <std::size_t kSize>
bool is(std::string_view name, const char (&text)[kSize]) {
  return std::memcmp(name.data(), text, kSize - 1) == 0;
}

Field field_of(std::string_view name) {
  switch (name.size()) {
    case 2: return is(name, "id") ? Field::kId : Field::kOther;
    case 3: return is(name, "doi") ? Field::kDoi : Field::kOther;
    case 4: return is(name, "name") ? Field::kName : Field::kOther;
    case 5: return is(name, "title") ? Field::kTitle : Field::kOther;
    case 6: return is(name, "author") ? Field::kAuthor : Field::kOther;
    case 7:
      if (is(name, "summary")) return Field::kSummary;
      if (is(name, "updated")) return Field::kUpdated;
      return is(name, "comment") ? Field::kComment : Field::kOther;
    case 8: return is(name, "category") ? Field::kCategory : Field::kOther;
    case 9: return is(name, "published") ? Field::kPublished : Field::kOther;
    case 11:
      if (is(name, "affiliation")) return Field::kAffiliation;
      return is(name, "journal_ref") ? Field::kJournalRef : Field::kOther;
    case 16: return is(name, "primary_category") ? Field::kPrimary : Field::kOther;
    default: return Field::kOther;
  }
}

}  // namespace

// A page repeats a few dozen terms; two that share a place only cost a look-up.
const std::string& EntryReader::category(std::string_view term) {
  std::size_t place = term.size();
  for (const char c : term.substr(term.size() < 2 ? 0 : term.size() - 2))
    place = place * 5 + static_cast<unsigned char>(c);  // the letters after the dot
  KnownCategory& known = known_categories_[place % known_categories_.size()];
  if (known.term != term) known = {term, category_of_term(term)};
  return known.category;
}

// The first version's time and this version's are mostly the same.
std::optional<Seconds> EntryReader::read_time(const pugi::xml_node& node) {
  const std::string_view text = text_of(node, scratch_);
  if (text != last_time_) {
    last_seconds_ = parse_rfc3339(trim(text));
    last_time_ = text;
  }
  return last_seconds_;
}

void EntryReader::read_author(const pugi::xml_node& node) {
  Author& author = authors_.emplace_back();
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    const Field field = field_of(local_name(child));
    if (field == Field::kName) {
      author.name = one_line(text_of(child, scratch_));
    } else if (field == Field::kAffiliation) {
      std::string affiliation = one_line(text_of(child, scratch_));
      if (!affiliation.empty()) author.affiliations.push_back(std::move(affiliation));
    }
  }
  if (author.name.empty()) authors_.pop_back();
}

void EntryReader::read_field(const pugi::xml_node& node, Paper& paper) {
  switch (field_of(local_name(node))) {
    case Field::kId: id_ = trim(text_of(node, id_scratch_)); break;
    case Field::kTitle: paper.title = one_line(text_of(node, scratch_)); break;
    case Field::kSummary: summary_ = text_of(node, summary_scratch_); break;
    case Field::kUpdated: paper.updated = read_time(node); break;
    case Field::kPublished: paper.published = read_time(node); break;
    case Field::kCategory:
      add_once(paper.categories, category(node.attribute("term").value()));
      break;
    case Field::kPrimary: primary_ = node.attribute("term").value(); break;
    case Field::kComment: paper.comment = one_line(text_of(node, scratch_)); break;
    case Field::kJournalRef: paper.journal_ref = one_line(text_of(node, scratch_)); break;
    case Field::kDoi: paper.doi = bare_doi(text_of(node, scratch_)); break;
    case Field::kAuthor: read_author(node); break;
    default: break;
  }
}

Status EntryReader::skip(const std::string& which, const std::string& why) {
  page_.warnings.push_back(which + ": " + why);
  page_.papers.pop_back();
  return {};
}

void EntryReader::finish(Paper& paper) {
  paper.abstract = paragraphs(summary_);
  paper.authors.assign(std::make_move_iterator(authors_.begin()),
                       std::make_move_iterator(authors_.end()));
  read_tex_names(paper.authors);
  const std::string& primary = category(primary_);
  if (primary.empty() || (!paper.categories.empty() && paper.categories.front() == primary)) return;
  add_once(paper.categories, primary);
  const auto place = std::find(paper.categories.begin(), paper.categories.end(), primary);
  std::rotate(paper.categories.begin(), place, place + 1);
}

namespace {

// The part after "/abs/" saves the look at every other way to write an id.
std::optional<ArxivId> entry_id(std::string_view url) {
  constexpr std::string_view kAbs = "http://arxiv.org/abs/";
  if (url.substr(0, kAbs.size()) == kAbs) url.remove_prefix(kAbs.size());
  return parse_arxiv_id(url);
}

}  // namespace

Status EntryReader::read(const pugi::xml_node& entry) {
  ++count_;
  id_ = primary_ = summary_ = {};
  authors_.clear();
  Paper& paper = page_.papers.emplace_back();
  paper.categories.reserve(4);
  for (pugi::xml_node child = entry.first_child(); child; child = child.next_sibling())
    read_field(child, paper);
  auto id = entry_id(id_);
  if (!id) {
    // arXiv sends refusals as an entry, today with status 400 and formerly with 200.
    if (contains(id_, "/api/errors"))
      return Error(ErrorCode::kInvalid, one_line(summary_.empty() ? "Error" : summary_));
    return skip("entry " + std::to_string(count_), "no arXiv id in \"" + shorten(id_, 60) + "\"");
  }
  paper.id = std::move(id->base);
  paper.version = id->version;
  if (paper.title.empty()) return skip(paper.id, "the entry has no title");
  finish(paper);
  return {};
}

}  // namespace sheaf::source
