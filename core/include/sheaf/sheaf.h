/** @file sheaf.h
 * The stable C interface of libsheaf, and its manual.
 *
 * Sheaf fetches a day's papers (arXiv's announcements, other servers, journals), scores and
 * summarizes them for one reader, and renders linked Markdown notes, BibTeX, pages, feeds and
 * items of Zotero.  This one header is the whole public interface; sheaf.hpp is the same for C++.
 *
 * @par A day in ten lines
 * @code{.c}
 *   SHEAF_INIT(sheaf_config, config);          config.store_path = "papers.db";
 *   SHEAF_INIT(sheaf_digest_options, options); options.profile_json = "{\"categories\": [\"cs.CL\"]}";
 *   sheaf_ctx *ctx; sheaf_digest *today; sheaf_error *err = NULL;
 *   if (sheaf_open(&config, &ctx, &err) || sheaf_digest_run(ctx, &options, NULL, &today, &err))
 *     return fprintf(stderr, "%s\n", sheaf_error_message(err)), 1;
 *   for (size_t i = 0; i < sheaf_digest_count(today); i++)
 *     printf("%4.1f  %s\n", sheaf_digest_score(today, i),
 *            sheaf_paper_text(sheaf_digest_paper(today, i), SHEAF_FIELD_TITLE));
 *   sheaf_digest_free(today);
 *   sheaf_close(ctx);
 * @endcode
 *
 * @par Two doors
 * Typed calls, as above, for hosts in C and C++.  Jobs for hosts that must not wait, or be called
 * from a foreign thread (js-ctypes, Node, Python): sheaf_job_start() names an op and takes JSON,
 * sheaf_job_wait() polls, sheaf_job_result() gives JSON.  Jobs reach all there is; the typed calls
 * what most hosts need.  sheaf_ops_to_json() lists the ops.
 *
 * @par Ownership
 * `T **out` gives you an object: free it with its sheaf_T_free().  A returned `const T *` or
 * `const char *` is borrowed from the object it was asked of and lives as long as that object; one
 * of no object (sheaf_version()) lives as long as the process.  Every _free() accepts NULL.  On
 * failure outputs are set to NULL.
 *
 * @par Strings
 * UTF-8, NUL-terminated; inputs are copied, NULL means "not given".  A getter of text that the
 * object lacks returns "", never NULL, unless it says otherwise; an index out of range returns NULL
 * or 0.  What comes with a size may hold anything, and needs no NUL.
 *
 * @par Errors
 * sheaf_status is returned, 0 on success; details go to the optional last argument
 * `sheaf_error **err` (may be NULL; stays NULL on SHEAF_E_NOMEM), in words for the reader: what
 * it was, and what to do.  Give it holding NULL, free what it gets.  No C++ exception ever leaves
 * the library, no callback may throw.  A source that fails does not fail a digest: it is one of
 * its states, see sheaf_digest_source_state().
 *
 * @par Threads
 * A sheaf_ctx, a sheaf_job and a sheaf_cancel may be used from several threads at once; freeing one
 * while another thread uses it may not.  Result objects are immutable: read them from any thread.
 * Callbacks run on the thread that made the call (a job calls none but log_fn and http_fn, on its
 * own thread) and must not free what the call was given.  No global state.  Several processes may
 * share a store: they wait for each other.
 *
 * @par Fork
 * A child has none of the library's threads, and its parent's open files: it may use no handle from
 * before fork(), free none, and open no store.  It may call exec() or _exit(), at any moment; or fork
 * before opening.
 *
 * @par Unloading
 * dlclose() after every handle was freed: then no thread, no memory and no callback of the library is
 * left.  sheaf_close() ends jobs that run; their handles outlive it, with an answer, until
 * sheaf_job_free().
 *
 * @par Versions
 * Within one soname: functions are added, never changed or removed; option structs start with
 * struct_size (declare them with SHEAF_INIT), end without tail padding and grow at the end only;
 * enum values keep their numbers, and new ones may appear, so callers keep a default branch.  An
 * option that is set and that an older library does not know is refused, not ignored.
 *
 * @par Network
 * Only calls that say so ask the network, and only the servers that the profile names.  libcurl is
 * opened when it is first needed; without it there is SHEAF_E_UNSUPPORTED, or give a transport of
 * your own.  Environment variables (SHEAF_ARXIV_RSS_URL and the like, see `sheaf help`) put a mirror
 * in place of a service.
 */
#ifndef SHEAF_SHEAF_H
#define SHEAF_SHEAF_H

#include <stddef.h>
#include <stdint.h>

/** @def SHEAF_API
 * Marks what the library exports. */
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

#define SHEAF_VERSION_MAJOR 0   /**< of this header */
#define SHEAF_VERSION_MINOR 1   /**< of this header */
#define SHEAF_VERSION_PATCH 0   /**< of this header */
/** Bumped (with the soname) only when a compiled caller would break. */
#define SHEAF_ABI_VERSION 1

