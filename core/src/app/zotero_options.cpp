// The options of a plan as JSON; see zotero_plan.hpp.
// No state; any thread.
#include <array>

#include <nlohmann/json.hpp>

#include "app/zotero_plan.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

Error wrong(const std::string& key, const std::string& problem) {
  return Error{ErrorCode::kInvalid, "options: " + key + ": " + problem};
}

struct Flag {
  const char* name;
  bool ZoteroPlanOptions::*member;
};
constexpr Flag kFlags[] = {{"by_day", &ZoteroPlanOptions::by_day},
                           {"add_existing", &ZoteroPlanOptions::add_existing},
                           {"notes", &ZoteroPlanOptions::notes},
                           {"images", &ZoteroPlanOptions::images},
                           {"topic_tags", &ZoteroPlanOptions::topic_tags},
                           {"score_tags", &ZoteroPlanOptions::score_tags},
                           {"code_links", &ZoteroPlanOptions::code_links},
                           {"related", &ZoteroPlanOptions::related},
                           {"update_published", &ZoteroPlanOptions::update_published},
                           {"update_versions", &ZoteroPlanOptions::update_versions}};

/// The place of a word in a list that stands in an enum's order.
template <std::size_t N>
Result<std::size_t> read_word(const std::string& key, const Json& value, const std::array<std::string_view, N>& words) {
  const std::string given = value.is_string() ? to_valid_utf8(value.get_ref<const std::string&>()) : std::string();
  for (std::size_t i = 0; i < N; ++i)
    if (given == words[i]) return i;
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  return wrong(key, "must be one of " + all);
}

Status read_path(const Json& value, std::vector<std::string>& out) {
  if (value.is_string()) {
    out = {to_valid_utf8(value.get_ref<const std::string&>())};
    return {};
  }
  if (!value.is_array() || value.size() > 10) return wrong("collection", "must be a name or a list of at most 10");
  out.clear();
  for (const Json& name : value) {
    if (!name.is_string()) return wrong("collection", "must be a name or a list of names");
    out.push_back(to_valid_utf8(name.get_ref<const std::string&>()));
  }
  return {};
}

Status read_bound(const std::string& key, const Json& value, ZoteroPlanOptions& out) {
  const double number = value.is_number() ? value.get<double>() : -1;
  if (!(number >= 0 && number <= 1e6)) return wrong(key, "must be a number from 0 to 1000000");
  if (key == "limit")
    out.limit = static_cast<std::size_t>(number);
  else
    out.min_score = number;
  return {};
}

Status read_option(const std::string& key, const Json& value, ZoteroPlanOptions& out) {
  for (const Flag& flag : kFlags) {
    if (key != flag.name) continue;
    if (!value.is_boolean()) return wrong(key, "must be true or false");
    out.*flag.member = value.get<bool>();
    return {};
  }
  if (key == "collection") return read_path(value, out.collection);
  if (key == "collection_key") {
    if (!value.is_string()) return wrong(key, "must be a string");
    out.collection_key = to_valid_utf8(value.get_ref<const std::string&>());
    return {};
  }
  if (key == "limit" || key == "min_score") return read_bound(key, value, out);
  if (key == "pdf") {
    SHEAF_ASSIGN(const std::size_t place, read_word<3>(key, value, {"link", "import", "none"}));
    out.pdf = static_cast<ZoteroPdf>(place);
    return {};
  }
  if (key == "citation_keys") {
    SHEAF_ASSIGN(const std::size_t place, read_word<3>(key, value, {"field", "extra", "none"}));
    out.citation_keys = static_cast<render::CitationKeyPlace>(place);
    return {};
  }
  return wrong(key, "is no option of a Zotero plan");
}

}  // namespace

Result<ZoteroPlanOptions> read_zotero_options(const Json& json) {
  ZoteroPlanOptions options;
  if (json.is_null()) return options;
  if (!json.is_object()) return Error{ErrorCode::kInvalid, "options must be an object"};
  for (const auto& [key, value] : json.items())
    if (!value.is_null()) SHEAF_TRY(read_option(to_valid_utf8(key), value, options));
  return options;
}

}  // namespace sheaf::app
