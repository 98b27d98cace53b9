// Repair of UTF-8 that was read as windows-1254 or -1252: own fixtures, every kind of decoder, and
// texts that only look damaged.
#include "published/mojibake.hpp"

#include <catch2/catch.hpp>

#include "published/code_page.hpp"
#include "unit/published/mojibake_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

/// Enough simplified Chinese for the language to be told, holding nothing that damage hits.
const std::string kChinese = "我们首次研究了网络安全与人工智能的关系，说法各异。";

std::string repaired(std::string_view text) {
  return repair_encoding(text).text;
}
std::string repaired_damage(std::string_view text) {
  return repaired(damage(text));
}

void check_untouched(const std::string& text) {
  const Repair repair = repair_encoding(text);
  CHECK_FALSE(repair.damaged);
  CHECK(repair.text == text);
  CHECK(repair.sequences + repair.restored + repair.marked == 0);
}

}  // namespace

TEST_CASE("Complete sequences come back exactly", "[published][mojibake]") {
  const std::string text =
      "Müller & Çelik: naïve “quotes – it’s 2 × 3 ≤ 7 → α≈β, ∑ √ 🤖 📊 大模力 ﷼\nplain "
      "line\n";
  const Repair repair = repair_encoding(damage(text));
  CHECK(repair.text == text);
  CHECK(repair.damaged);
  CHECK(repair.sequences == 20);
  CHECK(repair.restored == 0);
  CHECK(repair.marked == 0);
}

TEST_CASE("What nothing is lost of survives every decoder", "[published][mojibake]") {
  const bool keeps = GENERATE(false, true);
  const CodePage page = GENERATE(CodePage::k1252, CodePage::k1254);
  const Undefined undefined =
      GENERATE(Undefined::kDropped, Undefined::kControls, Undefined::kReplaced);
  const Decoder decoder{page, undefined, keeps};
  std::string text;
  for (char32_t c = 0xA0; c < 0x30000; c += c < 0x3000 ? 1 : 37) {
    if (!is_likely_character(c)) continue;
    append_utf8(text, c);
    if (c % 64 == 0) text += '\n';
  }
  const Repair repair = repair_encoding(damage(text, decoder));
  const Score result = score(repair.text, text, decoder);
  CHECK(result.intact_wrong == 0);
  CHECK(result.lost == repair.restored + repair.marked);
}

TEST_CASE("Nothing is lost where controls and soft hyphens are kept", "[published][mojibake]") {
  const std::string text = "“中文” 模型、架构 — ρ ∞ 🔍 í\n";
  for (const CodePage page : {CodePage::k1252, CodePage::k1254}) {
    const Repair repair = repair_encoding(damage(text, {page, Undefined::kControls, true}));
    CHECK(repair.text == text);
    CHECK(repair.restored + repair.marked == 0);
  }
}

TEST_CASE("A damaged byte order mark is put right, also on its own", "[published][mojibake]") {
  CHECK(repaired_damage("\uFEFF# Title\n") == "\uFEFF# Title\n");
  const std::string sound = "une page à côté, déjà sûre: été, forêt\n";
  const Repair repair = repair_encoding(damage("\uFEFF") + sound);
  CHECK(repair.text == "\uFEFF" + sound);
  CHECK(repair.sequences == 1);
}

TEST_CASE("What bytes leave open is one mark a character", "[published][mojibake]") {
  const Repair repair = repair_encoding(damage("🔍 and 🤖, E = ∞ × 2\n"));
  CHECK(repair.text == "\uFFFD and 🤖, E = \uFFFD × 2\n");
  CHECK(repair.sequences == 2);
  CHECK(repair.marked == 2);
  CHECK(repair.restored == 0);
}

TEST_CASE("Bytes that leave one plausible character decide", "[published][mojibake]") {
  CHECK(repaired_damage("❌ bad – 𝔽 field, 10⁻³, co\u00ADoperate ← ρ") ==
        "❌ bad – 𝔽 field, 10⁻³, co\u00ADoperate ← ρ");
  CHECK(repaired_damage("⏱️ and ⚠️ – ok") == "⏱️ and ⚠️ – ok");
}

TEST_CASE("A circled number needs its predecessor", "[published][mojibake]") {
  CHECK(repaired_damage("❌ bad – ❌\n") == "❌ bad – ❌\n");
  CHECK(repaired_damage("➊ one – ➋ two – ➌ three\n").find("➌") == std::string::npos);
  CHECK(repaired_damage("➊ one – ➋ two – ➌ three\n").find("❌") == std::string::npos);
}

TEST_CASE("Letter case decides between letters of names", "[published][mojibake]") {
  CHECK(repaired_damage("María García, José") == "María García, José");
  CHECK(repaired_damage("Álvaro, José") == "\uFFFDlvaro, José");
}

TEST_CASE("An opening quotation mark decides its closing one", "[published][mojibake]") {
  CHECK(repaired_damage("the “quick” fox and “lazy” dog\n") == "the “quick” fox and “lazy” dog\n");
  CHECK(repaired_damage(kChinese + "“法则”和“安全”。\n") == kChinese + "“法则”和“安全”。\n");
  SECTION("but not a hyphen inside a word, and not without one") {
    CHECK(repaired_damage("“well‐known” it’s\n") == "“well\uFFFDknown” it’s\n");
    CHECK(repaired_damage("end” – start\n") == "end\uFFFD – start\n");
  }
  SECTION("and not a German opening one") {
    CHECK(repaired_damage("„so“ und „so“ – ja\n") == "\uFFFDso“ und \uFFFDso“ – ja\n");
  }
  SECTION("and none where two places fit") {
    CHECK(repaired_damage("“a”) b”) – c\n") == "“a\uFFFD) b\uFFFD) – c\n");
  }
}