SHEAF_API const char *sheaf_version(void);      /**< "0.1.0", of the loaded library. */
/** Of the loaded library: compare with SHEAF_ABI_VERSION. */
SHEAF_API uint32_t    sheaf_abi_version(void);

/* ---- status and errors --------------------------------------------------- */

/** How a call ended: one of the numbers below.  Negative: an error. */
typedef int32_t sheaf_status;
/** The values of a sheaf_status. */
enum {
  SHEAF_OK             =   0,  /**< done                                             */
  SHEAF_TIMEOUT        =   1,  /**< not an error: sheaf_job_wait() ran out of time   */
  SHEAF_E_INVALID      =  -1,  /**< an argument is NULL, out of range, malformed     */
  SHEAF_E_NOMEM        =  -2,  /**< out of memory; there is no sheaf_error           */
  SHEAF_E_CANCELLED    =  -3,  /**< by sheaf_cancel_request() or a callback          */
  SHEAF_E_NETWORK      =  -4,  /**< no connection, TLS, DNS, transfer timed out      */
  SHEAF_E_HTTP         =  -5,  /**< the server answered with an error status         */
  SHEAF_E_RATE_LIMIT   =  -6,  /**< asked to wait: see sheaf_error_retry_after_ms()  */
  SHEAF_E_PARSE        =  -7,  /**< the feed, a document or a plugin's reply         */
  SHEAF_E_NOT_FOUND    =  -8,  /**< nothing of that id, name or day                  */
  SHEAF_E_IO           =  -9,  /**< a file could not be read or written              */
  SHEAF_E_STORE        = -10,  /**< the database: corrupt, locked, wrong version     */
  SHEAF_E_CONFLICT     = -11,  /**< the note was edited by hand; nothing was lost    */
  SHEAF_E_PLUGIN       = -12,  /**< a script threw                                   */
  SHEAF_E_PLUGIN_LIMIT = -13,  /**< a script passed its time or memory limit         */
  SHEAF_E_UNSUPPORTED  = -14,  /**< not in this build, or libcurl is not installed   */
  SHEAF_E_INTERNAL     = -99   /**< a bug in libsheaf: please report                 */
};

/** What went wrong, in detail; its functions take NULL as "nothing did". */
typedef struct sheaf_error sheaf_error;

/** "SHEAF_E_IO"; any number will do. */
SHEAF_API const char  *sheaf_status_name(sheaf_status status);
SHEAF_API sheaf_status sheaf_error_status(const sheaf_error *err);  /**< What the call returned. */
/** For the reader: what, where, what to do. */
SHEAF_API const char  *sheaf_error_message(const sheaf_error *err);
/** Of the server's answer, or 0. */
SHEAF_API int          sheaf_error_http_status(const sheaf_error *err);
/** How long to wait, or -1. */
SHEAF_API int64_t      sheaf_error_retry_after_ms(const sheaf_error *err);
SHEAF_API void         sheaf_error_free(sheaf_error *err);  /**< Frees it. */

/* ---- strings the caller owns --------------------------------------------- */

/** Bytes that the library made (JSON, BibTeX, Markdown), plus a final NUL. */
typedef struct sheaf_text sheaf_text;
SHEAF_API const char *sheaf_text_data(const sheaf_text *text);  /**< The bytes, borrowed. */
SHEAF_API size_t      sheaf_text_size(const sheaf_text *text);  /**< How many, without the NUL. */
SHEAF_API void        sheaf_text_free(sheaf_text *text);        /**< Frees it. */

/* ---- context ------------------------------------------------------------- */

/** An open store, its settings and its network client.  One for each host is enough. */
typedef struct sheaf_ctx sheaf_ctx;

/** How much a line of the log matters. */
typedef enum sheaf_log_level {
  SHEAF_LOG_ERROR = 0,   /**< something did not work                 */
  SHEAF_LOG_WARN = 1,    /**< something is less than it should be    */
  SHEAF_LOG_INFO = 2,    /**< what is done                           */
  SHEAF_LOG_DEBUG = 3    /**< every request                          */
} sheaf_log_level;
/** Gets the lines of the log, without secrets.  `level` is a sheaf_log_level; `message` is borrowed
 * for the call.  May be called from several threads at once. */
typedef void (*sheaf_log_fn)(int level, const char *message, void *user_data);

/** The answer that a transport of the host's own fills in, borrowed for the call. */
typedef struct sheaf_http_reply sheaf_http_reply;
/** What such a transport is asked for; all of it borrowed for the call. */
typedef struct sheaf_http_request {
  size_t struct_size;               /**< sizeof(sheaf_http_request) of the library      */
  const char *method;               /**< "GET", "POST", "PUT" ...                       */
  const char *url;                  /**< absolute                                       */
  const char *const *header_lines;  /**< "Name: value", without an end of line          */
  size_t header_count;              /**< lines of them                                  */
  const void *body;                 /**< to be sent                                     */
  size_t body_size;                 /**< bytes of it; 0: none                           */
  int64_t timeout_ms;               /**< for all of it                                  */
} sheaf_http_request;
/** An HTTP transport of the host's own (Zotero.HTTP, Obsidian's requestUrl ...).  Fill `reply`
 * through the setters; return a sheaf_status.  It follows redirects itself, and
 * where one leads is the host's to judge: none into a private network, none from https to http.  May
 * be called from several threads at once when jobs run side by side. */
