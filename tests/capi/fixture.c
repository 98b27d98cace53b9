/* Contexts, papers, folders and files for the C tests. The canned arXiv is in canned_arxiv.c. */
#include "fixture.h"

#include <dirent.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

const char sample_papers_json[] =
    "[{\"id\":\"2604.01001v2\",\"title\":\"Speculative Decoding with Small Drafts\","
    "\"abstract\":\"Decoding is slow because large language models write one token at a time. "
    "We propose a draft model that writes four tokens ahead. "
    "On three benchmarks it is 2.1 times faster with the same output. "
    "The code is at https://github.com/example/drafts.\","
    "\"authors\":[\"Ada Sample\",{\"name\":\"J\\u00f6rg M\\u00fcller\",\"affiliations\":[\"Example "
    "Lab\"]}],"
    "\"categories\":[\"cs.CL\",\"cs.LG\"],\"comment\":\"12 pages\",\"doi\":\"10.1000/sample.1\","
    "\"journal_ref\":\"J. Sample 1 (2026)\",\"published\":\"2026-04-01T17:00:00Z\","
    "\"updated\":\"2026-04-02T17:00:00Z\"},"
    "{\"id\":\"2604.01002\",\"version\":1,\"title\":\"Retrieval for Long Documents\","
    "\"abstract\":\"We study retrieval over long documents. Our index halves the memory.\","
    "\"authors\":[\"Grace Sample\"],\"categories\":[\"cs.IR\"]},"
    "{\"id\":\"math/0611800\",\"title\":\"On Sample Spaces\",\"abstract\":\"We prove a theorem.\","
    "\"authors\":[\"Emmy Sample\"],\"categories\":[\"math.CA\"]},"
    "{\"id\":\"2604.01004\",\"title\":\"A Title Alone\",\"abstract\":\"\"}]";

const char sample_profile_json[] =
    "{\n  // what this reader wants\n  \"name\": \"reader\",\n  \"categories\": [\"cs.CL\"],\n"
    "  \"keywords\": [\"decoding\", \"retrieval\"]\n}\n";

const char sample_library_json[] =
    "[{\"key\":\"A1\",\"title\":\"Fast decoding\",\"abstract\":\"Draft models for decoding.\","
    "\"authors\":[\"Ada "
    "Sample\"],\"added\":\"2026-03-01\",\"collections\":[\"Thesis\"],\"tags\":[\"x\"]},"
    "{\"key\":\"A2\",\"title\":\"Another item\",\"abstract\":\"\"}]";

sheaf_ctx* open_store(const char* path) {
  SHEAF_INIT(sheaf_config, config);
  config.store_path = path;
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_open(&config, &ctx, &err), err);
  return ctx;
}

sheaf_ctx* open_in_memory(void) {
  return open_store(NULL);
}

sheaf_papers* sample_papers(void) {
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_from_json(sample_papers_json, strlen(sample_papers_json), &papers, &err),
             err);
  return papers;
}

sheaf_digest* sample_digest(sheaf_ctx* ctx) {
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  options.day = "2026-04-03";
  sheaf_papers* papers = sample_papers();
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_from_papers(ctx, papers, &options, NULL, &digest, &err), err);
  sheaf_papers_free(papers);
  return digest;
}

char* path_in(const char* folder, const char* name) {
  const size_t size = strlen(folder) + strlen(name) + 2;
  char* path = malloc(size);
  REQUIRE(path != NULL);
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

char* make_folder(void) {
  const char* parent = getenv("TMPDIR");
  char* folder = path_in(parent && *parent ? parent : "/tmp", "sheaf-test-XXXXXX");
  REQUIRE(mkdtemp(folder) != NULL);
  return folder;
}

static int remove_one(const char* path, const struct stat* info, int kind, struct FTW* place) {
  (void)info, (void)kind, (void)place;
  return remove(path);
}

void remove_folder(char* folder) {
  CHECK(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0);
  free(folder);
}

char* read_whole(const char* path) {
  FILE* file = fopen(path, "rb");
  if (!file) return NULL;
  struct stat info;
  REQUIRE(fstat(fileno(file), &info) == 0);
  char* content = calloc(1, (size_t)info.st_size + 1);
  REQUIRE(content != NULL);
  CHECK(fread(content, 1, (size_t)info.st_size, file) == (size_t)info.st_size);
  fclose(file);
  return content;
}

void write_whole(const char* path, const char* content) {
  FILE* file = fopen(path, "wb");
  REQUIRE(file != NULL);
  CHECK(fwrite(content, 1, strlen(content), file) == strlen(content));
  CHECK(fclose(file) == 0);
}

static const char* unwanted_part;
static int refuse_named(const char* path, const struct stat* info, int kind, struct FTW* place) {
  (void)info, (void)kind;
  if (!strstr(path + place->base, unwanted_part)) return 0;
  fprintf(stderr, "left behind: %s\n", path);
  return 1;
}

int folder_is_free_of(const char* folder, const char* name_part) {
  unwanted_part = name_part;
  return nftw(folder, refuse_named, 16, FTW_PHYS) == 0;
}
