// Reading formulas and giving keys; see citation_key.hpp.
// A formula owns its pieces and is only read after; any thread.
#include "cite/citation_key.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/text.hpp"
#include "cite/key_values.hpp"
#include "cite/person.hpp"

namespace sheaf::cite {
namespace {

struct Call {
  std::string name;
  KeyArguments args;
  KeyFilter filter = nullptr;
};

struct Piece {
  std::string literal;       ///< when `value` is null and `types` empty
  KeyValue value = nullptr;
  std::vector<std::string> types;
  std::vector<Call> filters;
};

constexpr std::size_t kLongestFormula = 4000;
constexpr std::size_t kLongestValue = 2000;  // bytes after each filter: a chain of replace() could fill any memory

}  // namespace

struct KeyFormula::Alternative {
  std::vector<Piece> pieces;
};

namespace {

/// Recursive descent over one line of text; positions are columns from 1.
class FormulaReader {
 public:
  explicit FormulaReader(std::string_view text) : text_(text) {}

  Result<std::vector<KeyFormula::Alternative>> read() {
    std::vector<KeyFormula::Alternative> all;
    for (;;) {
      KeyFormula::Alternative one;
      if (Status status = alternative(one); !status.ok()) return status.error();
      if (!one.pieces.empty()) all.push_back(std::move(one));
      spaces();
      if (at_end()) break;
      if (peek() != ';' && peek() != '\n' && peek() != '|') return expected("\"+\", \";\" or the end");
      ++pos_;
    }
    if (all.empty()) return expected("a value like auth, year or shorttitle");
    return all;
  }

 private:
  Error expected(const std::string& what) const {
    return Error(ErrorCode::kInvalid, "citation key formula, column " + std::to_string(pos_ + 1) + ": expected " + what +
                                          (at_end() ? ", found the end" : ", found \"" + std::string(cut_utf8(to_valid_utf8(text_.substr(pos_)), 12)) + "\""));
  }
  bool at_end() const { return pos_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[pos_]; }
  void spaces() { while (!at_end() && is_ascii_space(peek()) && peek() != '\n') ++pos_; }

  Status alternative(KeyFormula::Alternative& out) {
    spaces();
    if (peek() == '[') return brackets(out);
    for (;;) {
      spaces();
      if (out.pieces.empty() && (at_end() || peek() == ';' || peek() == '\n')) return {};
      Piece piece;
      SHEAF_TRY(this->piece(piece));
      out.pieces.push_back(std::move(piece));
      spaces();
      if (peek() != '+') return {};
      ++pos_;
    }
  }

  /// "[auth:lower]-[year]": what stands between is text.
  Status brackets(KeyFormula::Alternative& out) {
    while (!at_end() && peek() != ';' && peek() != '\n') {
      Piece piece;
      if (peek() != '[') {
        while (!at_end() && peek() != '[' && peek() != ';' && peek() != '\n') piece.literal += text_[pos_++];
      } else {
        ++pos_;
        SHEAF_TRY(old_call(piece));
      }
      out.pieces.push_back(std::move(piece));
    }
    return {};
  }

  /// "auth3:lower:(nopunct)]": the number behind the name is its first argument.
  Status old_call(Piece& piece) {
    std::string name = word();
    KeyArguments args;
    std::size_t digits = name.size();
    while (digits > 0 && is_ascii_digit(name[digits - 1])) --digits;
    if (digits < name.size() && !key_value(name)) {
      args.list.push_back(name.substr(digits));
      name.resize(digits);
    }
    piece.value = key_value(name);
    if (!piece.value) return expected_value(name);
    piece.filters.push_back({name, args, nullptr});
    while (peek() == ':' || peek() == ',') {
      ++pos_;
      const std::string filter = word();
      Call call{filter, {}, key_filter(filter)};
      if (!call.filter) return expected_filter(filter);
      piece.filters.push_back(std::move(call));
    }
    if (peek() != ']') return expected("\":\" or \"]\"");
    ++pos_;
    return {};
  }

  std::string word() {
    const std::size_t start = pos_;
    while (!at_end() && (is_ascii_alnum(peek()) || peek() == '_')) ++pos_;
    return std::string(text_.substr(start, pos_ - start));
  }

  Error expected_value(const std::string& name) {
    pos_ -= std::min(pos_, name.size());
    return expected("a value like auth, year or shorttitle");
  }
  Error expected_filter(const std::string& name) {
    pos_ -= std::min(pos_, name.size());
    return expected("a filter like lower or clean");
  }

