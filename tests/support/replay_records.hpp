// ReplayRecords: what a folder of recorded announcement feeds knows about papers, day by day.
// Owns its records; filled once, then read by any thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::test {

/// One paper as one day's feed announced it. Days are "YYYY-MM-DD", so text order is time order.
struct ReplayPaper {
  std::string id;  ///< without version
  int version = 1;
  std::string day;
  std::string announce_type;
  std::string title, abstract, comment, doi, journal_ref;
  std::string primary_category;
  std::vector<std::string> authors, categories;
  std::string published, updated;  ///< RFC 3339; estimated when no mirror brings them
};

struct VersionedId {
  std::string id;
  int version = 0;  ///< 0: none given
};
/// "2604.00001v2" into its parts.
VersionedId split_version(const std::string& text);

class ReplayRecords {
 public:
  /// Reads every `<category>_<day>.rss.xml` and `.atom.xml` of `folder`. Throws when there is none.
  void add_feeds(const std::string& folder);
  /// Adds what `<day>.json` of `folder` knows of papers the feeds have. Call after add_feeds().
  void add_mirror(const std::string& folder);
  /// Fills in dates that nobody brought. Call last.
  void estimate_dates();

  /// The category as the files spell it, whatever the case asked for; empty when unknown.
  std::string known_category(std::string_view name) const;
  std::vector<std::string> categories() const;
  const std::vector<std::string>& days() const { return days_; }
  /// The document of that day; `form` is "rss" or "atom". Empty when nothing was recorded.
  std::string feed_path(const std::string& category, const std::string& day,
                        const std::string& form) const;

  /// What the category's feed of that day announced, in its order, with the records' fuller fields;
  /// empty when nothing was recorded.
  std::vector<ReplayPaper> announced(const std::string& category, const std::string& day) const;
  /// The newest record up to `day`, of exactly `version` unless that is 0; null when there is none.
  const ReplayPaper* find(const std::string& id, int version, const std::string& day) const;
  /// The newest record up to `day` of every paper, by id.
  std::vector<const ReplayPaper*> all(const std::string& day) const;
  std::size_t paper_count() const { return papers_.size(); }

 private:
  void read_feed(const std::string& path, const std::string& day);

  std::map<std::string, std::vector<ReplayPaper>> papers_;  ///< by id, oldest day first
  std::map<std::string, std::string> feeds_;                ///< "cs.CV_2026-04-17.rss" to its path
  std::vector<std::string> days_;
};

}  // namespace sheaf::test