typedef sheaf_status (*sheaf_http_fn)(const sheaf_http_request *request,
                                      sheaf_http_reply *reply, void *user_data);
/** 100 to 599. */
SHEAF_API sheaf_status sheaf_http_reply_set_status(sheaf_http_reply *reply, int status);
/** One header of the answer; both copied. */
SHEAF_API sheaf_status sheaf_http_reply_add_header(sheaf_http_reply *reply,
                                                   const char *name, const char *value);
/** More of the answer's body, decoded; copied. */
SHEAF_API sheaf_status sheaf_http_reply_append(sheaf_http_reply *reply,
                                               const void *data, size_t size);

/** Settings of a context.  What a profile says goes before what stands here. */
typedef struct sheaf_config {
  size_t struct_size;            /**< sizeof(sheaf_config) of the caller: SHEAF_INIT sets it */
  const char *store_path;        /**< SQLite file of Sheaf's own; NULL: in memory */
  const char *user_agent;        /**< appended to "sheaf/x.y.z" */
  const char *contact_email;     /**< sent to arXiv, as it asks of API clients */
  const char *rss_base_url;      /**< NULL: https://rss.arxiv.org */
  const char *api_base_url;      /**< NULL: https://export.arxiv.org/api/query */
  int32_t min_interval_ms;       /**< between requests to one host; 0: 3000 for arXiv
                                  * (never less there), none for loopback, else 1000 */
  int32_t timeout_ms;            /**< per request; 0: 60000 */
  int32_t max_retries;           /**< -1: none, 0: default (4) */
  int32_t reserved;              /**< 0 */
  sheaf_log_fn log_fn;           /**< NULL: no log */
  void *log_user_data;           /**< for log_fn */
  sheaf_http_fn http_fn;         /**< NULL: libcurl */
  void *http_user_data;          /**< for http_fn */
} sheaf_config;

/** @def SHEAF_INIT
 * Declares a local option struct with every default:
 *   `SHEAF_INIT(sheaf_config, config);  config.store_path = "papers.db";` */
#ifdef __cplusplus
#  define SHEAF_INIT(type, name) type name = type(); name.struct_size = sizeof(type)
#else
#  define SHEAF_INIT(type, name) type name = {0}; name.struct_size = sizeof(type)
#endif

/** Opens the store, making it if there is none.  `config` NULL: in memory, every default.  Asks
 * nothing of the network.  SHEAF_E_STORE when the file is another program's, damaged or newer. */
SHEAF_API sheaf_status sheaf_open(const sheaf_config *config, sheaf_ctx **out,
                                  sheaf_error **err);
/** Cancels and joins its jobs, then closes.  Jobs may be freed before or after. */
SHEAF_API void         sheaf_close(sheaf_ctx *ctx);

/* ---- progress and cancelling --------------------------------------------- */

/** Where a long call is. */
typedef struct sheaf_progress {
  size_t struct_size;            /**< sizeof(sheaf_progress) */
  const char *stage;             /**< "fetch", "score", "summarize", "write"; lives on */
  uint64_t done;                 /**< of `total`, in this stage */
  uint64_t total;                /**< 0: not known */
  int64_t waiting_ms;            /**< > 0: holding back for the rate limit */
} sheaf_progress;
/** Hears of progress.  Return 0 to go on, anything else to cancel. */
typedef int (*sheaf_progress_fn)(const sheaf_progress *progress, void *user_data);

/** Ends calls from another thread. */
typedef struct sheaf_cancel sheaf_cancel;
SHEAF_API sheaf_status sheaf_cancel_new(sheaf_cancel **out);         /**< For any number of calls. */
/** Calls with it end soon after. */
SHEAF_API void         sheaf_cancel_request(sheaf_cancel *cancel);
/** Refcounted inside: calls go on. */
SHEAF_API void         sheaf_cancel_free(sheaf_cancel *cancel);

/** Common to every long call, which takes NULL as well. */
typedef struct sheaf_call {
  size_t struct_size;               /**< sizeof(sheaf_call) */
  sheaf_progress_fn progress_fn;    /**< on the calling thread; NULL: none */
  void *progress_user_data;         /**< for progress_fn */
  sheaf_cancel *cancel;             /**< NULL: only progress_fn can cancel */
} sheaf_call;

/* ---- papers -------------------------------------------------------------- */

/** One paper, always borrowed from a list or digest. */
typedef struct sheaf_paper  sheaf_paper;
/** An immutable list of papers. */
typedef struct sheaf_papers sheaf_papers;

