/* An arXiv in memory: one announcement feed and one API page, in the form the real ones had in
 * 2026. It also looks at every request the library makes, since hosts rely on what sheaf.h says. */
#include <sheaf/sheaf.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static const char feed[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<rss xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " version=\"2.0\"><channel><title>cs.CL updates on arXiv.org</title>"
    "<link>http://rss.arxiv.org/rss/cs.CL</link>"
    "<lastBuildDate>Fri, 17 Apr 2026 04:00:00 +0000</lastBuildDate>"
    "<pubDate>Fri, 17 Apr 2026 00:00:00 -0400</pubDate>"
    "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    "<item><title>Speculative Decoding with Small Drafts</title>"
    "<link>https://arxiv.org/abs/2604.01001</link>"
    "<description>arXiv:2604.01001v1 Announce Type: new \nAbstract: We propose a draft model for "
    "decoding. It is twice as fast.</description>"
    "<guid isPermaLink=\"false\">oai:arXiv.org:2604.01001v1</guid><category>cs.CL</category>"
    "<pubDate>Fri, 17 Apr 2026 00:00:00 -0400</pubDate>"
    "<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Sample, Grace "
    "Sample</dc:creator></item>"
    "<item><title>Retrieval for Long Documents</title><link>https://arxiv.org/abs/2604.01002</link>"
    "<description>arXiv:2604.01002v1 Announce Type: cross \nAbstract: We study retrieval over long "
    "documents.</description>"
    "<guid isPermaLink=\"false\">oai:arXiv.org:2604.01002v1</guid><category>cs.IR</category>"
    "<category>cs.CL</category><pubDate>Fri, 17 Apr 2026 00:00:00 -0400</pubDate>"
    "<arxiv:announce_type>cross</arxiv:announce_type><dc:creator>Emmy Sample</dc:creator></item>"
    "</channel></rss>\n";

#define API_ENTRY(number, title, summary, author, category)                             \
  "<entry><id>http://arxiv.org/abs/" number "v1</id><title>" title                      \
  "</title>"                                                                            \
  "<updated>2026-04-16T12:00:00Z</updated>"                                             \
  "<link href=\"https://arxiv.org/abs/" number                                          \
  "v1\" rel=\"alternate\" type=\"text/html\"/>"                                         \
  "<link href=\"https://arxiv.org/pdf/" number                                          \
  "v1\" rel=\"related\" type=\"application/pdf\""                                       \
  " title=\"pdf\"/><summary>" summary                                                   \
  "</summary>"                                                                          \
  "<category term=\"" category                                                          \
  "\" scheme=\"http://arxiv.org/schemas/atom\"/>"                                       \
  "<published>2026-04-16T12:00:00Z</published><arxiv:primary_category term=\"" category \
  "\"/>"                                                                                \
  "<author><name>" author "</name></author></entry>"

static const char api_page[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\""
    " xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\">"
    "<id>https://arxiv.org/api/sample</id><title>arXiv Query: sample</title>"
    "<updated>2026-04-17T04:00:00Z</updated><opensearch:itemsPerPage>2</opensearch:itemsPerPage>"
    "<opensearch:totalResults>2</opensearch:totalResults>"
    "<opensearch:startIndex>0</opensearch:startIndex>" API_ENTRY(
        "2604.01001", "Speculative Decoding with Small Drafts",
        "We propose a draft model for decoding. It is twice as fast.", "Ada Sample", "cs.CL")
        API_ENTRY("2604.01002", "Retrieval for Long Documents",
                  "We study retrieval over long documents.", "Emmy Sample", "cs.IR") "</feed>\n";

static int request_is_sound(const sheaf_http_request* request) {
  if (request->struct_size < sizeof *request || !request->method || !request->url) return 0;
  if (strcmp(request->method, "GET") != 0 || request->body_size != 0) return 0;
  if (request->timeout_ms <= 0 || (request->header_count && !request->header_lines)) return 0;
  int agents = 0;
  for (size_t i = 0; i < request->header_count; ++i) {
    const char* line = request->header_lines[i];
    if (!line || !strstr(line, ": ") || strpbrk(line, "\r\n")) return 0;
    agents += strncmp(line, "User-Agent: sheaf/", 18) == 0;
  }
  return agents == 1;
}

static sheaf_status answer(sheaf_http_reply* reply, int status, const char* type,
                           const char* body) {
  const size_t half = strlen(body) / 2; /* in two pieces, as a network would */
  sheaf_status result = sheaf_http_reply_set_status(reply, status);
  if (!result) result = sheaf_http_reply_add_header(reply, "Content-Type", type);
  if (!result) result = sheaf_http_reply_append(reply, body, half);
  if (!result) result = sheaf_http_reply_append(reply, body + half, strlen(body) - half);
  return result;
}

sheaf_status canned_http(const sheaf_http_request* request, sheaf_http_reply* reply, void* user) {
  struct canned_arxiv* arxiv = user;
  if (!request_is_sound(request)) atomic_store(&arxiv->saw_bad_request, 1);
  const int is_feed = strstr(request->url, "/rss/") != NULL;
  const int is_api = strstr(request->url, "/api/query") != NULL;
  atomic_fetch_add(is_feed  ? &arxiv->feed_requests
                   : is_api ? &arxiv->api_requests
                            : &arxiv->other_requests,
                   1);
  if (atomic_load(&arxiv->refuse)) return SHEAF_E_NETWORK;
  const int fail = atomic_load(&arxiv->fail_status);
  if (fail) return answer(reply, fail, "text/plain", "no");
  if (is_feed) return answer(reply, 200, "application/rss+xml; charset=utf-8", feed);
  if (is_api) return answer(reply, 200, "application/atom+xml; charset=utf-8", api_page);
  return answer(reply, 404, "text/plain", "not here");
}

sheaf_config canned_config(struct canned_arxiv* arxiv) {
  /* The reader's environment must not lead the test to the real arXiv. */
  unsetenv("SHEAF_ARXIV_RSS_URL");
  unsetenv("SHEAF_ARXIV_API_URL");
  unsetenv("SHEAF_ARXIV_SITE_URL");
  unsetenv("SHEAF_MIN_INTERVAL_MS");
  SHEAF_INIT(sheaf_config, config);
  config.rss_base_url = "http://127.0.0.1:9";
  config.api_base_url = "http://127.0.0.1:9/api/query";
  config.max_retries = -1;
  config.contact_email = "reader@example.org";
  config.http_fn = canned_http;
  config.http_user_data = arxiv;
  return config;
}
