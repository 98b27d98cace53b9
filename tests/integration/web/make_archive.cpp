// Writes an archive of pages of invented papers: make_archive FOLDER. Twenty days, the newest with 1,200
// papers, some of them with text that would like to be markup.
// One thread.
#include <cstdio>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "render/page.hpp"

using namespace sheaf;

namespace {

constexpr const char* kTitles[] = {"Speculative Decoding for Boats", "Counting Olive Trees from Balloons",
                                   "A <b>bold</b> & \"quoted\" $x^2$ Title", "渡轮延误的预测",
                                   "</script><script>alert(1)</script><!-- gone", "Line\u2028Separators and \u2029 more",
                                   "Gradient Checkpointing without Regret: An Online Schedule for Irregular Graphs"};
constexpr const char* kCategories[] = {"cs.CL", "cs.LG", "cs.CV", "stat.ML", "math.PR"};
constexpr const char* kAreas[] = {"Natural language processing", "Computer vision", "Optimisation", "Statistics"};
constexpr const char* kTags[] = {"decoding", "agents", "remote sensing", "caching", "evaluation", "low-rank adapters"};

Entry entry_of(int day, int i) {
  Entry entry;
  Paper& paper = entry.paper;
  char id[32];
  std::snprintf(id, sizeof id, "26%02d.%05d", 4, day * 2000 + i);
  paper.id = id;
  paper.title = std::string(kTitles[i % 7]) + " " + std::to_string(i);
  paper.abstract = "Autoregressive decoding leaves most of an accelerator idle. We propose a scheme that borrows drafts from "
                   "answers that the same service gave to similar prompts. A suffix index over the last hours of traffic "
                   "returns candidates in microseconds. On four invented workloads it is 2.3 times as fast as $O(n \\log n)$ "
                   "search, and its output is that of the model alone.";
  paper.authors = {{i % 7 == 0 ? "Zoë Müller" : "Ada Lovelace", {}}, {"Li Wei", {}}, {"Jane Q. Doe", {}}, {"Omar Said", {}}};
  paper.categories = {kCategories[(i + day) % 5]};
  entry.score.value = 98.4 - i / 13.0;
  entry.score.reason = "speculative decoding, draft model · like “Medusa” in your library";
  entry.score.interest = i % 3 ? "Decoding" : "";
  Summary& summary = entry.summary;
  summary.tldr = "A draft-free scheme borrows candidate continuations from earlier answers and verifies them in parallel, which is "
                 "faster on four workloads than a second model.";
  summary.motivation = "Serving is slow, and a second model costs memory.";
  summary.method = "A suffix index over recent traffic.";
  summary.result = "2.3 times the throughput.";
  summary.area = kAreas[(i / 2) % 4];
  summary.tags = {kTags[i % 6], kTags[(i / 6 + day) % 6]};
  summary.mindmap = {paper.title, {{"Problem", {{"Decoding leaves accelerators idle", {}}, {"Draft models cost memory and training", {}}}},
                                   {"Method", {{"Suffix index over the last hours of traffic", {}}, {"Verification in parallel", {}}}},
                                   {"Result", {{"2.3 times as fast on four invented workloads, at equal output", {}}}}}};
  if (i == 2) summary.grounding = {4, {"42 %"}};
  return entry;
}

Digest digest_of(Day day, int number, int papers, bool failed) {
  Digest digest;
  digest.day = day;
  digest.profile = "default <b>";
  for (int i = 0; i < papers; ++i) {
    digest.entries.push_back(entry_of(number, i));
    digest.entries.back().announcement = {day, AnnounceType::kNew};
    digest.announced.add(AnnounceType::kNew);
  }
  digest.announced.cross = static_cast<std::size_t>(papers) / 3;
  digest.left_out = digest.announced.cross;
  digest.sources = {{"arxiv:cs.CL", SourceState::kOk, "", static_cast<std::size_t>(papers)}};
  if (failed) digest.sources.push_back({"arxiv:cs.LG", SourceState::kFailed, "the server <did> not answer", 0});
  return digest;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  std::vector<Day> days;
  for (Day day = *parse_day("2026-03-23"); day <= *parse_day("2026-04-17"); day += std::chrono::days(1))
    if (!is_weekend(day)) days.push_back(day);
  std::vector<render::PageDay> index;
  for (std::size_t i = days.size(); i-- > 0;) {
    const int papers = i + 1 == days.size() ? 1200 : i == 4 ? 0 : 40 + static_cast<int>(i * 13 % 50);
    const Digest digest = digest_of(days[i], static_cast<int>(i), papers, i % 9 == 4);
    render::PageLinks links;
    if (i > 0) links.earlier = days[i - 1];
    if (i + 1 < days.size()) links.later = days[i + 1];
    if (!write_file(folder + "/" + render::day_page_name(digest.day), render::day_page(digest, links)).ok()) return 1;
    index.push_back(render::page_day(digest));
  }
  return write_file(folder + "/index.html", render::index_page(index, "default <b>", "en")).ok() ? 0 : 1;
}
