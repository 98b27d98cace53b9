// sheaf.h: BibTeX, notes, and what a write did.
#include "app/vault_outputs.hpp"
#include "base/tex.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"

using namespace sheaf;

extern "C" {

sheaf_status sheaf_bibtex(const sheaf_papers* papers, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!papers) return capi::missing("papers");
    if (!out) return capi::missing("out");
    *out = new sheaf_text{app::bibtex_text(papers->plain(), false)};
    return {};
  });
}

sheaf_status sheaf_digest_bibtex(const sheaf_digest* digest, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!digest) return capi::missing("digest");
    if (!out) return capi::missing("out");
    *out = new sheaf_text{app::digest_bibtex(digest->digest)};
    return {};
  });
}

sheaf_status sheaf_digest_note(const sheaf_digest* digest, size_t index, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!digest) return capi::missing("digest");
    if (!out) return capi::missing("out");
    if (index >= digest->digest.entries.size())
      return Error{ErrorCode::kInvalid, "index " + std::to_string(index) + " is not below " +
                                            std::to_string(digest->digest.entries.size())};
    *out = new sheaf_text{app::entry_note(digest->digest, index)};
    return {};
  });
}

sheaf_status sheaf_plain_text(const char* text, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!text) return capi::missing("text");
    if (!out) return capi::missing("out");
    *out = new sheaf_text{plain_text(text)};
    return {};
  });
}

sheaf_status sheaf_note_merge(const char* existing, size_t existing_size, const char* baseline,
                              const char* fresh, sheaf_text** merged, sheaf_text** conflicts,
                              sheaf_error** err) {
  if (merged) *merged = nullptr;
  if (conflicts) *conflicts = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!existing && existing_size > 0) return capi::missing("existing");
    if (!fresh) return capi::missing("fresh");
    if (!merged) return capi::missing("merged");
    const std::string_view text(existing ? existing : "", existing_size);
    app::MergedNote note = app::merge_note_text(text, baseline ? baseline : "", fresh);
    auto out = std::make_unique<sheaf_text>(sheaf_text{std::move(note.text)});
    if (conflicts) *conflicts = new sheaf_text{app::names_json(note.conflicts)};
    *merged = out.release();
    return {};
  });
}

sheaf_status sheaf_write_vault(sheaf_ctx* ctx, const sheaf_digest* digest, const char* folder,
                               const char* profile_json, const sheaf_call* call, sheaf_report** out,
                               sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!digest) return capi::missing("digest");
    if (!folder || !*folder) return capi::missing("folder");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const Profile profile, parse_profile(capi::text_of(profile_json), "profile"));
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    SHEAF_ASSIGN(auto files, app::write_vault_files(*ctx->library, digest->digest, folder, profile.vault, task));
    *out = new sheaf_report{std::move(files)};
    return {};
  });
}

sheaf_status sheaf_write_bibtex(const sheaf_digest* digest, const char* path, sheaf_report** out,
                                sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!digest) return capi::missing("digest");
    if (!path || !*path) return capi::missing("path");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(app::FileReport file, app::write_bibtex_file(digest->digest, path));
    *out = new sheaf_report{{std::move(file)}};
    return {};
  });
}

size_t sheaf_report_count(const sheaf_report* report) { return report ? report->files.size() : 0; }
const char* sheaf_report_path(const sheaf_report* report, size_t index) {
  return index < sheaf_report_count(report) ? report->files[index].path.c_str() : nullptr;
}
int sheaf_report_outcome(const sheaf_report* report, size_t index) {
  return index < sheaf_report_count(report) ? static_cast<int>(report->files[index].outcome) : SHEAF_OUTCOME_FAILED;
}
const char* sheaf_report_detail(const sheaf_report* report, size_t index) {
  return index < sheaf_report_count(report) ? report->files[index].detail.c_str() : nullptr;
}
void sheaf_report_free(sheaf_report* report) { delete report; }

}  // extern "C"
