// The facade; see library.hpp. The verbs themselves are in pipeline.cpp.
#include "app/library.hpp"

#include <cstdlib>

#include "app/citations.hpp"
#include "app/jobs.hpp"
#include "app/plugins.hpp"
#include "base/text.hpp"
#include "net/reach.hpp"
#include "source/feed_source.hpp"

namespace sheaf::app {
namespace {

/// The host's transport behind the interface of ours.
class HostTransport final : public net::Transport {
 public:
  explicit HostTransport(HostHttp http) : http_(std::move(http)) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request, const Task& task) override {
    SHEAF_TRY(task.check());
    SHEAF_TRY(net::check_reach(request));
    if (!request.auth.empty())
      return Error{ErrorCode::kUnsupported, "the host's own HTTP signs no requests"};
    SHEAF_ASSIGN(net::HttpResponse response, http_(request));
    if (response.body.size() > request.max_body_bytes)
      return Error{ErrorCode::kNetwork, "the answer of " + redact(request.url) + " is too large"};
    return response;
  }

 private:
  HostHttp http_;
};

void prefer(std::string& value, const std::string& standard, const std::string& host) {
  if (value == standard && !host.empty()) value = host;
}

}  // namespace

std::string_view version_text() { return SHEAF_VERSION_TEXT; }

Library::Library(LibraryOptions options, std::unique_ptr<store::Store> store)
    : options_(std::move(options)), logger_(options_.log), store_(std::move(store)) {
  if (!options_.clock) options_.clock = &system_clock();
}

Result<std::unique_ptr<Library>> Library::open(LibraryOptions options) {
  SHEAF_ASSIGN(std::unique_ptr<store::Store> store, store::Store::open(options.store_path));
  return std::unique_ptr<Library>(new Library(std::move(options), std::move(store)));
}

Library::~Library() {
  std::vector<std::weak_ptr<Job>> jobs;
  {
    const std::lock_guard lock(mutex_);
    jobs.swap(jobs_);
  }
  for (const auto& weak : jobs)
    if (const auto job = weak.lock()) job->stop();
}

void Library::adopt(const std::shared_ptr<Job>& job) {
  const std::lock_guard lock(mutex_);
  std::erase_if(jobs_, [](const std::weak_ptr<Job>& known) { return known.expired(); });
  jobs_.push_back(job);
}

Result<Profile> Library::effective(Profile profile) const {
  const Endpoints standard;
  const NetworkProfile network;
  prefer(profile.endpoints.arxiv_rss, standard.arxiv_rss, options_.rss_base_url);
  prefer(profile.endpoints.arxiv_api, standard.arxiv_api, options_.api_base_url);
  prefer(profile.network.contact, network.contact, options_.contact);
  if (profile.network.min_interval_ms == 0) profile.network.min_interval_ms = options_.min_interval_ms;
  if (options_.timeout_ms > 0 && profile.network.timeout_ms == network.timeout_ms)
    profile.network.timeout_ms = options_.timeout_ms;
  if (options_.max_retries != 0 && profile.network.max_retries == network.max_retries)
    profile.network.max_retries = std::max(options_.max_retries, 0);
  SHEAF_TRY(apply_environment(profile));
  SHEAF_TRY(key_formula_of(profile.bibtex));
  for (std::size_t i = 0; i < profile.sources.size(); ++i) {
    auto spec = source::parse_feed_spec(profile.sources[i]);
    if (!spec) return Error{ErrorCode::kInvalid, "sources[" + std::to_string(i) + "]: " + spec.error().message};
    profile.sources[i] = std::move(spec->name);
  }
  for (std::string& list : plugin_lists(plugin_folder(options_.store_path), profile))
    profile.sources.push_back(std::move(list));
  return profile;
}

Result<net::Transport*> Library::transport() {
  const std::lock_guard lock(mutex_);
  if (!transport_ && options_.http) transport_ = std::make_unique<HostTransport>(options_.http);
  if (!transport_) {
    SHEAF_ASSIGN(transport_, net::make_curl_transport());
  }
  return transport_.get();
}

Result<source::ServiceAccess> Library::service_access(const Profile& profile) {
  source::ServiceAccess access;
  for (const auto& [name, url] : profile.endpoints.services) SHEAF_TRY(access.urls.set(name, url));
  access.contact = profile.network.contact;
  for (const auto& [variable, key] : {std::pair{"SEMANTIC_SCHOLAR_API_KEY", &access.semantic_scholar_key},
                                      std::pair{"NCBI_API_KEY", &access.ncbi_key}})
    if (const char* value = std::getenv(variable)) *key = value;
  return access;
}

std::string Library::user_agent(const Profile& profile) const {
  std::string text = "sheaf/" + std::string(version_text());
  if (!profile.network.contact.empty()) text += " (mailto:" + profile.network.contact + ")";
  if (!options_.user_agent.empty()) text += " " + options_.user_agent;
  return text;
}

Result<std::unique_ptr<net::Client>> Library::make_client(const Profile& profile) {
  return make_client(profile, logger_);
}

Result<std::unique_ptr<net::Client>> Library::make_client(const Profile& profile, const Logger& logger) {
  SHEAF_ASSIGN(net::Transport * carrier, transport());
  net::ClientOptions options;
  options.user_agent = user_agent(profile);
  options.min_interval_ms = profile.network.min_interval_ms;
  options.timeout_ms = profile.network.timeout_ms;
  options.max_retries = profile.network.max_retries;
  options.private_hosts = profile.network.private_hosts;
  return std::make_unique<net::Client>(*carrier, *store_, *options_.clock, logger, options);
}

}  // namespace sheaf::app