  Status piece(Piece& out) {
    if (peek() == '"' || peek() == '\'') {
      SHEAF_TRY(quoted(out.literal));
    } else {
      const std::string name = word();
      Call call{name, {}, nullptr};
      SHEAF_TRY(arguments(call));
      if (ascii_lower(name) == "type") {
        out.types = call.args.list;
        if (out.types.empty()) return expected("names of types in type(…)");
      } else {
        out.value = key_value(name);
        if (!out.value) return expected_value(name);
      }
      out.filters.push_back(std::move(call));  // its arguments stand first
    }
    for (spaces(); peek() == '.'; spaces()) {
      ++pos_;
      const std::string filter = word();
      Call call{filter, {}, key_filter(filter)};
      if (!call.filter) return expected_filter(filter);
      SHEAF_TRY(arguments(call));
      out.filters.push_back(std::move(call));
    }
    return {};
  }

  Status quoted(std::string& out) {
    const char quote = text_[pos_++];
    while (!at_end() && peek() != quote) out += text_[pos_++];
    if (at_end()) return expected("the closing quotation mark");
    ++pos_;
    return {};
  }

  Status arguments(Call& call) {
    if (peek() != '(') return {};
    ++pos_;
    const auto& names = key_argument_names(ascii_lower(call.name));
    std::size_t next = 0;
    for (;;) {
      spaces();
      if (peek() == ')') break;
      std::string value;
      SHEAF_TRY(argument(value));
      spaces();
      std::size_t index = next++;
      if (peek() == '=' && !value.empty()) {
        const auto named = std::find(names.begin(), names.end(), value);
        index = named == names.end() ? std::string::npos : static_cast<std::size_t>(named - names.begin());
        ++pos_;
        spaces();
        SHEAF_TRY(argument(value));
      }
      if (index != std::string::npos) {  // options that change nothing here are read over
        if (call.args.list.size() <= index) call.args.list.resize(index + 1);
        call.args.list[index] = value;
      }
      spaces();
      if (peek() == ',') ++pos_;
      else if (peek() != ')') return expected("\",\" or \")\"");
    }
    ++pos_;
    return {};
  }

  Status argument(std::string& out) {
    out.clear();
    if (peek() == '"' || peek() == '\'') return quoted(out);
    while (!at_end() && !contains(",)=\"'", text_.substr(pos_, 1))) out += text_[pos_++];
    out = std::string(trim(out));
    return out.empty() ? Status(expected("an argument")) : Status();
  }

  std::string_view text_;
  std::size_t pos_ = 0;
};

std::string type_name(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::kArticle: case ReferenceKind::kReview: return "journalarticle";
    case ReferenceKind::kPreprint: return "preprint";
    case ReferenceKind::kBook: return "book";
    case ReferenceKind::kChapter: return "booksection";
    case ReferenceKind::kConferencePaper: return "conferencepaper";
    case ReferenceKind::kThesis: return "thesis";
    case ReferenceKind::kReport: return "report";
    case ReferenceKind::kWebPage: return "webpage";
    default: return "document";
  }
}

/// What every key goes through: no accents, nothing that TeX, BibTeX or a command line trips over.
std::string safe_key(std::string_view text) {
  std::string out;
  for (const char c : transliterate(text))
    if (is_ascii_alnum(c) || contains("-_.:+/", std::string_view(&c, 1))) out += c;
  return out;
}

std::string value_of(const Piece& piece, const Reference& reference) {
  std::string value = piece.literal;
  std::size_t first_filter = 0;
  if (piece.value) {
    value = piece.value(reference, piece.filters.front().args);
    first_filter = 1;
  }
  for (std::size_t i = first_filter; i < piece.filters.size(); ++i) {
    value.resize(cut_utf8(value, kLongestValue).size());
    if (piece.filters[i].filter) value = piece.filters[i].filter(value, piece.filters[i].args);
  }
  return std::string(cut_utf8(value, kLongestValue));
}

std::string paper_id_key(const Paper& paper) {
  std::string out;
  for (const char c : paper.scheme + paper.id) out += is_ascii_alnum(c) || c == '.' ? c : '-';
  return out;
}

/// Gives the wanted keys out, equal ones told apart in the order of their ids. Keys that differ in case only are
/// equal: BibTeX takes them for one.
std::vector<std::string> distinct(const std::vector<std::pair<std::string, std::string>>& wanted_by_id,
                                  const std::set<std::string>& taken) {
  std::map<std::string, std::map<std::string, std::string>> by_key;  // both sorted: the order given is no input
  for (const auto& [id, key] : wanted_by_id) by_key[ascii_lower(key)].emplace(id, key);
  std::set<std::string> reserved;
  for (const std::string& key : taken) reserved.insert(ascii_lower(key));
  std::set<std::string> given = reserved;
  for (const auto& [key, ids] : by_key) given.insert(key);
  std::map<std::string, std::string> key_by_id;
  for (const auto& [lower, ids] : by_key) {
    std::size_t next = 0;
    bool free = reserved.count(lower) == 0;
    for (const auto& [id, key] : ids) {
      std::string candidate = key;
      if (!free)
        while (!given.insert(ascii_lower(candidate = key + key_suffix(next++))).second) {}
      free = false;
      key_by_id[id] = candidate;
    }
  }
  std::vector<std::string> keys;
  for (const auto& [id, key] : wanted_by_id) keys.push_back(key_by_id[id]);
  return keys;
}

}  // namespace

