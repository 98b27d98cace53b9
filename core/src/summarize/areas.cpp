// Areas and topic tags: cues are counted in title and abstract, categories speak for areas, and
// topics that are given speak for theirs; see areas.hpp. The points were set by reading.
// Immutable tables; any thread.
#include "summarize/areas.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.hpp"
#include "summarize/cue_index.hpp"
#include "summarize/scratch.hpp"
#include "summarize/topic_tables.hpp"

namespace sheaf::summarize {
namespace {

// Points of a topic: one strong cue in the title; in the abstract two of several words or three of
// one word, which more easily means something else.
constexpr int kEnough = 4, kEnoughWithoutTitle = 5;
constexpr int kTitle = 4, kTitleWeak = 2;
constexpr int kPhrase = 3, kWord = 2, kTextWeak = 1;
// Points of an area.
constexpr int kPrimary = 8, kPrimaryGeneral = 4, kOther = 2, kOtherGeneral = 1;
constexpr int kMostFromCues = 4, kMostFromTopics = 4;
constexpr int kTopicInTitle = 3, kTopicInText = 1;
constexpr int kAreaEnough = 3;
constexpr std::size_t kMaxCategories = 8;  ///< of a paper; the others are not looked at
constexpr std::size_t kMaxStems = 4000;  ///< a text longer than that repeats itself

/// What a reader's own list may call "none of the others".
bool is_rest(std::string_view name) {
  const std::string low = ascii_lower(name);
  return low == "other" || low == "others";
}

std::string fold(std::string_view name) {
  std::string out;
  for (const char c : ascii_lower(name)) out += c == '-' || c == '_' ? ' ' : c;
  return collapse_spaces(out);
}

/// What the rows of a table are called, folded once: lists of hundreds of names are looked up.
template <class Row>
class RowNames {
 public:
  explicit RowNames(const std::vector<Row>& rows) : rows_(rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      names_.push_back({fold(rows[i].name)});
      for (const std::string& other : split_list(rows[i].short_names, ','))
        names_.back().push_back(fold(other));
      for (const std::string& name : names_.back()) first_.try_emplace(name, i);
    }
  }

  /// The first row of that name.
  const Row* find(const std::string& folded) const {
    const auto found = first_.find(folded);
    return found == first_.end() ? nullptr : &rows_[found->second];
  }
  bool is_called(const Row& row, const std::string& folded) const {
    const std::vector<std::string>& names = names_[static_cast<std::size_t>(&row - rows_.data())];
    return std::find(names.begin(), names.end(), folded) != names.end();
  }

 private:
  const std::vector<Row>& rows_;
  std::vector<std::vector<std::string>> names_;
  std::unordered_map<std::string, std::size_t> first_;
};

const RowNames<AreaRow>& area_names() {
  static const RowNames<AreaRow> names(area_rows());
  return names;
}

const RowNames<TopicRow>& topic_names() {
  static const RowNames<TopicRow> names(topic_rows());
  return names;
}

/// "post-training (sft/rlhf)" → "post-training", "sft", "rlhf"; "compiler & ir" → "compiler", "ir".
std::vector<std::string> own_cues(std::string_view name) {
  std::string text = replace_all(replace_all(name, " and ", "/"), " or ", "/");
  for (char& c : text)
    if (contains("()[]{}&,;|+", std::string_view(&c, 1))) c = '/';
  return split_list(text, '/');
}

/// Points of one topic or area in one paper.
struct Count {
  int points = 0;
  bool in_title = false;
  bool strong = false;
  std::size_t used = 0;  ///< past the last cue counted: a longer cue counts once
};

using Counts = std::pmr::vector<Count>;

int points_of(const CueIndex::Hit& hit, bool title) {
  if (hit.weak) return title ? kTitleWeak : kTextWeak;
  return title ? kTitle : hit.words > 1 ? kPhrase : kWord;
}

/// Weak cues alone are enough only beside one in the title.
bool is_given(const Count& count) {
  return count.in_title ? count.points >= kEnough
                        : count.strong && count.points >= kEnoughWithoutTitle;
}

}  // namespace

struct TopicList::Tables {
  struct Category {
    std::string name;
    bool family = false;  ///< "q-bio.", "hep-": stands for all that begin with it
    std::uint64_t beginning = 0, mask = 0;

