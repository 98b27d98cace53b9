// Profiles: what is written is read, and what is wrong is named with its line.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "base/text.hpp"
#include "model/json_place.hpp"
#include "model/profile.hpp"

using namespace sheaf;
using Catch::Matchers::Contains;

namespace {

std::string error_of(std::string_view text) {
  const auto profile = parse_profile(text, "profile.json");
  return profile ? std::string("no error") : profile.error().message;
}

}  // namespace

TEST_CASE("an empty profile is the default one", "[profile]") {
  const auto profile = parse_profile("", "p");
  REQUIRE(profile);
  CHECK(profile->types.size() == 4);
  CHECK(profile->scorer == "learned");
  CHECK(parse_profile("{}", "p"));
}

TEST_CASE("every key of a profile is read", "[profile]") {
  const auto profile = parse_profile(R"({ // comment
    "$schema": "x", "name": "n", "categories": ["CS.cl", "cs.NA", "cs.CL"], "types": ["new"],
    "keywords": ["a", {"term": " b ", "weight": 2.5}], "exclude": ["c"], "authors": ["Jane Doe"],
    "scorer": "rss-bot", "min_score": 1.5, "max_papers": 7, "feed": "atom", "complete_from_api": false,
    "vault": {"papers": "P/Q", "digests": "D", "max_notes": 3, "mindmap": false},
    "endpoints": {"arxiv_rss": "http://127.0.0.1:1/", "arxiv_api": "http://127.0.0.1:1/api/query",
                  "arxiv_site": "http://127.0.0.1:2//"},
    "network": {"contact": "me@example.org", "min_interval_ms": 5, "timeout_ms": 6, "max_retries": 0,
                "private_hosts": ["NAS.lan", "*.example"]}
  })", "p");
  REQUIRE(profile);
  CHECK(profile->categories == std::vector<std::string>{"cs.CL", "math.NA"});
  CHECK(profile->keywords == std::vector<Keyword>{{"a", 1}, {"b", 2.5}});
  CHECK(profile->types == std::vector<AnnounceType>{AnnounceType::kNew});
  CHECK(profile->endpoints.arxiv_rss == "http://127.0.0.1:1");
  CHECK(profile->endpoints.arxiv_site == "http://127.0.0.1:2");
  CHECK(profile->vault.papers == "P/Q");
  CHECK(profile->network.max_retries == 0);
  CHECK(profile->network.private_hosts == std::vector<std::string>{"nas.lan", "*.example"});
  CHECK(profile->max_papers == 7);
}

TEST_CASE("errors of a profile name file, line and key", "[profile]") {
  CHECK(error_of("{\n  \"categories\": [\n    \"cs.CL\",\n    \"cs.XX\"\n  ]\n}").starts_with(
      "profile.json:4: categories[1]: \"cs.XX\" is not an arXiv category"));
  CHECK(error_of("{\n\"max_papers\": \"many\"}").starts_with("profile.json:2: max_papers: must be a whole number"));
  CHECK(error_of("{\"max_papers\": -1}").starts_with("profile.json:1: max_papers: must be a whole number"));
  CHECK(error_of("{\"keywrods\": []}") == "profile.json:1: keywrods: is not a key of a profile (did you mean \"keywords\"?)");
  CHECK(error_of("// hi\n{\"vault\": {\n\"papers\": \"../up\"}}").starts_with("profile.json:3: vault.papers: must be a folder below the vault"));
  CHECK(error_of("{\"keywords\": [\"\"]}").starts_with("profile.json:1: keywords[0]: is empty"));
  CHECK(error_of("{\"endpoints\": {\"arxiv_rss\": \"ftp://x\"}}").starts_with("profile.json:1: endpoints.arxiv_rss: must begin with"));
  CHECK(error_of("[1]").starts_with("profile.json:1: a profile is a JSON object"));
  CHECK(error_of("{\n  \"name\": \"x\",,\n}").starts_with("profile.json:2:15: not valid JSON"));
}

