// ReplayRecords: what a folder of recorded announcement feeds knows about papers, day by day.
// Reads the feeds by itself, so that it can stand against the reader it helps to test.
#include "support/replay_records.hpp"

#include <strings.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <stdexcept>

namespace sheaf::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::vector<std::string> split_authors(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    std::string_view name = text.substr(0, text.find(", "));
    text.remove_prefix(std::min(name.size() + 2, text.size()));
    if (name.starts_with("and ")) name.remove_prefix(4);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

/// "oai:arXiv.org:2604.16446v2" into id and version.
bool read_guid(const std::string& guid, ReplayPaper& paper) {
  constexpr std::string_view kPrefix = "oai:arXiv.org:";
  if (guid.rfind(kPrefix, 0) != 0) return false;
  const VersionedId read = split_version(guid.substr(kPrefix.size()));
  paper.id = read.id;
  paper.version = std::max(read.version, 1);
  return !paper.id.empty();
}

/// The parts of "cs.CV_2026-04-17.rss.xml".
struct FeedName {
  std::string category, day, form;
};

std::optional<FeedName> read_feed_name(const std::string& name) {
  constexpr std::size_t kDayLength = 10;
  for (const std::string form : {"rss", "atom"}) {
    const std::string ending = "." + form + ".xml";
    if (!name.ends_with(ending) || name.size() < ending.size() + kDayLength + 2) continue;
    const std::string stem = name.substr(0, name.size() - ending.size());
    const std::size_t mark = stem.size() - kDayLength - 1;
    const std::string day = stem.substr(mark + 1);
    const bool digits = day.find_first_not_of("0123456789-") == std::string::npos;
    if (stem[mark] == '_' && digits) return FeedName{stem.substr(0, mark), day, form};
  }
  return std::nullopt;
}

std::optional<ReplayPaper> read_item(const pugi::xml_node& item, const std::string& day) {
  ReplayPaper paper;
  if (!read_guid(item.child_value("guid"), paper)) return std::nullopt;
  paper.day = day;
  paper.announce_type = item.child_value("arxiv:announce_type");
  paper.title = item.child_value("title");
  const std::string description = item.child_value("description");
  const std::size_t mark = description.find("Abstract: ");
  paper.abstract = mark == std::string::npos ? description : description.substr(mark + 10);
  paper.doi = item.child_value("arxiv:DOI");
  paper.journal_ref = item.child_value("arxiv:journal_reference");
  paper.authors = split_authors(item.child_value("dc:creator"));
  for (const pugi::xml_node& category : item.children("category")) {
    paper.categories.emplace_back(category.child_value());
  }
  if (!paper.categories.empty()) paper.primary_category = paper.categories.front();
  return paper;
}

std::vector<ReplayPaper> read_items(const std::string& path, const std::string& day) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_file(path.c_str());
  if (!parsed) throw std::runtime_error(path + " is not XML: " + parsed.description());
  std::vector<ReplayPaper> papers;
  for (const pugi::xml_node& item : document.child("rss").child("channel").children("item")) {
    if (auto paper = read_item(item, day)) papers.push_back(std::move(*paper));
  }
  return papers;
}

void take_text(const json& record, const char* name, std::string& target) {
  if (const auto found = record.find(name); found != record.end() && found->is_string()) {
    target = found->get<std::string>();
  }
}

void take_list(const json& record, const char* name, std::vector<std::string>& target) {
  const auto found = record.find(name);
  if (found == record.end() || !found->is_array() || found->empty()) return;
  target.clear();
  for (const json& entry : *found) {
    if (entry.is_string()) target.push_back(entry.get<std::string>());
  }
}

void enrich(ReplayPaper& paper, const json& record) {
  take_list(record, "authors", paper.authors);
  take_list(record, "categories", paper.categories);
  take_text(record, "comment", paper.comment);
  take_text(record, "primary_category", paper.primary_category);
  take_text(record, "doi", paper.doi);
  take_text(record, "journal_ref", paper.journal_ref);
  take_text(record, "published", paper.published);
  take_text(record, "updated", paper.updated);
}

std::chrono::sys_days day_of(const std::string& text) {
  int year = 1970;
  unsigned month = 1, day = 1;
  std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day);
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

/// Some time of that day before arXiv's deadline (18:00 UTC), the same for the same paper.
std::string stamp(std::chrono::sys_days day, const std::string& seed) {
  unsigned hash = 2166136261U;
  for (const char c : seed) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  const unsigned second = hash % (18 * 3600);
  const std::chrono::year_month_day date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02u:%02u:%02uZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                second / 3600, second / 60 % 60, second % 60);
  return text;
}

/// A paper announced on a day was sent in on the working day before it.
std::chrono::sys_days submitted_before(std::chrono::sys_days announced) {
  using namespace std::chrono;
  sys_days day = announced - days(1);
  while (weekday(day) == Saturday || weekday(day) == Sunday) day -= days(1);
  return day;
}

