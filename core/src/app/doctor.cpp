// The checks of `sheaf doctor`; see doctor.hpp.
#include "app/doctor.hpp"

#include <unistd.h>

#include "app/plugins.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "llm/chat.hpp"
#include "llm/secret.hpp"
#include "source/arxiv.hpp"

namespace sheaf::app {
namespace {

Check ok(std::string name, std::string detail) { return {std::move(name), "ok", std::move(detail), ""}; }

Check failed(std::string name, const Error& error, std::string remedy) {
  return {std::move(name), "fail", error.message, std::move(remedy)};
}

Check check_profile(const DigestRequest& request) {
  const Profile& profile = request.profile;
  if (profile.categories.empty())
    return {"profile", "fail", request.profile_name + ": no categories", "name at least one category under \"categories\""};
  if (profile.keywords.empty() && profile.authors.empty())
    return {"profile", "warn", "no keywords and no authors: papers keep arXiv's order",
            "add \"keywords\", or import your library with 'sheaf library import'"};
  return ok("profile", std::to_string(profile.categories.size()) + " categories, " +
                           std::to_string(profile.keywords.size()) + " keywords");
}

/// The full-text index holds nothing that the papers do not say, so it is mended on the spot.
Check check_store(Library& library) {
  auto problems = library.store().check();
  if (problems && !problems->empty()) {
    const auto mended = library.store().mend_index();
    if (mended && *mended) problems = library.store().check();
    if (problems && problems->empty())
      return {"store", "warn", "the full-text index did not match the papers: it was built anew", ""};
  }
  if (!problems) return failed("store", problems.error(), "move the file away and run again");
  if (!problems->empty())
    return {"store", "fail", problems->front(), "move the file away and run again: papers are fetched anew"};
  const auto info = library.store().info();
  if (!info) return failed("store", info.error(), "");
  return ok("store", info->path + ": " + std::to_string(info->papers) + " papers, sound");
}

Check check_feed(source::ArxivSource& source, const Profile& profile, const Task& task) {
  const std::string list = profile.categories.empty() ? "cs.CL" : profile.categories.front();
  const auto answer = source.fetch_list(list, profile.feed, {}, task);
  if (!answer) return failed("arXiv feed", answer.error(), "see the message; endpoints.arxiv_rss names the server");
  return ok("arXiv feed", list + ": " + std::to_string(answer->feed.items.size()) + " announcements of " +
                              format_day(answer->feed.day));
}

Check check_api(source::ArxivSource& source, const Task& task) {
  const auto answer = source.fetch_details({"1706.03762"}, task);
  if (!answer) return failed("arXiv API", answer.error(), "");
  if (answer->status.state == SourceState::kFailed || answer->status.state == SourceState::kWaiting)
    return {"arXiv API", "fail", describe(answer->status), "see the message; endpoints.arxiv_api names the server"};
  return ok("arXiv API", "answers");
}

/// The model itself is not asked, since an answer may cost something; its key is read as a digest would.
Check check_summarizer(const Profile& profile, const Task& task) {
  if (profile.summary.provider != "llm") return ok("summarizer", "built-in; no model is asked for and none is needed");
  const auto key = llm::read_secret(profile.llm.service.key, task);
  if (!key) return failed("summarizer", key.error(), "correct \"llm.key\" in the profile; until then summaries are the built-in ones");
  return ok("summarizer", llm::provider_name(profile.llm.service) + (key->empty() ? ", which gets no key" : "; its key can be read"));
}

/// Read and started as a digest would, with the profile's options; it asks nobody.
Status try_plugin(const Library& library, const PluginUse& use, const Task& task) {
  SHEAF_ASSIGN(const plugin::Package package, find_plugin(plugin_folder(library.options().store_path), use));
  SHEAF_ASSIGN([[maybe_unused]] const plugin::Plugin started,
               plugin::Plugin::open(package, use.label, use.options, plugin::Limits(), task));
  if (package.manifest.kind == plugin::Kind::kExporter && use.output.empty())
    return Error{ErrorCode::kInvalid, "plugin " + use.label + ": it writes files, and its \"output\" names no folder"};
  return {};
}

Check check_plugins(const Library& library, const Profile& profile, const Task& task) {
  std::vector<std::string> labels;
  for (const PluginUse& use : profile.plugins) {
    if (!use.enabled) continue;
    if (const Status tried = try_plugin(library, use, task); !tried.ok())
      return failed("plugins", tried.error(), "correct \"plugins\" in the profile; 'sheaf plugin list' tells what there is");
    labels.push_back(use.label);
  }
  return ok("plugins", labels.empty() ? "none is enabled, and none is needed" : join(labels, ", "));
}

Check check_folder(const std::string& folder) {
  const std::string probe = join_path(folder, ".sheaf-probe-" + std::to_string(::getpid()));
  const auto written = write_file(probe, "probe\n");
  if (!written) return failed("vault", written.error(), "choose a folder that you can write, with --vault or --out");
  ::unlink(probe.c_str());
  return ok("vault", folder + " can be written");
}

/// Files that hold secrets or what the reader reads, where others may look into them.
void check_secrecy(Library& library, const Profile& profile, std::vector<Check>& checks) {
  std::vector<const SecretSource*> sources = {&profile.llm.service.key, &profile.ranking.embeddings.service.key,
                                              &profile.shared_cache.user, &profile.shared_cache.secret,
                                              &profile.delivery.mail.password};
  for (const WebhookProfile& hook : profile.delivery.webhooks) {
    sources.push_back(&hook.url_from);
    sources.push_back(&hook.secret);
  }
  SecretSource store;
  store.file = library.options().store_path;
  sources.push_back(&store);
  for (const SecretSource* source : sources)
    if (const std::string wrong = llm::exposure(*source); !wrong.empty())
      checks.push_back({"secrecy", "warn", wrong.substr(0, wrong.rfind(": ")), wrong.substr(wrong.rfind(": ") + 2)});
}

}  // namespace

std::vector<Check> diagnose(Library& library, const DigestRequest& request, const std::string& vault,
                            const Task& task) {
  std::vector<Check> checks = {check_profile(request), check_store(library)};
  const auto profile = library.effective(request.profile);
  if (!profile) {
    checks.push_back(failed("environment", profile.error(), "unset or correct the variable"));
    return checks;
  }
  auto client = library.make_client(*profile);
  if (!client) {
    checks.push_back(failed("libcurl", client.error(), ""));
  } else {
    source::ArxivSource source(**client, profile->endpoints);
    checks.push_back(check_feed(source, *profile, task));
    checks.push_back(check_api(source, task));
  }
  checks.push_back(check_summarizer(*profile, task));
  check_secrecy(library, *profile, checks);
  checks.push_back(check_plugins(library, *profile, task));
  if (!vault.empty()) checks.push_back(check_folder(vault));
  return checks;
}

}  // namespace sheaf::app