TEST_CASE("the template that is written reads back with its comments", "[profile]") {
  const std::string text = profile_template({"cs.CL", "cs.LG"}, {"retrieval \"quoted\""});
  CHECK(contains(text, "//"));
  const auto profile = parse_profile(text, "template");
  REQUIRE(profile);
  CHECK(profile->categories == std::vector<std::string>{"cs.CL", "cs.LG"});
  CHECK(profile->keywords == std::vector<Keyword>{{"retrieval \"quoted\"", 1}});
  CHECK(profile->types.size() == 4);
}

TEST_CASE("what the template says of plugins can be uncommented as it stands", "[profile]") {
  std::string text = profile_template({}, {});
  std::size_t pos = text.find("  // \"plugins\": [");
  REQUIRE(pos != std::string::npos);
  for (bool last = false; !last; pos = text.find('\n', pos) + 1) {
    REQUIRE(text.compare(pos, 5, "  // ") == 0);
    last = text.compare(pos, 7, "  // ],") == 0;
    text.erase(pos, 5);
  }
  const auto profile = parse_profile(text, "template");
  REQUIRE(profile);
  CHECK(profile->plugins.size() == 3);
}

TEST_CASE("environment variables point the endpoints elsewhere", "[profile]") {
  Profile profile = default_profile();
  ::setenv("SHEAF_ARXIV_RSS_URL", "http://127.0.0.1:9/", 1);
  CHECK(apply_environment(profile));
  CHECK(profile.endpoints.arxiv_rss == "http://127.0.0.1:9");
  ::setenv("SHEAF_ARXIV_RSS_URL", "nonsense", 1);
  CHECK_FALSE(apply_environment(profile));
  ::unsetenv("SHEAF_ARXIV_RSS_URL");
}

TEST_CASE("the environment says how long to wait between requests, within reason", "[profile]") {
  Profile profile = default_profile();
  ::setenv("SHEAF_MIN_INTERVAL_MS", "250", 1);
  CHECK(apply_environment(profile));
  CHECK(profile.network.min_interval_ms == 250);
  for (const char* wrong : {"-1", "3600001", "soon", "5s", "99999999999999999999"}) {
    ::setenv("SHEAF_MIN_INTERVAL_MS", wrong, 1);
    const Status status = apply_environment(profile);
    REQUIRE_FALSE(status.ok());
    CHECK_THAT(status.error().message, Contains("from 0 to 3600000, not \"" + std::string(wrong) + "\""));
  }
  ::unsetenv("SHEAF_MIN_INTERVAL_MS");
  CHECK(profile.network.min_interval_ms == 250);
}

TEST_CASE("topics are words or objects, and no two have one name", "[profile]") {
  const auto profile = parse_profile(R"({"topics": ["sheaf theory", {"keywords": ["a b", "c"], "exclude": ["d"], "categories": ["cs.CL"]},
                                                     {"authors": ["Ada Berg"]}, {"name": " My  topic ", "keywords": ["e"]}]})", "p");
  REQUIRE(profile);
  std::vector<std::string> names;
  for (const Topic& topic : profile->topics) names.push_back(topic.name);
  CHECK(names == std::vector<std::string>{"sheaf theory", "a b", "Ada Berg", "My topic"});
  CHECK(profile->topics[1].exclude == std::vector<std::string>{"d"});
  CHECK_THAT(error_of(R"({"topics": [{"name": "x", "categories": ["cs.CL"]}]})"), Contains("topics[0].keywords: a topic needs keywords or authors"));
  CHECK_THAT(error_of(R"({"topics": ["x", {"name": "x", "keywords": ["y"]}]})"), Contains("topics[1]: a topic named \"x\" is there already"));
}

