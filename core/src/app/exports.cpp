// Op `export`; see exports.hpp.
// No state; any thread.
#include "app/exports.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/citations.hpp"
#include "app/mindmaps.hpp"
#include "app/op_table.hpp"
#include "app/outputs.hpp"
#include "app/references.hpp"
#include "base/text.hpp"
#include "publish/publish.hpp"

namespace sheaf::app {
namespace {

constexpr std::uint64_t kMostDays = 366;

Json exported(std::string text, std::string_view media_type) {
  return Json{{"text", std::move(text)}, {"media_type", media_type}};
}

/// The chosen digest, and those of the days before it that the store has.
Result<std::vector<Digest>> days_at_hand(Library& library, const OpArgs& args) {
  SHEAF_ASSIGN(const std::uint64_t days, args.number("days", 1));
  if (days < 1 || days > kMostDays)
    return args.wrong("days", "must be from 1 to " + std::to_string(kMostDays));
  if (days > 1 && args.find("digest"))
    return args.wrong("days", "are of stored digests, and one is given");
  SHEAF_ASSIGN(Digest last, digest_at_hand(library, args));
  const Day day = last.day;
  const std::string profile = last.profile;
  std::vector<Digest> digests;
  digests.push_back(std::move(last));
  for (std::uint64_t back = 1; back < days; ++back) {
    SHEAF_ASSIGN(std::optional<Digest> earlier,
                 library.store().find_digest(profile, day - std::chrono::days(back)));
    if (earlier) digests.push_back(*std::move(earlier));
  }
  return digests;
}

/// Which format cannot use what was asked for.
Status check_wishes(const OpArgs& args, publish::Format format) {
  SHEAF_ASSIGN(const std::uint64_t days, args.number("days", 1));
  if (days > 1 && !publish::takes_several_days(format))
    return args.wrong("days",
                      "\"" + std::string(publish::format_name(format)) + "\" is a page of one day");
  return {};
}

Result<Json> published(Library& library, const OpArgs& args, publish::Format format) {
  SHEAF_TRY(check_wishes(args, format));
  publish::Options options;
  SHEAF_ASSIGN(options.topic, args.text("topic"));
  SHEAF_ASSIGN(options.url, args.text("url"));
  SHEAF_ASSIGN(options.existing, args.text("existing"));
  SHEAF_ASSIGN(const std::vector<Digest> digests, days_at_hand(library, args));
  SHEAF_ASSIGN(std::string text, publish::publish(format, digests, options));
  return exported(std::move(text), publish::media_type(format));
}

/// The whole digest as a bibliography.
Result<Json> cited(Library& library, const OpArgs& args, ReferenceFormat format) {
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(Digest digest, digest_at_hand(library, args));
  SHEAF_TRY(give_citation_keys(library.store(), profile.bibtex, digest));
  ReferenceOptions options;
  options.format = format;
  options.style = bib_style_of(profile.bibtex);
  options.style.dialect = format == ReferenceFormat::kBiblatex ? cite::BibDialect::kBiblatex : cite::BibDialect::kBibtex;
  if (format == ReferenceFormat::kBibtex || format == ReferenceFormat::kBiblatex)
    return exported(digest_bibtex(digest, options.style), media_type_of(format));
  std::vector<cite::Reference> references;
  for (const Entry& entry : digest.entries) {
    references.push_back(cite::reference_of(entry.paper));
    if (digest.sample) references.back().note = "Invented sample. Do not cite.";
  }
  SHEAF_ASSIGN(std::string text, references_text(references, options));
  return exported(std::move(text), media_type_of(format));
}

Result<Json> rendered(Library& library, const OpArgs& args, const std::string& format) {
  SHEAF_ASSIGN(const Digest digest, digest_at_hand(library, args));
  SHEAF_ASSIGN(const bool diagrams, args.flag("diagrams"));
  if (format == "json")
    return exported(
        diagrams ? dump_json(digest_with_diagrams(digest), 2) + "\n" : digest_json_text(digest),
        "application/json");
  return exported(digest_markdown(digest), "text/markdown");
}

}  // namespace

Result<Digest> digest_at_hand(Library& library, const OpArgs& args) {
  if (args.find("digest")) return args.digest();
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  return library.stored_digest(profile.name, day);
}

std::vector<std::string> export_formats() {
  std::vector<std::string> names = {"json", "bibtex", "biblatex", "ris", "csl-json", "markdown"};
  for (std::string& name : publish::format_names()) names.push_back(std::move(name));
  return names;
}

Result<Json> run_export(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string format, args.required_text("format"));
  if (const auto page = publish::parse_format(format)) return published(library, args, *page);
  if (const auto bibliography = parse_reference_format(format); bibliography.ok()) return cited(library, args, *bibliography);
  const std::vector<std::string> known = export_formats();
  if (std::find(known.begin(), known.end(), format) == known.end())
    return args.wrong("format",
                      "\"" + shorten(format, 40) + "\" is not one of " + join(known, ", "));
  return rendered(library, args, format);
}

}  // namespace sheaf::app
