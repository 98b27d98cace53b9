// The values a key formula may name; see citation_key.hpp.
// Pure functions; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cite/reference.hpp"

namespace sheaf::cite {

/// Arguments in their order; "n=0" and "0" are the same to a value.
struct KeyArguments {
  std::vector<std::string> list;
  int number(std::size_t index, int fallback) const;
};

using KeyValue = std::string (*)(const Reference&, const KeyArguments&);
/// Null for a name that is none.
KeyValue key_value(std::string_view name);

using KeyFilter = std::string (*)(std::string_view, const KeyArguments&);
KeyFilter key_filter(std::string_view name);

/// The order of the arguments that may be named: {"n", "m"} of auth.
const std::vector<std::string_view>& key_argument_names(std::string_view name);

/// Words of a title without punctuation; with `all` false without those that carry no meaning.
std::vector<std::string> title_words(const Reference& reference, bool all);
/// The first title word that carries meaning, as Sheaf's own keys have it.
std::string first_title_word(const Reference& reference);
std::string key_name(const Creator& creator);

}  // namespace sheaf::cite
