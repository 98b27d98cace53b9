// Large JSON texts cut into their elements without reading them, so that one is a tree at a time and a
// damaged one takes no other with it.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace sheaf::published {

struct JsonSlice {
  std::string_view text;  ///< one value, from its first to its last character
  std::size_t line = 1;   ///< where it begins
};

/// Called with each element; false ends the walk.
using SliceVisitor = std::function<bool(const JsonSlice& element)>;
using MemberVisitor = std::function<bool(std::string_view key, const JsonSlice& value)>;

/// The elements of the array that `text` begins with. False when the text ends before the array does; the
/// element that was cut off is handed over as far as it goes. Linear, whatever the text holds.
bool for_each_element(const JsonSlice& array, const SliceVisitor& visit);
/// The members of the object that `text` begins with; keys as they stand between their quotes.
bool for_each_member(const JsonSlice& object, const MemberVisitor& visit);

}  // namespace sheaf::published
