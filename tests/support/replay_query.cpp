// The part of arXiv's query language that a replay answers.
// Recursive descent over a list of words; made and used on one thread at a time.
#include "support/replay_query.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <vector>

namespace sheaf::test {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool holds(const std::string& text, const std::string& lower_word) {
  return lower(text).find(lower_word) != std::string::npos;
}

/// Words, brackets and `field:"a phrase"` or `field:[a TO b]` as one word each.
std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  char closing = 0;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (closing) {
      word += c;
      if (c == closing) closing = 0;
    } else if (c == '(' || c == ')') {
      finish();
      words.emplace_back(1, c);
    } else if (std::isspace(static_cast<unsigned char>(c))) {
      finish();
    } else {
      word += c;
      if (c == '"') closing = '"';
      if (c == '[') closing = ']';
    }
  }
  finish();
  return words;
}

PaperFilter category_filter(std::string name) {
  const bool whole_archive = name.size() > 2 && name.ends_with(".*");
  if (whole_archive) name.pop_back();
  return [name = lower(name), whole_archive](const ReplayPaper& paper) {
    return std::any_of(paper.categories.begin(), paper.categories.end(), [&](const std::string& c) {
      return whole_archive ? lower(c).starts_with(name) : lower(c) == name;
    });
  };
}

/// "2026-04-17T12:34:56Z" as the digits of a date range, "202604171234".
std::string date_digits(const std::string& stamp) {
  std::string digits;
  for (const char c : stamp) {
    if (std::isdigit(static_cast<unsigned char>(c))) digits += c;
  }
  return digits.substr(0, 12);
}

PaperFilter date_filter(const std::string& range) {
  const std::size_t to = range.find(" TO ");
  if (range.size() < 2 || range.front() != '[' || range.back() != ']' || to == std::string::npos) {
    throw std::invalid_argument("a date range looks like [202604010000 TO 202604302359]");
  }
  std::string from = range.substr(1, to - 1);
  std::string until = range.substr(to + 4, range.size() - to - 5);
  from.resize(12, '0');
  until.resize(12, '9');
  return [from, until](const ReplayPaper& paper) {
    const std::string date = date_digits(paper.published);
    return from <= date && date <= until;
  };
}

PaperFilter text_filter(const std::string& field, std::string value) {
  value.erase(std::remove(value.begin(), value.end(), '"'), value.end());
  return [field, value = lower(value)](const ReplayPaper& paper) {
    const bool any = field == "all";
    if ((any || field == "ti") && holds(paper.title, value)) return true;
    if ((any || field == "abs") && holds(paper.abstract, value)) return true;
    if ((any || field == "co") && holds(paper.comment, value)) return true;
    if ((any || field == "jr") && holds(paper.journal_ref, value)) return true;
    if (!any && field != "au") return false;
    return std::any_of(paper.authors.begin(), paper.authors.end(), [&](std::string name) {
      std::replace(name.begin(), name.end(), ' ', '_');
      std::string wanted = value;
      std::replace(wanted.begin(), wanted.end(), ' ', '_');
      return holds(name, wanted);
    });
  };
}

class Parser {
 public:
  explicit Parser(std::vector<std::string> words) : words_(std::move(words)) {}

  PaperFilter parse() {
    PaperFilter all = expression();
    if (next_ < words_.size()) throw std::invalid_argument("unexpected \"" + words_[next_] + "\"");
    return all;
  }

 private:
  bool take(const char* word) {
    if (next_ >= words_.size() || words_[next_] != word) return false;
    ++next_;
    return true;
  }

  PaperFilter expression() {
    PaperFilter left = term();
    while (next_ < words_.size() && words_[next_] != ")") {
      if (take("OR")) {
        left = [left, right = term()](const ReplayPaper& p) { return left(p) || right(p); };
      } else if (take("ANDNOT")) {
        left = [left, right = term()](const ReplayPaper& p) { return left(p) && !right(p); };
      } else {
        take("AND");  // and between two words that nothing joins
        left = [left, right = term()](const ReplayPaper& p) { return left(p) && right(p); };
      }
    }
    return left;
  }

  PaperFilter term() {
    if (next_ >= words_.size()) throw std::invalid_argument("the query ends too early");
    if (take("(")) {
      PaperFilter inner = expression();
      if (!take(")")) throw std::invalid_argument("a bracket is not closed");
      return inner;
    }
    const std::string& word = words_[next_++];
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) return text_filter("all", word);
    const std::string field = word.substr(0, colon), value = word.substr(colon + 1);
    if (field == "cat") return category_filter(value);
    if (field == "submittedDate" || field == "lastUpdatedDate") return date_filter(value);
    for (const char* known : {"all", "ti", "abs", "au", "co", "jr"}) {
      if (field == known) return text_filter(field, value);
    }
    throw std::invalid_argument("unknown field " + field);
  }

  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

}  // namespace

PaperFilter parse_replay_query(const std::string& expression) {
  return Parser(split_words(expression)).parse();
}

}  // namespace sheaf::test
