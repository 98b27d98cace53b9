// Notes in groups by topic, groups in rows like words of a text; see canvas_related.hpp.
// Pure functions; any thread.
#include "render/canvas_related.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "render/markdown.hpp"

namespace sheaf::render {
namespace {

// Pixels. A note shows its title and TL;DR in this room.
constexpr int kWidth = 380, kHeight = 240, kGap = 80, kPadding = 36, kLabel = 44;
constexpr int kGroupGap = 96, kRowWidth = 2800;
constexpr int kMostColumns = 5;             ///< notes beside each other in a group
constexpr std::size_t kMostPapers = 80;     ///< of the day, best first
constexpr std::size_t kMostEarlier = 40;
constexpr std::size_t kMostLabel = 60;
constexpr const char* kEarlier = "From earlier days";
constexpr const char* kOther = "Other papers";

using Pair = std::pair<std::size_t, std::size_t>;

struct Place {
  std::string file;
  std::string topic;  ///< the group it stands in
  int x = 0, y = 0;
};

struct Group {
  std::string label;
  std::vector<std::size_t> notes;
  int x = 0, y = 0, width = 0, height = 0;
};

/// Of an entry's topics the one that most papers of the day have, so that groups are few.
class Topics {
 public:
  explicit Topics(const Digest& digest) {
    for (const Entry& entry : digest.entries)
      for (const std::string& topic : names(entry)) ++papers_[topic];
  }

  std::string of(const Entry& entry) const {
    std::string best;
    std::size_t most = 1;  // one paper makes no group
    for (const std::string& topic : names(entry)) {
      const std::size_t papers = papers_.at(topic);
      if (papers <= most) continue;
      most = papers;
      best = topic;
    }
    return best.empty() ? kOther : best;
  }

 private:
  static std::set<std::string> names(const Entry& entry) {
    std::set<std::string> out;
    for (const std::string& topic : entry.summary.tags)
      if (std::string label = link_label(shorten(topic, kMostLabel)); !label.empty())
        out.insert(std::move(label));
    return out;
  }

  std::map<std::string, std::size_t> papers_;
};

/// The notes that are drawn and the pairs of them that are related.
class Map {
 public:
  Map(const Digest& digest, const PageContext& context) : context_(context) {
    const Topics topics(digest);
    const std::size_t count = std::min({digest.entries.size(), context.notes.size(), context.related.size()});
    for (std::size_t i = 0; i < count && places_.size() < kMostPapers; ++i)
      if (!context.notes[i].empty()) add(context.notes[i], topics.of(digest.entries[i]));
    own_ = places_.size();
    for (std::size_t i = 0; i < count; ++i) connect(i);
    drop_lonely();
  }

  std::vector<Place>& places() { return places_; }
  const std::set<Pair>& pairs() const { return pairs_; }

 private:
  std::size_t add(const std::string& path, const std::string& topic) {
    const auto [at, fresh] = index_.emplace(path, places_.size());
    if (fresh) places_.push_back({path + ".md", topic});
    return at->second;
  }

  void connect(std::size_t entry) {
    const auto from = index_.find(context_.notes[entry]);
    if (from == index_.end()) return;
    for (const auto& [path, label] : context_.related[entry]) {
      const auto known = index_.find(path);
      if (known == index_.end() && places_.size() >= own_ + kMostEarlier) continue;
      const std::size_t to = known == index_.end() ? add(path, kEarlier) : known->second;
      if (to != from->second) pairs_.insert(std::minmax(from->second, to));
    }
  }

  void drop_lonely() {
    std::vector<std::size_t> kept(places_.size(), 0);
    for (const auto& [a, b] : pairs_) kept[a] = kept[b] = 1;
    std::vector<Place> places;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (kept[i] == 0) continue;
      kept[i] = places.size();
      places.push_back(std::move(places_[i]));
    }
    std::set<Pair> pairs;
    for (const auto& [a, b] : pairs_) pairs.emplace(kept[a], kept[b]);
    places_ = std::move(places);
    pairs_ = std::move(pairs);
  }

