// Announcement feeds to papers: RSS 2.0 and Atom name the same facts differently; see the header.
// Pure functions; any thread.
#include "source/arxiv_feed.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <unordered_map>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/xml.hpp"

namespace sheaf::source {
namespace {

// One <item> or <entry> as the feed writes it; nothing interpreted yet.
struct RawItem {
  std::string title, description, guid, link, date, type, rights, doi, journal_ref;
  std::vector<std::string> creators, categories;
};

struct TextField {
  std::string_view name;
  std::string RawItem::*member;
};

constexpr TextField kTextFields[] = {
    {"title", &RawItem::title},         {"description", &RawItem::description},
    {"summary", &RawItem::description}, {"guid", &RawItem::guid},
    {"id", &RawItem::guid},             {"pubDate", &RawItem::date},
    {"published", &RawItem::date},      {"announce_type", &RawItem::type},
    {"rights", &RawItem::rights},       {"DOI", &RawItem::doi},
    {"journal_reference", &RawItem::journal_ref},
};

// RSS has the value as text, Atom in an attribute.
std::string text_or(const pugi::xml_node& node, const char* attribute) {
  std::string scratch;
  const std::string_view text = trim(text_of(node, scratch));
  return text.empty() ? node.attribute(attribute).value() : std::string(text);
}

RawItem read_item(const pugi::xml_node& node) {
  RawItem item;
  std::string scratch;
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = local_name(child);
    const auto* field = std::find_if(std::begin(kTextFields), std::end(kTextFields),
                                     [&](const TextField& f) { return f.name == name; });
    if (field != std::end(kTextFields)) {
      item.*(field->member) = text_of(child, scratch);
    } else if (name == "link" && item.link.empty()) {
      item.link = text_or(child, "href");
    } else if (name == "category") {
      item.categories.push_back(text_or(child, "term"));
    } else if (name == "creator") {
      item.creators.emplace_back(text_of(child, scratch));
    } else if (name == "author") {
      item.creators.push_back(text_or(child.child("name"), ""));
    }
  }
  return item;
}

// "arXiv:2604.14193v1 Announce Type: new \nAbstract: ..." in its three parts.
struct Description {
  std::string_view id, type, abstract;
};

Description split_description(std::string_view text) {
  constexpr std::string_view kType = "Announce Type:", kAbstract = "Abstract:";
  text = trim(text);
  Description parts;
  if (text.substr(0, 6) != "arXiv:") {
    parts.abstract = text;
    return parts;
  }
  const std::string_view head = text.substr(0, text.find('\n'));
  parts.id = head.substr(0, head.find(' '));
  const std::size_t type = head.find(kType);
  if (type != std::string_view::npos) {
    const std::string_view rest = trim(head.substr(type + kType.size()));
    parts.type = rest.substr(0, rest.find(' '));
  }
  const std::size_t abstract = text.find(kAbstract);
  if (abstract != std::string_view::npos) {
    parts.abstract = text.substr(abstract + kAbstract.size());
  } else if (head.size() < text.size()) {
    parts.abstract = text.substr(head.size());
  }
  return parts;
}

std::optional<ArxivId> find_id(const RawItem& item, const Description& description) {
  for (const std::string_view text : {std::string_view(item.guid), description.id,
                                      std::string_view(item.link)})
    if (auto id = parse_arxiv_id(trim(text))) return id;
  return std::nullopt;
}

// arXiv writes midnight in New York with its offset, so the day is the one that is written.
std::optional<Day> item_day(const RawItem& item) { return written_day(trim(item.date)); }

class DayReader {
 public:
  explicit DayReader(FeedDay& day) : day_(day) {}

  void read(const pugi::xml_node& node);
  std::optional<Day> first_day() const { return first_day_; }

 private:
  AnnounceType type_of(const RawItem& item, const Description& description, const ArxivId& id);
  void keep(FeedItem item);
  void warn(std::string text) { day_.warnings.push_back(std::move(text)); }

