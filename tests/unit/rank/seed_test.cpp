// The formula against a real digest of arxiv_rss_bot: scores, ids and keywords are read from it.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "rank_fixtures.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::string after(const std::string& line, const std::string& label) {
  return line.rfind(label, 0) == 0 ? std::string(trim(line.substr(label.size()))) : std::string();
}

struct BotDigest {
  std::map<std::string, double> scores;  ///< by arXiv id
  std::vector<Keyword> keywords;
};

BotDigest parse(const std::string& text) {
  BotDigest digest;
  double score = 0;
  bool keywords_follow = false;
  for (const std::string& line : split(text, '\n')) {
    if (const std::string value = after(line, "**Score**: "); !value.empty())
      score = std::stod(value);
    if (const std::string id = after(line, "**ArXiv ID**: "); !id.empty())
      digest.scores[id.substr(0, id.find('v'))] = score;
    if (keywords_follow && line.rfind("- ", 0) == 0) {
      for (const std::string& term : split_list(line.substr(2), ','))
        digest.keywords.push_back({term, 1});
      keywords_follow = false;
    }
    if (contains(line, "papers containing the following keywords")) keywords_follow = true;
  }
  return digest;
}

}  // namespace

TEST_CASE("all thirty scores of a real digest are reproduced from titles and abstracts",
          "[rank][shared]") {
  SHEAF_SHARED_OR_SKIP(papers_path, "seeds/003_papers.jsonl");
  SHEAF_SHARED_OR_SKIP(digest_path, "digests/seed-originals/003_original_utf8_ITCJ_6c81c4b5.md");
  const BotDigest digest = parse(read(digest_path));
  REQUIRE(digest.scores.size() == 30);
  REQUIRE(digest.keywords.size() == 37);
  std::vector<Paper> papers;
  for (const std::string& line : split(read(papers_path), '\n')) {
    if (trim(line).empty()) continue;
    const nlohmann::json json = nlohmann::json::parse(line);
    papers.push_back(test::paper(json.at("title"), json.at("abstract")));
    papers.back().id = json.at("id");
  }
  REQUIRE(papers.size() == 30);
  const std::vector<Score> scores =
      rank::score_papers(papers, test::profile(digest.keywords, "rss-bot"), {});
  for (std::size_t i = 0; i < papers.size(); ++i) {
    INFO(papers[i].id << " " << papers[i].title);
    REQUIRE(digest.scores.count(papers[i].id) == 1);
    CHECK(rank::rss_bot_score(papers[i], digest.keywords) == digest.scores.at(papers[i].id));
    CHECK(scores[i].value == digest.scores.at(papers[i].id));
  }
}
