// nlohmann/json.hpp as Sheaf's code sees it: the installed one, and a value's end without memory.
// The library's own destructor moves all children to a vector first. When that vector cannot be had,
// the exception leaves a destructor and ends the host's process; so our kind of value (ordered_json)
// is taken down in place: the way back up is kept in the slots that the way down has emptied.
// This folder comes before the system's on the include path, so that no file can miss it.
#ifndef SHEAF_NLOHMANN_JSON_HPP
#define SHEAF_NLOHMANN_JSON_HPP
#pragma GCC system_header  // #include_next is not ISO C++; gcc and clang have it

#include_next <nlohmann/json.hpp>

#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR >= 11
#if NLOHMANN_JSON_VERSION_MINOR > 11 || NLOHMANN_JSON_VERSION_PATCH > 2
#define SHEAF_JSON_PART(value, part) ((value).m_data.part)
#else
#define SHEAF_JSON_PART(value, part) ((value).part)
#endif

template <>
inline void nlohmann::ordered_json::json_value::destroy(value_t t) {
  if ((t == value_t::array || t == value_t::object) && object != nullptr) {
    ordered_json here, way_up;  // null: there is nothing above
    SHEAF_JSON_PART(here, m_type) = t;
    SHEAF_JSON_PART(here, m_value) = *this;
    const auto last_of = [](ordered_json& value) -> ordered_json& {
      return value.is_array() ? SHEAF_JSON_PART(value, m_value).array->back()
                              : SHEAF_JSON_PART(value, m_value).object->back().second;
    };
    const auto drop_last = [](ordered_json& value) {
      if (value.is_array()) SHEAF_JSON_PART(value, m_value).array->pop_back();
      else SHEAF_JSON_PART(value, m_value).object->pop_back();
    };
    // A null pointer: a value that could not get the memory for being an array or an object.
    const auto is_leaf = [](const ordered_json& value) {
      return !value.is_structured() || !SHEAF_JSON_PART(value, m_value).object || value.empty();
    };
    for (;;) {
      if (here.empty()) {
        if (way_up.is_null()) break;
        here = std::move(way_up);
        way_up = std::move(last_of(here));
        drop_last(here);
      } else if (ordered_json& last = last_of(here); is_leaf(last)) {
        drop_last(here);
      } else {
        ordered_json child = std::move(last);
        last = std::move(way_up);
        way_up = std::move(here);
        here = std::move(child);
      }
    }
    // `here` is the value itself again, now empty; what is left of it goes below.
    SHEAF_JSON_PART(here, m_type) = value_t::null;
    SHEAF_JSON_PART(here, m_value) = {};
  }
  switch (t) {
    case value_t::object: delete object; break;
    case value_t::array: delete array; break;
    case value_t::string: delete string; break;
    case value_t::binary: delete binary; break;
    default: break;
  }
}

#undef SHEAF_JSON_PART

/// A list of pairs of a name and a value is an object, any other an array. Begun as a whole value, so that
/// what it holds already is given back when there is no memory for the rest.
template <>
inline nlohmann::ordered_json::basic_json(initializer_list_t list, bool type_deduction, value_t wanted)
    : basic_json(value_t::null) {
  const auto is_member = [](const auto& part) {
    return part->is_array() && part->size() == 2 && part->front().is_string();
  };
  bool is_members = std::all_of(list.begin(), list.end(), is_member);
  if (!type_deduction && wanted == value_t::object && !is_members)
    throw type_error::create(301, "cannot create object from initializer list", nullptr);
  if (!type_deduction && wanted == value_t::array) is_members = false;
  *this = is_members ? value_t::object : value_t::array;
  if (!is_members) get_ref<array_t&>().reserve(list.size());
  for (const auto& part : list) {
    ordered_json value = part.moved_or_copied();
    if (is_members) emplace(std::move(value.front().get_ref<string_t&>()), std::move(value.back()));
    else push_back(std::move(value));
  }
}
#endif
#endif
