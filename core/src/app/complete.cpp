// Completing papers from Crossref and Semantic Scholar; see complete.hpp.
#include "app/complete.hpp"

#include <unordered_set>

namespace sheaf::app {
namespace {

Result<std::vector<std::string>> wanted_ids(Library& library, const CompleteRequest& request) {
  if (!request.ids.empty()) return request.ids;
  SHEAF_ASSIGN(const Digest digest, library.stored_digest(request.profile.name, request.day));
  std::vector<std::string> ids;
  for (const Entry& entry : digest.entries) ids.push_back(entry.paper.id);
  return ids;
}

}  // namespace

Result<source::CompletionServices> completion_services(const std::vector<std::string>& names) {
  source::CompletionServices services{names.empty(), names.empty()};
  for (const std::string& name : names) {
    if (name == "crossref") {
      services.crossref = true;
    } else if (name == "semantic_scholar") {
      services.semantic_scholar = true;
    } else {
      return Error{ErrorCode::kInvalid, "services: \"" + name + "\" is not one of crossref, semantic_scholar"};
    }
  }
  return services;
}

Result<CompleteReport> complete(Library& library, const CompleteRequest& request, const Task& task) {
  CompleteReport report;
  SHEAF_ASSIGN(const std::vector<std::string> ids, wanted_ids(library, request));
  SHEAF_ASSIGN(const std::vector<Paper> papers, library.store().find_papers(ids));
  SHEAF_ASSIGN(const std::vector<std::string> canonical, library.store().canonical_ids(ids));
  std::unordered_set<std::string> found;
  for (const Paper& paper : papers) found.insert(paper.id);
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (!found.count(canonical[i])) report.missing.push_back(ids[i]);
  SHEAF_ASSIGN(const Profile profile, library.effective(request.profile));
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, library.make_client(profile));
  SHEAF_ASSIGN(const source::ServiceAccess access, Library::service_access(profile));
  SHEAF_ASSIGN(source::CompletionAnswer answer,
               source::complete_papers(papers, request.services, *client, access, task));
  std::vector<Paper> records;
  for (source::Completion& completion : answer.completions) records.push_back(std::move(completion.record));
  SHEAF_ASSIGN(report.stored, library.store().put_papers(records));
  SHEAF_ASSIGN(report.papers, library.store().find_papers(ids));
  report.missing.insert(report.missing.end(), answer.missing.begin(), answer.missing.end());
  report.statuses = std::move(answer.statuses);
  return report;
}

}  // namespace sheaf::app