  FeedDay& day_;
  std::size_t count_ = 0;
  std::optional<Day> first_day_;
  std::unordered_map<std::string, std::size_t> places_;  // id to index in items
};

AnnounceType DayReader::type_of(const RawItem& item, const Description& description,
                                const ArxivId& id) {
  const std::string_view given = trim(item.type);
  const std::string_view name = given.empty() ? description.type : given;
  if (auto type = parse_announce_type(name)) return *type;
  // A paper is never lost over a word: first versions are new, later ones replace.
  const AnnounceType guess = id.version > 1 ? AnnounceType::kReplace : AnnounceType::kNew;
  warn(id.versioned() + ": announce type \"" + shorten(name, 40) + "\" is not known, taken as " +
       std::string(announce_type_name(guess)));
  return guess;
}

void DayReader::keep(FeedItem item) {
  const auto [place, added] = places_.try_emplace(item.paper.id, day_.items.size());
  if (added) {
    day_.items.push_back(std::move(item));
  } else if (item.type < day_.items[place->second].type) {
    day_.items[place->second] = std::move(item);
  }
}

void DayReader::read(const pugi::xml_node& node) {
  ++count_;
  const RawItem raw = read_item(node);
  const Description description = split_description(raw.description);
  auto id = find_id(raw, description);
  if (!id) {
    warn("item " + std::to_string(count_) + ": no arXiv id in \"" +
         shorten(trim(raw.guid), 60) + "\"");
    return;
  }
  FeedItem item;
  item.type = type_of(raw, description, *id);
  Paper& paper = item.paper;
  paper.id = std::move(id->base);
  paper.version = id->version;
  paper.title = one_line(raw.title);
  paper.abstract = paragraphs(description.abstract);
  paper.license = one_line(raw.rights);
  paper.doi = bare_doi(raw.doi);
  paper.journal_ref = one_line(raw.journal_ref);
  paper.detail = Detail::kAnnounced;
  for (const std::string& creator : raw.creators)
    for (Author& author : split_author_list(creator)) paper.authors.push_back(std::move(author));
  for (const std::string& term : raw.categories) add_once(paper.categories, category_of_term(term));
  if (!first_day_) first_day_ = item_day(raw);
  if (paper.title.empty()) warn(paper.id + ": the item has no title");
  keep(std::move(item));
}

std::string child_text(const pugi::xml_node& node, const char* name) {
  std::string scratch;
  return one_line(text_of(node.child(name), scratch));
}

// What the feed as a whole is dated: RSS by the announcement, Atom by when it was built.
std::optional<Day> feed_day(const pugi::xml_node& feed) {
  if (auto day = written_day(child_text(feed, "pubDate"))) return day;
  if (auto built = parse_rfc822(child_text(feed, "lastBuildDate"))) return new_york_day(*built);
  if (auto built = parse_rfc3339(child_text(feed, "updated"))) return new_york_day(*built);
  return std::nullopt;
}

// The items of an RSS channel or an Atom feed.
Result<FeedDay> read_day(const pugi::xml_node& feed, std::string_view item_name, bool feed_dated) {
  const std::string title = child_text(feed, "title");
  if (title.rfind("Feed error", 0) == 0) {
    std::string words = child_text(feed, "description");
    if (words.empty()) words = child_text(feed, "subtitle");
    return Error(ErrorCode::kInvalid, words.empty() ? title : words);
  }
  FeedDay day;
  DayReader reader(day);
  for (const pugi::xml_node& child : feed.children())
    if (local_name(child) == item_name) reader.read(child);
  const std::optional<Day> of_feed = feed_day(feed);
  const std::optional<Day> of_items = reader.first_day();
  if (!of_feed && !of_items)
    return Error(ErrorCode::kParse, "expected a dated announcement feed, found no date in \"" +
                                        shorten(title, 60) + "\"");
  const bool by_feed = of_feed && (feed_dated || !of_items);
  day.day = by_feed ? *of_feed : *of_items;
  if (of_feed && of_items && *of_feed != *of_items)
    day.warnings.push_back("the feed is of " + format_day(*of_feed) + ", its papers of " +
                           format_day(*of_items));
  return day;
}

}  // namespace

Result<FeedDay> parse_announcement_feed(std::string body) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  const pugi::xml_node root = document.root();
  const std::string_view name = local_name(root);
  if (name != "rss" && name != "feed")
    return Error(ErrorCode::kParse, "expected an RSS or Atom feed, got a document <" +
                                        shorten(root.name(), 40) + ">");
  Result<FeedDay> day = name == "rss" ? read_day(root.child("channel"), "item", true)
                                      : read_day(root, "entry", false);
  if (day.ok() && !document.warning().empty()) day->warnings.push_back(document.warning());
  return day;
}

std::string batch_hash(const std::vector<FeedItem>& items) {
  std::vector<std::string> lines;
  lines.reserve(items.size());
  for (const FeedItem& item : items)
    lines.push_back(item.paper.id + "v" + std::to_string(item.paper.version) + " " +
                    std::string(announce_type_name(item.type)));
  std::sort(lines.begin(), lines.end());
  std::uint64_t hash = fnv1a64("");
  for (const std::string& line : lines) hash = fnv1a64(line + "\n", hash);
  return to_hex(hash);
}

}  // namespace sheaf::source
