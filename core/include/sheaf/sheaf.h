/* sheaf.h - the stable C interface of libsheaf.
 *
 * Sheaf fetches the day's arXiv announcements, scores and summarizes them for one
 * reader, and renders linked Markdown notes, BibTeX and a digest.  This one header
 * is the whole public interface.
 *
 * STABILITY   Within one soname: functions are added, never changed or removed;
 *             option structs start with struct_size, end without tail padding and
 *             grow at the end only; enum values keep their numbers, and new ones
 *             may appear, so callers keep a default branch.
 * OWNERSHIP   `T **out` gives you an object: free it with its sheaf_T_free().
 *             A returned `const T *` or `const char *` is borrowed from the object
 *             it was asked of and lives as long as that object.  Every _free()
 *             accepts NULL.  On failure outputs are set to NULL.
 * STRINGS     UTF-8, NUL-terminated; inputs are copied, NULL means "not given".
 *             A getter of text that the object lacks returns "", never NULL,
 *             unless it says otherwise; an index out of range returns NULL or 0.
 * ERRORS      sheaf_status is returned; details go to the optional last argument
 *             `sheaf_error **err` (may be NULL; stays NULL on SHEAF_E_NOMEM).
 *             No C++ exception ever leaves the library, no callback may throw.
 * THREADS     A sheaf_ctx, a sheaf_job and a sheaf_cancel may be used from several
 *             threads at once; freeing one while another thread uses it may not.
 *             Result objects are immutable: read them from any thread.  Callbacks
 *             run on the thread that made the call (a job calls none but log_fn
 *             and http_fn).  No global state; do not carry handles over fork().
 */
#ifndef SHEAF_SHEAF_H
#define SHEAF_SHEAF_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#  ifdef SHEAF_BUILDING
#    define SHEAF_API __declspec(dllexport)
#  else
#    define SHEAF_API __declspec(dllimport)
#  endif
#elif defined(__GNUC__)
#  define SHEAF_API __attribute__((visibility("default")))
#else
#  define SHEAF_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- version ------------------------------------------------------------- */

#define SHEAF_VERSION_MAJOR 0
#define SHEAF_VERSION_MINOR 1
#define SHEAF_VERSION_PATCH 0
/* Bumped (with the soname) only when a compiled caller would break. */
#define SHEAF_ABI_VERSION 1

SHEAF_API const char *sheaf_version(void);      /* "0.1.0", of the loaded library */
SHEAF_API uint32_t    sheaf_abi_version(void);  /* compare with SHEAF_ABI_VERSION */

/* ---- status and errors --------------------------------------------------- */

typedef int32_t sheaf_status;
enum {
  SHEAF_OK             =   0,
  SHEAF_TIMEOUT        =   1,  /* not an error: sheaf_job_wait() ran out of time  */
  SHEAF_E_INVALID      =  -1,  /* an argument is NULL, out of range, malformed    */
  SHEAF_E_NOMEM        =  -2,
  SHEAF_E_CANCELLED    =  -3,  /* by sheaf_cancel_request() or a callback         */
  SHEAF_E_NETWORK      =  -4,  /* no connection, TLS, DNS, transfer timed out     */
  SHEAF_E_HTTP         =  -5,  /* the server answered with an error status        */
  SHEAF_E_RATE_LIMIT   =  -6,  /* asked to wait: see sheaf_error_retry_after_ms() */
  SHEAF_E_PARSE        =  -7,  /* the feed, a document or a plugin's reply        */
  SHEAF_E_NOT_FOUND    =  -8,
  SHEAF_E_IO           =  -9,  /* a file could not be read or written             */
  SHEAF_E_STORE        = -10,  /* the database: corrupt, locked, wrong version    */
  SHEAF_E_CONFLICT     = -11,  /* the note was edited by hand; nothing was lost   */
  SHEAF_E_PLUGIN       = -12,  /* a script threw                                  */
  SHEAF_E_PLUGIN_LIMIT = -13,  /* a script passed its time or memory limit        */
  SHEAF_E_UNSUPPORTED  = -14,  /* not in this build, or libcurl is not installed  */
  SHEAF_E_INTERNAL     = -99   /* a bug in libsheaf: please report                */
};

