// Instructions to a model in a paper's text; see injection.hpp.
// Pure functions over constant tables, linear in the text; any thread.
#include "summarize/injection.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "summarize/claim_text.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kMostFindings = 5;
constexpr std::size_t kLongestQuotation = 120;
constexpr std::size_t kInvisibleRun = 4;  // scripts that need joiners use them one at a time
constexpr std::size_t kBlobBytes = 120;   // longer than any identifier, hash or link of prose

/// Words by slots: "a|b" is either, a trailing "?" makes the slot optional. `commands` hold only
/// where a sentence or clause begins, as commands do.
struct Pattern {
  std::string_view slots;
  bool commands = true;
};
constexpr std::array kPatterns = {
    Pattern{"ignore|disregard|forget|override|bypass all|any|every? of? the|your|my|these? "
            "previous|prior|above|earlier|preceding|foregoing|former|existing|system "
            "and|or? above|system? instruction|instructions|prompt|prompts|direction|directions|"
            "guideline|guidelines|rule|rules|message|messages|command|commands",
            false},
    Pattern{"ignore|disregard|forget all|any|everything of? your|the? "
            "instructions|rules|guidelines|above"},
    Pattern{"do not|never follow|obey your|the system|previous|original? "
            "instructions|prompt|guidelines"},
    Pattern{"as a|an large|ai? language|ai|llm model|assistant|reviewer|system? you "
            "must|should|have|are|will",
            false},
    Pattern{"if|when you are|re a|an large|automated? language|ai|llm|artificial", false},
    Pattern{
        "note|message|instruction|instructions|attention to|for the|any|all? ai|llm|llms|language|"
        "automated reviewer|reviewers|assistant|assistants|model|models|systems|agents"},
    Pattern{"attention|dear|hey ai|llm|llms|language|chatgpt|claude|gemini"},
    Pattern{"give|write|provide|produce|generate|output|return us|me? only? a|an? "
            "very|highly|strongly? positive|favorable|favourable|glowing|enthusiastic "
            "review|reviews|summary|assessment|evaluation|rating|score|feedback"},
    Pattern{"do not mention|highlight|report|list|discuss|include|reveal any|the? "
            "negative|negatives|weakness|weaknesses|limitations|flaws|shortcomings"},
    Pattern{"strongly|highly? recommend accepting|acceptance|accept|this? for|of|paper|the?"},
    Pattern{"accept|praise|endorse this|the paper|manuscript|submission|work"},
    Pattern{"rate|score|rank|grade this|the paper|manuscript|submission|work"},
    Pattern{"give this|the paper|manuscript|submission|work a|an|the"},
    Pattern{"in your review|summary|response|answer|output "
            "you|say|state|mention|write|always|include|do"},
    Pattern{"reveal|print|repeat|output|show your|the system? prompt|instructions"},
    Pattern{"you are now a|an|in|free|no"},
    Pattern{"you must|should now? rate|recommend|respond|answer|reply|output|say|praise|accept"}};

// Chinese has no words to part; substrings that no paper says of itself.
struct ChinesePattern {
  std::string_view verb, object;
};
constexpr std::array kChinese = {
    ChinesePattern{"忽略", "指令"},     ChinesePattern{"忽略", "提示词"},
    ChinesePattern{"无视", "指令"},     ChinesePattern{"忘记", "指令"},
    ChinesePattern{"不要遵循", "指令"}, ChinesePattern{"请给出", "正面评价"},
    ChinesePattern{"请给予", "好评"},   ChinesePattern{"给出积极", "评审"},
    ChinesePattern{"只给", "正面"},     ChinesePattern{"不要提及", "缺点"},
    ChinesePattern{"不要提及", "不足"}, ChinesePattern{"作为语言模型", "你必须"},
    ChinesePattern{"作为AI", "你必须"}, ChinesePattern{"作为一个语言模型", "你"},
    ChinesePattern{"你现在是", "模型"}};
constexpr std::size_t kChineseReach = 48;  // bytes from verb to object

constexpr std::array<std::string_view, 12> kChatMarkup = {
    "<|im_start|>",  "<|im_end|>",          "<|system|>", "<|user|>",
    "<|assistant|>", "<|start_header_id|>", "[/inst]",    "<<sys>>",
    "<</sys>>",      "### instruction:",    "<|eot_id|>", "<system_prompt>"};

// A sentence with one of these is about such texts.
constexpr std::array<std::string_view, 30> kAboutAttacks = {
    "jailbreak", "inject",    "attack",  "adversar", "malicious", "harmful",
    "hijack",    "vulnerab",  "defen",   "red team", "red-team",  "susceptib",
    "safety",    "refus",     "such as", "e.g",      "phrase",    "instruct models",
    "unlearn",   "prompting", " ask ",   "learn to", "tend to",   "manipulat",
    "攻击",      "注入",      "越狱",    "防御",     "恶意",      "诸如"};

