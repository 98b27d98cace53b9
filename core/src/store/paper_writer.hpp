// Putting papers: each into the row it belongs to, with statements prepared once.
// Borrows the Database; used inside the Store's lock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/full_text.hpp"
#include "store/identity.hpp"
#include "store/names.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace sheaf::store {

/// Puts papers within the transaction its caller holds.
class PaperWriter {
 public:
  static Result<PaperWriter> open(Database& database, Seconds now);
  /// The row's key; what became of it is added to `counts`.
  Result<std::int64_t> put(const Paper& paper, PutCounts& counts);
  /// The row that `key`, as put() gave it, is in by now: a later record may have merged it.
  std::int64_t current(std::int64_t key) const;

  /// What is needed of a row before it is read.
  struct Known {
    std::int64_t key = 0, fingerprint = 0;
    int version = 0;
    Detail detail = Detail::kAnnounced;
    std::string id, scheme, teller;
  };

 private:
  struct Statements {
    Statement find, find_key, read, add, update, version;
    FullText full_text;
    NameIndex names;
  };

  PaperWriter(Database& database, Statements statements, Seconds now);
  Result<std::optional<Known>> find(std::string_view id);
  /// Puts a paper that is not, or not the same, stored under the id it came with.
  Result<std::int64_t> put_identified(const Paper& paper, std::optional<Known> by_id,
                                      std::int64_t print, PutCounts& counts);
  Result<std::int64_t> put_record(const Paper& paper, const std::string& teller,
                                  const Identity& identity, std::optional<Known> by_id,
                                  std::int64_t print, PutCounts& counts);
  /// Every stored row that the record names or that names it, or else has its title; the row that
  /// stays when they are merged comes first.
  Result<std::vector<Known>> candidates(const Paper& paper, const Identity& identity,
                                        std::optional<Known> by_id);
  Status find_name(const std::string& name, const Identity& identity,
                   std::vector<std::int64_t>& keys);
  Status add_candidate(std::int64_t key, std::vector<Known>& found);
  /// The new row's key.
  Result<std::int64_t> add(const Paper& paper, std::string_view teller, std::int64_t print);
  /// Merges all of `rows` and the record into the first of them. False when that is as it was.
  Result<bool> merge(const Record& incoming, const std::vector<Known>& rows, std::int64_t print);
  Result<Record> read(std::int64_t key);
  /// Binds the record and `last` (?19: first_seen or the key) and runs.
  Status write(Statement& statement, const Paper& paper, std::string_view teller,
               std::int64_t print, std::int64_t last);
  Status record_version(std::int64_t key, const Paper& paper);

  Database* database_;
  Statements sql_;
  Seconds now_;
  std::unordered_map<std::int64_t, std::int64_t> absorbed_;  ///< rows that went into others
};

}  // namespace sheaf::store
