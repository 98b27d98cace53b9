// The vote between sequences and genuine characters, for the document and then by line; see
// damage.hpp. No state; any thread.
#include "published/damage.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "published/code_page.hpp"

namespace sheaf::published {
namespace {

constexpr std::string_view kDamagedBom = "\xC3\xAF\xC2\xBB\xC2\xBF";

struct Counts {
  std::size_t whole = 0;
  std::size_t quoted = 0;  ///< of `whole`: shown as a specimen
  std::size_t partial = 0;
  std::size_t bare = 0;
  std::size_t genuine = 0;  ///< cannot come from damage

  void add(const Counts& other) {
    whole += other.whole;
    quoted += other.quoted;
    partial += other.partial;
    bare += other.bare;
    genuine += other.genuine;
  }
  std::size_t outside_ascii() const { return whole + partial + bare + genuine; }
};

/// Whether a letter that could begin a sequence is followed by a character that could continue it.
/// Such letters (Â to ô, Ğ ğ İ Ş) begin with C3, C4 or C5 in UTF-8: the rest is passed over
/// bytewise.
bool may_hold_sequence(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0xC3 || byte > 0xC5) continue;
    std::size_t pos = i;
    if (sequence_length(byte_behind(next_code_point(text, pos))) == 0 || pos >= text.size())
      continue;
    const unsigned char next = byte_behind(next_code_point(text, pos));
    if (next >= 0x80 && next <= 0xBF) return true;
  }
  return false;
}

/// Whether what lies at `begin`..`end` of a line is shown rather than said: in code or quotes.
class Specimens {
 public:
  void start_line(std::string_view line) {
    line_ = line;
    scanned_ = ticks_ = quotes_ = 0;
    all_ticks_ = static_cast<std::size_t>(std::count(line.begin(), line.end(), '`'));
    all_quotes_ = static_cast<std::size_t>(std::count(line.begin(), line.end(), '"'));
    const std::string_view text = trim(line);
    const bool fence = text.substr(0, 3) == "```" || text.substr(0, 3) == "~~~";
    if (fence) in_fence_ = !in_fence_;
    whole_line_ = in_fence_ || fence || text.substr(0, 1) == ">";
  }

  bool contains(std::size_t begin) {
    for (; scanned_ < begin; ++scanned_) {
      ticks_ += line_[scanned_] == '`';
      quotes_ += line_[scanned_] == '"';
    }
    return whole_line_ || (ticks_ % 2 == 1 && all_ticks_ > ticks_) ||
           (quotes_ % 2 == 1 && all_quotes_ > quotes_);
  }

 private:
  std::string_view line_;
  std::size_t scanned_ = 0, ticks_ = 0, quotes_ = 0, all_ticks_ = 0, all_quotes_ = 0;
  bool in_fence_ = false;
  bool whole_line_ = false;
};

/// A capital after a small letter, as in "GarcÃa", is no letter of a sound word.
bool is_capital_inside_word(std::string_view line, const Piece& piece) {
  if (piece.begin == 0 || piece.value > 0xDE) return false;
  const char before = line[piece.begin - 1];
  return before >= 'a' && before <= 'z';
}

/// A sequence that is one with certainty; C1 controls come of text damaged twice and say nothing.
void count_whole(const Piece& piece, Specimens& specimens, Counts& counts) {
  if (!is_likely_character(piece.value)) {
    counts.genuine += piece.value >= 0xA0;
    return;
  }
  ++counts.whole;
  counts.quoted += specimens.contains(piece.begin);
}

Counts count_pieces(std::string_view line, Specimens& specimens, std::array<bool, 64>& bytes) {
  Counts counts;
  specimens.start_line(line);
  PieceReader reader(line);
  while (!reader.at_end()) {
    const Piece piece = reader.next();
    switch (piece.kind) {
      case PieceKind::kAscii:
        break;
      case PieceKind::kGenuine:
        ++counts.genuine;
        break;
      case PieceKind::kPartial:
        ++counts.partial;
        break;
      case PieceKind::kBare:
        counts.bare += !is_capital_inside_word(line, piece);
        break;
      case PieceKind::kWhole:
        count_whole(piece, specimens, counts);
        for (int i = 1; i < piece.kept; ++i) bytes[piece.bytes[i] - 0x80] = true;
        break;
    }
  }
  return counts;
}

/// Every character outside of ASCII is a sequence, but for a few oddities. Letters alone that could
/// each be the start of one must not outnumber what is certain: "café, Ã©" is sound text.
bool is_uniform(const Counts& counts) {
  return counts.whole > counts.quoted && counts.genuine * 50 <= counts.whole &&
         counts.bare <= counts.whole;
}

bool is_damaged_line(const Counts& counts) {
  return counts.whole > counts.quoted && counts.genuine * 20 <= counts.whole &&
         counts.bare <= counts.whole;
}

/// Damaged in part, rather than sound with a few quotations: many lines, or a good share of them.
bool is_mixture(const std::vector<Counts>& lines) {
  std::size_t damaged = 0, sound = 0;
  for (const Counts& counts : lines) {
    if (is_damaged_line(counts))
      ++damaged;
    else
      sound += counts.outside_ascii() > 0;
  }
  return damaged >= 8 || (damaged >= 3 && damaged * 9 >= sound) ||
         (damaged >= 1 && damaged * 2 >= sound);
}

LineState state_of(const Counts& counts) {
  if (is_damaged_line(counts)) return LineState::kDamaged;
  return counts.whole > counts.quoted ? LineState::kPartly : LineState::kSound;
}

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t feed = text.find('\n', begin);
    const std::size_t end = feed == std::string_view::npos ? text.size() : feed + 1;
    lines.push_back({begin, end, LineState::kSound});
    begin = end;
  }
  return lines;
}

}  // namespace

Damage find_damage(std::string_view text) {
  Damage damage;
  if (!may_hold_sequence(text)) return damage;
  damage.lines = split_lines(text);
  std::vector<Counts> counts;
  counts.reserve(damage.lines.size());
  Counts all;
  Specimens specimens;
  for (const Line& line : damage.lines) {
    std::array<bool, 64> bytes{};
    counts.push_back(
        count_pieces(text.substr(line.begin, line.end - line.begin), specimens, bytes));
    all.add(counts.back());
    if (!is_damaged_line(counts.back())) continue;
    for (std::size_t i = 0; i < bytes.size(); ++i) damage.intact_bytes[i] |= bytes[i];
  }
  const bool uniform = is_uniform(all);
  const bool mixture = !uniform && is_mixture(counts);
  const bool bom = text.substr(0, kDamagedBom.size()) == kDamagedBom;
  damage.any = uniform || mixture || bom;
  for (std::size_t i = 0; i < damage.lines.size(); ++i) {
    if (uniform) damage.lines[i].state = LineState::kDamaged;
    if (mixture) damage.lines[i].state = state_of(counts[i]);
  }
  if (bom && damage.lines[0].state == LineState::kSound) damage.lines[0].state = LineState::kPartly;
  return damage;
}

}  // namespace sheaf::published