typedef struct sheaf_error sheaf_error;

SHEAF_API const char  *sheaf_status_name(sheaf_status status);  /* "SHEAF_E_IO" */
SHEAF_API sheaf_status sheaf_error_status(const sheaf_error *err);
SHEAF_API const char  *sheaf_error_message(const sheaf_error *err);
SHEAF_API int          sheaf_error_http_status(const sheaf_error *err);    /* or 0 */
SHEAF_API int64_t      sheaf_error_retry_after_ms(const sheaf_error *err); /* or -1 */
SHEAF_API void         sheaf_error_free(sheaf_error *err);

/* ---- strings the caller owns --------------------------------------------- */

typedef struct sheaf_text sheaf_text;   /* bytes plus a final NUL */
SHEAF_API const char *sheaf_text_data(const sheaf_text *text);
SHEAF_API size_t      sheaf_text_size(const sheaf_text *text);  /* without the NUL */
SHEAF_API void        sheaf_text_free(sheaf_text *text);

/* ---- context ------------------------------------------------------------- */

typedef struct sheaf_ctx sheaf_ctx;

typedef enum sheaf_log_level {
  SHEAF_LOG_ERROR = 0, SHEAF_LOG_WARN = 1, SHEAF_LOG_INFO = 2, SHEAF_LOG_DEBUG = 3
} sheaf_log_level;
typedef void (*sheaf_log_fn)(int level, const char *message, void *user_data);

/* An HTTP transport of the host's own (Zotero.HTTP, Obsidian's requestUrl ...).
 * Fill `reply` through the setters; return a sheaf_status.  May be called from
 * several threads at once when jobs run side by side. */
typedef struct sheaf_http_reply sheaf_http_reply;
typedef struct sheaf_http_request {
  size_t struct_size;
  const char *method, *url;
  const char *const *header_lines; size_t header_count;   /* "Name: value" */
  const void *body; size_t body_size;
  int64_t timeout_ms;
} sheaf_http_request;
typedef sheaf_status (*sheaf_http_fn)(const sheaf_http_request *request,
                                      sheaf_http_reply *reply, void *user_data);
SHEAF_API sheaf_status sheaf_http_reply_set_status(sheaf_http_reply *reply, int status);
SHEAF_API sheaf_status sheaf_http_reply_add_header(sheaf_http_reply *reply,
                                                   const char *name, const char *value);
SHEAF_API sheaf_status sheaf_http_reply_append(sheaf_http_reply *reply,
                                               const void *data, size_t size);

typedef struct sheaf_config {
  size_t struct_size;            /* sizeof(sheaf_config) of the caller */
  const char *store_path;        /* SQLite file of Sheaf's own; NULL: in memory */
  const char *user_agent;        /* appended to "sheaf/x.y.z" */
  const char *contact_email;     /* sent to arXiv, as it asks of API clients */
  const char *rss_base_url;      /* NULL: https://rss.arxiv.org */
  const char *api_base_url;      /* NULL: https://export.arxiv.org/api/query */
  int32_t min_interval_ms;       /* between requests to one host; 0: 3000 for arXiv
                                  * (never less there), none for loopback, else 1000 */
  int32_t timeout_ms;            /* per request; 0: 60000 */
  int32_t max_retries;           /* -1: none, 0: default (4) */
  int32_t reserved;              /* 0 */
  sheaf_log_fn log_fn;   void *log_user_data;
  sheaf_http_fn http_fn; void *http_user_data;    /* NULL: libcurl */
} sheaf_config;

/* Declares a local option struct with every default:
 *   SHEAF_INIT(sheaf_config, config);  config.store_path = "papers.db"; */
#ifdef __cplusplus
#  define SHEAF_INIT(type, name) type name = type(); name.struct_size = sizeof(type)
#else
#  define SHEAF_INIT(type, name) type name = {0}; name.struct_size = sizeof(type)
#endif

SHEAF_API sheaf_status sheaf_open(const sheaf_config *config, sheaf_ctx **out,
                                  sheaf_error **err);
SHEAF_API void         sheaf_close(sheaf_ctx *ctx);  /* cancels and joins its jobs */

/* ---- progress and cancelling --------------------------------------------- */

