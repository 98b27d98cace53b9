/* What the C tests have in common: a handful of papers, a folder to write to, and an arXiv that
 * answers from memory through the host's own HTTP transport. */
#ifndef SHEAF_TEST_FIXTURE_H
#define SHEAF_TEST_FIXTURE_H

#include <sheaf/sheaf.h>
#include <stdatomic.h>

#define SAMPLE_COUNT 4
/* Invented papers. The first has every field, the last has only what is required. */
extern const char sample_papers_json[];
extern const char sample_profile_json[];
extern const char sample_library_json[];

sheaf_ctx* open_in_memory(void);
sheaf_ctx* open_store(const char* path);
sheaf_papers* sample_papers(void);
sheaf_digest* sample_digest(sheaf_ctx* ctx);

/* A new folder; the caller passes it to remove_folder(), which also frees the name. */
char* make_folder(void);
void remove_folder(char* folder);
/* folder + "/" + name; the caller frees it. */
char* path_in(const char* folder, const char* name);
/* The file's content with a final NUL, or NULL when there is none; the caller frees it. */
char* read_whole(const char* path);
void write_whole(const char* path, const char* content);
int folder_is_free_of(const char* folder, const char* name_part);

/* The arXiv behind canned_http(): its feed announces two papers, its API knows them in full. */
struct canned_arxiv {
  atomic_int feed_requests, api_requests, other_requests;
  atomic_int fail_status;     /* answer with this HTTP status instead, 0: do not */
  atomic_int refuse;          /* return SHEAF_E_NETWORK instead of an answer */
  atomic_int saw_bad_request; /* a request that breaks what sheaf.h promises */
};
sheaf_status canned_http(const sheaf_http_request* request, sheaf_http_reply* reply, void* user);
/* A config for that arXiv, its store in memory, no retries and no pauses. */
sheaf_config canned_config(struct canned_arxiv* arxiv);

#endif
