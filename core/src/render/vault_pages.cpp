// Which pages a day's vault has; see vault_pages.hpp.
// Pure functions; any thread.
#include "render/vault_pages.hpp"

#include "render/bases.hpp"
#include "render/canvas_related.hpp"

namespace sheaf::render {

namespace {

std::string below(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

}  // namespace

std::vector<VaultPage> vault_pages(const Digest& digest, const VaultProfile& profile,
                                   const PageContext& context) {
  std::vector<VaultPage> pages;
  if (profile.base)
    pages.push_back({"page/base", below(context.papers, "Papers.base"), "All papers", papers_base(),
                     PageKind::kBase});
  if (!profile.canvas) return pages;
  const std::string day = format_day(digest.day);
  std::string canvas = related_canvas(digest, context);
  if (!canvas.empty())
    pages.push_back({"page/canvas/" + day, below(context.digests, day + ".canvas"), "Related papers",
                     std::move(canvas), PageKind::kCanvas});
  return pages;
}

std::vector<NoteLink> page_links(const std::vector<VaultPage>& pages) {
  std::vector<NoteLink> links;
  for (const VaultPage& page : pages) links.emplace_back(page.path, page.label);
  return links;
}

}  // namespace sheaf::render