typedef struct sheaf_progress {
  size_t struct_size;
  const char *stage;             /* "fetch", "score", "summarize", "write" */
  uint64_t done, total;          /* total 0: not known */
  int64_t waiting_ms;            /* > 0: holding back for the rate limit */
} sheaf_progress;
/* Return 0 to go on, anything else to cancel. */
typedef int (*sheaf_progress_fn)(const sheaf_progress *progress, void *user_data);

typedef struct sheaf_cancel sheaf_cancel;
SHEAF_API sheaf_status sheaf_cancel_new(sheaf_cancel **out);
SHEAF_API void         sheaf_cancel_request(sheaf_cancel *cancel);
SHEAF_API void         sheaf_cancel_free(sheaf_cancel *cancel); /* refcounted inside */

typedef struct sheaf_call {      /* common to every long call; NULL is fine */
  size_t struct_size;
  sheaf_progress_fn progress_fn; void *progress_user_data;
  sheaf_cancel *cancel;
} sheaf_call;

/* ---- papers -------------------------------------------------------------- */

typedef struct sheaf_paper  sheaf_paper;   /* always borrowed from a list or digest */
typedef struct sheaf_papers sheaf_papers;  /* immutable list */

SHEAF_API size_t             sheaf_papers_count(const sheaf_papers *list);
SHEAF_API const sheaf_paper *sheaf_papers_at(const sheaf_papers *list, size_t index);
/* What the source counts as matching; at least sheaf_papers_count(). */
SHEAF_API uint64_t           sheaf_papers_total(const sheaf_papers *list);
SHEAF_API void               sheaf_papers_free(sheaf_papers *list);
/* One JSON array: the cheapest way across a foreign-function bridge. */
SHEAF_API sheaf_status sheaf_papers_to_json(const sheaf_papers *list, sheaf_text **out,
                                            sheaf_error **err);
/* Reads a JSON array or JSON lines of papers, each with id, title, abstract. */
SHEAF_API sheaf_status sheaf_papers_from_json(const char *json, size_t size,
                                              sheaf_papers **out, sheaf_error **err);

typedef enum sheaf_field {       /* text fields; unknown ones read as "" */
  SHEAF_FIELD_ID = 0, SHEAF_FIELD_TITLE = 1, SHEAF_FIELD_ABSTRACT = 2,
  SHEAF_FIELD_PRIMARY_CATEGORY = 3, SHEAF_FIELD_PUBLISHED = 4, SHEAF_FIELD_UPDATED = 5,
  SHEAF_FIELD_DOI = 6, SHEAF_FIELD_JOURNAL_REF = 7, SHEAF_FIELD_COMMENT = 8,
  SHEAF_FIELD_PDF_URL = 9, SHEAF_FIELD_ABS_URL = 10, SHEAF_FIELD_CITE_KEY = 11,
  SHEAF_FIELD_SCHEME = 12,       /* "arxiv", "doi", "openreview", "pmid", "s2", "url" */
  SHEAF_FIELD_VENUE = 13, SHEAF_FIELD_CODE_URL = 14
} sheaf_field;
SHEAF_API const char *sheaf_paper_text(const sheaf_paper *paper, int field);
SHEAF_API uint32_t    sheaf_paper_version(const sheaf_paper *paper);  /* 0: not known */
SHEAF_API size_t      sheaf_paper_author_count(const sheaf_paper *paper);
SHEAF_API const char *sheaf_paper_author(const sheaf_paper *paper, size_t index);
SHEAF_API size_t      sheaf_paper_category_count(const sheaf_paper *paper);
SHEAF_API const char *sheaf_paper_category(const sheaf_paper *paper, size_t index);

typedef enum sheaf_sort {
  SHEAF_SORT_RELEVANCE = 0, SHEAF_SORT_SUBMITTED = 1, SHEAF_SORT_UPDATED = 2
} sheaf_sort;
typedef struct sheaf_query {
  size_t struct_size;
  const char *expression;        /* arXiv syntax: "cat:cs.CL AND ti:retrieval" */
  const char *const *ids; size_t id_count;   /* instead of an expression */
  int64_t submitted_from, submitted_to;    /* Unix seconds; 0: open */
  uint32_t start, max_results;   /* max_results 0: 50; pages are fetched as needed */
  int32_t sort;                  /* sheaf_sort */
  int32_t ascending;
} sheaf_query;

