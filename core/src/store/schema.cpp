// Schema: see schema.hpp. STRICT tables, so that a wrong bind is an error and not a silent cast.
// Texts that a query does not need (abstract, authors) stand last in their rows.
#include "store/schema.hpp"

namespace sheaf::store {
namespace {

// papers.authors is empty when author_names alone (one name a line) says everything; most feeds
// give no affiliations, and the JSON would repeat every name.
// papers.fingerprint is of the record last taken in, so that an unchanged one costs no write.
constexpr const char* kPapers = R"sql(
CREATE TABLE papers(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  version INTEGER NOT NULL,
  detail INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  published INTEGER,
  updated INTEGER,
  categories TEXT NOT NULL,
  title TEXT NOT NULL,
  comment TEXT NOT NULL,
  doi TEXT NOT NULL,
  journal_ref TEXT NOT NULL,
  license TEXT NOT NULL,
  author_names TEXT NOT NULL,
  authors TEXT NOT NULL,
  abstract TEXT NOT NULL
) STRICT;
CREATE TABLE versions(
  paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
  version INTEGER NOT NULL,
  updated INTEGER,
  seen INTEGER NOT NULL,
  PRIMARY KEY(paper, version)
) STRICT, WITHOUT ROWID;
)sql";

// "hashsize" is how much FTS5 gathers in memory before it writes a segment: 8 MiB instead of 1
// halves the merging of a bulk load and costs a daily run nothing.
constexpr const char* kFullText = R"sql(
CREATE VIRTUAL TABLE papers_fts USING fts5(
  title, abstract, author_names,
  content='papers', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
INSERT INTO papers_fts(papers_fts, rank) VALUES('hashsize', 8388608);
)sql";

constexpr const char* kSources = R"sql(
CREATE TABLE announcements(
  day INTEGER NOT NULL,
  list TEXT NOT NULL,
  paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
  type INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY(day, list, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcements_paper ON announcements(paper);
CREATE TABLE batches(
  day INTEGER NOT NULL,
  list TEXT NOT NULL,
  source TEXT NOT NULL,
  taken INTEGER NOT NULL,
  PRIMARY KEY(day, list)
) STRICT, WITHOUT ROWID;
CREATE INDEX batches_list ON batches(list, day);
CREATE TABLE sources(
  name TEXT PRIMARY KEY NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  cursor TEXT NOT NULL,
  batch_day INTEGER,
  batch_hash TEXT NOT NULL,
  last_state TEXT NOT NULL,
  last_detail TEXT NOT NULL,
  checked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE slots(
  host_group TEXT PRIMARY KEY NOT NULL,
  taken_at INTEGER NOT NULL,
  next_free INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  cool_until INTEGER NOT NULL,
  holder INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kReader = R"sql(
CREATE TABLE scores(
  profile TEXT NOT NULL,
  day INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
  value REAL NOT NULL,
  score TEXT NOT NULL,
  PRIMARY KEY(profile, day, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX scores_paper ON scores(paper);
CREATE TABLE summaries(
  content TEXT PRIMARY KEY NOT NULL,
  made INTEGER NOT NULL,
  summary TEXT NOT NULL
) STRICT;
CREATE TABLE library(
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  added TEXT NOT NULL,
  authors TEXT NOT NULL,
  collections TEXT NOT NULL,
  tags TEXT NOT NULL,
  abstract TEXT NOT NULL
) STRICT;
CREATE TABLE feedback(
  paper_id TEXT PRIMARY KEY NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE digests(
  number INTEGER PRIMARY KEY,
  profile TEXT NOT NULL,
  day INTEGER NOT NULL,
  made INTEGER NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE(profile, day)
) STRICT;
CREATE TABLE citation_keys(
  paper_id TEXT PRIMARY KEY NOT NULL,
  citation TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE baselines(
  number INTEGER PRIMARY KEY,
  vault TEXT NOT NULL,
  key TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE(vault, key)
) STRICT;
)sql";

// papers.teller: scheme of the source that told the texts, where it is not the id's own.
// papers.extra: JSON of the fields that few records have; '' for most.
// names: by what else than its id a paper is found (aliases, its publisher's DOI). A name may belong
// to several arXiv papers; these are told apart so that they can be passed over in one step.
// titles: of papers that may be one with an arXiv paper of the same title, by title_hash().
// The full-text index merges in small steps: 2 MiB gathered before a segment is written, segments
// merged bit by bit from eight on, and never all at once before there are 64. A bulk load is nearly as
// fast as with larger steps, and the longest write that nobody can cancel takes 35 ms instead of 150.
constexpr const char* kIdentity = R"sql(
ALTER TABLE papers ADD COLUMN teller TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN extra TEXT NOT NULL DEFAULT '';
CREATE TABLE names(
  name TEXT NOT NULL,
  is_arxiv INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
  PRIMARY KEY(name, is_arxiv, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_paper ON names(paper);
CREATE TABLE titles(
  hash INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
  PRIMARY KEY(hash, paper)
) STRICT, WITHOUT ROWID;
CREATE INDEX titles_paper ON titles(paper);
CREATE INDEX baselines_key ON baselines(key);
INSERT INTO names(name, is_arxiv, paper)
  SELECT lower(CASE instr(trim(doi), ' ') WHEN 0 THEN trim(doi)
               ELSE substr(trim(doi), 1, instr(trim(doi), ' ') - 1) END),
         scheme = 'arxiv', key
  FROM papers WHERE trim(doi) LIKE '10._%/_%';
INSERT INTO papers_fts(papers_fts, rank) VALUES('hashsize', 2097152);
INSERT INTO papers_fts(papers_fts, rank) VALUES('automerge', 8);
INSERT INTO papers_fts(papers_fts, rank) VALUES('crisismerge', 64);
)sql";

// opinions: what the reader thought of papers, as a log; an event that was taken back stays, so that a
// host that hands it over again is known. library.fingerprint is of the item last taken in, 0 for those
// of before. revisions: one number, so that a model knows whether it still holds.
constexpr const char* kOpinions = R"sql(
ALTER TABLE library ADD COLUMN categories TEXT NOT NULL DEFAULT '';
ALTER TABLE library ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE library ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE library ADD COLUMN fingerprint INTEGER NOT NULL DEFAULT 0;
CREATE TABLE opinions(
  number INTEGER PRIMARY KEY,
  paper_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  UNIQUE(paper_id, at, kind)
) STRICT;
INSERT INTO opinions(paper_id, at, kind) SELECT paper_id, at, kind FROM feedback ORDER BY at, paper_id;
DROP TABLE feedback;
CREATE TABLE revisions(
  name TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO revisions VALUES('library', 1);
CREATE TABLE models(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  library_revision INTEGER NOT NULL,
  day INTEGER NOT NULL,
  model BLOB NOT NULL
) STRICT;
CREATE TABLE vectors(
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  vector BLOB NOT NULL
) STRICT;
)sql";

// intentions: what was about to be written of notes; a row that is left tells of a run that was killed.
// reviews: changes of Sheaf's that wait because the reader's text stands in their place.
constexpr const char* kVaults = R"sql(
CREATE TABLE intentions(
  number INTEGER PRIMARY KEY,
  vault TEXT NOT NULL,
  key TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE(vault, key)
) STRICT;
CREATE TABLE reviews(
  number INTEGER PRIMARY KEY,
  vault TEXT NOT NULL,
  key TEXT NOT NULL,
  piece TEXT NOT NULL,
  path TEXT NOT NULL,
  since INTEGER NOT NULL,
  fresh TEXT NOT NULL,
  yours TEXT NOT NULL,
  UNIQUE(vault, key, piece)
) STRICT;
)sql";

Error foreign_file(const Database& database) {
  return {ErrorCode::kStore, "store " + database.path() +
                                 ": this SQLite file belongs to another program: choose another "
                                 "file with --store; this one is left as it is"};
}

Error newer_file(const Database& database, int found, int known) {
  return {ErrorCode::kStore, "store " + database.path() +
                                 ": was written by a newer Sheaf (schema " + std::to_string(found) +
                                 ", this one knows " + std::to_string(known) +
                                 "): update Sheaf or choose another store with --store"};
}

/// One step, unless another process took it while we waited for the lock.
Status run_step(Database& database, const Migrations& steps) {
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const int version, schema_version(database));
  if (version >= static_cast<int>(steps.size())) return {};
  SHEAF_TRY(database.execute(steps[static_cast<std::size_t>(version)]));
  SHEAF_TRY(database.execute("PRAGMA application_id=" + std::to_string(kApplicationId) +
                             "; PRAGMA user_version=" + std::to_string(version + 1)));
  return transaction.commit();
}

}  // namespace

const Migrations& store_migrations() {
  static const Migrations steps = {
      std::string(kPapers) + kFullText + kSources + kReader,
      kIdentity,
      kOpinions,
      kVaults,
  };
  return steps;
}

Result<int> schema_version(Database& database) {
  SHEAF_ASSIGN(const std::int64_t version, database.query_integer("PRAGMA user_version"));
  return static_cast<int>(version);
}

Status check_identity(Database& database, int known_version) {
  // One statement, hence one snapshot: a store that another process creates right now is seen
  // before or after its first step, never half way.
  SHEAF_ASSIGN(Statement statement,
               database.prepare("SELECT a.application_id, v.user_version,"
                                " (SELECT count(*) FROM sqlite_schema)"
                                " FROM pragma_application_id a, pragma_user_version v"));
  SHEAF_TRY(statement.step());
  const std::int64_t application = statement.integer(0);
  const int version = static_cast<int>(statement.integer(1));
  const bool empty = application == 0 && version == 0 && statement.integer(2) == 0;
  if (empty) return {};
  if (application != kApplicationId) return foreign_file(database);
  if (version > known_version) return newer_file(database, version, known_version);
  return {};
}

Status migrate(Database& database, const Migrations& steps) {
  while (true) {
    SHEAF_ASSIGN(const int version, schema_version(database));
    if (version >= static_cast<int>(steps.size())) return {};
    SHEAF_TRY(run_step(database, steps));
  }
}

}  // namespace sheaf::store
