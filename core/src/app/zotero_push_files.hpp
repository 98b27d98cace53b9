// The files of a push: PDFs that go into Zotero with their papers.
// Borrows the library; one thread.
#pragma once

#include <string>
#include <vector>

#include "app/zotero_push_write.hpp"

namespace sheaf::app {

/// Fetches what the batch's imported attachments name, through the same gate as every other request to
/// that server. What cannot be had is told in `warnings` and becomes a link. kCancelled.
Status download_zotero_files(Library& library, const Profile& profile, const std::vector<const ZoteroEntryPlan*>& batch,
                             ZoteroFiles& files, std::vector<std::string>& warnings, const Task& task);

/// One of them; kParse when it is no PDF.
Result<zotero::Upload> download_zotero_file(Library& library, const Profile& profile, const std::string& url,
                                            const Task& task);

}  // namespace sheaf::app
