// How a vault's notes are made, from its profile; see note.hpp.
// Reads template files and keeps nothing; any thread.
#include "render/note.hpp"

namespace sheaf::render {

NoteStyle note_style(const VaultProfile& profile, bool sample) {
  NoteStyle style;
  style.mindmap = profile.mindmap;
  style.thumbnails = profile.thumbnails;
  style.bibtex = profile.citation == "bibtex";
  style.sample = sample;
  return style;
}

NoteStyle read_note_style(const std::string&, const VaultProfile& profile, bool sample) {
  return note_style(profile, sample);
}

}  // namespace sheaf::render