/// For a paper whose first version no feed has: its id tells the month and roughly the day.
std::chrono::sys_days guess_from_id(const std::string& id, std::chrono::sys_days latest) {
  unsigned year = 0, month = 0, number = 0;
  if (std::sscanf(id.c_str(), "%2u%2u.%u", &year, &month, &number) != 3 || month < 1 ||
      month > 12) {
    return latest;
  }
  const std::chrono::sys_days first =
      std::chrono::year(2000 + static_cast<int>(year)) / std::chrono::month(month) / 1;
  return std::min(first + std::chrono::days(std::min(number / 1000, 27U)), latest);
}

}  // namespace

VersionedId split_version(const std::string& text) {
  const std::size_t mark = text.rfind('v');
  const bool versioned = mark != std::string::npos && mark > 0 && mark + 1 < text.size() &&
                         text.size() - mark < 6 &&
                         text.find_first_not_of("0123456789", mark + 1) == std::string::npos;
  if (!versioned) return {text, 0};
  return {text.substr(0, mark), std::stoi(text.substr(mark + 1))};
}

void ReplayRecords::add_feeds(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::set<std::string> days(days_.begin(), days_.end());
  for (const fs::path& file : files) {
    const auto name = read_feed_name(file.filename().string());
    if (!name) continue;
    feeds_[name->category + "_" + name->day + "." + name->form] = file.string();
    days.insert(name->day);
    if (name->form == "rss") read_feed(file.string(), name->day);
  }
  if (days.empty()) {
    throw std::runtime_error(folder + " has no file named like cs.CV_2026-04-17.rss.xml");
  }
  days_.assign(days.begin(), days.end());
  for (auto& [id, records] : papers_) {
    std::stable_sort(records.begin(), records.end(),
                     [](const ReplayPaper& a, const ReplayPaper& b) { return a.day < b.day; });
  }
}

void ReplayRecords::read_feed(const std::string& path, const std::string& day) {
  for (ReplayPaper& paper : read_items(path, day)) {
    std::vector<ReplayPaper>& records = papers_[paper.id];
    records.push_back(std::move(paper));
  }
}

std::vector<ReplayPaper> ReplayRecords::announced(const std::string& category,
                                                  const std::string& day) const {
  const std::string path = feed_path(category, day, "rss");
  if (path.empty()) return {};
  std::vector<ReplayPaper> papers = read_items(path, day);
  for (ReplayPaper& paper : papers) {
    const ReplayPaper* const known = find(paper.id, paper.version, day);
    if (!known) continue;
    // The type is the feed's own: another list may have the same paper by another.
    std::string type = std::move(paper.announce_type);
    paper = *known;
    paper.announce_type = std::move(type);
  }
  return papers;
}

void ReplayRecords::add_mirror(const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const std::string day = entry.path().stem().string();
    std::ifstream in(entry.path(), std::ios::binary);
    const json document = json::parse(in, nullptr, false);
    if (!document.is_object() || !document.contains("papers")) continue;
    for (const json& record : document["papers"]) {
      const auto found = papers_.find(record.value("arxiv_id", std::string()));
      if (found == papers_.end()) continue;
      for (ReplayPaper& paper : found->second) {
        if (paper.day == day) enrich(paper, record);
      }
    }
  }
}

void ReplayRecords::estimate_dates() {
  for (auto& [id, records] : papers_) {
    const ReplayPaper& first = records.front();
    const auto first_sent = submitted_before(day_of(first.day));
    const std::string published =
        first.version == 1 ? stamp(first_sent, id)
                           : stamp(guess_from_id(id, first_sent - std::chrono::days(1)), id);
    for (ReplayPaper& paper : records) {
      if (paper.published.empty()) paper.published = published;
      if (!paper.updated.empty()) continue;
      paper.updated = paper.version == 1 ? paper.published
                                         : stamp(submitted_before(day_of(paper.day)),
                                                 id + std::to_string(paper.version));
    }
  }
}

std::string ReplayRecords::known_category(std::string_view name) const {
  for (const std::string& category : categories()) {
    if (category.size() == name.size() &&
        strncasecmp(category.data(), name.data(), name.size()) == 0) {
      return category;
    }
  }
  return {};
}

std::vector<std::string> ReplayRecords::categories() const {
  std::set<std::string> names;
  for (const auto& [key, path] : feeds_) names.insert(key.substr(0, key.rfind('_')));
  return {names.begin(), names.end()};
}

std::string ReplayRecords::feed_path(const std::string& category, const std::string& day,
                                     const std::string& form) const {
  const auto found = feeds_.find(category + "_" + day + "." + form);
  return found == feeds_.end() ? std::string() : found->second;
}

const ReplayPaper* ReplayRecords::find(const std::string& id, int version,
                                       const std::string& day) const {
  const auto found = papers_.find(id);
  if (found == papers_.end()) return nullptr;
  for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
    if (it->day <= day && (version == 0 || it->version == version)) return &*it;
  }
  return nullptr;
}

std::vector<const ReplayPaper*> ReplayRecords::all(const std::string& day) const {
  std::vector<const ReplayPaper*> found;
  for (const auto& [id, records] : papers_) {
    if (const ReplayPaper* paper = find(id, 0, day)) found.push_back(paper);
  }
  return found;
}

}  // namespace sheaf::test