SHEAF_API size_t             sheaf_papers_count(const sheaf_papers *list);  /**< Papers in it. */
/** Borrowed, or NULL. */
SHEAF_API const sheaf_paper *sheaf_papers_at(const sheaf_papers *list, size_t index);
/** What the source counts as matching; at least sheaf_papers_count(). */
SHEAF_API uint64_t           sheaf_papers_total(const sheaf_papers *list);
SHEAF_API void               sheaf_papers_free(sheaf_papers *list);  /**< Frees it and its papers. */
/** One JSON array: the cheapest way across a foreign-function bridge. */
SHEAF_API sheaf_status sheaf_papers_to_json(const sheaf_papers *list, sheaf_text **out,
                                            sheaf_error **err);
/** Reads a JSON array or JSON lines of papers, each with id, title, abstract. */
SHEAF_API sheaf_status sheaf_papers_from_json(const char *json, size_t size,
                                              sheaf_papers **out, sheaf_error **err);

/** Text fields of a paper; unknown ones read as "". */
typedef enum sheaf_field {
  SHEAF_FIELD_ID = 0,                /**< "2401.10020", "10.1101/2026.01.02.345678" ...        */
  SHEAF_FIELD_TITLE = 1,             /**< as announced: may hold LaTeX                         */
  SHEAF_FIELD_ABSTRACT = 2,          /**< all of it, in one line                               */
  SHEAF_FIELD_PRIMARY_CATEGORY = 3,  /**< "cs.CL"                                              */
  SHEAF_FIELD_PUBLISHED = 4,         /**< of the first version, RFC 3339                       */
  SHEAF_FIELD_UPDATED = 5,           /**< of this version, RFC 3339                            */
  SHEAF_FIELD_DOI = 6,               /**< of the published version                             */
  SHEAF_FIELD_JOURNAL_REF = 7,       /**< as the authors gave it                               */
  SHEAF_FIELD_COMMENT = 8,           /**< the authors', "14 pages"                             */
  SHEAF_FIELD_PDF_URL = 9,           /**< its PDF                                              */
  SHEAF_FIELD_ABS_URL = 10,          /**< its page                                             */
  SHEAF_FIELD_CITE_KEY = 11,         /**< once given, it stays                                 */
  SHEAF_FIELD_SCHEME = 12,           /**< "arxiv", "doi", "openreview", "pmid", "s2", "url"    */
  SHEAF_FIELD_VENUE = 13,            /**< where it was published                               */
  SHEAF_FIELD_CODE_URL = 14          /**< named by its record                                  */
} sheaf_field;
/** A sheaf_field, or "". */
SHEAF_API const char *sheaf_paper_text(const sheaf_paper *paper, int field);
SHEAF_API uint32_t    sheaf_paper_version(const sheaf_paper *paper);       /**< 1 ...; 0: not known. */
SHEAF_API size_t      sheaf_paper_author_count(const sheaf_paper *paper);  /**< How many are known. */
/** A name, in the paper's order. */
SHEAF_API const char *sheaf_paper_author(const sheaf_paper *paper, size_t index);
SHEAF_API size_t      sheaf_paper_category_count(const sheaf_paper *paper);        /**< How many. */
/** "cs.CL", the primary one first. */
SHEAF_API const char *sheaf_paper_category(const sheaf_paper *paper, size_t index);

/** A title, an abstract or another text of a source as one line to read, in UTF-8: TeX's macros
 * and mathematics become the characters they mean, as far as there are such ("$E = mc^2$" has
 * its raised two); what is not known stays. */
SHEAF_API sheaf_status sheaf_plain_text(const char *text, sheaf_text **out,
                                        sheaf_error **err);

/** The order of what a search gives. */
typedef enum sheaf_sort {
  SHEAF_SORT_RELEVANCE = 0,  /**< as arXiv ranks          */
  SHEAF_SORT_SUBMITTED = 1,  /**< by the first version    */
  SHEAF_SORT_UPDATED = 2     /**< by the latest one       */
} sheaf_sort;
/** What to ask arXiv's search for: an expression or ids. */
typedef struct sheaf_query {
  size_t struct_size;             /**< sizeof(sheaf_query) */
  const char *expression;         /**< arXiv syntax: "cat:cs.CL AND ti:retrieval" */
  const char *const *ids;         /**< instead of an expression */
  size_t id_count;                /**< how many ids */
  int64_t submitted_from;         /**< Unix seconds; 0: open */
  int64_t submitted_to;           /**< Unix seconds; 0: open */
  uint32_t start;                 /**< how many to leave out */
  uint32_t max_results;           /**< 0: 50; pages are fetched as needed */
  int32_t sort;                   /**< a sheaf_sort */
  int32_t ascending;              /**< not 0: oldest first */
} sheaf_query;

/** Asks arXiv's search API; what comes is also kept in the store.  Asks the network. */
SHEAF_API sheaf_status sheaf_fetch(sheaf_ctx *ctx, const sheaf_query *query,
                                   const sheaf_call *call, sheaf_papers **out,
                                   sheaf_error **err);

/* ---- the store ----------------------------------------------------------- */

/** Adds papers, or completes and renews those it has. */
SHEAF_API sheaf_status sheaf_store_put(sheaf_ctx *ctx, const sheaf_papers *papers,
                                       sheaf_error **err);
