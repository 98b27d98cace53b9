// An XML answer as a light tree of JSON, for those who read XML without a parser of their own.
// Pure function; any thread.
#pragma once

#include <string>

#include "model/json.hpp"

namespace sheaf::source {

/// The root element: {"name": "entry", "attributes": {"id": "1"}, "children": ["text", {…}, …]}, names as
/// they are spelled, empty attributes and children left out, text that is white space only left out
/// beside elements. kParse as load_xml(), and for a tree deeper than 100.
Result<Json> xml_to_json(std::string body);

}  // namespace sheaf::source
