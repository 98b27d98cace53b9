// Store: Sheaf's own SQLite file. Papers, announcements, source state, slots, summaries, library,
// feedback, note baselines and finished digests; safe with several threads and processes at once.
// Owns its connection; every public call locks it, so a Store may be shared by threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/slots.hpp"
#include "base/task.hpp"
#include "model/digest.hpp"
#include "store/vault_rows.hpp"

namespace sheaf::store {

/// What is remembered of one source list between runs ("arxiv:cs.CL").
struct SourceMemory {
  std::string etag;
  std::string last_modified;
  std::string cursor;         ///< resumption token or the like; empty: start anew
  std::optional<Day> batch_day;  ///< announcement day of the batch last taken
  std::string batch_hash;     ///< of its sorted ids and types, to know a stale feed
  std::string last_state;     ///< source_state_name() of the last run
  std::string last_detail;
  Seconds checked = 0;        ///< when it was last asked
};

/// What became of records that were put; callers add several up with +=.
struct PutCounts {
  std::size_t added = 0, updated = 0, unchanged = 0;
  std::size_t merged = 0;   ///< stored records that turned out to be another one and went into it
  std::size_t removed = 0;  ///< deleted at the source, and here
  std::size_t kept = 0;     ///< deleted at the source, but the reader has something of it
  PutCounts& operator+=(const PutCounts& other);
};

/// One page of a harvest.
struct Page {
  std::vector<Paper> papers;
  std::vector<std::string> deleted;  ///< ids the source says it has deleted, in any spelling
  std::string source;                ///< "oai:cs"
  SourceMemory memory;               ///< of that source, with the cursor of the next page
};

/// Items of the reader's library as a host hands them over.
struct LibraryChange {
  std::vector<LibraryItem> items;
  std::string origin;             ///< whose they are: "zotero", "file:references.bib"; may be empty
  bool complete = false;          ///< what this origin gave before and is not named now leaves
  std::vector<std::string> keys;  ///< with `complete`: named too, though not handed over again
};

/// Who tells of feedback: a host that may hand an event over again, or the reader at this moment, who
/// may say again what was taken back within the same second.
enum class Telling { kEvent, kNow };

/// What was learned from library and feedback, as its maker spells it.
struct StoredModel {
  std::uint64_t library_revision = 0;  ///< of the library and feedback it learned from
  Day day{};                           ///< when it was learned
  std::string bytes;
};

struct StoredAnnouncement {
  Paper paper;
  AnnounceType type = AnnounceType::kNew;  ///< the strongest over the lists asked for
};

/// Models of more profiles than anybody uses; older ones are learned again when they are wanted.
inline constexpr std::size_t kKeptModels = 8;

/// The stored digests of one profile or imported series.
struct DigestSeries {
  std::string name;
  std::size_t days = 0;
  Day latest{};
};

struct StoreInfo {
  std::string path;  ///< ":memory:" without a file
  int schema = 0;
  std::uint64_t papers = 0, announcements = 0, summaries = 0, library_items = 0, bytes = 0;
  std::uint64_t opinions = 0;  ///< papers that the reader has an opinion of
  std::optional<Day> first_day, last_day;
};

class Store final : public SlotKeeper {
 public:
  /// Creates the file and its folder when missing; an empty path keeps everything in memory.
  /// kStore for a foreign, newer, locked or damaged file, saying which and what to do.
  static Result<std::unique_ptr<Store>> open(const std::string& path);
  ~Store() override;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // papers: every `id` below may be any spelling of any id of the paper, also its publisher's DOI
  /// Adds or updates; a lower version or lesser detail never replaces a higher one. One transaction.
  /// A record whose id, aliases or DOI name a stored paper completes that one (identity.hpp says
  /// when, merge.hpp which fields win), so a paper may be stored under another id than it came with.
  Result<PutCounts> put_papers(const std::vector<Paper>& papers);
  /// Papers, deletions and the source's memory in one transaction: the cursor never runs ahead of
  /// the papers. A deleted paper stays when the reader has feedback, a citation key, an
  /// announcement or a digest with it.
  /// Cancelled, it takes nothing in.
  Result<PutCounts> put_page(const Page& page, const Task& task = Task());
  Result<std::optional<Paper>> find_paper(std::string_view id);
  /// In the order of `ids`, each paper once; unknown ones are left out.
  Result<std::vector<Paper>> find_papers(const std::vector<std::string>& ids);
  /// One for each of `ids`: what the paper is stored under, or the id's one spelling when unknown.
  Result<std::vector<std::string>> canonical_ids(const std::vector<std::string>& ids);
  /// Those of `papers` (id and version) whose stored record is not yet complete at that version.
  Result<std::vector<std::string>> incomplete_ids(const std::vector<Paper>& papers);
  Status remove_paper(std::string_view id);
  /// Words over title, abstract and authors, best first (BM25). Any text is a valid query: each
  /// word must occur; "quoted phrases", a leading '-' to exclude and a trailing '*' work.
  Result<std::vector<Paper>> search(std::string_view words, std::size_t limit);