/** Words over title, abstract and authors, best first; limit 0: 50. */
SHEAF_API sheaf_status sheaf_store_find(sheaf_ctx *ctx, const char *full_text_query,
                                        uint32_t limit, sheaf_papers **out,
                                        sheaf_error **err);
/** A list of one; SHEAF_E_NOT_FOUND when the store has no such paper.  Any of its ids will do. */
SHEAF_API sheaf_status sheaf_store_get(sheaf_ctx *ctx, const char *paper_id,
                                       sheaf_papers **out, sheaf_error **err);
/** Forgets a paper and what was made of it. */
SHEAF_API sheaf_status sheaf_store_remove(sheaf_ctx *ctx, const char *paper_id,
                                          sheaf_error **err);

/* ---- the reader's library and feedback ----------------------------------- */

/** JSON array or lines of {"key","title","abstract","authors":[],"added",
 * "collections":[],"tags":[]}; an item with a known key replaces the old one. */
SHEAF_API sheaf_status sheaf_library_put_json(sheaf_ctx *ctx, const char *json, size_t size,
                                              sheaf_error **err);
/** The same, and items that came from `origin` ("zotero"; NULL: "") and are not among these
 * leave the library. */
SHEAF_API sheaf_status sheaf_library_sync_json(sheaf_ctx *ctx, const char *json, size_t size,
                                               const char *origin, sheaf_error **err);
/** Takes an item out by its key. */
SHEAF_API sheaf_status sheaf_library_remove(sheaf_ctx *ctx, const char *key,
                                            sheaf_error **err);
/** How many items it has. */
SHEAF_API sheaf_status sheaf_library_count(sheaf_ctx *ctx, uint64_t *out,
                                           sheaf_error **err);

/** What a reader thinks of a paper, or did with it. */
typedef enum sheaf_feedback_kind {
  SHEAF_FEEDBACK_LIKED = 0,      /**< said so: more like this               */
  SHEAF_FEEDBACK_KEPT = 1,       /**< filed, annotated, cited               */
  SHEAF_FEEDBACK_READ = 2,       /**< read                                  */
  SHEAF_FEEDBACK_DISMISSED = 3,  /**< said so: fewer like this              */
  SHEAF_FEEDBACK_TRASHED = 4,    /**< thrown away                           */
  SHEAF_FEEDBACK_NONE = 5        /**< takes earlier feedback back           */
} sheaf_feedback_kind;
/** As of now; `kind` is a sheaf_feedback_kind. */
SHEAF_API sheaf_status sheaf_feedback_put(sheaf_ctx *ctx, const char *paper_id, int kind,
                                          sheaf_error **err);
/** As of `at` (Unix seconds): the latest event of a paper counts, in whatever order
 * they come, and the same event again changes nothing. */
SHEAF_API sheaf_status sheaf_feedback_put_at(sheaf_ctx *ctx, const char *paper_id, int kind,
                                             int64_t at, sheaf_error **err);
/** Takes the latest event back: what the reader thought before counts again.
 * SHEAF_E_NOT_FOUND when there is none. */
SHEAF_API sheaf_status sheaf_feedback_undo(sheaf_ctx *ctx, const char *paper_id,
                                           sheaf_error **err);

/* ---- scores -------------------------------------------------------------- */

/** One value and reason for each paper of the list that was scored, by the same indices. */
typedef struct sheaf_scores sheaf_scores;
/** What the reader cares about, beside the library and feedback in the store. */
typedef struct sheaf_profile {
  size_t struct_size;             /**< sizeof(sheaf_profile) */
  const char *const *keywords;    /**< speak for a paper */
  size_t keyword_count;           /**< how many */
  const char *const *exclude;     /**< words that rule a paper out */
  size_t exclude_count;           /**< how many */
  const char *const *authors;     /**< followed */
  size_t author_count;            /**< how many */
  const sheaf_papers *liked;      /**< learn from these besides the library; may be NULL */
  const char *scorer;             /**< NULL: "learned"; or "keywords", "rss-bot",
                                   * "sanity-lite", "zotero-arxiv-daily" */
} sheaf_profile;

/** Values: higher is better, on the scorer's own scale ("learned": 0 to 100;
 * "keywords", "rss-bot": points).  A paper with an excluded word has the value -1. */
SHEAF_API sheaf_status sheaf_score(sheaf_ctx *ctx, const sheaf_papers *papers,
                                   const sheaf_profile *profile, const sheaf_call *call,
                                   sheaf_scores **out, sheaf_error **err);
