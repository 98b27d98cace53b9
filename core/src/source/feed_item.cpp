// Items of RSS 1.0, RSS 2.0 and Atom, with Dublin Core and PRISM; see feed_item.hpp.
// Pure functions; any thread.
#include "source/feed_item.hpp"

#include <algorithm>
#include <iterator>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "model/author_list.hpp"
#include "source/doi_text.hpp"
#include "source/field_text.hpp"
#include "source/journal_feed.hpp"
#include "source/journal_ref.hpp"
#include "source/listed.hpp"
#include "source/markup_text.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kMaxAbstract = 20'000;  // characters; some feeds carry whole articles

struct Field {
  std::string_view name;  // local, lower case
  std::string FeedFields::*member;
};

constexpr Field kFields[] = {
    {"title", &FeedFields::title},
    {"description", &FeedFields::description},
    {"summary", &FeedFields::description},
    {"abstract", &FeedFields::description},
    {"encoded", &FeedFields::content},
    {"content", &FeedFields::content},
    {"guid", &FeedFields::guid},
    {"id", &FeedFields::guid},
    {"url", &FeedFields::url},
    {"doi", &FeedFields::doi},
    {"identifier", &FeedFields::identifier},
    {"rights", &FeedFields::rights},
    {"copyright", &FeedFields::rights},
    {"publicationname", &FeedFields::venue},
    {"volume", &FeedFields::volume},
    {"number", &FeedFields::number},
    {"startingpage", &FeedFields::first_page},
    {"endingpage", &FeedFields::last_page},
    {"pagerange", &FeedFields::pages},
    {"pubdate", &FeedFields::date},
    {"published", &FeedFields::date},
    {"issued", &FeedFields::date},
    {"date", &FeedFields::date},
    {"updated", &FeedFields::updated},
    {"modified", &FeedFields::updated},
    {"publicationdate", &FeedFields::cover_date},
    {"coverdate", &FeedFields::cover_date},
};

// Vocabularies that use the same names for other things: a picture's title, a podcast's author.
constexpr std::string_view kForeignPrefixes[] = {"cc",     "feedburner", "georss", "image",
                                                 "itunes", "media",      "slash",  "wfw"};

bool is_foreign(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos &&
         std::binary_search(std::begin(kForeignPrefixes), std::end(kForeignPrefixes),
                            name.substr(0, colon));
}

std::string text_in(const pugi::xml_node& node) {
  std::string scratch;
  return std::string(trim(text_of(node, scratch)));
}

void read_link(const pugi::xml_node& node, const std::string& base, FeedFields& fields) {
  const std::string_view href = node.attribute("href").value();
  const std::string_view rel = node.attribute("rel").value();
  const std::string_view type = node.attribute("type").value();
  const std::string written = href.empty() ? text_in(node) : std::string(href);
  if (written.empty()) return;
  std::string link = resolve_link(base, written);
  if (type == "application/pdf") {
    if (fields.pdf.empty()) fields.pdf = std::move(link);
  } else if ((rel.empty() || rel == "alternate") && fields.link.empty()) {
    fields.link = std::move(link);
  }
}

void read_enclosure(const pugi::xml_node& node, const std::string& base, FeedFields& fields) {
  if (std::string_view(node.attribute("type").value()) == "application/pdf" && fields.pdf.empty())
    fields.pdf = resolve_link(base, node.attribute("url").value());
}

void read_person(const pugi::xml_node& node, FeedFields& fields) {
  std::string name;
  for (const pugi::xml_node& child : node.children())
    if (local_name(child) == "name") name = text_in(child);
  fields.creators.push_back(name.empty() ? text_in(node) : std::move(name));
}

void read_subject(const pugi::xml_node& node, FeedFields& fields) {
  std::string term = node.attribute("label").value();
  if (term.empty()) term = node.attribute("term").value();
  add_listed(fields.subjects, markup_to_line(term.empty() ? text_in(node) : term));
}

}  // namespace

FeedFields read_feed_fields(const pugi::xml_node& node, const std::string& base) {
  FeedFields fields;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element || is_foreign(child.name())) continue;
    const std::string name = ascii_lower(local_name(child));
    const auto* field = std::find_if(std::begin(kFields), std::end(kFields),
                                     [&](const Field& f) { return f.name == name; });
    if (field != std::end(kFields)) {
      std::string& value = fields.*(field->member);
      if (value.empty()) value = text_in(child);
      // A guid that is no permanent link is a name only.
      if (name == "guid" && std::string_view(child.attribute("isPermaLink").value()) == "false" &&
          canonical_doi(value).empty())
        value = "guid:" + value;
    } else if (name == "link") {
      read_link(child, base, fields);
    } else if (name == "enclosure") {
      read_enclosure(child, base, fields);
    } else if (name == "creator" || name == "author") {
      read_person(child, fields);
    } else if (name == "category" || name == "subject" || name == "keyword") {
      read_subject(child, fields);
    }
  }
  const std::string_view about = node.attribute("rdf:about").value();
  if (fields.link.empty() && !about.empty()) fields.link = resolve_link(base, about);
  return fields;
}

namespace {

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char c) {
    if (is_ascii_digit(c)) return c - '0';
    const char low = ascii_lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += coded ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (coded) i += 2;
  }
  return is_valid_utf8(out) ? out : std::string(text);  // a link of another encoding stays as it is written
}

// Preprint servers add the version: "10.1101/2026.01.02.697412v1".
void drop_version(std::string& doi) {
  const std::size_t mark = doi.rfind('v');
  const bool version = mark != std::string::npos && mark + 1 < doi.size() &&
                       doi.find_first_not_of("0123456789", mark + 1) == std::string::npos;
  if (version) doi.erase(mark);
}

