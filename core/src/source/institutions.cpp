// Institutions of title pages; see institutions.hpp.
// Pure functions; any thread.
#include "source/institutions.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kMostInstitutions = 50;
constexpr std::size_t kLongestName = 120;
constexpr std::size_t kLongestLine = 2000;

struct Cue {
  std::string_view word;  // lower case, the start of a word
  int rank;               // the part of an address with the highest one is the institution
};
constexpr std::array kCues = {
    Cue{"universit", 4},   Cue{"université", 4},  Cue{"uni ", 3},       Cue{"college", 3},
    Cue{"academy", 3},     Cue{"eth zurich", 4},  Cue{"eth zürich", 4}, Cue{"mit", 2},
    Cue{"epfl", 4},        Cue{"inria", 4},       Cue{"cnrs", 3},       Cue{"polytech", 4},
    Cue{"politecnico", 4}, Cue{"hochschule", 4},  Cue{"école", 4},      Cue{"ecole", 4},
    Cue{"institut", 3},    Cue{"laborator", 2},   Cue{"labs", 3},       Cue{"lab", 2},
    Cue{"hospital", 3},    Cue{"center", 2},      Cue{"centre", 2},     Cue{"corporation", 3},
    Cue{"inc", 3},         Cue{"ltd", 3},         Cue{"gmbh", 3},       Cue{"google", 4},
    Cue{"microsoft", 4},   Cue{"meta ai", 4},     Cue{"nvidia", 4},     Cue{"amazon", 4},
    Cue{"apple", 3},       Cue{"ibm", 4},         Cue{"alibaba", 4},    Cue{"tencent", 4},
    Cue{"huawei", 4},      Cue{"bytedance", 4},   Cue{"baidu", 4},      Cue{"openai", 4},
    Cue{"deepmind", 4},    Cue{"anthropic", 4},   Cue{"samsung", 4},    Cue{"research", 2},
    Cue{"foundation", 2},  Cue{"observatory", 3}, Cue{"caltech", 4},    Cue{"kaist", 4},
    Cue{"school", 1},      Cue{"department", 1},  Cue{"faculty", 1},    Cue{"group", 1},
    Cue{"大学", 4},        Cue{"研究院", 3},      Cue{"学院", 2}};

int rank_of(std::string_view part) {
  const std::string lower = to_lower(part);
  int best = 0;
  for (const Cue& cue : kCues) {
    for (std::size_t at = lower.find(cue.word); at != std::string::npos;
         at = lower.find(cue.word, at + 1)) {
      const bool starts = at == 0 || !is_ascii_alnum(lower[at - 1]);
      const std::size_t end = at + cue.word.size();
      const bool whole = cue.word.size() > 4 || end >= lower.size() || !is_ascii_alnum(lower[end]);
      if (starts && whole) best = std::max(best, cue.rank);
    }
  }
  return best;
}

// Marks in front ("${}^{1}$", "1", "*", "†") and what hangs behind.
std::string without_marks(std::string_view part) {
  part = trim(part);
  while (!part.empty()) {
    if (part.front() == '$') {
      const std::size_t end = part.find('$', 1);
      part = trim(part.substr(end == std::string_view::npos ? part.size() : end + 1));
      continue;
    }
    std::size_t next = 0;
    const char32_t c = next_code_point(part, next);
    if (is_word_code_point(c) && !(c >= '0' && c <= '9')) break;
    part = trim(part.substr(next));
  }
  part = part.substr(0, part.find('$'));
  while (!part.empty() && std::string_view(".;:*-(").find(part.back()) != std::string_view::npos)
    part = trim(part.substr(0, part.size() - 1));
  return std::string(part);
}

}  // namespace

std::string institution_in(std::string_view line) {
  line = cut_utf8(line, kLongestLine);
  std::string best;
  int best_rank = 0;
  for (std::string_view rest = line; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(",;\n"), rest.size());
    const std::string part = without_marks(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty() || part.size() > kLongestName || contains(part, "@")) continue;
    const int rank = rank_of(part);
    if (rank > best_rank) {
      best_rank = rank;
      best = part;
    }
  }
  return best;
}

std::vector<std::string> institutions_in(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  for (const std::string& line : lines) add_once(names, institution_in(line), kMostInstitutions);
  return names;
}

}  // namespace sheaf::source