SHEAF_API size_t      sheaf_scores_count(const sheaf_scores *scores);  /**< As many as papers. */
/** Of the paper at `index`. */
SHEAF_API double      sheaf_scores_value(const sheaf_scores *scores, size_t index);
/** The paper's index at a rank, best first. */
SHEAF_API size_t      sheaf_scores_index_at(const sheaf_scores *scores, size_t rank);
/** Why, in words. */
SHEAF_API const char *sheaf_scores_reason(const sheaf_scores *scores, size_t index);
SHEAF_API void        sheaf_scores_free(sheaf_scores *scores);  /**< Frees them. */
/** Why a stored paper has its score, as JSON: {"id", "title", "scorer", "score": {"value",
 * "reason", "carried": [{"term", "points"}], "similar", "terms", "authors", "interest",
 * "uncertainty"}, "opinion"}.  `profile_json` as in sheaf_digest_options; may be NULL. */
SHEAF_API sheaf_status sheaf_explain_json(sheaf_ctx *ctx, const char *paper_id,
                                          const char *profile_json, sheaf_text **out,
                                          sheaf_error **err);

/* ---- summaries ----------------------------------------------------------- */

/** What a paper says, in short. */
typedef struct sheaf_summary sheaf_summary;
/** Text fields of a summary; unknown ones read as "". */
typedef enum sheaf_summary_field {
  SHEAF_SUMMARY_TLDR = 0,         /**< one or two sentences                         */
  SHEAF_SUMMARY_MOTIVATION = 1,   /**< the problem                                  */
  SHEAF_SUMMARY_METHOD = 2,       /**< what was done                                */
  SHEAF_SUMMARY_RESULT = 3,       /**< what came out                                */
  SHEAF_SUMMARY_CONCLUSION = 4,   /**< what it means                                */
  SHEAF_SUMMARY_CODE_URL = 5,     /**< named in abstract or comment                 */
  SHEAF_SUMMARY_MINDMAP = 6,      /**< a Mermaid diagram                            */
  SHEAF_SUMMARY_OUTLINE = 7,      /**< the mindmap as a Markdown list               */
  SHEAF_SUMMARY_PROVIDER = 8,     /**< "built-in" or the model's name               */
  SHEAF_SUMMARY_LANGUAGE = 9,     /**< "en", "zh" ...                               */
  SHEAF_SUMMARY_NOTE = 10,        /**< why it is less than asked for, or ""         */
  SHEAF_SUMMARY_TEXT = 11,        /**< free Markdown, of an imported digest         */
  SHEAF_SUMMARY_THUMBNAIL_URL = 12  /**< of a picture, of an imported digest        */
} sheaf_summary_field;
/** Lists of a summary; unknown ones are empty. */
typedef enum sheaf_summary_list {
  SHEAF_SUMMARY_CONTRIBUTIONS = 0,  /**< sentences                                  */
  SHEAF_SUMMARY_TAGS = 1,           /**< topics                                     */
  SHEAF_SUMMARY_INSTITUTIONS = 2,   /**< of the authors                             */
  SHEAF_SUMMARY_SENTENCES = 3,      /**< of the abstract                            */
  SHEAF_SUMMARY_LABELS = 4          /**< one role per sentence: "background", "objective",
                                     * "method", "result", "other"                  */
} sheaf_summary_list;

/** How to summarize. */
typedef struct sheaf_summary_options {
  size_t struct_size;            /**< sizeof(sheaf_summary_options) */
  const char *summarizer;        /**< NULL: "built-in" */
  uint64_t flags;                /**< 0 */
} sheaf_summary_options;
/** One paper, from its title and abstract.  Asks nothing of the network: a model is asked by
 * digests and by the op "summarize", where the profile names one. */
SHEAF_API sheaf_status sheaf_summarize(sheaf_ctx *ctx, const sheaf_paper *paper,
                                       const sheaf_summary_options *options,
                                       const sheaf_call *call, sheaf_summary **out,
                                       sheaf_error **err);
/** A sheaf_summary_field, or "". */
SHEAF_API const char  *sheaf_summary_text(const sheaf_summary *summary, int field);
/** The length of a sheaf_summary_list. */
SHEAF_API size_t       sheaf_summary_list_count(const sheaf_summary *summary, int list);
/** One element of a sheaf_summary_list. */
SHEAF_API const char  *sheaf_summary_list_at(const sheaf_summary *summary, int list,
                                             size_t index);
/** All of it as one JSON object, as in dist/schema/digest.schema.json. */
SHEAF_API sheaf_status sheaf_summary_to_json(const sheaf_summary *summary,
                                             sheaf_text **out, sheaf_error **err);
/** Not one borrowed from a digest. */
SHEAF_API void         sheaf_summary_free(sheaf_summary *summary);

/* ---- the digest: fetch, score, summarize --------------------------------- */

/** The finished day of one profile: entries in order, and how each source did. */
typedef struct sheaf_digest sheaf_digest;

/** How a source did.  sheaf_digest_source_detail() says more. */
typedef enum sheaf_source_state {
  SHEAF_SOURCE_OK = 0,       /**< all of the day                                       */
  SHEAF_SOURCE_EMPTY = 1,    /**< an honest nothing: a weekend, a holiday              */
  SHEAF_SOURCE_STALE = 2,    /**< the feed is of an earlier day                        */
  SHEAF_SOURCE_PARTIAL = 3,  /**< something is missing                                 */
  SHEAF_SOURCE_FAILED = 4,   /**< nothing came; what an earlier run stored is shown    */
  SHEAF_SOURCE_WAITING = 5   /**< the server asked to wait                             */
} sheaf_source_state;