/* Asks arXiv's search API; what comes is also kept in the store. */
SHEAF_API sheaf_status sheaf_fetch(sheaf_ctx *ctx, const sheaf_query *query,
                                   const sheaf_call *call, sheaf_papers **out,
                                   sheaf_error **err);

/* ---- the store ----------------------------------------------------------- */

SHEAF_API sheaf_status sheaf_store_put(sheaf_ctx *ctx, const sheaf_papers *papers,
                                       sheaf_error **err);
/* Words over title, abstract and authors, best first; limit 0: 50. */
SHEAF_API sheaf_status sheaf_store_find(sheaf_ctx *ctx, const char *full_text_query,
                                        uint32_t limit, sheaf_papers **out,
                                        sheaf_error **err);
SHEAF_API sheaf_status sheaf_store_get(sheaf_ctx *ctx, const char *paper_id,
                                       sheaf_papers **out, sheaf_error **err);
SHEAF_API sheaf_status sheaf_store_remove(sheaf_ctx *ctx, const char *paper_id,
                                          sheaf_error **err);

/* ---- the reader's library and feedback ----------------------------------- */

/* JSON array or lines of {"key","title","abstract","authors":[],"added",
 * "collections":[],"tags":[]}; an item with a known key replaces the old one. */
SHEAF_API sheaf_status sheaf_library_put_json(sheaf_ctx *ctx, const char *json, size_t size,
                                              sheaf_error **err);
/* The same, and items that came from `origin` ("zotero"; NULL: "") and are not among these
 * leave the library. */
SHEAF_API sheaf_status sheaf_library_sync_json(sheaf_ctx *ctx, const char *json, size_t size,
                                               const char *origin, sheaf_error **err);
SHEAF_API sheaf_status sheaf_library_remove(sheaf_ctx *ctx, const char *key,
                                            sheaf_error **err);
SHEAF_API sheaf_status sheaf_library_count(sheaf_ctx *ctx, uint64_t *out,
                                           sheaf_error **err);

typedef enum sheaf_feedback_kind {
  SHEAF_FEEDBACK_LIKED = 0, SHEAF_FEEDBACK_KEPT = 1, SHEAF_FEEDBACK_READ = 2,
  SHEAF_FEEDBACK_DISMISSED = 3, SHEAF_FEEDBACK_TRASHED = 4,
  SHEAF_FEEDBACK_NONE = 5        /* takes earlier feedback back */
} sheaf_feedback_kind;
SHEAF_API sheaf_status sheaf_feedback_put(sheaf_ctx *ctx, const char *paper_id, int kind,
                                          sheaf_error **err);
/* As of `at` (Unix seconds): the latest event of a paper counts, in whatever order
 * they come, and the same event again changes nothing. */
SHEAF_API sheaf_status sheaf_feedback_put_at(sheaf_ctx *ctx, const char *paper_id, int kind,
                                             int64_t at, sheaf_error **err);
/* Takes the latest event back: what the reader thought before counts again.
 * SHEAF_E_NOT_FOUND when there is none. */
SHEAF_API sheaf_status sheaf_feedback_undo(sheaf_ctx *ctx, const char *paper_id,
                                           sheaf_error **err);

/* ---- scores -------------------------------------------------------------- */

typedef struct sheaf_scores sheaf_scores;   /* one value and reason per paper */
typedef struct sheaf_profile {   /* what the reader cares about */
  size_t struct_size;
  const char *const *keywords;   size_t keyword_count;
  const char *const *exclude;    size_t exclude_count;
  const char *const *authors;    size_t author_count;
  const sheaf_papers *liked;     /* learn from these besides the library; may be NULL */
  const char *scorer;            /* NULL: "learned"; or "keywords", "rss-bot",
                                  * "sanity-lite", "zotero-arxiv-daily" */
} sheaf_profile;

/* Values: higher is better, on the scorer's own scale ("learned": 0 to 100;
 * "keywords", "rss-bot": points).  A paper with an excluded word has the value -1. */
