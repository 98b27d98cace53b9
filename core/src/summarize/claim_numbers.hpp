// Numbers as writers write them, read into values that can be compared.
// Plain values and pure functions over folded text (claim_text.hpp); any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

enum class NumberUnit {
  kNone,
  kPercent,
  kTimes,
  kNanosecond,
  kMicrosecond,
  kMillisecond,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kYear,
  kByte,
  kKilobyte,
  kMegabyte,
  kGigabyte,
  kTerabyte,
  kBit,
  kHertz,
  kKilohertz,
  kMegahertz,
  kGigahertz,
  kNanometre,
  kMicrometre,
  kMillimetre,
  kCentimetre,
  kMetre,
  kKilometre,
  kWatt,
  kMilliwatt,
  kKilowatt,
  kVolt,
  kDecibel,
  kDegree,
  kFrames
};

/// How exactly a writer means a number: "about 12", "over 90 %", "nearly 100".
enum class Hedge { kNone, kAbout, kOver, kUnder };

struct Number {
  double value = 0;  ///< with its magnitude: 2300 for "2.3k"
  double step = 1;   ///< of the last digit written: 100 for "2.3k"
  NumberUnit unit = NumberUnit::kNone;
  Hedge hedge = Hedge::kNone;
  bool word = false;               ///< spelled out
  bool counter = false;            ///< "(1)", "2)": numbers a list, says nothing
  std::size_t begin = 0, end = 0;  ///< in the folded text, with unit, without hedge
};

/// What a word that only implies a number adds to a source ("both": 2, "half": 0.5).
enum class NumberUse { kClaim, kSource };

/// The number that begins at `at`, whose reading may be more than one ("1,234" and "1" and "234"
/// for a source). Empty when none begins there. `at` must not be inside a word.
std::vector<Number> read_number(std::string_view text, std::size_t at, NumberUse use);

/// Whether `source` says what `claim` says; see GroundingSource::supports().
bool number_supports(const Number& source, const Number& claim);

}  // namespace sheaf::summarize
