// Pages of a vault that are no notes: Papers.base, and the canvas of a day's related papers.
// Pure functions; any thread. The vault writes them.
#pragma once

#include <string>
#include <vector>

#include "model/digest.hpp"
#include "model/profile.hpp"
#include "render/note.hpp"

namespace sheaf::render {

enum class PageKind { kBase, kCanvas };

/// A file that is made when it is missing (unless the reader deleted it), and afterwards only
/// replaced where it still is what Sheaf last wrote, byte for byte.
struct VaultPage {
  std::string key;    ///< of its baseline: "page/base", "page/canvas/2026-04-17"
  std::string path;   ///< below the vault, with its suffix
  std::string label;  ///< for a link to it: "All papers"
  std::string text;
  PageKind kind = PageKind::kBase;
};

/// What the vault knows of the day's notes.
struct PageContext {
  std::string papers, digests;     ///< folders below the vault, as they are used
  std::vector<std::string> notes;  ///< by entry, without ".md"; empty: it has none
  std::vector<std::vector<NoteLink>> related = {};  ///< by entry, as in NoteLinks
};

/// The pages that the profile wants. A day of which no two papers are related has no canvas.
std::vector<VaultPage> vault_pages(const Digest& digest, const VaultProfile& profile,
                                   const PageContext& context);
/// Their paths and labels, for DayLinks, before the texts are needed.
std::vector<NoteLink> page_links(const std::vector<VaultPage>& pages);

}  // namespace sheaf::render
