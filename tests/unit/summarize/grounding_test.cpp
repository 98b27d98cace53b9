// The grounding check: what counts as a claim, and what supports one.
#include <catch2/catch.hpp>

#include "summarize/grounding.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

std::vector<std::string> unsupported(const std::string& text, const std::string& source,
                                     const std::string& language = "en") {
  Summary summary;
  summary.tldr = text;
  summary.language = language;
  return check_grounding(summary, source).unsupported;
}

std::vector<std::string> claims(const std::string& text, const std::string& language = "en") {
  std::vector<std::string> found;
  for (const Claim& claim : find_claims(text, language))
    found.push_back(text.substr(claim.begin, claim.size));
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A number is found whatever its spelling") {
  const auto [claim, source] = GENERATE(table<std::string, std::string>({
      {"on 2,300 images", "on 2.3k images"},
      {"on 2300 images", "on 2,300 images"},
      {"on 2.3K images", "on 2300 images"},
      {"uses 3 stages", "has three stages"},
      {"uses three stages", "has 3 stages"},
      {"twenty-five tasks", "25 tasks"},
      {"improves 12.5%", "by 12.5 percent"},
      {"improves 12.5 %", "improves by $12.5\\%$"},
      {"by 4 points", "by 4%"},
      {"runs 2.3x faster", "a speed-up of $2.3\\times$"},
      {"runs 3 times faster", "a 3-fold speed-up"},
      {"runs 3× faster", "a threefold speed-up"},
      {"1.5 million users", "1,500,000 users"},
      {"a 7B model", "LLaMA-7B"},
      {"a 7 billion model", "models of 7B to 70B parameters"},
      {"errors of 1e-3", "errors of $10^{-3}$"},
      {"1.5x10^4 samples", "15,000 samples"},
      {"1.5×10⁴ samples", "$1.5 \\times 10^{4}$ samples"},
      {"accuracy of 87.5%", "accuracy of 0.875"},
      {"in 2024", "during 2024"},
      {"between 10% and 20%", "10-20%"},
      {"三个阶段", "three stages"},
      {"提升了１２．５％", "improves by 12.5%"},
      {"3万张图像", "30,000 images"},
      {"提高4个百分点", "by 4 percentage points"},
      {"three parts", "(i) text, (ii) images, (iii) sound"},
      {"a speed-up—3.5x in all", "3.5x"},
      {"8+ million articles", "over 8~million articles"},
      {"rises to 12,5 %", "rises to 12.5%"},
  }));
  CAPTURE(claim, source);
  CHECK(claims(claim, "zh").size() >= 1);
  CHECK(unsupported(claim, source) == Texts{});
}

TEST_CASE("A number rounds properly or says that it is about") {
  CHECK(unsupported("reaches 12%", "reaches 12.3%") == Texts{});
  CHECK(unsupported("reaches 13%", "reaches 12.3%") == Texts{"13%"});
  CHECK(unsupported("reaches 12.4%", "reaches 12.3%") == Texts{"12.4%"});
  CHECK(unsupported("reaches 12.34%", "reaches 12.3%") == Texts{"12.34%"});
  CHECK(unsupported("about 12,000 users", "11,873 users") == Texts{});
  CHECK(unsupported("exactly 12,000 users", "11,873 users") == Texts{"12,000"});
  CHECK(unsupported("over 90% accuracy", "93.2% accuracy") == Texts{});
  CHECK(unsupported("over 90% accuracy", "83.2% accuracy") == Texts{"90%"});
  CHECK(unsupported("2 datasets", "improves by 2.3%") == Texts{"2"});
  CHECK(unsupported("three datasets", "improves by 2.9") == Texts{"three"});
}

TEST_CASE("Units that differ make another number") {
  CHECK(unsupported("takes 30 ms", "takes 30 s") == Texts{"30 ms"});
  CHECK(unsupported("is 30% faster", "is 30x faster") == Texts{"30%"});
  CHECK(unsupported("takes 30 ms", "takes 30 milliseconds") == Texts{});
  CHECK(unsupported("needs 24GB", "needs 24 GB") == Texts{});
}

TEST_CASE("What could only be computed from the source is not in it") {
  CHECK(unsupported("gains 5 points and halves, a 2x speed-up", "from 80% to 85%, 10 s to 5 s") ==
        Texts{"5 points", "2x"});
  CHECK(unsupported("gains 15.2 points", "from 70.1% to 85.3%") == Texts{"15.2 points"});
}

TEST_CASE("Numbers that only count lines or stand in formulas and addresses are no claims") {
  CHECK(claims("we (1) train, (2) test and 3) publish it") == Texts{});
  CHECK(claims("1. train\n2. test") == Texts{});
  CHECK(claims("We 1. train; 2. test, and 3) publish") == Texts{});
  CHECK(claims("贡献：1. 训练；2、测试；（3）发布", "zh") == Texts{});
  CHECK(claims("作者称之为“3倍的对齐税”", "zh") == Texts{"3倍"});
  CHECK(claims("see https://example.org/v2/GPT-4 and github.com/abc/X99") == Texts{});
  CHECK(claims("higher (0.347)") == Texts{"0.347"});
  CHECK(claims("pass@64 of 97.09% and a.b@c.org") == Texts{"64", "97.09%"});
  CHECK(claims("one of the 0 or 1 cases") == Texts{});
  CHECK(claims("of order n^2 in $x_1$") == Texts{});
}

