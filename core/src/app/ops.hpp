// Ops: the JSON door. Each op is one piece of the facade's work with JSON arguments and a JSON
// result; jobs run them, the command line and the bridges live on them.
// A table of plain functions; any thread may run any op on one Library.
//
//   op               arguments (all optional unless marked *)                  result
//   digest           profile, profile_name, day, offline,                       digest, reports:
//                    vault, bibtex, digest_file, sample, dry_run, send          {vault,bibtex,digest},
//                                                                               deliveries
//   fetch            profile, profile_name, day                                 day, sources, announced,
//                                                                               added, updated
//   missed_days      profile, profile_name                                      days: since the last
//                                                                               one fetched, oldest first
//   import           path | text and name, day, digests, vault, bibtex, profile pages: [{name, origin,
//                                                                               day, papers, known,
//                                                                               sources, digest | error}],
//                                                                               reports, snapshot
//   harvest          set, format, from, restart, max_pages, profile             source, resumed, done,
//                                                                               pages, records, added, …
//   complete         ids | day, services, profile                               papers, missing, updated,
//                                                                               sources
//   query            expression | ids, start, max_results, sort, ascending,     papers, total
//                    profile
//   rank             candidates*, library, background, keywords, exclude,       scores: [{id, score,
//                    authors, scorer, profile                                     reason, …}], best first
//   summarize        papers* ([{id, title, abstract | sentences}])              summaries: [{id, tldr,
//                                                                               labels, …, mindmap}]
//   mindmap          papers* ([{id, mindmap | title, abstract}]), form          mindmaps: [{id, text,
//                                                                               mindmap_tree}], form
//   merge_note       existing, baseline, fresh*                                 text, conflicts
//   export           format*, digest | day, profile                             text, media_type
//   write_vault      folder*, digest | day | key | path, profile, dry_run       report
//   plan_notes       folder*, digest | day | key | path, profile                notes: [{key, path,
//                                                                               fresh, baseline}]
//   notes_written    folder*, notes*: [{key, fresh, path}]                      remembered
//   vault_review     folder                                                     reviews: [{vault, key,
//                                                                               path, block, fresh,
//                                                                               yours, since}]
//   vault_resolve    key*, action*, folder, block, text                         path, settled, replaced,
//                                                                               text
//   page             folder*, days, profile, profile_name, sample               report
//   send             digest | day, profile, profile_name, again, failure        day, deliveries:
//                                                                               [{channel, state, detail}]
//   write_bibtex     digest*, path*, profile, style                             report
//   search           words*, limit                                              papers
//   store_put        papers*                                                    added, updated, unchanged
//   library_put      items*, origin, complete                                   added, updated, unchanged,
//                                                                               removed
//   library_sync     items | keys (all keys of the library), origin             the same
//   library_import   path | text, name, collections, complete                   format, items, added, …,
//                                                                               warnings
//   library_remove   key*                                                       removed
//   library_clear                                                               removed
//   library_status   profile                                                    items, excluded, interests, …
//   feedback         id*, kind*, at                                             id, kind, changed
//   feedback_undo    id*                                                        id, kind
//   explain          id*, profile, profile_name                                 id, title, score: {value,
//                                                                               reason, carried, …}, …
//   plan_zotero      digest | day, profile; options, known                      collection, entries, …
//                                                                               (zotero_plan.hpp)
//   zotero_search_terms digest | day, profile                                   papers, terms
//   plan_zotero_removal known*, collection_keys*                                trash, unfile, collections
//   zotero_push      digest | day, profile; options, door, group, dry_run     created, updated, kept,
//                                                                               …, left_out, failed
//   zotero_pull      door, group, collections, full                             added, updated, removed, …
//   zotero_status    door's addresses, key                                      local, connector, web
//   zotero_lesson    known*, digest_collections, collections, apply             library, events, untouched
//   plugin_list      profile                                                    plugins: [{name, kind, …}], folder
//   plugin_add       path*                                                      name, kind, hosts, folder, …
//   plugin_test      name | path                                                tests: [{name, passed, problem}]
//   plugin_run       name | path, options, digest | day, papers, output,        of its kind: papers, scores,
//                    profile                                                    summaries or files
//   status                                                                      store, sources, latest,
//                                                                               series
//   doctor           profile, profile_name, vault                               checks: [{name, state,
//                                                                               detail, remedy}]
//   profile_check    profile*, profile_name                                     profile
//   profile_template categories, keywords                                       text
//   categories                                                                  categories: [{id, name}]
//
// `key` and `path` name one note of a vault. `dry_run` tells what would be done and writes no file.
// A review is a change of Sheaf's that waits since the reader's text was kept; `action` is "take" or
// "drop"; with `text` (what the note holds) the caller writes the answer himself.
// `profile` is a string of JSON with comments, or an object. `day` is "YYYY-MM-DD". A report is
// [{path, outcome, detail}], outcome one of unchanged, created, updated, conflict, failed. Export
// formats: json, bibtex, biblatex, ris, csl-json, markdown. Doctor states: ok, warn, fail.
#pragma once

#include <string>
#include <string_view>

#include "app/library.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::app {

/// Runs one op. kInvalid names an unknown op or the argument that is missing or wrong.
Result<std::string> run_op(Library& library, std::string_view op, std::string_view args_json,
                           const Task& task);
/// The table above as JSON: [{"op","args","result"}].
std::string ops_as_json();

}  // namespace sheaf::app
