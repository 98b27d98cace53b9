// The doctor: every check says what it found, and a remedy where something is wrong.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "app/doctor.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "canned_arxiv.hpp"
#include "model/json.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

std::unique_ptr<app::Library> open_library(test::CannedArxiv& arxiv, const std::string& store = "") {
  app::LibraryOptions options;
  options.store_path = store;
  static FakeClock clock{1776441600000};  // arXiv's hosts get their pauses, and nobody waits for them
  options.clock = &clock;
  options.http = arxiv.door();
  options.max_retries = -1;
  Result<std::unique_ptr<app::Library>> library = app::Library::open(std::move(options));
  REQUIRE(library);
  return std::move(*library);
}

/// The check of this name for this profile; a missing one fails.
app::Check check(app::Library& library, const char* name, const std::string& profile, const std::string& vault = "") {
  app::DigestRequest request;
  Result<Profile> read = parse_profile(profile, "the profile");
  if (!read) FAIL(read.error().message);
  request.profile = std::move(*read);
  request.profile_name = "day.json";
  for (app::Check& one : app::diagnose(library, request, vault, Task()))
    if (one.name == name) return one;
  FAIL("no check " << name);
  return {};
}

}  // namespace

TEST_CASE("The doctor finds a whole profile, a sound store and an arXiv that answers") {
  test::CannedArxiv arxiv;
  arxiv.set_feed("cs.CL", "2026-04-16", {{"2604.00001"}, {"2604.00002"}});
  const test::TempDir folder;
  const auto library = open_library(arxiv, folder.file("sheaf.db"));
  const std::string profile = R"({"categories": ["cs.CL"], "keywords": ["birds"]})";
  const app::Check feed = check(*library, "arXiv feed", profile);
  CHECK(feed.state + " " + feed.detail == "ok cs.CL: 2 announcements of 2026-04-16");
  CHECK(check(*library, "arXiv API", profile).state == "ok");
  CHECK(check(*library, "profile", profile).detail == "1 categories, 1 keywords");
  const app::Check store = check(*library, "store", profile);
  CHECK(store.state == "ok");
  CHECK(contains(store.detail, "sheaf.db: 0 papers, sound"));
  const app::Check vault = check(*library, "vault", profile, folder.file("vault"));
  CHECK(vault.state + " " + vault.detail == "ok " + folder.file("vault") + " can be written");
  CHECK(std::filesystem::is_empty(folder.file("vault")));  // the probe is gone
  CHECK(check(*library, "plugins", profile).detail == "none is enabled, and none is needed");
}

TEST_CASE("The doctor says of a profile what it lacks") {
  test::CannedArxiv arxiv;
  const auto library = open_library(arxiv);
  const app::Check empty = check(*library, "profile", R"({"categories": []})");
  CHECK(empty.state == "fail");
  CHECK(contains(empty.detail, "day.json: no categories"));
  const app::Check blank = check(*library, "profile", R"({"categories": ["cs.CL"]})");
  CHECK(blank.state == "warn");
  CHECK(contains(blank.remedy, "library import"));
}

TEST_CASE("The doctor tells an arXiv that refuses from one that is not there") {
  test::CannedArxiv arxiv;
  arxiv.set_failure("cs.CL", 403);
  arxiv.set_api_failure(500);
  auto library = open_library(arxiv);
  const std::string profile = R"({"categories": ["cs.CL"]})";
  const app::Check feed = check(*library, "arXiv feed", profile);
  CHECK(feed.state == "fail");
  CHECK(contains(feed.detail, "403"));
  CHECK(contains(feed.remedy, "endpoints.arxiv_rss"));
  const app::Check api = check(*library, "arXiv API", profile);
  CHECK(api.state == "fail");
  CHECK(contains(api.detail, "500"));
  arxiv.unplug();
  CHECK(check(*library, "arXiv API", profile).state == "fail");
}

TEST_CASE("The doctor reads the key of the model that a profile asks for, and never shows it") {
  test::CannedArxiv arxiv;
  const auto library = open_library(arxiv);
  const auto profile = [](const std::string& key) {
    return R"({"categories": ["cs.CL"], "summary": {"provider": "llm"},
               "llm": {"base_url": "http://127.0.0.1:9/v1", "model": "small", "key": )" + key + "}}";
  };
  CHECK(check(*library, "summarizer", R"({"categories": ["cs.CL"]})").detail == "built-in; no model is asked for and none is needed");
  const test::TempDir folder;
  REQUIRE(write_file(folder.file("key"), "sk-nightjar\n"));
  ::chmod(folder.file("key").c_str(), 0600);
  const app::Check good = check(*library, "summarizer", profile(R"({"file": ")" + folder.file("key") + "\"}"));
  CHECK(good.state + " " + good.detail == "ok small at 127.0.0.1; its key can be read");
  CHECK(check(*library, "summarizer", profile("{}")).detail == "small at 127.0.0.1, which gets no key");
  const app::Check bad = check(*library, "summarizer", profile(R"({"file": ")" + folder.file("nothing") + "\"}"));
  CHECK(bad.state == "fail");
  CHECK(contains(bad.detail, folder.file("nothing")));
  CHECK(contains(bad.remedy, "llm.key"));
}

TEST_CASE("The doctor starts every enabled plugin as a digest would") {
  test::CannedArxiv arxiv;
  const auto library = open_library(arxiv);
  const auto plugins = [&](const char* list) {
    return check(*library, "plugins", R"({"categories": ["cs.CL"], "plugins": )" + std::string(list) + "}");
  };
  CHECK(plugins(R"(["not-my-field", {"name": "nowhere", "enabled": false}])").detail == "not-my-field");
  const app::Check unknown = plugins(R"(["nowhere"])");
  CHECK(unknown.state == "fail");
  CHECK(contains(unknown.detail, "nowhere"));
  CHECK(contains(unknown.remedy, "sheaf plugin list"));
  const app::Check homeless = plugins(R"(["anki"])");
  CHECK(homeless.state == "fail");
  CHECK(contains(homeless.detail, "plugin anki: it writes files, and its \"output\" names no folder"));
}

TEST_CASE("The doctor warns of secrets that others may read, and goes on where the environment is wrong") {
  test::CannedArxiv arxiv;
  const test::TempDir folder;
  const auto library = open_library(arxiv);
  REQUIRE(write_file(folder.file("key"), "sk-nightjar\n"));
  ::chmod(folder.file("key").c_str(), 0644);
  const app::Check warned = check(*library, "secrecy", R"({"categories": ["cs.CL"], "llm": {"base_url": "http://127.0.0.1:9/v1",
    "model": "small", "key": {"file": ")" + folder.file("key") + "\"}}}");
  CHECK(warned.state == "warn");
  CHECK(contains(warned.detail, "can be read or changed by others (mode 644)"));
  CHECK(warned.remedy == "chmod 600 " + folder.file("key"));
  ::setenv("SHEAF_ARXIV_RSS_URL", "nonsense", 1);
  const app::Check environment = check(*library, "environment", R"({"categories": ["cs.CL"]})");
  ::unsetenv("SHEAF_ARXIV_RSS_URL");
  CHECK(environment.state == "fail");
  CHECK(contains(environment.detail, "SHEAF_ARXIV_RSS_URL"));
}