// The DOI in a publisher's link: ".../doi/abs/10.1002/x.1?af=R" → "10.1002/x.1".
std::string doi_in_link(std::string_view link) {
  link = link.substr(0, link.find_first_of("?#"));
  const std::size_t at = link.find("/10.");
  if (at == std::string_view::npos) return {};
  std::string doi = canonical_doi(percent_decoded(link.substr(at + 1)));
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view tail : {"/full", "/abstract", "/meta", "/pdf", "/epdf", "/fulltext",
                                        "/html", "/full/html", ".full", ".abstract", ".short"})
      if (doi.ends_with(tail)) {
        doi.resize(doi.size() - tail.size());
        again = true;
      }
  }
  if (contains(link, "biorxiv.org") || contains(link, "medrxiv.org")) drop_version(doi);
  return canonical_doi(doi);
}

bool is_web_link(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

}  // namespace

std::optional<PaperId> feed_item_id(const FeedFields& fields) {
  for (const std::string* text :
       {&fields.doi, &fields.identifier, &fields.guid, &fields.url, &fields.link}) {
    // The links of arXiv and resolvers are ids in clothes, other publishers' hold a DOI somewhere.
    if (auto id = id_of_doi(*text); id && (id->scheme == "arxiv" || id->scheme == "doi")) return id;
    if (!is_web_link(*text)) continue;
    if (auto id = parse_paper_id(doi_in_link(*text))) return id;
  }
  for (const std::string* text : {&fields.link, &fields.url, &fields.guid})
    if (const std::string link = resolve_link("", *text); !link.empty())
      return PaperId{"url:" + link, "url", 0};
  return std::nullopt;
}

std::optional<FeedDate> read_feed_date(std::string_view text) {
  text = trim(text);
  const auto day = written_day(text);
  auto time = parse_rfc3339(text);
  if (!time) time = parse_rfc822(text);
  if (day && time) return FeedDate{*day, *time};
  // "2026-04" and "2026", as cover dates are.
  const std::vector<std::string> parts = split(text, '-');
  if (parts.size() > 2 || parts[0].size() != 4) return std::nullopt;
  if (parts[0].find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int month = parts.size() == 2 ? month_of(parts[1]) : 0;
  if (parts.size() == 2 && month == 0) return std::nullopt;
  const auto first = day_of_parts(std::stoi(parts[0]), month, 0);
  if (!first) return std::nullopt;
  return FeedDate{*first, midnight(*first)};
}

namespace {

// "Doe, Jane" → "Jane Doe".
std::string turned(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) return one_line(name);
  return one_line(std::string(name.substr(comma + 1)) + " " + std::string(name.substr(0, comma)));
}

// RSS 2.0 has "jane@example.org (Jane Doe)"; an address alone is no name.
std::string without_address(const std::string& creator) {
  const std::size_t sign = creator.find('@');
  if (sign == std::string::npos) return creator;
  const std::size_t open = creator.find('(', sign);
  const std::size_t close = creator.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {};
  return creator.substr(open + 1, close - open - 1);
}

// One element with one comma behind one word is a name turned round, not two names.
bool is_turned_name(std::string_view text) {
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && text.find(',', comma + 1) == std::string_view::npos &&
         trim(text.substr(0, comma)).find(' ') == std::string_view::npos &&
         !contains(text, " and ");
}

}  // namespace

std::vector<Author> feed_authors(const std::vector<std::string>& creators) {
  std::vector<Author> authors;
  const auto add = [&](std::string name) {
    if (!name.empty()) authors.push_back({std::move(name), {}});
  };
  for (const std::string& raw : creators) {
    const std::string creator = without_address(markup_to_line(raw));
    if (contains(creator, ";")) {
      for (const std::string& part : split_list(creator, ';')) add(turned(part));
    } else if (is_turned_name(creator) ||
               (creators.size() > 1 && std::count(creator.begin(), creator.end(), ',') == 1 &&
                !contains(creator, " and "))) {
      add(turned(creator));
    } else {
      for (Author& author : split_author_list(creator)) authors.push_back(std::move(author));
    }
  }
  return authors;
}

Paper feed_paper(const FeedFields& fields, const PaperId& id, const std::string& channel) {
  Paper paper;
  paper.id = id.id;
  paper.scheme = id.scheme;
  paper.version = id.version;
  paper.title = markup_to_line(fields.title);
  std::string text = markup_to_text(fields.description);
  if (text.empty()) text = markup_to_text(fields.content);
  paper.abstract = shorten(text, kMaxAbstract);
  paper.authors = feed_authors(fields.creators);
  paper.keywords = fields.subjects;
  paper.license = markup_to_line(fields.rights);
  paper.venue = markup_to_line(fields.venue.empty() ? channel : fields.venue);
  if (id.scheme == "doi") paper.doi = id.id;
  if (id.scheme != "arxiv") paper.landing = fields.link;
  paper.pdf = fields.pdf;
  paper.detail = Detail::kAnnounced;
  PrintedPlace place{paper.venue,
                     clean_line(fields.volume),
                     clean_line(fields.number),
                     clean_line(fields.pages),
                     {}};
  if (place.pages.empty()) place.pages = clean_line(fields.first_page);
  if (place.pages == clean_line(fields.first_page) && !fields.last_page.empty() &&
      !place.pages.empty())
    place.pages += "-" + clean_line(fields.last_page);
  const std::string& dated = fields.date.empty() ? fields.cover_date : fields.date;
  if (const auto date = read_feed_date(dated)) {
    paper.published = date->time;
    place.year = format_day(date->day).substr(0, 4);
  }
  if (const auto date = read_feed_date(fields.updated)) paper.updated = date->time;
  paper.journal_ref = journal_ref(place);
  return paper;
}

}  // namespace sheaf::source
