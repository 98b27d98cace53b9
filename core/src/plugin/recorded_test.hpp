// Recorded tests of a plugin (tests.json): the answers of servers and models it would get, and what is
// expected of it. Nothing is asked and nothing written.
// Pure but for the sandbox; one call uses one thread.
#pragma once

#include "plugin/plugin.hpp"

namespace sheaf::plugin {

struct TestOutcome {
  std::string name;
  std::string problem;  ///< empty: passed; else where it differs: "papers[0].title: "A", not "B""
};

/// kParse or kInvalid: the tests themselves cannot be read. `read_xml` as in Door.
Result<std::vector<TestOutcome>> run_recorded_tests(const Package& package,
                                                    const std::function<Result<Json>(std::string)>& read_xml,
                                                    const Task& task);

/// Where `actual` lacks or differs from what `expected` says; empty: nowhere. Objects may have more
/// members than expected, lists may not; {"contains": "x"} is a part of a string.
std::string first_difference(const Json& expected, const Json& actual, const std::string& where);

}  // namespace sheaf::plugin
