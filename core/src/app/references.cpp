// Works in and works out; see references.hpp.
// Pure functions; any thread.
#include "app/references.hpp"

#include <optional>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cite/reference.hpp"
#include "cite/ris.hpp"
#include "model/json.hpp"

namespace sheaf::app {
namespace {

bool is_part_of_item(const Json& item) {
  const auto inner = item.find("data");
  const Json& data = inner != item.end() && inner->is_object() ? *inner : item;
  const std::string type = json_string(data, "itemType");
  return type == "attachment" || type == "note" || type == "annotation";
}

bool is_zotero(const Json& item) {
  const auto inner = item.find("data");
  return item.contains("itemType") || (inner != item.end() && inner->is_object() && inner->contains("itemType"));
}

void read_one(const Json& item, const std::string& place, ReferenceFile& out) {
  if (item.is_object() && is_part_of_item(item)) return;
  if (item.is_object() && !is_zotero(item)) {
    Result<Paper> paper = paper_from_json(item.contains("paper") && item["paper"].is_object() ? item["paper"] : item, place);
    if (paper) out.references.push_back(cite::reference_of(*paper));
    else out.problems.push_back(paper.error().message);
    return;
  }
  Result<cite::Reference> reference = cite::reference_from_zotero(item, place);
  if (reference) out.references.push_back(std::move(*reference));
  else out.problems.push_back(reference.error().message);
}

}  // namespace

Result<ReferenceFormat> parse_reference_format(std::string_view name) {
  if (name == "bibtex") return ReferenceFormat::kBibtex;
  if (name == "biblatex") return ReferenceFormat::kBiblatex;
  if (name == "ris") return ReferenceFormat::kRis;
  if (name == "csl-json") return ReferenceFormat::kCslJson;
  return Error(ErrorCode::kInvalid, "\"" + std::string(name) + "\" is not one of bibtex, biblatex, ris, csl-json");
}

std::string_view media_type_of(ReferenceFormat format) {
  switch (format) {
    case ReferenceFormat::kRis: return "application/x-research-info-systems";
    case ReferenceFormat::kCslJson: return "application/vnd.citationstyles.csl+json";
    default: return "application/x-bibtex";
  }
}

Result<std::string> references_text(const std::vector<cite::Reference>& references, const ReferenceOptions& options) {
  const std::string_view text = options.key_formula.empty() ? cite::kDefaultKeyFormula : std::string_view(options.key_formula);
  SHEAF_ASSIGN(const cite::KeyFormula formula, cite::KeyFormula::read(text));
  const std::vector<std::string> keys = cite::citation_keys(references, formula);
  cite::BibStyle style = options.style;
  style.dialect = options.format == ReferenceFormat::kBiblatex ? cite::BibDialect::kBiblatex : cite::BibDialect::kBibtex;
  std::string out;
  Json items = Json::array();
  for (std::size_t i = 0; i < references.size(); ++i) {
    switch (options.format) {
      case ReferenceFormat::kRis: out += cite::ris_record(references[i], keys[i]); break;
      case ReferenceFormat::kCslJson: items.push_back(cite::csl_item(references[i], keys[i])); break;
      default: out += (i == 0 ? "" : "\n") + cite::bib_entry(references[i], keys[i], style);
    }
  }
  return options.format == ReferenceFormat::kCslJson ? dump_json(items, 2) + "\n" : out;
}

Result<ReferenceFile> read_references(std::string_view text, std::string_view what) {
  ReferenceFile out;
  std::optional<Json> whole;
  if (trim(text).starts_with("{")) {  // one document; what is none may have one in each line
    Result<Json> read = parse_json(text, what);
    if (read) whole = std::move(*read);
    else if (!contains(trim(text), "\n{")) return std::move(read).error();
  }
  if (whole) {
    const char* const list = whole->contains("items") ? "items" : "entries";  // an export, or a digest
    const auto items = whole->find(list);
    if (items == whole->end() || !items->is_array()) {
      read_one(*whole, std::string(what), out);
    } else {
      for (std::size_t i = 0; i < items->size(); ++i)
        read_one((*items)[i], std::string(what) + ", item " + std::to_string(i + 1), out);
    }
  } else {
    SHEAF_TRY(for_each_item(text, what, [&](const Json& item, const std::string& place) -> Status {
      read_one(item, place, out);
      return {};
    }));
  }
  if (out.references.empty() && !out.problems.empty()) return Error(ErrorCode::kParse, out.problems.front());
  return out;
}

}  // namespace sheaf::app
