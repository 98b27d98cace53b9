// A vault's memory in the store; see vault_memory.hpp.
#include "app/vault_memory.hpp"

#include <filesystem>

namespace sheaf::app {

std::string vault_identity(const std::string& folder) {
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(folder, error);
  std::string name = error ? folder : canonical.string();
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  return name;
}

Result<render::Memories> StoreMemory::recall(const std::vector<std::string>& keys) {
  SHEAF_ASSIGN(std::vector<store::NoteBaseline> notes, store_.note_baselines(vault_, keys));
  render::Memories known;
  for (store::NoteBaseline& note : notes)
    known[note.key] = {std::move(note.note), std::move(note.pending)};
  return known;
}

Status StoreMemory::intend(const std::vector<render::IntendedNote>& notes) {
  std::vector<store::Intention> rows;
  for (const render::IntendedNote& note : notes) rows.push_back({note.key, note.baseline, note.fresh});
  return store_.intend_notes(vault_, rows);
}

Status StoreMemory::written(const std::vector<render::WrittenNote>& notes) {
  std::vector<store::WrittenNote> rows;
  for (const render::WrittenNote& note : notes) {
    rows.push_back({note.key, note.former, note.path, note.fresh, {}});
    for (const render::Difference& kept : note.differences)
      rows.back().kept.push_back({kept.piece, kept.fresh, kept.yours, kept.moved});
  }
  return store_.put_notes(vault_, rows);
}

}  // namespace sheaf::app
