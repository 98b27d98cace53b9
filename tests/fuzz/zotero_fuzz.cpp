// Fuzzer of what a Zotero library answers: items, notes and marks. The input is a list of known items, a
// title and a summary, divided by NULs. A note that was written as planned is kept by the next plan.
#include <algorithm>

#include "papers.hpp"

#include <nlohmann/json.hpp>

#include "app/zotero_lesson.hpp"
#include "app/zotero_plan.hpp"
#include "model/json.hpp"
#include "render/zotero_mark.hpp"
#include "render/zotero_note.hpp"

namespace {

using namespace sheaf;

Digest digest_of(const std::string& title, const std::string& tldr) {
  Digest digest;
  digest.day = *parse_day("2026-04-17");
  digest.profile = "default";
  Entry entry;
  entry.paper = fuzz::paper_of("2604.00001", title, "Ada Berg;" + title, title);
  entry.announcement = {digest.day, AnnounceType::kNew};
  entry.summary.tldr = to_valid_utf8(tldr);
  entry.summary.mindmap = {entry.paper.title, {{entry.summary.tldr, {}}}};
  entry.summary.provider = "built-in";
  digest.entries.push_back(std::move(entry));
  return digest;
}

void check_plan(const app::ZoteroPlan& plan) {
  for (const app::ZoteroEntryPlan& entry : plan.entries) {
    for (const std::string* text : {&entry.item, &entry.patch})
      fuzz::require(text->empty() || parse_json(*text, "item").ok(), "an item is no JSON", *text);
    if (!entry.note || entry.note->html.empty()) continue;
    const std::string& html = entry.note->html;
    fuzz::require_utf8(html, "a note is no UTF-8");
    fuzz::require(html.size() <= 400000, "a note that Zotero refuses");
    fuzz::require(!contains(html, "<script") && std::count(html.begin(), html.end(), '<') == std::count(html.begin(), html.end(), '>'),
                  "a text became markup of the note", html);
    const auto mark = render::find_zotero_mark(html);
    fuzz::require(mark.has_value(), "a note without its mark", html);
    fuzz::require(mark->note == render::zotero_note_fingerprint(html), "a note that seems changed as it is written", html);
  }
  fuzz::require_utf8(dump_json(app::zotero_plan_to_json(plan)), "a plan is no UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 3);
  fuzz::require_utf8(render::zotero_note_text(parts[0]), "a note's text is no UTF-8");
  (void)render::zotero_note_fingerprint(parts[0]);
  if (const auto mark = render::find_zotero_mark(parts[0]))
    fuzz::require(render::find_zotero_mark(render::zotero_mark_text(*mark)) == mark, "a mark is not read as it is written", parts[0]);
  const auto json = parse_json(parts[0], "known");
  std::vector<std::string> warnings;
  std::vector<app::KnownItem> known;
  if (json) {
    if (const auto read = app::read_known_items(*json, warnings)) known = *read;
    (void)app::read_zotero_options(*json);
  }
  const Digest digest = digest_of(parts[1], parts[2]);
  const auto plan = app::plan_zotero(digest, {}, known);
  fuzz::require(plan.ok() && plan->entries.size() == 1, "not one entry for each paper");
  check_plan(*plan);
  (void)app::zotero_search_terms(digest);
  (void)app::zotero_removal_to_json(app::plan_zotero_removal(known, {"AAAA1111"}));
  (void)app::zotero_lesson(known, {"AAAA1111"}, {{"BBBB2222", "Thesis"}});
  return 0;
}