SHEAF_API sheaf_status sheaf_score(sheaf_ctx *ctx, const sheaf_papers *papers,
                                   const sheaf_profile *profile, const sheaf_call *call,
                                   sheaf_scores **out, sheaf_error **err);
SHEAF_API size_t      sheaf_scores_count(const sheaf_scores *scores);
SHEAF_API double      sheaf_scores_value(const sheaf_scores *scores, size_t index);
/* The paper's index at a rank, best first. */
SHEAF_API size_t      sheaf_scores_index_at(const sheaf_scores *scores, size_t rank);
SHEAF_API const char *sheaf_scores_reason(const sheaf_scores *scores, size_t index);
SHEAF_API void        sheaf_scores_free(sheaf_scores *scores);
/* Why a stored paper has its score, as JSON: {"id", "title", "scorer", "score": {"value",
 * "reason", "carried": [{"term", "points"}], "similar", "terms", "authors", "interest",
 * "uncertainty"}, "opinion"}.  `profile_json` as in sheaf_digest_options; may be NULL. */
SHEAF_API sheaf_status sheaf_explain_json(sheaf_ctx *ctx, const char *paper_id,
                                          const char *profile_json, sheaf_text **out,
                                          sheaf_error **err);

/* ---- summaries ----------------------------------------------------------- */

typedef struct sheaf_summary sheaf_summary;
typedef enum sheaf_summary_field {
  SHEAF_SUMMARY_TLDR = 0, SHEAF_SUMMARY_MOTIVATION = 1, SHEAF_SUMMARY_METHOD = 2,
  SHEAF_SUMMARY_RESULT = 3, SHEAF_SUMMARY_CONCLUSION = 4, SHEAF_SUMMARY_CODE_URL = 5,
  SHEAF_SUMMARY_MINDMAP = 6,     /* a Mermaid diagram */
  SHEAF_SUMMARY_OUTLINE = 7,     /* the mindmap as a Markdown list */
  SHEAF_SUMMARY_PROVIDER = 8,    /* "built-in" or the model's name */
  SHEAF_SUMMARY_LANGUAGE = 9,
  SHEAF_SUMMARY_NOTE = 10,       /* why it is less than asked for, or "" */
  SHEAF_SUMMARY_TEXT = 11,       /* free Markdown, of an imported digest */
  SHEAF_SUMMARY_THUMBNAIL_URL = 12
} sheaf_summary_field;
typedef enum sheaf_summary_list {
  SHEAF_SUMMARY_CONTRIBUTIONS = 0, SHEAF_SUMMARY_TAGS = 1, SHEAF_SUMMARY_INSTITUTIONS = 2,
  SHEAF_SUMMARY_SENTENCES = 3,
  SHEAF_SUMMARY_LABELS = 4       /* one role per sentence: "background", "objective",
                                  * "method", "result", "other" */
} sheaf_summary_list;

typedef struct sheaf_summary_options {
  size_t struct_size;
  const char *summarizer;        /* NULL: "built-in" */
  uint64_t flags;                /* 0 */
} sheaf_summary_options;
SHEAF_API sheaf_status sheaf_summarize(sheaf_ctx *ctx, const sheaf_paper *paper,
                                       const sheaf_summary_options *options,
                                       const sheaf_call *call, sheaf_summary **out,
                                       sheaf_error **err);
SHEAF_API const char  *sheaf_summary_text(const sheaf_summary *summary, int field);
SHEAF_API size_t       sheaf_summary_list_count(const sheaf_summary *summary, int list);
SHEAF_API const char  *sheaf_summary_list_at(const sheaf_summary *summary, int list,
                                             size_t index);
SHEAF_API sheaf_status sheaf_summary_to_json(const sheaf_summary *summary,
                                             sheaf_text **out, sheaf_error **err);
SHEAF_API void         sheaf_summary_free(sheaf_summary *summary);

/* ---- the digest: fetch, score, summarize --------------------------------- */

typedef struct sheaf_digest sheaf_digest;

typedef enum sheaf_source_state {
  SHEAF_SOURCE_OK = 0, SHEAF_SOURCE_EMPTY = 1, SHEAF_SOURCE_STALE = 2,
  SHEAF_SOURCE_PARTIAL = 3, SHEAF_SOURCE_FAILED = 4, SHEAF_SOURCE_WAITING = 5
} sheaf_source_state;