TEST_CASE("plugins have a name or a path, and labels of their own", "[profile]") {
  const auto profile = parse_profile(R"({"plugins": ["email", {"path": "/a/mine/"}, {"name": "email", "label": "second", "enabled": false}]})", "p");
  REQUIRE(profile);
  CHECK(profile->plugins[1].label == "mine");
  CHECK_FALSE(profile->plugins[2].enabled);
  CHECK_THAT(error_of(R"({"plugins": [{"name": "a", "path": "/b"}]})"), Contains("plugins[0].name: a plugin needs a name or the path"));
  CHECK_THAT(error_of(R"({"plugins": [{"label": "a"}]})"), Contains("plugins[0].name: a plugin needs a name or the path"));
  CHECK_THAT(error_of(R"({"plugins": ["../up"]})"), Contains("\"../up\" is no plugin's name"));
  CHECK_THAT(error_of(R"({"plugins": [{"name": "a", "label": "two words"}]})"), Contains("plugins[0].label: must be letters, digits"));
  CHECK_THAT(error_of(R"({"plugins": ["a", {"path": "/b/a"}]})"), Contains("a plugin \"a\" is there already"));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += (i ? ",\"p" : "\"p") + std::to_string(i) + "\"";
  CHECK_THAT(error_of("{\"plugins\": [" + many + "]}"), Contains("plugins at most"));
}

TEST_CASE("a host that may be private is a name, not an address of a page", "[profile]") {
  for (const char* host : {"http://nas.lan", "me@nas", "*", "*.", "nas lan"}) {
    CAPTURE(host);
    CHECK_THAT(error_of(R"({"network": {"private_hosts": [")" + std::string(host) + "\"]}}"), Contains("must be names of hosts"));
  }
}

TEST_CASE("places in JSON are found past strings, comments and nesting", "[profile]") {
  const std::string text = "{\n/* \"b\": */ \"a\": [1, {\"x\": \"}]\\\"\"}],\n// \"b\"\n\"b\":\n  {\"c\": [\n0,\n1]}}";
  CHECK(json_line(text, {{"a", 0, false}}) == 2);
  CHECK(json_line(text, {{"b", 0, false}}) == 5);
  CHECK(json_line(text, {{"b", 0, false}, {"c", 0, false}, {"", 1, true}}) == 7);
  CHECK(json_line(text, {{"nowhere", 0, false}}) == 1);
  CHECK(path_text({{"a", 0, false}, {"", 3, true}, {"w", 0, false}}) == "a[3].w");
}

TEST_CASE("the sections about ranking, summaries and services are read", "[profile]") {
  const auto profile = parse_profile(R"({
    "scorer": "sanity-lite",
    "ranking": {"diversity": 0.25, "explore": 2, "fold": false, "interests": "collections",
                "categories": [{"term": "cs.CL", "weight": 1.5}, "cs.LG"],
                "include": ["Thesis/**"], "exclude": ["Old"],
                "embeddings": {"base_url": "http://127.0.0.1:9/v1/", "model": "e", "weight": 0.5,
                               "key": {"env": "E_KEY"}}},
    "summary": {"provider": "llm", "language": "zh-CN", "second_language": "en", "llm_papers": 20,
                "reports": 5, "full_text": true, "areas": ["Optics"], "tags": ["lasers"]},
    "llm": {"base_url": "https://llm.example/v1", "model": "m", "key": {"command": "pass llm", "file": "k"},
            "json": "prompt", "stream": true, "max_in_flight": 8, "max_cost_per_run": 0.5,
            "price_in": 1, "price_out": 2, "prompts": "prompts", "min_grounding": 0.8},
    "shared_cache": {"kind": "s3", "url": "https://s3.example/b", "secret": {"env": "S"}, "read_only": true}
  })", "p.json");
  REQUIRE(profile.ok());
  CHECK(profile->scorer == "sanity-lite");
  CHECK(profile->ranking.diversity == 0.25);
  CHECK(profile->ranking.categories == std::vector<Keyword>{{"cs.CL", 1.5}, {"cs.LG", 1}});
  CHECK(profile->ranking.include == std::vector<std::string>{"Thesis/**"});
  CHECK(profile->ranking.embeddings.service.base_url == "http://127.0.0.1:9/v1");
  CHECK(profile->ranking.embeddings.service.key.env == "E_KEY");
  CHECK(profile->summary.second_language == "en");
  CHECK(profile->summary.reports == 5);
  CHECK(profile->llm.service.key == SecretSource{"", "pass llm", "k"});
  CHECK(profile->llm.max_cost_per_run == 0.5);
  CHECK(profile->shared_cache.secret.env == "S");
  CHECK(profile->shared_cache.read_only);
}

