// Which pages a day's vault has; see vault_pages.hpp.
// Pure functions; any thread.
#include "render/vault_pages.hpp"

#include "render/bases.hpp"

namespace sheaf::render {

std::vector<VaultPage> vault_pages(const Digest&, const VaultProfile& profile,
                                   const PageContext& context) {
  std::vector<VaultPage> pages;
  const std::string papers = context.papers.empty() ? "" : context.papers + "/";
  if (profile.base)
    pages.push_back({"page/base", papers + "Papers.base", "All papers", papers_base(), PageKind::kBase});
  return pages;
}

std::vector<NoteLink> page_links(const std::vector<VaultPage>& pages) {
  std::vector<NoteLink> links;
  for (const VaultPage& page : pages) links.emplace_back(page.path, page.label);
  return links;
}

}  // namespace sheaf::render
