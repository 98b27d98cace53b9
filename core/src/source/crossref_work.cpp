// Crossref's fields, which are mostly lists and mostly optional; see crossref_work.hpp.
// Format: https://api.crossref.org/swagger-ui. Pure functions; any thread.
#include "source/crossref_work.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "source/doi_text.hpp"
#include "source/journal_ref.hpp"
#include "source/json_fields.hpp"
#include "source/listed.hpp"
#include "source/markup_text.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

struct WrittenDate {
  Day day;
  Day latest;  // what the missing parts leave open
};

std::int64_t part_of(const Json& parts, std::size_t index) {
  if (!parts.is_array() || index >= parts.size()) return 0;
  const Json& part = parts[index];
  return part.is_number_integer() ? part.get<std::int64_t>() : 0;
}

// {"date-parts": [[2014, 2]]}; also [[null]], which is no date.
std::optional<WrittenDate> date_at(const Json& record, const char* key) {
  const Json& lists = member(member(record, key), "date-parts");
  if (!lists.is_array() || lists.empty()) return std::nullopt;
  const Json& parts = lists.front();
  const std::int64_t year = part_of(parts, 0), month = part_of(parts, 1), day = part_of(parts, 2);
  const auto first = day_of_parts(year, month, day);
  if (!first) return std::nullopt;
  const std::chrono::days open(month == 0 ? 364 : day == 0 ? 27 : 0);
  return WrittenDate{*first, *first + open};
}

// The earliest that is told; between "2014" and "2014-02-11" the exact one.
std::optional<Day> published_day(const Json& record) {
  std::optional<WrittenDate> best;
  for (const char* key : {"published-online", "published-print", "posted", "published", "issued"}) {
    const auto date = date_at(record, key);
    if (date && (!best || date->latest < best->latest)) best = date;
  }
  if (!best) return std::nullopt;
  return best->day;
}

std::vector<Author> authors_of(const Json& record) {
  std::vector<Author> authors;
  const Json& list = member(record, "author");
  if (!list.is_array()) return authors;
  for (const Json& one : list) {
    std::vector<std::string> parts;
    for (const char* key : {"given", "family", "suffix"})
      if (std::string part = markup_to_line(text_at(one, key)); !part.empty())
        parts.push_back(std::move(part));
    Author author{join(parts, " "), {}};
    if (author.name.empty()) author.name = markup_to_line(text_at(one, "name"));
    if (author.name.empty()) continue;
    if (const Json& places = member(one, "affiliation"); places.is_array())
      for (const Json& place : places)
        add_listed(author.affiliations, markup_to_line(text_at(place, "name")));
    authors.push_back(std::move(author));
  }
  return authors;
}

std::string title_of(const Json& record) {
  std::string title = markup_to_line(first_at(record, "title"));
  const std::string subtitle = markup_to_line(first_at(record, "subtitle"));
  if (!title.empty() && !subtitle.empty() && !contains(title, subtitle)) {
    if (std::string_view("?!:.").find(title.back()) == std::string_view::npos) title += ":";
    title += " " + subtitle;
  }
  return title;
}

// Preprints have no container: the server that posted them stands in "institution".
std::string venue_of(const Json& record) {
  std::string venue = markup_to_line(first_at(record, "container-title"));
  if (!venue.empty()) return venue;
  const Json& institutions = member(record, "institution");
  const Json& first =
      institutions.is_array() && !institutions.empty() ? institutions.front() : institutions;
  venue = markup_to_line(text_at(first, "name"));
  if (venue.empty()) venue = markup_to_line(text_at(member(record, "event"), "name"));
  return venue;
}

std::string license_of(const Json& record) {
  const Json& list = member(record, "license");
  std::string any;
  if (!list.is_array()) return any;
  for (const Json& license : list) {
    std::string url = line_at(license, "URL");
    if (line_at(license, "content-version") == "vor") return url;
    if (any.empty()) any = std::move(url);
  }
  return any;
}

std::string pdf_of(const Json& record) {
  const Json& list = member(record, "link");
  if (!list.is_array()) return {};
  for (const Json& link : list)
    if (line_at(link, "content-type") == "application/pdf" &&
        line_at(link, "intended-application") != "similarity-checking")
      return line_at(link, "URL");
  return {};
}

std::vector<std::string> related(const Json& record, const char* relation) {
  std::vector<std::string> ids;
  const Json& list = member(member(record, "relation"), relation);
  if (!list.is_array()) return ids;
  for (const Json& one : list)
    if (const auto id = id_of_doi(text_at(one, "id")); id && id->scheme != "url")
      add_listed(ids, id->id);
  return ids;
}

void set_place(Paper& paper, const Json& record, std::optional<Day> day) {
  paper.venue = venue_of(record);
  PrintedPlace place{paper.venue,
                     line_at(record, "volume"),
                     line_at(record, "issue"),
                     line_at(record, "page"),
                     {}};
  if (place.pages.empty()) place.pages = line_at(record, "article-number");
  if (day) place.year = format_day(*day).substr(0, 4);
  paper.journal_ref = journal_ref(place);
}

}  // namespace

std::optional<CrossrefWork> read_crossref_work(const Json& record) {
  const auto id = id_of_doi(text_at(record, "DOI"));
  if (!id || (id->scheme != "doi" && id->scheme != "arxiv")) return std::nullopt;
  CrossrefWork work;
  Paper& paper = work.paper;
  paper.id = id->id;
  paper.scheme = id->scheme;
  if (id->scheme == "doi") paper.doi = id->id;
  paper.title = title_of(record);
  paper.abstract = markup_to_text(text_at(record, "abstract"));
  paper.authors = authors_of(record);
  paper.keywords = lines_at(record, "subject");
  paper.license = license_of(record);
  paper.landing = line_at(member(member(record, "resource"), "primary"), "URL");
  paper.pdf = pdf_of(record);
  if (const auto count = number_at(record, "is-referenced-by-count"); count && *count >= 0)
    paper.citations = count;
  const auto day = published_day(record);
  if (day) paper.published = midnight(*day);
  set_place(paper, record, day);
  work.type = line_at(record, "type");
  work.preprints = related(record, "has-preprint");
  work.published_as = related(record, "is-preprint-of");
  for (const std::vector<std::string>& ids :
       {work.preprints, work.published_as, related(record, "is-identical-to")})
    for (const std::string& other : ids)
      if (other != paper.id) add_listed(paper.aliases, other);
  if (const auto created = date_at(record, "created")) work.created = created->day;
  return work;
}

}  // namespace sheaf::source