struct Slot {
  std::vector<std::string_view> words;
  bool optional = false;
};
struct Compiled {
  std::vector<Slot> slots;
  bool commands = true;
};

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// The patterns by their first word.
class PatternTable {
 public:
  PatternTable() {
    for (const Pattern& pattern : kPatterns) {
      Compiled compiled;
      compiled.commands = pattern.commands;
      for (std::string_view slot : parts_of(pattern.slots, ' ')) {
        const bool optional = slot.ends_with('?');
        if (optional) slot.remove_suffix(1);
        compiled.slots.push_back({parts_of(slot, '|'), optional});
      }
      patterns_.push_back(std::move(compiled));
    }
    for (const Compiled& pattern : patterns_) {
      for (const Slot& slot : pattern.slots) {
        for (const std::string_view word : slot.words) by_first_[word].push_back(&pattern);
        if (!slot.optional) break;
      }
    }
  }
  const std::vector<const Compiled*>* find(std::string_view word) const {
    const auto it = by_first_.find(word);
    return it == by_first_.end() ? nullptr : &it->second;
  }

 private:
  std::vector<Compiled> patterns_;
  std::unordered_map<std::string_view, std::vector<const Compiled*>> by_first_;
};

const PatternTable& pattern_table() {
  static const PatternTable table;
  return table;
}

struct Word {
  std::size_t begin = 0, end = 0;
  bool starts = false;  ///< a sentence or clause
};

