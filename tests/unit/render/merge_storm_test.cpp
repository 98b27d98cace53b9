// A storm of edits: a reader writes anywhere in a note while updates of Sheaf come in between.
// Whatever the reader typed is there at the end, and Sheaf's text never doubles.
#include <random>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "render/note.hpp"
#include "render/text_lines.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

class Storm {
 public:
  explicit Storm(unsigned seed) : random_(seed) {}

  void run() {
    baseline_ = fresh().to_text();
    text_ = baseline_;
    for (int step = 0; step < 25; ++step) {
      if (pick(3) > 0) {
        edit();
      } else {
        update();
      }
      check();
    }
    update();
    const MergeResult again = merge_note(text_, baseline_, last_);
    CHECK_FALSE(again.changed);
  }

 private:
  unsigned pick(unsigned below) {
    return std::uniform_int_distribution<unsigned>(0, below - 1)(random_);
  }

  Note fresh() {
    Entry entry = test::entry("2604.10010", "Title " + std::to_string(pick(3)));
    entry.score.value = pick(5);
    entry.summary.tldr = "Summary " + std::to_string(pick(4));
    entry.summary.result = "Result " + std::to_string(pick(4));
    entry.summary.tags = {"Topic " + std::to_string(pick(3))};
    if (pick(3) == 0) entry.summary.contributions.clear();
    if (pick(3) == 0) entry.paper.doi = "10.1000/x";
    last_ = paper_note(entry, {"Digests/2026-04-17", {}, "Papers", "key"}, pick(2) == 0, false);
    return last_;
  }

  void update() {
    if (pick(8) == 0) baseline_.clear();  // a lost store
    const Note note = fresh();
    text_ = merge_note(text_, baseline_, note).text;
    baseline_ = note.to_text();
  }

  std::string word() {
    words_.push_back("USER" + std::to_string(words_.size()) + "X");
    return words_.back();
  }

  void edit() {
    const auto lines = split_lines(text_);
    if (lines.empty()) return;
    const Line line = lines[pick(static_cast<unsigned>(lines.size()))];
    const bool in_matter = line.begin < text_.find("\n---", 3);
    switch (pick(5)) {
      case 0:
        text_.insert(line.begin,
                     in_matter && line.begin > 0 ? "# " + word() + "\n" : word() + "\n");
        break;
      case 1:
        if (!in_matter) text_.insert(line.begin + line.length, " " + word());
        break;
      case 2: text_ += word() + (pick(2) == 0 ? "\n" : ""); break;
      case 3: erase(line); break;
      default:
        if (in_matter && line.begin > 0 && !line_text(text_, line).starts_with("---"))
          text_.insert(line.begin, "my" + std::to_string(pick(1000)) + ": " + word() + "\n");
    }
  }

  /// Deleting takes words along that are then no longer expected.
  void erase(const Line& line) {
    const std::string gone = text_.substr(line.begin, line.next - line.begin);
    if (line_text(text_, line) == "---") return;
    std::erase_if(words_, [&](const std::string& word) { return contains(gone, word); });
    text_.erase(line.begin, line.next - line.begin);
  }

  void check() {
    for (const std::string& word : words_) {
      INFO("lost " << word << " of\n" << text_);
      REQUIRE(contains(text_, word));
    }
    for (const char* mark :
         {"^sheaf-tldr", "^sheaf-why", "^sheaf-card", "^sheaf-links", "\narxiv:", "\nscore:"}) {
      INFO(mark << " twice in\n" << text_);
      const std::size_t first = text_.find(mark);
      REQUIRE((first == std::string::npos || text_.find(mark, first + 1) == std::string::npos));
    }
  }

  std::mt19937 random_;
  std::string text_, baseline_;
  Note last_;
  std::vector<std::string> words_;
};

}  // namespace

TEST_CASE("No word of the reader is lost in a storm of edits and updates") {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    INFO("seed " << seed);
    Storm(seed).run();
  }
}