TEST_CASE("wrong values in the sections about services are named", "[profile]") {
  const auto complaint = [](const char* text) {
    const auto profile = parse_profile(text, "p.json");
    return profile.ok() ? std::string() : profile.error().message;
  };
  CHECK_THAT(complaint(R"({"ranking": {"diversity": 2}})"), Contains("ranking.diversity"));
  CHECK_THAT(complaint(R"({"llm": {"base_url": "https://a.example/v1"}})"), Contains("llm.model"));
  CHECK_THAT(complaint(R"({"llm": {"max_cost_per_run": 1}})"), Contains("price_in"));
  CHECK_THAT(complaint(R"({"llm": {"api_key": "sk-1"}})"), Contains("api_key"));
  CHECK_THAT(complaint(R"({"summary": {"language": "en; rm"}})"), Contains("summary.language"));
  CHECK_THAT(complaint(R"({"shared_cache": {"kind": "ftp"}})"), Contains("shared_cache.kind"));
  CHECK_THAT(complaint(R"({"shared_cache": {"kind": "s3"}})"), Contains("shared_cache.url"));
}

TEST_CASE("what a profile says of .bib files is read", "[profile]") {
  const auto read = [](const std::string& section) { return parse_profile("{\"bibtex\": " + section + "}", "p"); };
  const auto profile = read(R"({"style": "biblatex", "unicode": false, "key_formula": " auth.lower + year "})");
  REQUIRE(profile);
  CHECK(profile->bibtex.style == "biblatex");
  CHECK_FALSE(profile->bibtex.unicode);
  CHECK(profile->bibtex.key_formula == "auth.lower + year");
  CHECK(contains(read(R"({"style": "ris"})").error().message, "bibtex.style: must be one of"));
  CHECK(contains(read(R"({"unicode": "no"})").error().message, "bibtex.unicode"));
  CHECK(contains(read(R"({"keys": ""})").error().message, "keys"));
}

TEST_CASE("what a profile says of the vault is read, and its places stay below it", "[profile]") {
  const auto vault_of = [](const std::string& vault) { return parse_profile("{\"vault\": " + vault + "}", "p"); };
  const auto profile = vault_of(R"({"thumbnails": true, "citation": "bibtex", "paper_template": "Templates/paper.md",
      "digest_template": "T/day.md/", "daily_notes": {"link": false, "folder": "Journal/2026", "format": "YYYY/MM-DD"},
      "base": false, "canvas": true})");
  REQUIRE(profile);
  const VaultProfile& vault = profile->vault;
  CHECK(vault.thumbnails);
  CHECK(vault.citation == "bibtex");
  CHECK(vault.paper_template == "Templates/paper.md");
  CHECK(vault.digest_template == "T/day.md");
  CHECK(vault.daily_notes == DailyNotes{false, "Journal/2026", "YYYY/MM-DD"});
  CHECK_FALSE(vault.base);
  CHECK(vault.canvas);
  const auto defaults = vault_of(R"({"paper_template": "", "daily_notes": {"folder": " "}, "canvas": null})");
  REQUIRE(defaults);
  CHECK(defaults->vault.paper_template.empty());
  CHECK(defaults->vault.daily_notes == DailyNotes{});
  CHECK(defaults->vault.base);
  CHECK_FALSE(defaults->vault.thumbnails);
  for (const char* wrong : {R"({"paper_template": "../x.md"})", R"({"paper_template": "/etc/x"})",
                            R"({"digest_template": "a//b"})", R"({"daily_notes": {"folder": ".hidden"}})",
                            R"({"daily_notes": true})", R"({"daily_notes": {"formt": "x"}})", R"({"citation": "apa"})",
                            R"({"canvas": "yes"})"})
    CHECK_FALSE(vault_of(wrong));
  CHECK_FALSE(vault_of("{\"daily_notes\": {\"format\": \"" + std::string(201, 'Y') + "\"}}"));
}