bool is_break(char c) {
  return std::string_view(".!?;:\n").find(c) != std::string_view::npos;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool starts = true;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_alnum(text[at])) {
      starts = starts || is_break(text[at]);
      ++at;
      continue;
    }
    Word word{at, at, starts};
    while (word.end < text.size() && is_ascii_alnum(text[word.end])) ++word.end;
    words.push_back(word);
    at = word.end;
    const std::string_view said = text.substr(word.begin, word.end - word.begin);
    // "Please ignore …", "and now give …": the command begins behind them.
    starts = word.starts && (said == "please" || said == "now" || said == "and" || said == "also" ||
                             said == "important" || said == "just" || said == "then");
  }
  return words;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : original_(text), folded_(fold_text(text)) {
    lower_ = ascii_lower(folded_.text);
  }

  std::vector<std::string> find() {
    find_invisible();
    find_blobs();
    find_markup();
    find_phrases();
    find_chinese();
    return std::move(found_);
  }

 private:
  void report(std::string_view said) {
    std::string quotation = shorten(collapse_spaces(to_valid_utf8(said)), kLongestQuotation);
    if (found_.size() < kMostFindings && !quotation.empty() &&
        std::find(found_.begin(), found_.end(), quotation) == found_.end())
      found_.push_back(std::move(quotation));
  }

  // Tag characters are ASCII that nobody sees; what they say is reported.
  void find_invisible() {
    std::size_t run = 0;
    std::string said;
    const auto close = [&] {
      if (run >= kInvisibleRun)
        report(std::to_string(run) + " invisible characters" +
               (said.empty() ? "" : " that say “" + said + "”"));
      run = 0;
      said.clear();
    };
    for (std::size_t at = 0; at < original_.size();) {
      if (static_cast<unsigned char>(original_[at]) < 0x80) {
        if (run) close();
        ++at;
        continue;
      }
      const char32_t c = next_code_point(original_, at);
      const bool tag = c >= 0xE0000 && c <= 0xE007F;
      const bool selector = c >= 0xE0100 && c <= 0xE01EF;
      const bool invisible =
          (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
      if (!tag && !invisible && !selector) {
        close();
        continue;
      }
      ++run;
      if (tag && c >= 0xE0020 && c < 0xE007F && said.size() < 80)
        said += static_cast<char>(c - 0xE0000);
    }
    close();
  }

  void find_blobs() {
    for (std::size_t at = 0; at < original_.size();) {
      std::size_t end = at;
      bool upper = false, lower = false, digit = false;
      for (; end < original_.size(); ++end) {
        const char c = original_[end];
        if (!is_ascii_alnum(c) && c != '+' && c != '/' && c != '=') break;
        upper = upper || (c >= 'A' && c <= 'Z');
        lower = lower || (c >= 'a' && c <= 'z');
        digit = digit || is_ascii_digit(c);
      }
      if (end - at >= kBlobBytes && upper && lower && digit)
        report("a blob of " + std::to_string(end - at) +
               " characters: " + std::string(original_.substr(at, 40)));
      at = end + 1;
    }
  }

  void find_markup() {
    for (const std::string_view mark : kChatMarkup) {
      const std::size_t at = lower_.find(mark);
      if (at != std::string::npos && !is_quoted(at)) report_at(at);
    }
  }

  void find_phrases() {
    const std::vector<Word> words = words_of(lower_);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto* const patterns = pattern_table().find(word_at(words[i]));
      if (!patterns) continue;
      for (const Compiled* const pattern : *patterns) {
        if (pattern->commands && !words[i].starts) continue;
        if (!matches(*pattern, words, i)) continue;
        // A sentence that begins with the command is one, whatever it is about.
        const bool command = words[i].starts && !follows_colon(words[i].begin);
        if (is_quoted(words[i].begin) || (!command && is_about_attacks(words[i].begin))) continue;
        report_at(words[i].begin);
        break;
      }
    }
  }

  bool follows_colon(std::size_t at) const {
    while (at > 0 && lower_[at - 1] == ' ') --at;
    return at > 0 && (lower_[at - 1] == ':' || lower_[at - 1] == ';');
  }

  std::string_view word_at(const Word& word) const {
    return std::string_view(lower_).substr(word.begin, word.end - word.begin);
  }

  bool matches(const Compiled& pattern, const std::vector<Word>& words, std::size_t first) const {
    std::size_t i = first;
    for (const Slot& slot : pattern.slots) {
      const bool there =
          i < words.size() && (i == first || !words[i].starts) &&
          std::find(slot.words.begin(), slot.words.end(), word_at(words[i])) != slot.words.end();
      if (there) {
        ++i;
      } else if (!slot.optional) {
        return false;
      }
    }
    return i > first + 1;
  }

  void find_chinese() {
    for (const ChinesePattern& pattern : kChinese) {
      for (std::size_t at = original_.find(pattern.verb); at != std::string_view::npos;
           at = original_.find(pattern.verb, at + 1)) {
        const std::string_view reach = original_.substr(at, pattern.verb.size() + kChineseReach);
        const std::size_t end = reach.find(pattern.object);
        const bool one_clause = reach.substr(0, end).find("。") == std::string_view::npos;
        if (end == std::string_view::npos || !one_clause) continue;
        const std::size_t place = folded_place(at);
        if (!is_quoted(place) && !is_about_attacks(place))
          report(original_.substr(at, end + pattern.object.size()));
      }
    }
  }

  std::size_t folded_place(std::size_t original) const {
    const auto it = std::lower_bound(folded_.begin.begin(), folded_.begin.end(), original);
    return static_cast<std::size_t>(it - folded_.begin.begin());
  }

  /// In quotation marks, brackets or braces, or behind an odd number of quotation marks.
  bool is_quoted(std::size_t at) const {
    const std::size_t original = at < folded_.begin.size() ? folded_.begin[at] : original_.size();
    const std::string_view before = original_.substr(0, original);
    if (!before.empty() && std::string_view("'`{(\"").find(before.back()) != std::string_view::npos)
      return true;
    if (before.ends_with("‘") || before.ends_with("“") || before.ends_with("「")) return true;
    const std::size_t from = at < 200 ? 0 : at - 200;
    const std::string_view near = std::string_view(lower_).substr(from, at - from);
    return std::count(near.begin(), near.end(), '"') % 2 == 1;
  }

  bool is_about_attacks(std::size_t at) const {
    std::size_t begin = at, end = at;
    while (begin > 0 && at - begin < 300 && !ends_sentence(begin - 1)) --begin;
    while (end < lower_.size() && end - at < 300 && !ends_sentence(end)) ++end;
    const std::string_view sentence = std::string_view(lower_).substr(begin, end - begin);
    return std::any_of(kAboutAttacks.begin(), kAboutAttacks.end(),
                       [&](std::string_view word) { return contains(sentence, word); });
  }
  bool ends_sentence(std::size_t at) const {
    const bool stop =
        lower_[at] == '.' || lower_[at] == '!' || lower_[at] == '?' || lower_[at] == '\n';
    return stop && (at + 1 >= lower_.size() || is_ascii_space(lower_[at + 1]));
  }

  void report_at(std::size_t at) {
    const std::size_t begin = folded_.begin[at];
    std::string_view said = cut_utf8(original_.substr(begin), 4 * kLongestQuotation);
    const std::size_t line = said.find('\n', 1);
    report(said.substr(0, line));
  }

  std::string_view original_;
  FoldedText folded_;
  std::string lower_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> find_instructions(std::string_view text) {
  return Finder(text).find();
}

std::vector<std::string> instruction_warnings(std::string_view what, std::string_view text) {
  std::vector<std::string> warnings;
  for (const std::string& said : find_instructions(text))
    warnings.push_back("the " + std::string(what) + " addresses language models: “" + said + "”");
  return warnings;
}

}  // namespace sheaf::summarize