  // announcements and sources
  struct Batch {
    std::string list;  ///< "cs.CL"
    Day day{};
    std::vector<StoredAnnouncement> items;
    SourceMemory memory;  ///< of source `source`, committed with the items
    std::string source;   ///< "arxiv:cs.CL"
  };
  /// Papers, announcements and the source's memory in one transaction. Replaces what the list
  /// announced that day, so that a corrected feed leaves nothing behind. The record of a paper that
  /// the list calls replaced without telling the version is incomplete from then on.
  Result<PutCounts> put_batch(const Batch& batch);
  /// Everything announced on `day` in one of `lists`, each paper once.
  Result<std::vector<StoredAnnouncement>> announced(Day day, const std::vector<std::string>& lists);
  /// How many announced() would give of each type, without reading them.
  Result<TypeCounts> announced_counts(Day day, const std::vector<std::string>& lists);
  /// Those of `ids` that `list` announced before `day`, each with the latest such day; ordered by it.
  Result<std::vector<std::pair<std::string, Day>>> announced_before(
      std::string_view list, const std::vector<std::string>& ids, Day day);
  /// Lists that have a batch (even an empty one) recorded for that day.
  Result<std::vector<std::string>> recorded_lists(Day day);
  /// The latest day recorded for a list, empty or not.
  Result<std::optional<Day>> last_recorded_day(std::string_view list);
  /// Days from `from` to `to`, both included, with a batch of the list, even an empty one; ascending.
  Result<std::vector<Day>> recorded_days(std::string_view list, Day from, Day to);
  Result<SourceMemory> source_memory(std::string_view source);
  Status set_source_memory(std::string_view source, const SourceMemory& memory);
  Result<std::vector<std::pair<std::string, SourceMemory>>> all_sources();

  // slots (shared rate limit)
  Result<std::int64_t> acquire(const SlotRequest& request) override;
  Status release(std::string_view host_group) override;
  Status cool_down(std::string_view host_group, std::int64_t until_ms) override;

  // scores and summaries
  Status put_scores(std::string_view profile, Day day, const std::vector<Entry>& entries);
  Result<std::optional<Summary>> find_summary(std::string_view key);
  /// Pairs of content key and summary; an existing key is left as it is (summaries are immutable).
  Status put_summaries(const std::vector<std::pair<std::string, Summary>>& summaries);
  /// As put_summaries(), over what is there: for one that was asked for again.
  Status replace_summary(const std::string& key, const Summary& summary);

  // library and feedback
  /// Adds or replaces by key; an item that is as it was costs no write. One transaction.
  Result<PutCounts> put_library(const LibraryChange& change, const Task& task = Task());
  Result<PutCounts> put_library(const std::vector<LibraryItem>& items);
  /// In the order they first came.
  Result<std::vector<LibraryItem>> library();
  /// Whether there was such an item.
  Result<bool> remove_library_item(std::string_view key);
  /// How many there were. Feedback stays.
  Result<std::size_t> clear_library();
  /// Writes down what the reader thinks since `at`; false when that was known already, so that a
  /// host may hand the same events over again. kNone: no opinion any more.
  /// Also of papers that are not stored: they may come later, or under another id.
  Result<bool> put_feedback(std::string_view paper_id, FeedbackKind kind, Seconds at,
                            Telling telling = Telling::kEvent);
  /// Takes the latest event back, so that the opinion before it counts again; that one, or kNone.
  /// kNotFound when there is nothing to take back.
  Result<Opinion> undo_feedback(std::string_view paper_id);
  /// The latest opinion of each paper, by the ids they are stored under, oldest first; no kNone.
  Result<std::vector<Opinion>> feedback();
  /// The opinion that counts now; kNone when there is none.
  Result<Opinion> opinion_of(std::string_view paper_id);
  /// Grows with every change of library or feedback, also by other processes.
  Result<std::uint64_t> library_revision();

