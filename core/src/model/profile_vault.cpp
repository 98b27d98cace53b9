// Reading what a profile says of the vault. Places in it are relative and stay below it.
// No state; any thread.
#include "base/file.hpp"
#include "base/text.hpp"
#include "model/profile_parts.hpp"

namespace sheaf::profile_parts {
namespace {

constexpr std::size_t kMaxFormat = 200;

bool is_plain_folder(const std::string& part) {
  return !part.empty() && part.front() != '.' && safe_file_name(part, 200) == part;
}

/// Folders stay below the vault.
Status read_folder(ObjectReader& in, const std::string& key, std::string& folder) {
  SHEAF_TRY(in.take(key, folder));
  while (folder.ends_with('/')) folder.pop_back();
  for (const std::string& part : split(folder, '/'))
    if (!is_plain_folder(part))
      return in.wrong(in.below(key), "must be a folder below the vault, like \"Papers\", not \"" + folder + "\"");
  return {};
}

/// As a folder, and empty: none.
Status read_place(ObjectReader& in, const std::string& key, std::string& place) {
  std::string read;
  SHEAF_TRY(in.take(key, read));
  return trim(read).empty() ? Status() : read_folder(in, key, place);
}

Status read_daily_notes(ObjectReader& in, DailyNotes& daily) {
  SHEAF_TRY(in.take("link", daily.link));
  SHEAF_TRY(read_place(in, "folder", daily.folder));
  SHEAF_TRY(in.take("format", daily.format));
  if (daily.format.size() > kMaxFormat)
    return in.wrong(in.below("format"), "must be a format of dates like \"YYYY-MM-DD\", at most 200 bytes");
  return {};
}

}  // namespace

Status read_vault(ObjectReader& in, VaultProfile& vault) {
  SHEAF_TRY(read_folder(in, "papers", vault.papers));
  SHEAF_TRY(read_folder(in, "digests", vault.digests));
  SHEAF_TRY(in.take_count("max_notes", vault.max_notes, 100000));
  SHEAF_TRY(in.take("mindmap", vault.mindmap));
  SHEAF_TRY(in.take("thumbnails", vault.thumbnails));
  SHEAF_TRY(read_one_of(in, "citation", vault.citation, {"key", "bibtex"}));
  SHEAF_TRY(read_place(in, "paper_template", vault.paper_template));
  SHEAF_TRY(read_place(in, "digest_template", vault.digest_template));
  SHEAF_TRY(in.take_object("daily_notes", [&](ObjectReader& sub) { return read_daily_notes(sub, vault.daily_notes); }));
  SHEAF_TRY(in.take("base", vault.base));
  return in.take("canvas", vault.canvas);
}

}  // namespace sheaf::profile_parts
