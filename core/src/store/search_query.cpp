// Search words to an FTS5 query: see search_query.hpp. Every word becomes a quoted FTS5 string, in
// which nothing but '"' has a meaning, so operators in the text are words like any other.
#include "store/search_query.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::store {
namespace {

struct Term {
  std::string text;
  bool excluded = false;
  bool prefix = false;
};

/// A string of punctuation alone has no token and would match nothing.
bool has_word(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();)
    if (is_word_code_point(next_code_point(text, pos))) return true;
  return false;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool next(Term& term) {
    while (pos_ < text_.size() && is_ascii_space(text_[pos_])) ++pos_;
    if (pos_ >= text_.size()) return false;
    term = {};
    term.excluded = take('-');
    const bool quoted = take('"');
    term.text = std::string(quoted ? until_quote() : until_space());
    term.prefix = quoted ? take('*') : term.text.ends_with('*');
    return true;
  }

 private:
  bool take(char c) {
    if (pos_ >= text_.size() || text_[pos_] != c) return false;
    ++pos_;
    return true;
  }

  /// An open quote reaches to the end.
  std::string_view until_quote() {
    const std::size_t start = pos_;
    pos_ = std::min(text_.find('"', start), text_.size());
    const std::string_view phrase = text_.substr(start, pos_ - start);
    take('"');
    return phrase;
  }

  std::string_view until_space() {
    const std::size_t start = pos_;
    while (pos_ < text_.size() && !is_ascii_space(text_[pos_])) ++pos_;
    return text_.substr(start, pos_ - start);
  }

  std::string_view text_;
  std::size_t pos_ = 0;
};

void append(std::string& query, const Term& term, std::string_view joint) {
  if (!query.empty()) query += joint;
  query += '"' + replace_all(term.text, "\"", " ") + '"';
  if (term.prefix) query += '*';
}

}  // namespace

std::string search_query(std::string_view words) {
  // FTS5 reads its query as a C string.
  const std::string text = replace_all(to_valid_utf8(words), std::string_view("\0", 1), " ");
  Reader reader(text);
  std::string wanted, unwanted;
  for (Term term; reader.next(term);) {
    if (!has_word(term.text)) continue;
    if (term.excluded)
      append(unwanted, term, " OR ");
    else
      append(wanted, term, " AND ");
  }
  if (wanted.empty() || unwanted.empty()) return wanted;
  return "(" + wanted + ") NOT (" + unwanted + ")";
}

}  // namespace sheaf::store
