// Op `export`: a digest, or several stored days, as the text of one format.
// Borrows the library for the call; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/op_args.hpp"

namespace sheaf::app {

/// json, bibtex, biblatex, ris, csl-json, markdown, then publish::format_names().
std::vector<std::string> export_formats();

/// format*, digest | day, profile; for json diagrams; for the formats of publish/publish.hpp topic,
/// url, existing, and days: so many calendar days up to the chosen one, of which those stored are
/// taken.
Result<Json> run_export(Library& library, const OpArgs& args, const Task& task);

}  // namespace sheaf::app
