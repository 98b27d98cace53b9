// The commented profile that a new reader starts from; see profile.hpp.
// Pure function; any thread.
#include "model/profile.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"

namespace sheaf {
namespace {

constexpr std::string_view kTemplate = R"({
  // A profile says what one reader wants to see. Comments are allowed; every key is optional.
  "name": "default",

  // arXiv categories or whole archives; 'sheaf init --list-categories' prints them all.
  "categories": @CATEGORIES@,

  // Standing searches of arXiv, beyond these categories: a keyword, or
  // {"name": "Sheaves", "keywords": ["sheaf"], "authors": [], "categories": [], "exclude": []}.
  "topics": [],

  // Sources beyond arXiv: "biorxiv:neuroscience", "medrxiv:all", "huggingface",
  // "crossref:ISSN", "openreview:VENUE", "pubmed:QUERY", "rss:https://…" (any journal's feed).
  "sources": [],

  // Announcement days that were missed are made up for, at most so many days back.
  "catch_up_days": 14,

  // One point for a keyword in title or abstract, half a point more in the title,
  // times its weight: "retrieval", or {"term": "agents", "weight": 2}. Case does not matter;
  // a keyword also counts inside a longer word.
  "keywords": @KEYWORDS@,

  // Papers with one of these in title or abstract are left out.
  "exclude": [],

  // Followed authors: their papers get the weight on top ("Jane Doe" has weight 1).
  "authors": [],

  // Announcements to show: new, cross (cross-listed), replace, replace-cross.
  "types": ["new", "cross", "replace", "replace-cross"],

  // Leave out papers below this score; show at most so many (0: all).
  "min_score": 0,
  "max_papers": 0,

  // "learned": from your library and what you liked, 0 to 100 (70: you keep 7 of 10 such papers).
  // Or a formula you know: "keywords", "rss-bot", "sanity-lite", "zotero-arxiv-daily".
  "scorer": "learned",

  "vault": {
    "papers": "Papers",      // folder of the paper notes, below the vault
    "digests": "Digests",    // folder of the daily notes
    "max_notes": 100,        // new paper notes a day, best first (0: no limit)
    "mindmap": true,
    "thumbnails": false,     // pictures of papers, loaded from their servers when you look
    "citation": "key",       // or "bibtex": the whole entry in each note
    "base": true,            // Papers.base: tables of today's, unread and topics' papers
    "canvas": false          // a canvas of each day's related papers
  },

  // .bib files: "bibtex" or "biblatex"; unicode false writes LaTeX's names of accents. A paper keeps its key
  // when the formula changes: "auth.lower + shorttitle(3, 3) + year" is Better BibTeX's, empty the built-in one.
  "bibtex": {
    "style": "bibtex",
    "unicode": true,
    "key_formula": ""
  },

  // Who gets the digest from 'sheaf digest --send': mail, and webhooks of kind json, slack, feishu.
  // "delivery": {
  //   "mail": {"server": "smtps://smtp.example.org", "user": "me", "password": {"env": "MAIL_PASSWORD"},
  //            "from": "Digest <me@example.org>", "to": ["me@example.org"]},
  //   "webhooks": [{"kind": "slack", "url_from": {"env": "SLACK_WEBHOOK"}}],
  //   "when_empty": "nothing", "when_failed": "line"
  // },

  // JavaScript that adds sources, points, summaries or files: 'sheaf plugin list' shows what comes with Sheaf.
  // "plugins": [
  //   {"name": "venue-bonus", "options": {"venues": {"NeurIPS": 5, "ACL": 4}}},
  //   {"name": "dblp", "options": {"searches": ["author:Jane_Doe:"]}},
  //   {"name": "logseq", "output": "/home/me/logseq"}
  // ],

  // An e-mail address that arXiv can write to if this client misbehaves.
  "network": {
    "contact": ""
  }
}
)";

std::string list_text(const std::vector<std::string>& items) {
  Json list = Json::array();
  for (const std::string& item : items) list.push_back(item);
  return dump_json(list);
}

}  // namespace

std::string profile_template(const std::vector<std::string>& categories,
                             const std::vector<std::string>& keywords) {
  const std::string text = replace_all(kTemplate, "@CATEGORIES@", list_text(categories));
  return replace_all(text, "@KEYWORDS@", list_text(keywords));
}

}  // namespace sheaf