    explicit Category(std::string text)
        : name(std::move(text)),
          family(name.back() == '.' || name.back() == '-' || !contains(name, ".")),
          beginning(eight_bytes(name)),
          mask(eight_bytes(std::string(name.size(), '\xFF'))) {}
  };
  struct Area {
    std::string name;
    std::string folded;  ///< the name as RowNames has it
    std::vector<Category> categories;
    bool general = false;
  };
  struct Topic {
    std::string name;
    std::size_t area = 0;  ///< index, or areas.size() for none
  };
  std::vector<Area> areas;
  std::vector<Topic> topics;
  std::string rest_area, rest_tag;
  std::uint64_t key = 0;
  CueIndex cues;  ///< targets: topics, then areas

  void read_areas(const std::vector<std::string>& names);
  void read_topics(const std::vector<std::string>& names);
  void add_cues(std::size_t target, std::string_view list) {
    for (const std::string& cue : split_list(list, ';'))
      cues.add(static_cast<std::uint32_t>(target), cue);
  }
  void add_topic(const TopicRow& row, std::string name);
  std::size_t area_called(std::string_view name) const;

  Counts count(const Document& document, std::pmr::memory_resource* memory) const;
  std::vector<std::string> tags_of(const Counts& counts) const;
  std::string area_of(const Counts& counts,
                      const std::vector<std::string>& categories) const;
  using Beginnings = std::array<std::uint64_t, kMaxCategories>;  ///< of a paper's categories
  int category_points(const Area& area, const std::vector<std::string>& categories,
                      const Beginnings& beginnings) const;
};

void TopicList::Tables::read_areas(const std::vector<std::string>& names) {
  const auto add = [this](const AreaRow& row, const std::string& name) {
    areas.push_back({name, fold(name), {}, row.general});
    for (std::string& known : split_list(row.categories, ' '))
      areas.back().categories.emplace_back(std::move(known));
    add_cues(topics.size() + areas.size() - 1, row.cues);
  };
  if (names.empty())
    for (const AreaRow& row : area_rows()) add(row, std::string(row.name));
  for (const std::string& name : names) {
    if (is_rest(name)) {
      rest_area = name;
    } else if (const AreaRow* row = area_names().find(fold(name))) {
      add(*row, name);
    } else {
      areas.push_back({name, fold(name), {}, false});
      for (const std::string& cue : own_cues(name))
        cues.add(static_cast<std::uint32_t>(topics.size() + areas.size() - 1), cue);
    }
  }
}

void TopicList::Tables::add_topic(const TopicRow& row, std::string name) {
  topics.push_back({std::move(name), 0});
  add_cues(topics.size() - 1, row.cues);
}

void TopicList::Tables::read_topics(const std::vector<std::string>& names) {
  if (names.empty())
    for (const TopicRow& row : topic_rows()) add_topic(row, std::string(row.name));
  for (const std::string& name : names) {
    if (is_rest(name)) {
      rest_tag = name;
    } else if (const TopicRow* row = topic_names().find(fold(name))) {
      add_topic(*row, name);
    } else {
      topics.push_back({name, 0});
      for (const std::string& cue : own_cues(name))
        cues.add(static_cast<std::uint32_t>(topics.size() - 1), cue);
    }
  }
}

/// The area of this list that a short name of the built-in table means.
std::size_t TopicList::Tables::area_called(std::string_view name) const {
  const AreaRow* row = name.empty() ? nullptr : area_names().find(fold(name));
  for (std::size_t i = 0; row && i < areas.size(); ++i)
    if (area_names().is_called(*row, areas[i].folded)) return i;
  return areas.size();
}

Counts TopicList::Tables::count(const Document& document,
                                std::pmr::memory_resource* memory) const {
  Counts counts(topics.size() + areas.size(), memory);
  std::pmr::vector<CueIndex::Place> places(memory);
  std::vector<std::uint64_t> stems;
  places.reserve(128);
  std::size_t before = 0;  // words of the sentences before
  bool title = true;
  const auto found = [&](std::size_t at, const CueIndex::Hit& hit) {
    Count& count = counts[hit.target];
    if (before + at < count.used || (hit.title_only && !title)) return;
    count.used = before + at + hit.words;
    if (hit.other) return;
    count.in_title = count.in_title || title;
    count.strong = count.strong || !hit.weak;
    count.points += points_of(hit, title);
  };
  std::pmr::vector<CueIndex::Place> by_term(memory);
  by_term.reserve(document.terms.size());
  for (const std::string_view term : document.terms) {
    const std::uint64_t stem = stem_hash(term);
    by_term.push_back({stem, cues.begins(stem)});
  }
  const auto look = [&](const Words& words) {
    places.clear();
    for (std::size_t i = 0; i < words.count(); ++i) {
      if (!words.is_one_piece(i)) {
        stems.clear();
        append_stems(words, i, stems);
        for (const std::uint64_t stem : stems) places.push_back({stem, cues.begins(stem)});
        continue;
      }
      places.push_back(by_term[words.pieces[words.words[i].piece].term]);
    }
    cues.find(places, found);
    before += places.size();
  };
  look(document.title_words);
  title = false;
  for (const Words& words : document.words) {
    if (before > kMaxStems) break;
    look(words);
  }
  return counts;
}

