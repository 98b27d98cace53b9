// Reading JSON from anywhere, also from those who mean ill; see json.hpp. The parser is the JSON library's; the
// tree is built here, because its own builder looks through all members of an object for each new key.
// Pure functions; any thread.
#include <algorithm>
#include <memory>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"

namespace sheaf {
namespace {

/// Deeper JSON is refused: to copy, compare or write a tree takes a stack as deep as it is.
constexpr std::size_t kMaxJsonDepth = 500;

/// The library's message without its own prefix and position.
std::string short_reason(std::string_view message) {
  const std::size_t at = message.find("syntax error");
  if (at != std::string_view::npos) message.remove_prefix(at);
  return to_valid_utf8(message);
}

/// What the parser calls, in the order of the text.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::string_view what) : text_(text), what_(what) {}
  Json& root() { return root_; }
  Error& error() { return error_; }

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(Json::number_integer_t value) { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }
  bool end_array() { return put(std::move(close().items)); }

  bool key(std::string& name) {
    Level& level = levels_.back();
    level.slot = place_of(level, name);
    if (level.slot < level.members.size()) return true;
    if (level.places) level.places->emplace(name, level.slot);
    level.members.emplace_back(std::move(name), Json());
    return true;
  }

  bool end_object() {
    std::vector<Member> members = close().members;
    Json object = Json::object();
    auto& inside = object.get_ref<Json::object_t&>();
    inside.reserve(members.size());  // its keys are const, so that growing would copy all that is below
    for (Member& member : members) inside.emplace_back(std::move(member.first), std::move(member.second));
    return put(std::move(object));
  }

  bool parse_error(std::size_t byte, const std::string&, const Json::exception& error) {
    constexpr int kNumberTooLarge = 406;  // its place is not worth more than its digits
    error_ = error.id == kNumberTooLarge ? failure("", to_valid_utf8(error.what())) : failure(place(byte), short_reason(error.what()));
    return false;
  }

 private:
  using Member = std::pair<std::string, Json>;
  /// An object or array that is not over yet.
  struct Level {
    bool is_object = false;
    std::vector<Member> members = {};
    std::size_t slot = 0;  ///< of the member whose value comes next
    std::unique_ptr<std::unordered_map<std::string, std::size_t>> places = nullptr;  ///< of a large object's keys
    Json::array_t items = {};
  };
  static constexpr std::size_t kLarge = 32;

  static std::size_t place_of(Level& level, const std::string& name) {
    const std::vector<Member>& members = level.members;
    if (members.size() < kLarge)
      return std::find_if(members.begin(), members.end(), [&](const Member& one) { return one.first == name; }) - members.begin();
    if (!level.places) {
      level.places = std::make_unique<std::unordered_map<std::string, std::size_t>>();
      for (std::size_t i = 0; i < members.size(); ++i) level.places->emplace(members[i].first, i);
    }
    const auto known = level.places->find(name);
    return known == level.places->end() ? members.size() : known->second;
  }

  bool put(Json value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (Level& level = levels_.back(); level.is_object) {
      level.members[level.slot].second = std::move(value);
    } else {
      level.items.push_back(std::move(value));
    }
    return true;
  }

  bool open(bool is_object) {
    if (levels_.size() == kMaxJsonDepth) {
      error_ = failure("", "it is more than " + std::to_string(kMaxJsonDepth) + " levels deep");
      return false;
    }
    levels_.emplace_back();
    levels_.back().is_object = is_object;
    return true;
  }

  Level close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return level;
  }

  std::string place(std::size_t byte) const {
    const std::string_view before = text_.substr(0, std::min(byte == 0 ? 0 : byte - 1, text_.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
    return ":" + std::to_string(line) + ":" + std::to_string(column);
  }

  Error failure(const std::string& where, const std::string& reason) const {
    return Error{ErrorCode::kParse, std::string(what_) + where + ": not valid JSON: " + reason};
  }

  std::string_view text_, what_;
  Json root_;
  std::vector<Level> levels_;
  Error error_{ErrorCode::kParse, ""};
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view what, bool comments) {
  TreeBuilder builder(text, what);
  if (!Json::sax_parse(text, &builder, Json::input_format_t::json, true, comments)) return std::move(builder.error());
  return std::move(builder.root());
}

}  // namespace sheaf