Result<KeyFormula> KeyFormula::read(std::string_view text) {
  if (text.size() > kLongestFormula) return Error(ErrorCode::kInvalid, "a citation key formula is longer than 4,000 characters");
  SHEAF_ASSIGN(std::vector<Alternative> all, FormulaReader(text).read());
  KeyFormula formula;
  formula.alternatives_ = std::make_shared<const std::vector<Alternative>>(std::move(all));
  return formula;
}

std::string KeyFormula::key_of(const Reference& reference) const {
  for (const Alternative& alternative : *alternatives_) {
    std::string key;
    bool fits = true;
    for (const Piece& piece : alternative.pieces) {
      if (!piece.types.empty()) {
        fits = std::any_of(piece.types.begin(), piece.types.end(), [&](const std::string& type) { return ascii_lower(type) == type_name(reference); });
        if (!fits) break;
        continue;
      }
      key += value_of(piece, reference);
    }
    if (key = safe_key(key); fits && !key.empty()) return key;
  }
  return {};
}

std::string citation_key(const Paper& paper) {
  const Reference reference = reference_of(paper);
  std::string name;
  if (!reference.creators.empty()) {
    const Creator& first = reference.creators.front();
    Reference whole;
    whole.title = first.last;
    for (const char c : first.whole ? first_title_word(whole) : ascii_lower(to_ascii(first.last)))
      if (is_ascii_alnum(c)) name += c;
  }
  const bool letters = std::any_of(name.begin(), name.end(), [](char c) { return !is_ascii_digit(c); });
  if (!letters) return paper_id_key(paper);
  // The year of the paper, not of the journal that has it since: a key is given once.
  const int year = submission_date(paper).year;
  return name + (year > 0 ? std::to_string(year) : "") + first_title_word(reference);
}

std::string citation_key(const Paper& paper, const KeyFormula& formula) {
  Reference reference = reference_of(paper);
  reference.date = submission_date(paper);
  std::string key = formula.key_of(reference);
  return key.empty() ? citation_key(paper) : key;
}

std::vector<std::string> citation_keys(const std::vector<Paper>& papers) {
  std::vector<std::pair<std::string, std::string>> wanted;
  std::set<std::string> taken;
  for (const Paper& paper : papers) {
    if (paper.citation_key.empty()) wanted.emplace_back(paper.scheme + ":" + paper.id, citation_key(paper));
    else taken.insert(paper.citation_key);
  }
  const std::vector<std::string> given = distinct(wanted, taken);
  std::vector<std::string> keys;
  std::size_t next = 0;
  for (const Paper& paper : papers) keys.push_back(paper.citation_key.empty() ? given[next++] : paper.citation_key);
  return keys;
}

std::vector<std::string> citation_keys(const std::vector<Reference>& references, const KeyFormula& formula) {
  std::vector<std::pair<std::string, std::string>> wanted;
  std::vector<std::string> keys(references.size());
  std::set<std::string> taken;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const Reference& reference = references[i];
    keys[i] = reference.key;
    if (!keys[i].empty() && taken.insert(ascii_lower(keys[i])).second) continue;
    keys[i].clear();
    std::string key = formula.key_of(reference);
    if (key.empty()) key = "item" + std::to_string(i + 1);
    char order[24];
    std::snprintf(order, sizeof order, "%012zu", i);  // their order in the file tells them apart
    wanted.emplace_back(order, std::move(key));
  }
  const std::vector<std::string> given = distinct(wanted, taken);
  std::size_t next = 0;
  for (std::string& key : keys)
    if (key.empty()) key = given[next++];
  return keys;
}

std::string key_suffix(std::size_t index) {
  std::string out(1, static_cast<char>('a' + index % 26));
  return index < 26 ? out : key_suffix(index / 26 - 1) + out;
}

}  // namespace sheaf::cite