typedef enum sheaf_announce_type {
  SHEAF_ANNOUNCE_NEW = 0, SHEAF_ANNOUNCE_CROSS = 1, SHEAF_ANNOUNCE_REPLACE = 2,
  SHEAF_ANNOUNCE_REPLACE_CROSS = 3
} sheaf_announce_type;

typedef struct sheaf_digest_options {
  size_t struct_size;
  const char *profile_json;      /* NULL: defaults; JSON, comments allowed */
  const char *profile_name;      /* a file name for error messages; may be NULL */
  const char *day;               /* "2026-04-17"; NULL: the day the feeds announce */
  int32_t offline;               /* not 0: from the store only */
  int32_t reserved;              /* 0 */
} sheaf_digest_options;

/* One announcement day, fetched, scored and summarized.  Sources that fail do not
 * fail the digest: look at their states.  An error comes back when no source gave
 * anything and none was stored. */
SHEAF_API sheaf_status sheaf_digest_run(sheaf_ctx *ctx, const sheaf_digest_options *options,
                                        const sheaf_call *call, sheaf_digest **out,
                                        sheaf_error **err);
/* A digest made from papers at hand: scored and summarized, nothing fetched. */
SHEAF_API sheaf_status sheaf_digest_from_papers(sheaf_ctx *ctx, const sheaf_papers *papers,
                                                const sheaf_digest_options *options,
                                                const sheaf_call *call, sheaf_digest **out,
                                                sheaf_error **err);
SHEAF_API sheaf_status sheaf_digest_from_json(const char *json, size_t size,
                                              sheaf_digest **out, sheaf_error **err);
/* A page that another system published (daily-arXiv-ai-enhanced, DailyArXiv,
 * arxiv_rss_bot, ai_toutiao; told by its content), or a digest of our own.  `name` is
 * its file name or URL, which may tell the day.  Damaged encoding is put right where
 * that can be known; sheaf_digest_source_detail() says what could not be read.  It is
 * kept in the store of `ctx` like a digest that was run; NULL keeps nothing. */
SHEAF_API sheaf_status sheaf_digest_import(sheaf_ctx *ctx, const char *page, size_t size,
                                           const char *name, sheaf_digest **out,
                                           sheaf_error **err);
SHEAF_API sheaf_status sheaf_digest_to_json(const sheaf_digest *digest, sheaf_text **out,
                                            sheaf_error **err);
SHEAF_API void         sheaf_digest_free(sheaf_digest *digest);

SHEAF_API const char  *sheaf_digest_day(const sheaf_digest *digest);  /* "2026-04-17" */
SHEAF_API const char  *sheaf_digest_profile(const sheaf_digest *digest);
SHEAF_API int          sheaf_digest_is_sample(const sheaf_digest *digest);
SHEAF_API size_t       sheaf_digest_source_count(const sheaf_digest *digest);
SHEAF_API const char  *sheaf_digest_source_name(const sheaf_digest *digest, size_t index);
/* A sheaf_source_state; SHEAF_SOURCE_FAILED for an index out of range. */
SHEAF_API int          sheaf_digest_source_state(const sheaf_digest *digest, size_t index);
SHEAF_API const char  *sheaf_digest_source_detail(const sheaf_digest *digest, size_t index);
/* Entries, best first. */
SHEAF_API size_t               sheaf_digest_count(const sheaf_digest *digest);
SHEAF_API const sheaf_paper   *sheaf_digest_paper(const sheaf_digest *digest, size_t index);
SHEAF_API int                  sheaf_digest_announce_type(const sheaf_digest *digest, size_t index);
SHEAF_API double               sheaf_digest_score(const sheaf_digest *digest, size_t index);
SHEAF_API const char          *sheaf_digest_reason(const sheaf_digest *digest, size_t index);
SHEAF_API const sheaf_summary *sheaf_digest_summary(const sheaf_digest *digest, size_t index);

/* ---- BibTeX and notes ---------------------------------------------------- */