/** As what a paper was announced. */
typedef enum sheaf_announce_type {
  SHEAF_ANNOUNCE_NEW = 0,           /**< new                                  */
  SHEAF_ANNOUNCE_CROSS = 1,         /**< new, cross-listed from elsewhere     */
  SHEAF_ANNOUNCE_REPLACE = 2,       /**< a new version                        */
  SHEAF_ANNOUNCE_REPLACE_CROSS = 3  /**< a new version, cross-listed          */
} sheaf_announce_type;

/** Which digest. */
typedef struct sheaf_digest_options {
  size_t struct_size;            /**< sizeof(sheaf_digest_options) */
  const char *profile_json;      /**< NULL: defaults; JSON, comments allowed, as in
                                  * dist/schema/profile.schema.json */
  const char *profile_name;      /**< a file name for error messages; may be NULL */
  const char *day;               /**< "2026-04-17"; NULL: the day the feeds announce */
  int32_t offline;               /**< not 0: from the store only */
  int32_t reserved;              /**< 0 */
} sheaf_digest_options;

/** One announcement day, fetched, scored and summarized.  Sources that fail do not
 * fail the digest: look at their states.  An error comes back when no source gave
 * anything and none was stored.  Asks the network, unless `offline`. */
SHEAF_API sheaf_status sheaf_digest_run(sheaf_ctx *ctx, const sheaf_digest_options *options,
                                        const sheaf_call *call, sheaf_digest **out,
                                        sheaf_error **err);
/** A digest made from papers at hand: scored and summarized, nothing fetched. */
SHEAF_API sheaf_status sheaf_digest_from_papers(sheaf_ctx *ctx, const sheaf_papers *papers,
                                                const sheaf_digest_options *options,
                                                const sheaf_call *call, sheaf_digest **out,
                                                sheaf_error **err);
/** What sheaf_digest_to_json() gave, or the CLI's digest.json. */
SHEAF_API sheaf_status sheaf_digest_from_json(const char *json, size_t size,
                                              sheaf_digest **out, sheaf_error **err);
/** A page that another system published (daily-arXiv-ai-enhanced, DailyArXiv,
 * arxiv_rss_bot, ai_toutiao; told by its content), or a digest of our own.  `name` is
 * its file name or URL, which may tell the day.  Damaged encoding is put right where
 * that can be known; sheaf_digest_source_detail() says what could not be read.  It is
 * kept in the store of `ctx` like a digest that was run; NULL keeps nothing. */
SHEAF_API sheaf_status sheaf_digest_import(sheaf_ctx *ctx, const char *page, size_t size,
                                           const char *name, sheaf_digest **out,
                                           sheaf_error **err);
/** One JSON object, as in dist/schema/digest.schema.json. */
SHEAF_API sheaf_status sheaf_digest_to_json(const sheaf_digest *digest, sheaf_text **out,
                                            sheaf_error **err);
/** Frees it and all borrowed from it. */
SHEAF_API void         sheaf_digest_free(sheaf_digest *digest);

SHEAF_API const char  *sheaf_digest_day(const sheaf_digest *digest);        /**< "2026-04-17" */
SHEAF_API const char  *sheaf_digest_profile(const sheaf_digest *digest);    /**< The profile's name. */
/** Not 0: invented papers. */
SHEAF_API int          sheaf_digest_is_sample(const sheaf_digest *digest);
/** Lists that were asked. */
SHEAF_API size_t       sheaf_digest_source_count(const sheaf_digest *digest);
/** "arxiv:cs.CL" */
SHEAF_API const char  *sheaf_digest_source_name(const sheaf_digest *digest, size_t index);
/** A sheaf_source_state; SHEAF_SOURCE_FAILED for an index out of range. */
SHEAF_API int          sheaf_digest_source_state(const sheaf_digest *digest, size_t index);
/** Why, in words, or "". */
SHEAF_API const char  *sheaf_digest_source_detail(const sheaf_digest *digest, size_t index);
/** Entries, best first. */
SHEAF_API size_t               sheaf_digest_count(const sheaf_digest *digest);
/** Borrowed, or NULL. */
SHEAF_API const sheaf_paper   *sheaf_digest_paper(const sheaf_digest *digest, size_t index);
/** A sheaf_announce_type. */
SHEAF_API int                  sheaf_digest_announce_type(const sheaf_digest *digest, size_t index);
/** As sheaf_scores_value(). */
SHEAF_API double               sheaf_digest_score(const sheaf_digest *digest, size_t index);
/** Why it has that score. */
SHEAF_API const char          *sheaf_digest_reason(const sheaf_digest *digest, size_t index);
/** Borrowed, or NULL. */
SHEAF_API const sheaf_summary *sheaf_digest_summary(const sheaf_digest *digest, size_t index);

/* ---- BibTeX and notes ---------------------------------------------------- */