TEST_CASE("A name is found whatever its spelling") {
  const auto [claim, source] = GENERATE(table<std::string, std::string>({
      {"uses GPT4", "uses GPT-4"},
      {"on CIFAR-10", "on CIFAR10"},
      {"on Image-Net", "on ImageNet"},
      {"with Llama-2-7b", "with LLaMA-2 (7B)"},
      {"with LLMs", "with an LLM"},
      {"with RAG", "by retrieval-augmented generation"},
      {"by Retrieval-Augmented Generation", "with RAG"},
      {"with Large Language Models", "with LLMs"},
      {"a Large Language Model Agent", "an LLM agent"},
      {"is SOTA", "is state of the art"},
      {"by Gerard", "by Gérard"},
      {"is Bayesian", "after Bayes"},
      {"uses Transformers", "uses a transformer"},
      {"is LLM-based", "uses an LLM"},
      {"uses RL", "uses reinforcement learning"},
      {"uses AI on GPUs", "runs"},
      {"by BERT's tokens", "by BERT"},
  }));
  CAPTURE(claim, source);
  CHECK(unsupported(claim, source) == Texts{});
}

TEST_CASE("Names that the source lacks are listed as written") {
  const std::string source = "We fine-tune LLaMA on ImageNet and report results of Claude Sonnet.";
  CHECK(unsupported("They fine-tune Qwen2.5 on ImageNet-21k.", source) ==
        Texts{"Qwen2.5", "ImageNet-21k"});
  CHECK(unsupported("They report results of Claude Opus.", source) == Texts{"Claude Opus"});
  CHECK(unsupported("Results on KITTI hold.", source) == Texts{"KITTI"});
  CHECK(unsupported("They use Kalman filters.", source) == Texts{"Kalman"});
  CHECK(unsupported("Using a DPO-based loss.", source) == Texts{"DPO-based"});
}

TEST_CASE("Words that begin a sentence or a heading are no names") {
  CHECK(claims("Existing work fails. However: Nothing helps! Why? Because.") == Texts{});
  CHECK(claims("## Key Findings\nThe model works.") == Texts{});
  CHECK(claims("e.g. Qwen works") == Texts{"Qwen"});
}

TEST_CASE("Languages have their own rule for names") {
  CHECK(claims("Die Autoren zeigen eine Verbesserung mit LLaMA", "de") == Texts{"LLaMA"});
  CHECK(claims("作者使用Qwen和GPT-4", "zh") == Texts{"Qwen", "GPT-4"});
  CHECK(unsupported("作者在ImageNet上使用Qwen", "We use Qwen on CIFAR-10.", "zh") ==
        Texts{"ImageNet"});
}

TEST_CASE("A quotation must occur as it is") {
  const std::string source = "We call it “the alignment-tax of training”, it's real.";
  CHECK(unsupported("They call it \"The alignment tax of training.\"", source) == Texts{});
  CHECK(unsupported("They call it «the tax of alignment»", source) ==
        Texts{"the tax of alignment"});
  CHECK(unsupported("a 5\" screen", "a 5\" screen") == Texts{});
}

TEST_CASE("Every field is checked and each claim counted once") {
  Summary summary;
  summary.language = "en";
  summary.tldr = "It gains 9% on KITTI.";
  summary.result = "It gains 9% on KITTI.";
  summary.contributions = {"a set of 77 tasks"};
  summary.report.results = "| KITTI | 66.6 |";
  summary.mindmap = {"Paper", {{"Accuracy Of 55%", {}}}};
  summary.second = {"zh", "提升33%", {}};
  const Grounding grounding = check_grounding(summary, "We evaluate on KITTI.");
  CHECK(grounding.checked == 6);
  CHECK(grounding.unsupported == Texts{"9%", "77", "66.6", "55%", "33%"});
  CHECK(is_badly_grounded(grounding, 0.6));
  CHECK_FALSE(is_badly_grounded(grounding, 0.1));
  CHECK_FALSE(is_badly_grounded(Grounding{1, {"9%"}}, 0.6));
  CHECK_FALSE(is_badly_grounded(Grounding{}, 1));
}

TEST_CASE("Hostile text is checked in linear time") {
  for (const std::string piece :
       {"1,", "A-", "\"", "9.", "\\", "ABC ", "\xF0\x9F", "10^", "五", "(1", "X x", "a@"}) {
    std::string text;
    while (text.size() < 200000) text += piece;
    CAPTURE(piece);
    CHECK_NOTHROW(unsupported(text, "nothing"));
    CHECK_NOTHROW(unsupported("1 A", text));
  }
}