std::vector<std::string> TopicList::Tables::tags_of(const Counts& counts) const {
  std::vector<std::size_t> given;
  for (std::size_t i = 0; i < topics.size(); ++i)
    if (is_given(counts[i])) given.push_back(i);
  std::stable_sort(given.begin(), given.end(), [&counts](std::size_t a, std::size_t b) {
    if (counts[a].in_title != counts[b].in_title) return counts[a].in_title;
    return counts[a].points > counts[b].points;
  });
  std::vector<std::string> tags;
  for (const std::size_t i : given) add_once(tags, topics[i].name, kMaxTopics);
  if (tags.empty()) add_once(tags, rest_tag, 1);
  return tags;
}

int TopicList::Tables::category_points(const Area& area,
                                       const std::vector<std::string>& categories,
                                       const Beginnings& beginnings) const {
  int points = 0;
  for (std::size_t i = 0; i < categories.size() && i < kMaxCategories; ++i) {
    int fit = 0;  // 1: the family, 2: the category itself
    for (const Category& known : area.categories) {
      if ((beginnings[i] & known.mask) != known.beginning) continue;
      if (!categories[i].starts_with(known.name)) continue;
      if (categories[i].size() == known.name.size()) fit = 2;
      if (fit == 0 && known.family) fit = 1;
    }
    if (fit == 0) continue;
    if (i == 0) points += (area.general ? kPrimaryGeneral : kPrimary) + (fit == 2);
    if (i > 0) points += area.general ? kOtherGeneral : kOther;
  }
  return points;
}

std::string TopicList::Tables::area_of(const Counts& counts,
                                       const std::vector<std::string>& categories) const {
  std::vector<int> by_topics(areas.size() + 1);
  for (std::size_t i = 0; i < topics.size(); ++i)
    if (is_given(counts[i]))
      by_topics[topics[i].area] += counts[i].in_title ? kTopicInTitle : kTopicInText;
  Beginnings beginnings{};
  for (std::size_t i = 0; i < categories.size() && i < kMaxCategories; ++i)
    beginnings[i] = eight_bytes(categories[i]);
  int most = kAreaEnough - 1;
  const std::string* best = &rest_area;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    int points = category_points(areas[i], categories, beginnings);
    points += std::min(counts[topics.size() + i].points / 2, kMostFromCues);
    points += std::min(by_topics[i], kMostFromTopics);
    if (points <= most) continue;
    most = points;
    best = &areas[i].name;
  }
  return *best;
}

TopicList::TopicList(const std::vector<std::string>& areas, const std::vector<std::string>& tags) {
  auto tables = std::make_unique<Tables>();
  if (!areas.empty() || !tags.empty())
    tables->key = fnv1a64(join(tags, "\n"), fnv1a64(join(areas, "\n") + "\t"));
  tables->read_topics(tags);
  tables->read_areas(areas);
  for (Tables::Topic& topic : tables->topics) {
    const TopicRow* row = topic_names().find(fold(topic.name));
    topic.area = tables->area_called(row ? row->area : std::string_view());
  }
  tables->cues.finish();
  tables_ = std::move(tables);
}

TopicList::~TopicList() = default;
TopicList::TopicList(TopicList&&) noexcept = default;
TopicList& TopicList::operator=(TopicList&&) noexcept = default;

std::uint64_t TopicList::key() const { return tables_->key; }

Topics TopicList::find(const Document& document, const std::vector<std::string>& categories) const {
  Scratch scratch;
  const Counts counts = tables_->count(document, scratch.memory());
  return {tables_->area_of(counts, categories), tables_->tags_of(counts)};
}

const TopicList& built_in_topics() {
  static const TopicList list;
  return list;
}

}  // namespace sheaf::summarize
