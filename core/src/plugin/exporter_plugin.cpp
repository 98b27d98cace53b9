// Exporters: a digest in, texts of named files out.
// Borrows all it is given; one call uses one thread.
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "plugin/plugin.hpp"

namespace sheaf::plugin {
namespace {

constexpr std::size_t kMaxFiles = 5000, kMaxParts = 8, kMaxPath = 240, kMaxPart = 200;

bool is_safe_part(const std::string& part) {
  return !part.empty() && part.front() != '.' && safe_file_name(part, kMaxPart) == part;
}

/// The digest, its texts also as text to read: most of what is written shows TeX raw.
Json told_digest(const Digest& digest) {
  Json json = digest_to_json(digest);
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    const Entry& entry = digest.entries[i];
    Json& told = json["entries"][i];
    told["paper"]["plain_title"] = plain_text(entry.paper.title);
    told["paper"]["plain_abstract"] = plain_text(entry.paper.abstract);
    if (!entry.summary.tldr.empty()) told["summary"]["plain_tldr"] = plain_text(entry.summary.tldr);
  }
  return json;
}

}  // namespace

Status check_export_path(std::string_view path) {
  const std::vector<std::string> parts = split(path, '/');
  bool safe = !path.empty() && path.size() <= kMaxPath && parts.size() <= kMaxParts;
  for (const std::string& part : parts) safe = safe && is_safe_part(part);
  if (safe) return {};
  return Error{ErrorCode::kPlugin, "\"" + shorten(to_valid_utf8(path), 80) +
                                       "\" is no safe path below the output folder, like \"pages/2026-04-17.md\""};
}

Result<std::vector<ExportFile>> run_exporter(Plugin& plugin, const Digest& digest, const Task& task) {
  SHEAF_ASSIGN(const Json answer, plugin.call("export", {{"digest", told_digest(digest)}}, task));
  const auto files = answer.is_object() ? answer.find("files") : answer.end();
  if (!answer.is_object() || files == answer.end() || !files->is_array())
    return plugin.wrong("export", "no object with a list \"files\"");
  if (files->size() > kMaxFiles) return plugin.wrong("export", "more than " + std::to_string(kMaxFiles) + " files");
  std::vector<ExportFile> out;
  std::unordered_set<std::string> names;
  for (const Json& file : *files) {
    const auto text = file.is_object() ? file.find("text") : file.end();
    if (!file.is_object() || text == file.end() || !text->is_string())
      return plugin.wrong("export", "a file without \"path\" and \"text\"");
    ExportFile one{json_string(file, "path"), to_valid_utf8(text->get_ref<const std::string&>())};
    if (Status safe = check_export_path(one.path); !safe.ok())
      return plugin.wrong("export", "a file that is refused: " + safe.error().message);
    // Names that differ in case only are one file on other systems.
    if (!names.insert(to_lower(one.path)).second) return plugin.wrong("export", "two files named \"" + one.path + "\"");
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace sheaf::plugin
