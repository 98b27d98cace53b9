// The op about references: papers of the store or items given, as a bibliography; see ops.hpp.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/references.hpp"

namespace sheaf::app {
namespace {

/// What the call says wins over the profile.
Result<ReferenceOptions> options_of(const OpArgs& args, const BibtexProfile& wanted) {
  ReferenceOptions options;
  if (wanted.style == "biblatex") options.format = ReferenceFormat::kBiblatex;
  SHEAF_ASSIGN(const std::string format, args.text("format"));
  if (!format.empty()) {
    const Result<ReferenceFormat> known = parse_reference_format(format);
    if (!known) return args.wrong("format", known.error().message);
    options.format = *known;
  }
  SHEAF_ASSIGN(options.key_formula, args.text("keys"));
  if (options.key_formula.empty()) options.key_formula = wanted.key_formula;
  SHEAF_ASSIGN(options.style.ascii, args.flag("ascii"));
  options.style.ascii = options.style.ascii || !wanted.unicode;
  SHEAF_ASSIGN(options.style.abstract, args.flag("abstract"));
  SHEAF_ASSIGN(options.style.keywords, args.flag("keywords"));
  SHEAF_ASSIGN(options.style.notes, args.flag("notes"));
  SHEAF_ASSIGN(const bool no_url, args.flag("no_url"));
  SHEAF_ASSIGN(const bool as_written, args.flag("titles_as_written"));
  options.style.url = !no_url;
  options.style.title_case = !as_written;
  return options;
}

Result<ReferenceFile> works_of(Library& library, const OpArgs& args, const BibtexProfile& wanted) {
  SHEAF_ASSIGN(const std::string text, args.text("text"));
  if (!text.empty()) {
    SHEAF_ASSIGN(const std::string name, args.text("name"));
    return read_references(text, name.empty() ? "text" : name);
  }
  SHEAF_ASSIGN(const std::vector<std::string> ids, args.words("ids"));
  if (ids.empty()) return args.wrong("ids", "is empty: give ids of papers in the store, or \"text\" with items");
  ReferenceFile works;
  SHEAF_ASSIGN(const std::vector<Paper> papers, library.papers_to_cite(ids, wanted));
  for (const Paper& paper : papers) works.references.push_back(cite::reference_of(paper));
  return works;
}

Result<Json> run_cite(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const ReferenceOptions options, options_of(args, profile.bibtex));
  BibtexProfile wanted = profile.bibtex;
  wanted.key_formula = options.key_formula;
  SHEAF_ASSIGN(const ReferenceFile works, works_of(library, args, wanted));
  SHEAF_ASSIGN(std::string text, references_text(works.references, options));
  return Json{{"text", std::move(text)},
              {"media_type", media_type_of(options.format)},
              {"works", works.references.size()},
              {"problems", works.problems}};
}

}  // namespace

std::vector<OpEntry> cite_ops() {
  return {{"cite",
           "ids | text (items of Zotero or papers) and name, profile, format (bibtex, biblatex, ris, csl-json), keys (a formula), "
           "ascii, abstract, keywords, notes, no_url, titles_as_written",
           "text, media_type, works, problems", run_cite}};
}

}  // namespace sheaf::app
