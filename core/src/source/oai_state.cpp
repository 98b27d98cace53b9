// States of a harvest: their beginning, their spelling as a cursor, and the names of sets; see
// oai_harvest.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/category.hpp"
#include "model/json.hpp"
#include "source/oai_harvest.hpp"

namespace sheaf::source {
namespace {

constexpr std::uint64_t kCursorVersion = 1;
constexpr Day kFirstDatestamp{std::chrono::year{2005} / 9 / 16};  // earlier ones are refused

constexpr std::array<std::string_view, 8> kGroups = {"cs",      "econ",  "eess",  "math",
                                                     "physics", "q-bio", "q-fin", "stat"};

bool is_group(std::string_view name) {
  return std::find(kGroups.begin(), kGroups.end(), name) != kGroups.end();
}

// Every archive that is no group of its own belongs to physics.
std::string_view group_of(std::string_view archive) {
  return is_group(archive) ? archive : "physics";
}

// "cs.AI" → "cs:cs:AI", "hep-th" → "physics:hep-th", "cs" → "cs"
std::string set_of_category(std::string_view category) {
  const std::size_t dot = category.find('.');
  const std::string archive(category.substr(0, dot));
  if (dot == std::string_view::npos && is_group(archive)) return archive;
  const std::string set = std::string(group_of(archive)) + ":" + archive;
  return dot == std::string_view::npos ? set : set + ":" + std::string(category.substr(dot + 1));
}

// "cs:cs:AI" → "cs.AI", "physics:hep-th" → "hep-th"; the group must be the right one.
std::string category_of_set(std::string_view set) {
  const std::size_t colon = set.find(':');
  std::string category(set.substr(colon + 1));
  if (const std::size_t second = category.find(':'); second != std::string::npos)
    category[second] = '.';
  const std::string_view archive = std::string_view(category).substr(0, category.find('.'));
  return group_of(archive) == set.substr(0, colon) ? category : std::string();
}

Error unknown_set(std::string_view name, std::string_view category) {
  std::string text = "\"" + shorten(to_valid_utf8(name), 60) +
                     "\" is no set of arXiv's OAI-PMH server and no category";
  const std::vector<std::string> near = suggest_categories(category.substr(0, 40));
  if (!near.empty()) text += "; did you mean " + join(near, ", ") + "?";
  return Error(ErrorCode::kInvalid, text);
}

void put_day(Json& json, const char* key, const std::optional<Day>& day) {
  if (day) json[key] = format_day(*day);
}

/// Members of a cursor; remembers the first that is not as it was written.
struct CursorReader {
  const Json& json;
  std::string wrong;

  const Json* member(const char* key) {
    const auto found = json.find(key);
    return found == json.end() ? nullptr : &*found;
  }
  void fail(const char* key) {
    if (wrong.empty()) wrong = key;
  }
  void read(const char* key, std::uint64_t& number) {
    const Json* value = member(key);
    if (value && value->is_number_unsigned()) {
      number = value->get<std::uint64_t>();
    } else {
      fail(key);
    }
  }
  void read(const char* key, std::string& text) {
    const Json* value = member(key);
    if (value && value->is_string()) {
      text = value->get<std::string>();
    } else {
      fail(key);
    }
  }
  void read(const char* key, bool& flag) {
    const Json* value = member(key);
    if (value && value->is_boolean()) {
      flag = value->get<bool>();
    } else {
      fail(key);
    }
  }
  void read(const char* key, std::optional<Day>& day) {
    if (!member(key)) return;
    std::string text;
    read(key, text);
    day = parse_day(text);
    if (!day) fail(key);
  }
};

/// Calls `visit` with the name and the member of every part that is neither format nor version.
template <class State, class Visit>
void visit_members(State& state, const Visit& visit) {
  visit("set", state.set);
  visit("from", state.from);
  visit("token", state.token);
  visit("done", state.done);
  visit("latest", state.latest);
  visit("next_from", state.next_from);
  visit("pages", state.pages);
  visit("records", state.records);
  visit("list_records", state.list_records);
  visit("restarts", state.restarts);
  visit("empty_pages", state.empty_pages);
  visit("by_date", state.by_date);
  visit("mark", state.mark);
  visit("mark_distance", state.mark_distance);
  visit("since_mark", state.since_mark);
}

struct CursorWriter {
  Json& json;
  void operator()(const char* key, const std::optional<Day>& day) const { put_day(json, key, day); }
  template <class T>
  void operator()(const char* key, const T& value) const {
    json[key] = value;
  }
};

}  // namespace

std::string oai_cursor(const OaiState& state) {
  Json json = {{"oai", kCursorVersion}, {"format", oai_prefix(state.format)}};
  visit_members(state, CursorWriter{json});
  return dump_json(json);
}

Result<OaiState> parse_oai_cursor(std::string_view cursor) {
  const Result<Json> json = parse_json(cursor, "OAI-PMH cursor");
  if (!json.ok()) return Error(ErrorCode::kInvalid, json.error().message + "; start anew");
  OaiState state;
  CursorReader reader{*json, {}};
  std::uint64_t version = 0;
  std::string format;
  if (json->is_object()) {
    reader.read("oai", version);
    reader.read("format", format);
    visit_members(state, [&](const char* key, auto& member) { reader.read(key, member); });
  }
  if (version != kCursorVersion)
    return Error(ErrorCode::kInvalid, "this is no OAI-PMH cursor of this version; start anew");
  const auto known = parse_oai_prefix(format);
  if (!known) reader.fail("format");
  if (!reader.wrong.empty())
    return Error(ErrorCode::kInvalid,
                 "the OAI-PMH cursor is damaged at \"" + reader.wrong + "\"; start anew");
  state.format = *known;
  return state;
}

Result<std::string> oai_set(std::string_view name) {
  name = trim(name);
  if (name.empty() || is_group(name)) return std::string(name);
  const bool as_set = contains(name, ":");
  const std::string category = as_set ? category_of_set(name) : std::string(name);
  const auto canonical = canonical_category(category);
  if (!canonical) return unknown_set(name, category);
  // "physics:physics" is the archive, without hep-th and its like.
  if (as_set && is_group(*canonical)) return *canonical + ":" + *canonical;
  return set_of_category(*canonical);
}

Result<OaiState> start_harvest(std::string_view set_or_category, OaiFormat format,
                               std::optional<Day> from) {
  OaiState state;
  SHEAF_ASSIGN(state.set, oai_set(set_or_category));
  state.format = format;
  if (from && *from >= kFirstDatestamp) state.from = from;
  return state;
}

OaiState continue_harvest(const OaiState& finished) {
  OaiState state;
  state.set = finished.set;
  state.format = finished.format;
  state.from = finished.next_from ? finished.next_from : finished.from;
  return state;
}

}  // namespace sheaf::source
