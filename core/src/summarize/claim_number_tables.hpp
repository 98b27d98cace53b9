// Words and signs of numbers and units, for claim_numbers.cpp alone.
// Constant tables; any thread.
#pragma once

#include <array>
#include <string_view>

#include "summarize/claim_numbers.hpp"

namespace sheaf::summarize {

struct UnitName {
  std::string_view name;
  NumberUnit unit;
  double factor = 1;
};

// After a number, with a blank or hyphen between. Lower case.
inline constexpr std::array kWordUnits = {UnitName{"percent", NumberUnit::kPercent},
                                          UnitName{"percentage", NumberUnit::kPercent},
                                          UnitName{"pp", NumberUnit::kPercent},
                                          UnitName{"points", NumberUnit::kPercent},
                                          UnitName{"point", NumberUnit::kPercent},
                                          UnitName{"pts", NumberUnit::kPercent},
                                          UnitName{"times", NumberUnit::kTimes},
                                          UnitName{"fold", NumberUnit::kTimes},
                                          UnitName{"hundred", NumberUnit::kNone, 1e2},
                                          UnitName{"thousand", NumberUnit::kNone, 1e3},
                                          UnitName{"million", NumberUnit::kNone, 1e6},
                                          UnitName{"billion", NumberUnit::kNone, 1e9},
                                          UnitName{"trillion", NumberUnit::kNone, 1e12},
                                          UnitName{"ns", NumberUnit::kNanosecond},
                                          UnitName{"us", NumberUnit::kMicrosecond},
                                          UnitName{"ms", NumberUnit::kMillisecond},
                                          UnitName{"milliseconds", NumberUnit::kMillisecond},
                                          UnitName{"millisecond", NumberUnit::kMillisecond},
                                          UnitName{"s", NumberUnit::kSecond},
                                          UnitName{"sec", NumberUnit::kSecond},
                                          UnitName{"second", NumberUnit::kSecond},
                                          UnitName{"seconds", NumberUnit::kSecond},
                                          UnitName{"min", NumberUnit::kMinute},
                                          UnitName{"minute", NumberUnit::kMinute},
                                          UnitName{"minutes", NumberUnit::kMinute},
                                          UnitName{"h", NumberUnit::kHour},
                                          UnitName{"hr", NumberUnit::kHour},
                                          UnitName{"hour", NumberUnit::kHour},
                                          UnitName{"hours", NumberUnit::kHour},
                                          UnitName{"day", NumberUnit::kDay},
                                          UnitName{"days", NumberUnit::kDay},
                                          UnitName{"week", NumberUnit::kWeek},
                                          UnitName{"weeks", NumberUnit::kWeek},
                                          UnitName{"month", NumberUnit::kMonth},
                                          UnitName{"months", NumberUnit::kMonth},
                                          UnitName{"year", NumberUnit::kYear},
                                          UnitName{"years", NumberUnit::kYear},
                                          UnitName{"byte", NumberUnit::kByte},
                                          UnitName{"bytes", NumberUnit::kByte},
                                          UnitName{"kb", NumberUnit::kKilobyte},
                                          UnitName{"mb", NumberUnit::kMegabyte},
                                          UnitName{"gb", NumberUnit::kGigabyte},
                                          UnitName{"tb", NumberUnit::kTerabyte},
                                          UnitName{"bit", NumberUnit::kBit},
                                          UnitName{"bits", NumberUnit::kBit},
                                          UnitName{"hz", NumberUnit::kHertz},
                                          UnitName{"khz", NumberUnit::kKilohertz},
                                          UnitName{"mhz", NumberUnit::kMegahertz},
                                          UnitName{"ghz", NumberUnit::kGigahertz},
                                          UnitName{"nm", NumberUnit::kNanometre},
                                          UnitName{"um", NumberUnit::kMicrometre},
                                          UnitName{"mm", NumberUnit::kMillimetre},
                                          UnitName{"cm", NumberUnit::kCentimetre},
                                          UnitName{"m", NumberUnit::kMetre},
                                          UnitName{"meters", NumberUnit::kMetre},
                                          UnitName{"metres", NumberUnit::kMetre},
                                          UnitName{"meter", NumberUnit::kMetre},
                                          UnitName{"km", NumberUnit::kKilometre},
                                          UnitName{"w", NumberUnit::kWatt},
                                          UnitName{"watts", NumberUnit::kWatt},
                                          UnitName{"mw", NumberUnit::kMilliwatt},
                                          UnitName{"kw", NumberUnit::kKilowatt},
                                          UnitName{"v", NumberUnit::kVolt},
                                          UnitName{"db", NumberUnit::kDecibel},
                                          UnitName{"degrees", NumberUnit::kDegree},
                                          UnitName{"fps", NumberUnit::kFrames}};

// Directly behind the digits; case matters.
inline constexpr std::array kSuffixes = {
    UnitName{"k", NumberUnit::kNone, 1e3},  UnitName{"K", NumberUnit::kNone, 1e3},
    UnitName{"M", NumberUnit::kNone, 1e6},  UnitName{"B", NumberUnit::kNone, 1e9},
    UnitName{"b", NumberUnit::kNone, 1e9},  UnitName{"bn", NumberUnit::kNone, 1e9},
    UnitName{"T", NumberUnit::kNone, 1e12}, UnitName{"x", NumberUnit::kTimes},
    UnitName{"X", NumberUnit::kTimes},      UnitName{"st", NumberUnit::kNone},
    UnitName{"nd", NumberUnit::kNone},      UnitName{"rd", NumberUnit::kNone},
    UnitName{"th", NumberUnit::kNone}};

struct ScriptUnit {
  std::string_view text;
  NumberUnit unit;
  double factor;
};
inline constexpr std::array kChineseUnits = {
    ScriptUnit{"个百分点", NumberUnit::kPercent, 1}, ScriptUnit{"百万", NumberUnit::kNone, 1e6},
    ScriptUnit{"千万", NumberUnit::kNone, 1e7},      ScriptUnit{"百亿", NumberUnit::kNone, 1e10},
    ScriptUnit{"十亿", NumberUnit::kNone, 1e9},      ScriptUnit{"万亿", NumberUnit::kNone, 1e12},
    ScriptUnit{"十万", NumberUnit::kNone, 1e5},      ScriptUnit{"万", NumberUnit::kNone, 1e4},
    ScriptUnit{"亿", NumberUnit::kNone, 1e8},        ScriptUnit{"千", NumberUnit::kNone, 1e3},
    ScriptUnit{"百", NumberUnit::kNone, 1e2},        ScriptUnit{"倍", NumberUnit::kTimes, 1}};

struct NumberWord {
  std::string_view word;
  double value;
  bool claim;  ///< names a number outright
  NumberUnit unit = NumberUnit::kNone;
};
inline constexpr std::array kNumberWords = {NumberWord{"zero", 0, false},
                                            NumberWord{"one", 1, false},
                                            NumberWord{"single", 1, false},
                                            NumberWord{"once", 1, false},
                                            NumberWord{"two", 2, true},
                                            NumberWord{"both", 2, false},
                                            NumberWord{"dual", 2, false},
                                            NumberWord{"pair", 2, false},
                                            NumberWord{"pairs", 2, false},
                                            NumberWord{"twin", 2, false},
                                            NumberWord{"either", 2, false},
                                            NumberWord{"bi", 2, false},
                                            NumberWord{"twice", 2, false, NumberUnit::kTimes},
                                            NumberWord{"double", 2, false},
                                            NumberWord{"doubles", 2, false},
                                            NumberWord{"doubled", 2, false},
                                            NumberWord{"doubling", 2, false},
                                            NumberWord{"twofold", 2, false},
                                            NumberWord{"three", 3, true},
                                            NumberWord{"triple", 3, false},
                                            NumberWord{"triplet", 3, false},
                                            NumberWord{"tri", 3, false},
                                            NumberWord{"trio", 3, false},
                                            NumberWord{"threefold", 3, false},
                                            NumberWord{"four", 4, true},
                                            NumberWord{"quad", 4, false},
                                            NumberWord{"quadruple", 4, false},
                                            NumberWord{"five", 5, true},
                                            NumberWord{"six", 6, true},
                                            NumberWord{"seven", 7, true},
                                            NumberWord{"eight", 8, true},
                                            NumberWord{"nine", 9, true},
                                            NumberWord{"ten", 10, true},
                                            NumberWord{"tenfold", 10, true, NumberUnit::kTimes},
                                            NumberWord{"eleven", 11, true},
                                            NumberWord{"twelve", 12, true},
                                            NumberWord{"dozen", 12, false},
                                            NumberWord{"thirteen", 13, true},
                                            NumberWord{"fourteen", 14, true},
                                            NumberWord{"fifteen", 15, true},
                                            NumberWord{"sixteen", 16, true},
                                            NumberWord{"seventeen", 17, true},
                                            NumberWord{"eighteen", 18, true},
                                            NumberWord{"nineteen", 19, true},
                                            NumberWord{"twenty", 20, true},
                                            NumberWord{"thirty", 30, true},
                                            NumberWord{"forty", 40, true},
                                            NumberWord{"fifty", 50, true},
                                            NumberWord{"sixty", 60, true},
                                            NumberWord{"seventy", 70, true},
                                            NumberWord{"eighty", 80, true},
                                            NumberWord{"ninety", 90, true},
                                            NumberWord{"half", 50, false},
                                            NumberWord{"halves", 50, false},
                                            NumberWord{"halving", 50, false},
                                            NumberWord{"quarter", 25, false},
                                            NumberWord{"decade", 10, false},
                                            NumberWord{"first", 1, false},
                                            NumberWord{"second", 2, false},
                                            NumberWord{"third", 3, false},
                                            NumberWord{"fourth", 4, false},
                                            NumberWord{"fifth", 5, false},
                                            NumberWord{"sixth", 6, false},
                                            NumberWord{"ii", 2, false},
                                            NumberWord{"iii", 3, false},
                                            NumberWord{"iv", 4, false},
                                            NumberWord{"vi", 6, false},
                                            NumberWord{"vii", 7, false},
                                            NumberWord{"million", 1e6, false},
                                            NumberWord{"billion", 1e9, false}};

// Behind a Chinese numeral that counts something; without one it is part of a word.
inline constexpr std::array<std::string_view, 21> kClassifiers = {
    "个", "種", "种", "类", "项", "阶段", "倍", "步", "层",   "大",  "组",
    "篇", "名", "位", "章", "款", "条",   "份", "套", "方面", "维度"};

struct Digit {
  std::string_view text;
  int value;
};
inline constexpr std::array kChineseDigits = {
    Digit{"一", 1}, Digit{"二", 2}, Digit{"两", 2}, Digit{"三", 3}, Digit{"四", 4}, Digit{"五", 5},
    Digit{"六", 6}, Digit{"七", 7}, Digit{"八", 8}, Digit{"九", 9}, Digit{"十", 10}};

}  // namespace sheaf::summarize
