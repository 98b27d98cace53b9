// Manifests, options and permissions: what a plugin asks leave for, and no more.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plugin/package.hpp"

using namespace sheaf;
using plugin::Manifest;

namespace {

Manifest manifest(const std::string& more) {
  auto parsed = plugin::parse_manifest(R"({"contract": 1, "name": "x", "version": "1", )" + more + "}", "manifest.json");
  if (!parsed) FAIL(parsed.error().message);
  return *std::move(parsed);
}

std::string refusal(const std::string& text) {
  const auto parsed = plugin::parse_manifest(text, "manifest.json");
  return parsed ? "" : parsed.error().message;
}

}  // namespace

TEST_CASE("every bundled plugin has a manifest that reads", "[manifest]") {
  for (std::size_t i = 0; i < plugin::kEmbeddedPluginCount; ++i)
    CHECK(refusal(plugin::kEmbeddedPlugins[i].manifest) == "");
  CHECK(plugin::bundled_packages().size() == plugin::kEmbeddedPluginCount);
  CHECK(plugin::find_bundled("dblp"));
}

TEST_CASE("a manifest's mistakes are told by line and key", "[manifest]") {
  CHECK(contains(refusal("[]"), "a manifest is a JSON object"));
  CHECK(contains(refusal(R"({"name": "x"})"), "contract: is missing"));
  CHECK(contains(refusal(R"({"contract": 2, "kind": "oracle"})"), "wants contract 2; this Sheaf keeps contract 1"));
  CHECK(contains(refusal(R"({"contract": 1, "name": "../x"})"), "must be lower case letters"));
  CHECK(contains(refusal("{\"contract\": 1, \"name\": \"x\", \"version\": \"1\",\n \"kind\": \"thief\"}"), "manifest.json:2: kind"));
  CHECK(contains(refusal(R"({"contract": 1, "name": "x", "version": "1", "kind": "scorer", "host": []})"), "host"));
  CHECK(contains(refusal(R"({"contract": 1, "name": "x", "version": "1", "kind": "scorer", "hosts": ["a.org"]})"), "only a source"));
  CHECK(contains(refusal(R"({"contract": 1, "name": "x", "version": "1", "kind": "source", "llm": true})"), "only a summarizer"));
}

TEST_CASE("a manifest opens no address and nothing of this machine", "[manifest]") {
  for (const char* host : {"127.0.0.1", "localhost", "169.254.169.254", "[::1]", "printer.local", "db.internal", "*", "*.", ".org",
                           "a.org:8080", "https://a.org", "A.org", "app.localhost"}) {
    INFO(host);
    CHECK(contains(refusal(std::string(R"({"contract": 1, "name": "x", "version": "1", "kind": "source", "hosts": [")") + host + "\"]}"),
                   "is no public domain"));
  }
}

TEST_CASE("a default opens no more than the manifest's own hosts may", "[manifest]") {
  const auto with = [](const std::string& fallback) {
    return refusal(R"({"contract": 1, "name": "x", "version": "1", "kind": "source", "hosts_from_options": ["base"],
                       "options": {"base": {"default": )" + fallback + "}}}");
  };
  for (const char* fallback : {R"("http://127.0.0.1:8080")", R"("https://169.254.169.254/latest")", R"(["https://a.org", "http://a.org"])",
                               R"("https://a.org:8443/")", R"("https://printer.local/")", R"("https://[::1]/")", R"([["https://localhost/"]])"}) {
    INFO(fallback);
    CHECK(contains(with(fallback), "the default of \"base\" is no https URL of a public domain"));
  }
  for (const char* fallback : {R"("")", "null", R"("https://a.org/feed")", R"(["https://a.org"])"}) CHECK(with(fallback) == "");
}

TEST_CASE("a source asks the hosts it declares and those its reader names", "[manifest]") {
  const Manifest one = manifest(R"("kind": "source", "hosts": ["a.org", "*.b.org"], "hosts_from_options": ["base"],
                                   "options": {"base": {"default": ""}})");
  const Json options = {{"base", "http://127.0.0.1:8080/x"}};
  const auto allowed = [&](const char* url) { return plugin::check_request(one, options, url).ok(); };
  for (const char* url : {"https://a.org/x", "https://c.b.org/", "https://A.ORG./", "http://127.0.0.1:8080/y"}) CHECK(allowed(url));
  for (const char* url : {"http://a.org/x", "https://a.org:8443/", "https://evil.org/?a.org", "https://a.org.evil.org/", "https://b.org/",
                          "https://a.org@evil.org/", "https://evilb.org/", "http://127.0.0.1:8081/", "file:///etc/passwd", "a.org",
                          "https://a.org\n.evil.org/", ""})
    CHECK_FALSE(allowed(url));
}

TEST_CASE("options are the defaults with the reader's over them", "[manifest]") {
  const Manifest one = manifest(R"("kind": "scorer", "options": {"words": {"default": ["a"]}, "points": {"default": 2}, "free": {}})");
  CHECK(*plugin::merged_options(one, "") == Json({{"words", {"a"}}, {"points", 2}, {"free", nullptr}}));
  CHECK(plugin::merged_options(one, R"({"points": 1.5, "free": [1]})")->at("points") == 1.5);
  CHECK(contains(plugin::merged_options(one, R"({"point": 1})").error().message, "there is no option \"point\""));
  CHECK(contains(plugin::merged_options(one, R"({"words": "a"})").error().message, "\"words\" must be like [\"a\"]"));
}