  // what was learned
  Result<std::optional<StoredModel>> find_model(std::string_view key);
  /// Packed embeddings by key; unknown keys are left out. The last kKeptVectors are kept.
  Result<std::map<std::string, std::string>> find_vectors(const std::vector<std::string>& keys);
  Status put_vectors(const std::map<std::string, std::string>& packed);
  /// Keeps the models put last, kKeptModels of them.
  Status put_model(std::string_view key, const StoredModel& model);
  /// Up to `most` papers that `lists` announced from `from` to `to`, both included: the same choice
  /// whenever it is asked of the same announcements, spread evenly over them.
  Result<std::vector<Paper>> sample_announced(const std::vector<std::string>& lists, Day from, Day to,
                                              std::size_t most);
  /// The same of all stored papers.
  Result<std::vector<Paper>> sample_papers(std::size_t most);

  // finished digests and note baselines
  Status put_digest(const Digest& digest);
  Result<std::optional<Digest>> find_digest(std::string_view profile, Day day);
  Result<std::optional<Digest>> latest_digest(std::string_view profile);
  /// Days with a stored digest, ascending.
  Result<std::vector<Day>> digest_days(std::string_view profile);
  /// Whose digests are stored: profiles and imported series by name, each with its days and the latest.
  Result<std::vector<DigestSeries>> digest_series();
  /// Keeps the latest `keep` days of a profile; how many were removed.
  Result<std::size_t> prune_digests(std::string_view profile, std::size_t keep);
  /// What Sheaf last wrote of a note, per vault: the base of the three-way merge.
  Result<std::vector<std::pair<std::string, std::string>>> baselines(std::string_view vault);
  Status put_baselines(std::string_view vault,
                       const std::vector<std::pair<std::string, std::string>>& notes);
  /// Replaces one text where it is `before` ("": also where there is none); whether it was. For what
  /// only one of several processes may write.
  Result<bool> replace_baseline(std::string_view vault, std::string_view key, std::string_view before,
                                std::string_view after);
  /// Of those of `keys` that are known, without reading a vault's other notes.
  Result<std::vector<NoteBaseline>> note_baselines(std::string_view vault,
                                                   const std::vector<std::string>& keys);
  /// Settles what the notes were written from, and keeps what is about to be until put_notes().
  Status intend_notes(std::string_view vault, const std::vector<Intention>& notes);
  /// Baselines, and what of each note waits for the reader: a kept piece that moved waits from now
  /// on or goes on waiting, one that is kept no longer is settled. One transaction.
  Status put_notes(std::string_view vault, const std::vector<WrittenNote>& notes);
  /// What waits, oldest first; of all vaults when `vault` is empty, of all notes when `key` is.
  Result<std::vector<Review>> reviews(std::string_view vault, std::string_view key = {});
  /// The note's path and the reader's text as they are now, of one that waits.
  Status refresh_review(const Review& review);
  /// Whether it waited.
  Result<bool> settle_review(std::string_view vault, std::string_view key, std::string_view piece);

  /// Pairs of paper id and wanted key → the key each paper has from now on: an earlier one is kept,
  /// a taken one gets "a", "b", …; given out in the order of the ids.
  Result<std::vector<std::string>> citation_keys(
      const std::vector<std::pair<std::string, std::string>>& wanted);

  Result<StoreInfo> info();
  /// Full check of the file (`sheaf doctor`); empty: sound.
  Result<std::vector<std::string>> check();
  /// Builds the full-text index anew, from the papers, if it does not match them; whether it did not.
  Result<bool> mend_index();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sheaf::store
