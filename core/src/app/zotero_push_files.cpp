// Fetching PDFs for Zotero; see zotero_push_files.hpp.
// One thread.
#include "app/zotero_push_files.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "net/url.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kNameBytes = 80;

/// The last part of the URL, as a name every system takes: "2611.01234.pdf".
std::string file_name(const std::string& url) {
  std::string path = url.substr(0, url.find_first_of("?#"));
  while (path.ends_with('/')) path.pop_back();
  std::string name = safe_file_name(path.substr(path.rfind('/') + 1), kNameBytes);
  return name.ends_with(".pdf") ? name : name + ".pdf";
}

/// arXiv's files come from the mirror that the profile names; others from where a feed says.
net::HttpRequest request_for(const std::string& url, const Endpoints& endpoints) {
  constexpr std::string_view kArxiv = "https://arxiv.org/";
  net::HttpRequest request;
  request.url = url;
  request.headers = {{"Accept", "application/pdf"}};
  request.timeout_ms = 0;  // the client's
  if (!url.starts_with(kArxiv)) return request;
  std::string site = endpoints.arxiv_site;
  while (site.ends_with('/')) site.pop_back();
  request.url = site + "/" + url.substr(kArxiv.size());
  request.reach = net::Reach::kAny;
  return request;
}

}  // namespace

Result<zotero::Upload> download_zotero_file(Library& library, const Profile& profile, const std::string& url,
                                            const Task& task) {
  SHEAF_ASSIGN(const Profile effective, library.effective(profile));
  SHEAF_ASSIGN(const auto client, library.make_client(effective));
  SHEAF_ASSIGN(net::HttpResponse response, client->send(request_for(url, effective.endpoints), task));
  if (!response.body.starts_with("%PDF-")) return Error(ErrorCode::kParse, "what came is no PDF");
  return zotero::Upload{file_name(url), "application/pdf", std::move(response.body), library.clock().now_ms()};
}

Status download_zotero_files(Library& library, const Profile& profile, const std::vector<const ZoteroEntryPlan*>& batch,
                             ZoteroFiles& files, std::vector<std::string>& warnings, const Task& task) {
  for (const ZoteroEntryPlan* entry : batch)
    for (const ZoteroAttachmentPlan& attachment : entry->attachments) {
      if (attachment.link_mode != "imported_url" || files.count(attachment.url) != 0) continue;
      auto file = download_zotero_file(library, profile, attachment.url, task);
      if (!file && file.error().code == ErrorCode::kCancelled) return file.error();
      if (file)
        files.emplace(attachment.url, std::move(*file));
      else
        add_once(warnings, net::shown_url(attachment.url) + ": " + file.error().message + "; it is a link now", 100);
    }
  return {};
}

}  // namespace sheaf::app
