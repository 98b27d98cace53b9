// Setting base URLs by name; see service_urls.hpp.
// Pure functions; any thread.
#include "source/service_urls.hpp"

#include "net/url.hpp"

namespace sheaf::source {
namespace {

struct NamedUrl {
  std::string_view name;
  std::string ServiceUrls::*member;
};

constexpr NamedUrl kUrls[] = {
    {"biorxiv", &ServiceUrls::biorxiv},       {"huggingface", &ServiceUrls::huggingface},
    {"crossref", &ServiceUrls::crossref},     {"semantic_scholar", &ServiceUrls::semantic_scholar},
    {"openreview", &ServiceUrls::openreview}, {"pubmed", &ServiceUrls::pubmed},
};

}  // namespace

Status ServiceUrls::set(std::string_view name, std::string_view url) {
  std::string known;
  for (const NamedUrl& one : kUrls) {
    known += (known.empty() ? "" : ", ") + std::string(one.name);
    if (one.name != name) continue;
    SHEAF_TRY(net::check_url(url));
    while (url.ends_with('/')) url.remove_suffix(1);
    this->*(one.member) = url;
    return {};
  }
  return Error(ErrorCode::kInvalid, "there is no service \"" + std::string(name.substr(0, 60)) +
                                        "\" to point elsewhere; known are " + known);
}

}  // namespace sheaf::source