  const PageContext& context_;
  std::vector<Place> places_;
  std::map<std::string, std::size_t> index_;
  std::set<Pair> pairs_;
  std::size_t own_ = 0;
};

/// Groups as their first notes come, earlier days' and what has no topic last.
std::vector<Group> groups_of(const std::vector<Place>& places) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& known) {
      return known.label == places[i].topic;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{places[i].topic, {}});
    group->notes.push_back(i);
  }
  std::stable_partition(groups.begin(), groups.end(), [](const Group& group) { return group.label != kEarlier; });
  std::stable_partition(groups.begin(), groups.end(), [](const Group& group) {
    return group.label != kOther && group.label != kEarlier;
  });
  return groups;
}

/// The notes of a group in columns, from its upper left corner.
void place_notes(Group& group, std::vector<Place>& places) {
  const int count = static_cast<int>(group.notes.size());
  int columns = 1;
  while (columns * columns < count && columns < kMostColumns) ++columns;
  const int rows = (count + columns - 1) / columns;
  group.width = columns * kWidth + (columns - 1) * kGap + 2 * kPadding;
  group.height = rows * kHeight + (rows - 1) * kGap + 2 * kPadding + kLabel;
  for (int i = 0; i < count; ++i) {
    Place& place = places[group.notes[static_cast<std::size_t>(i)]];
    place.x = group.x + kPadding + (i % columns) * (kWidth + kGap);
    place.y = group.y + kPadding + kLabel + (i / columns) * (kHeight + kGap);
  }
}

void lay_out(std::vector<Group>& groups, std::vector<Place>& places) {
  int x = 0, y = 0, row = 0;
  for (Group& group : groups) {
    place_notes(group, places);  // for its size
    if (x > 0 && x + group.width > kRowWidth) {
      x = 0;
      y += row + kGroupGap;
      row = 0;
    }
    group.x = x;
    group.y = y;
    place_notes(group, places);
    x += group.width + kGroupGap;
    row = std::max(row, group.height);
  }
}

Json edge_json(const Pair& pair, std::size_t index, const std::vector<Place>& places) {
  const Place& from = places[pair.first];
  const Place& to = places[pair.second];
  const bool across = std::abs(to.x - from.x) >= std::abs(to.y - from.y);
  const bool forward = across ? to.x > from.x : to.y > from.y;
  const char* sides[] = {across ? "right" : "bottom", across ? "left" : "top"};
  return {{"id", "e" + std::to_string(index)},
          {"fromNode", "p" + std::to_string(pair.first)},
          {"fromSide", sides[forward ? 0 : 1]},
          {"toNode", "p" + std::to_string(pair.second)},
          {"toSide", sides[forward ? 1 : 0]},
          {"toEnd", "none"}};
}

Json box(const std::string& id, const char* type, int x, int y, int width, int height) {
  return {{"id", id}, {"type", type}, {"x", x}, {"y", y}, {"width", width}, {"height", height}};
}

}  // namespace

std::string related_canvas(const Digest& digest, const PageContext& context) {
  Map map(digest, context);
  if (map.pairs().empty()) return {};
  std::vector<Group> groups = groups_of(map.places());
  lay_out(groups, map.places());
  Json nodes = Json::array(), edges = Json::array();
  // Groups come first: a canvas draws its nodes in their order.
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Group& group = groups[i];
    nodes.push_back(box("g" + std::to_string(i), "group", group.x, group.y, group.width, group.height));
    nodes.back()["label"] = group.label;
    nodes.back()["color"] = std::to_string(i % 6 + 1);
  }
  for (std::size_t i = 0; i < map.places().size(); ++i) {
    const Place& place = map.places()[i];
    nodes.push_back(box("p" + std::to_string(i), "file", place.x, place.y, kWidth, kHeight));
    nodes.back()["file"] = place.file;
  }
  for (const Pair& pair : map.pairs()) edges.push_back(edge_json(pair, edges.size(), map.places()));
  return dump_json(Json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}}, 1) + "\n";
}

}  // namespace sheaf::render