SHEAF_API sheaf_status sheaf_bibtex(const sheaf_papers *papers, sheaf_text **out,
                                    sheaf_error **err);
SHEAF_API sheaf_status sheaf_digest_bibtex(const sheaf_digest *digest, sheaf_text **out,
                                           sheaf_error **err);
/* The note of one entry as it would be written into an empty vault. */
SHEAF_API sheaf_status sheaf_digest_note(const sheaf_digest *digest, size_t index,
                                         sheaf_text **out, sheaf_error **err);

/* Brings the text of a note up to date, for hosts that write their files themselves
 * (Obsidian's Vault.process); quick, and touches nothing else.  `existing`: what the
 * file holds; `baseline`: what Sheaf last wrote of it (NULL: not known); `fresh`: what
 * sheaf_digest_note() or the op "notes" gives.  The reader's own text stays byte for
 * byte.  `conflicts`, when not NULL, gets a JSON array of the keys and block ids where
 * the reader's text was kept though Sheaf's changed too. */
SHEAF_API sheaf_status sheaf_note_merge(const char *existing, size_t existing_size,
                                        const char *baseline, const char *fresh,
                                        sheaf_text **merged, sheaf_text **conflicts,
                                        sheaf_error **err);

typedef enum sheaf_outcome {
  SHEAF_OUTCOME_UNCHANGED = 0, SHEAF_OUTCOME_CREATED = 1, SHEAF_OUTCOME_UPDATED = 2,
  SHEAF_OUTCOME_CONFLICT = 3,    /* the reader's text was kept; the rest is updated */
  SHEAF_OUTCOME_FAILED = 4
} sheaf_outcome;

typedef struct sheaf_report sheaf_report;   /* what a write did, file by file */
/* Brings a folder of Markdown notes up to the digest.  Only keys and blocks that
 * Sheaf wrote and the reader did not change are touched. */
SHEAF_API sheaf_status sheaf_write_vault(sheaf_ctx *ctx, const sheaf_digest *digest,
                                         const char *folder, const char *profile_json,
                                         const sheaf_call *call, sheaf_report **out,
                                         sheaf_error **err);
/* Adds or updates the digest's entries in a .bib file; all else in it stays. */
SHEAF_API sheaf_status sheaf_write_bibtex(const sheaf_digest *digest, const char *path,
                                          sheaf_report **out, sheaf_error **err);
SHEAF_API size_t       sheaf_report_count(const sheaf_report *report);
SHEAF_API const char  *sheaf_report_path(const sheaf_report *report, size_t index);
/* A sheaf_outcome; SHEAF_OUTCOME_FAILED for an index out of range. */
SHEAF_API int          sheaf_report_outcome(const sheaf_report *report, size_t index);
SHEAF_API const char  *sheaf_report_detail(const sheaf_report *report, size_t index);
SHEAF_API void         sheaf_report_free(sheaf_report *report);

/* ---- jobs: the same work, without blocking or foreign-thread callbacks ---- */

/* All that a bridge needs: `op` names a piece of work; arguments and result are
 * JSON.  sheaf_ops_to_json() lists the ops with their arguments. */
typedef struct sheaf_job sheaf_job;
SHEAF_API sheaf_status sheaf_ops_to_json(sheaf_text **out, sheaf_error **err);
SHEAF_API sheaf_status sheaf_job_start(sheaf_ctx *ctx, const char *op,
                                       const char *args_json, sheaf_job **out,
                                       sheaf_error **err);
SHEAF_API sheaf_status sheaf_job_wait(sheaf_job *job, int32_t timeout_ms); /* 0: poll,
                                                                   * < 0: until it ends */
SHEAF_API sheaf_status sheaf_job_progress(sheaf_job *job, sheaf_progress *out);
SHEAF_API void         sheaf_job_cancel(sheaf_job *job);
/* The result, or the job's error; SHEAF_TIMEOUT while it runs. */
SHEAF_API sheaf_status sheaf_job_result(sheaf_job *job, sheaf_text **out,
                                        sheaf_error **err);
SHEAF_API void         sheaf_job_free(sheaf_job *job);  /* cancels, then joins */

#ifdef __cplusplus
}
#endif
#endif /* SHEAF_SHEAF_H */