TEST_CASE("Commas of enumerations are told from corner brackets", "[published][mojibake]") {
  const std::string text = kChinese + "网络、安全、GPU、内力\n";
  CHECK(repaired_damage(text) == text);
  const Repair brackets = repair_encoding(damage(kChinese + "『网络』，『安全』。\n"));
  CHECK(brackets.text == kChinese + "\uFFFD网络\uFFFD，\uFFFD安全\uFFFD。\n");
}

TEST_CASE("Words of the language decide what the document does not", "[published][mojibake]") {
  const std::string text = kChinese + "提出了一种基于大型语言模型的方法。\n";
  const Repair with = repair_encoding(damage(text));
  CHECK(with.text == text);
  CHECK(with.by_language == with.restored);
  const Repair without = repair_encoding(damage(text), Evidence::kDocument);
  CHECK(without.by_language == 0);
  CHECK(without.marked == with.restored);
  CHECK(score(without.text, text).wrong == 0);
}

TEST_CASE("Words do not decide against each other", "[published][mojibake]") {
  const Repair repair = repair_encoding(damage(kChinese + "A 词法 B 语法\n"));
  CHECK(repair.text == kChinese + "A \uFFFD法 B \uFFFD法\n");
}

TEST_CASE("Sound text comes back as it was", "[published][mojibake]") {
  check_untouched("");
  check_untouched("plain ASCII\n");
  check_untouched("Déjà vu: l’été à la forêt, « voilà », ÉCOLE”, NÃO, Ã\n");
  check_untouched("Şişli’de ığdır güneşi, çağdaş İ” Ğ“ şöyle böyle, Işık ÂŞIK\n");
  check_untouched("Tiếng Việt có dấu: ễ ợ ữ “đúng” Â Ă Đ Ơ\n");
  check_untouched("中文与 English 混排，“引号”、é、ş、ğ — 没有损坏。\n");
  check_untouched("한국어 요약 “따옴표” – 정상\n");
  check_untouched("caf\xE9 not UTF-8 at all \xFF\xFE\n");
  check_untouched("\xE4\xB8 truncated \xE4");
}

TEST_CASE("Sound text that quotes damage comes back as it was", "[published][mojibake]") {
  const std::string specimen = damage("“naïve” café");
  check_untouched("If you see `" + specimen + "`, the encoding is wrong.\n");
  check_untouched("It prints \"" + specimen + "\" instead.\n");
  check_untouched("Example:\n```\n" + specimen + "\n```\nend\n");
  check_untouched("> " + specimen + "\n\nSee above.\n");
  check_untouched("损坏的文本像这样：" + specimen +
                  "\n第二行，“正常”。\n第三行正常。\n第四行也正常。\n");
  check_untouched("Sound “text”.\nMore – of it.\nStill é.\n" + specimen +
                  "\nAnd “more”.\nà la fin\n");
}

TEST_CASE("A document damaged in part is repaired in that part", "[published][mojibake]") {
  const std::string damaged = "Müller – “naïve” × 2\n";
  std::string text, truth;
  for (int i = 0; i < 6; ++i) {
    text += "sound “line” – é ü\n" + damage(damaged);
    truth += "sound “line” – é ü\n" + damaged;
  }
  const Repair repair = repair_encoding(text);
  CHECK(repair.damaged);
  CHECK(repair.text == truth);
  SECTION("and within a line only complete sequences are touched") {
    CHECK(repaired(text + "中文 " + damage("Müller í") + "\n") ==
          truth + "中文 Müller " + damage("í") + "\n");
  }
}

TEST_CASE("Repair is not repeated", "[published][mojibake]") {
  const std::string once = "it’s “naïve” – café\n";
  CHECK(repaired(damage(damage(once, {CodePage::k1252, Undefined::kControls, true}),
                        {CodePage::k1252, Undefined::kControls, true})) ==
        damage(once, {CodePage::k1252, Undefined::kControls, true}));
  CHECK(repaired(repaired_damage(once)) == once);
}

TEST_CASE("Hostile input gives valid text and an honest count", "[published][mojibake]") {
  std::string noise;
  std::uint64_t state = 1;
  for (int i = 0; i < 60000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    append_utf8(noise, static_cast<char32_t>(0x80 + (state >> 40) % 0x80));
    if (i % 97 == 0) noise += static_cast<char>(state >> 56);
  }
  for (const std::string& text :
       {noise, damage(noise), damage(kChinese) + noise, std::string(200000, '\xC3'),
        damage(std::string(300000, '"') + "é"),
        replace_all(std::string(30000, 'x'), "x", "Ã\u0081"),
        replace_all(std::string(30000, 'x'), "x", "ð\uFFFD"), damage("é") + std::string(5, '\0')}) {
    const Repair repair = repair_encoding(text);
    if (!repair.damaged) {
      CHECK(repair.text == text);
      continue;
    }
    CHECK(is_valid_utf8(repair.text));
    CHECK(repair.by_language <= repair.restored);
  }
}