/** One entry for each paper. */
SHEAF_API sheaf_status sheaf_bibtex(const sheaf_papers *papers, sheaf_text **out,
                                    sheaf_error **err);
/** One entry for each entry, with the keys that notes and .bib files have. */
SHEAF_API sheaf_status sheaf_digest_bibtex(const sheaf_digest *digest, sheaf_text **out,
                                           sheaf_error **err);
/** The note of one entry as it would be written into an empty vault. */
SHEAF_API sheaf_status sheaf_digest_note(const sheaf_digest *digest, size_t index,
                                         sheaf_text **out, sheaf_error **err);

/** Brings the text of a note up to date, for hosts that write their files themselves
 * (Obsidian's Vault.process); quick, and touches nothing else.  `existing`: what the
 * file holds; `baseline`: what Sheaf last wrote of it (NULL: not known); `fresh`: what
 * sheaf_digest_note() or the op "notes" gives.  The reader's own text stays byte for
 * byte.  `conflicts`, when not NULL, gets a JSON array of the keys and block ids where
 * the reader's text was kept though Sheaf's changed too. */
SHEAF_API sheaf_status sheaf_note_merge(const char *existing, size_t existing_size,
                                        const char *baseline, const char *fresh,
                                        sheaf_text **merged, sheaf_text **conflicts,
                                        sheaf_error **err);

/** What became of a file. */
typedef enum sheaf_outcome {
  SHEAF_OUTCOME_UNCHANGED = 0,   /**< it was as it should be                                 */
  SHEAF_OUTCOME_CREATED = 1,     /**< new                                                    */
  SHEAF_OUTCOME_UPDATED = 2,     /**< brought up to date                                     */
  SHEAF_OUTCOME_CONFLICT = 3,    /**< the reader's text was kept; the rest is updated        */
  SHEAF_OUTCOME_FAILED = 4       /**< not written: see sheaf_report_detail()                 */
} sheaf_outcome;

/** What a write did, file by file. */
typedef struct sheaf_report sheaf_report;
/** Brings a folder of Markdown notes up to the digest.  Only keys and blocks that
 * Sheaf wrote and the reader did not change are touched.  `profile_json` says how notes look. */
SHEAF_API sheaf_status sheaf_write_vault(sheaf_ctx *ctx, const sheaf_digest *digest,
                                         const char *folder, const char *profile_json,
                                         const sheaf_call *call, sheaf_report **out,
                                         sheaf_error **err);
/** Adds or updates the digest's entries in a .bib file; all else in it stays. */
SHEAF_API sheaf_status sheaf_write_bibtex(const sheaf_digest *digest, const char *path,
                                          sheaf_report **out, sheaf_error **err);
SHEAF_API size_t       sheaf_report_count(const sheaf_report *report);  /**< Files. */
SHEAF_API const char  *sheaf_report_path(const sheaf_report *report, size_t index);  /**< Of a file. */
/** A sheaf_outcome; SHEAF_OUTCOME_FAILED for an index out of range. */
SHEAF_API int          sheaf_report_outcome(const sheaf_report *report, size_t index);
/** Why, in words, or "". */
SHEAF_API const char  *sheaf_report_detail(const sheaf_report *report, size_t index);
SHEAF_API void         sheaf_report_free(sheaf_report *report);  /**< Frees it. */

/* ---- jobs: the same work, without blocking or foreign-thread callbacks ---- */

/** A piece of work on a thread of the library's: `op` names it; arguments and result are JSON. */
typedef struct sheaf_job sheaf_job;
/** The ops: a JSON array of {"op", "args", "result"}, each in words; `*` marks what must be given. */
SHEAF_API sheaf_status sheaf_ops_to_json(sheaf_text **out, sheaf_error **err);
/** Starts an op.  `args_json` is an object; NULL: {}.  Wrong arguments are the job's error. */
SHEAF_API sheaf_status sheaf_job_start(sheaf_ctx *ctx, const char *op,
                                       const char *args_json, sheaf_job **out,
                                       sheaf_error **err);
/** SHEAF_OK once the job has ended, well or not; SHEAF_TIMEOUT when it still runs after
 * `timeout_ms` (0: poll, < 0: until it ends). */
SHEAF_API sheaf_status sheaf_job_wait(sheaf_job *job, int32_t timeout_ms);
/** Where it is; set out->struct_size. */
SHEAF_API sheaf_status sheaf_job_progress(sheaf_job *job, sheaf_progress *out);
/** It ends soon after, with SHEAF_E_CANCELLED. */
SHEAF_API void         sheaf_job_cancel(sheaf_job *job);
/** The result, or the job's error; SHEAF_TIMEOUT while it runs.  May be asked for again. */
SHEAF_API sheaf_status sheaf_job_result(sheaf_job *job, sheaf_text **out,
                                        sheaf_error **err);
SHEAF_API void         sheaf_job_free(sheaf_job *job);  /**< Cancels, then joins. */

#ifdef __cplusplus
}
#endif
#endif /* SHEAF_SHEAF_H */
