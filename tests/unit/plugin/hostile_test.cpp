// Scripts that mean ill, beyond running for ever: tricks with what the engine calls by itself, and answers
// that would harm whoever believes them.
#include <catch2/catch.hpp>

#include <ctime>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plugin/plugin.hpp"

using namespace sheaf;
using plugin::Limits;
using plugin::Sandbox;

namespace {

constexpr Limits kTight{std::size_t{16} << 20, 300, std::size_t{1} << 20, 60000};

plugin::Package package(const std::string& manifest, const std::string& code) {
  auto parsed = plugin::parse_manifest(R"({"contract": 1, "name": "x", "version": "1", )" + manifest + "}", "manifest.json");
  if (!parsed) FAIL(parsed.error().message);
  return {*std::move(parsed), code, "", ""};
}

plugin::Plugin opened(const std::string& manifest, const std::string& code, const Limits& limits = Limits()) {
  auto running = plugin::Plugin::open(package(manifest, code), "x", "", limits);
  if (!running) FAIL(running.error().message);
  return std::move(running).value();
}

constexpr const char* kSource = R"("kind": "source", "hosts": ["a.org", "*.b.org"])";

struct Asked {
  std::vector<net::HttpRequest> requests;
  std::string body = "{}";
  plugin::Door door() {
    plugin::Door door;
    door.fetch = [this](const net::HttpRequest& request, const Task&) -> Result<net::HttpResponse> {
      requests.push_back(request);
      return net::HttpResponse{200, {}, body};
    };
    door.read_xml = [](std::string) -> Result<Json> { return Json::object(); };
    return door;
  }
};

const plugin::SourceQuestion kToday{Day{}, Day{}};

Result<plugin::SourceAnswer> find(const std::string& code, Asked& asked) {
  plugin::Plugin source = opened(kSource, code);
  return plugin::run_source(source, kToday, asked.door(), Task());
}

Result<plugin::SourceAnswer> ask_for(const std::string& request) {
  Asked asked;
  auto answer = find("exports.ask = function () { return [" + request + "]; }; exports.read = function () { return {}; };", asked);
  if (!answer) CHECK(asked.requests.empty());
  return answer;
}

Result<plugin::SourceAnswer> read_from(const std::string& body, Asked& asked) {
  return find("exports.ask = function () { return ['https://a.org/']; }; exports.read = function (input) {" + body + "};", asked);
}

Result<std::vector<plugin::ExportFile>> files(const std::string& body) {
  plugin::Plugin exporter = opened(R"("kind": "exporter")", "exports.export = function () {" + body + "};");
  return plugin::run_exporter(exporter, Digest(), Task());
}

std::string problem_of(const Result<std::vector<plugin::ExportFile>>& result) { return result ? "" : result.error().message; }

struct Trick {
  const char* name;
  const char* body;
};

// Each hides its loop or its size where the engine calls it without being asked to.
const Trick kTricks[] = {
    {"a getter on the result", "return Object.defineProperty({}, 'a', {enumerable: true, get: function () { while (true) {} }});"},
    {"toJSON that always has one more", "function More() {} More.prototype.toJSON = function () { return {more: new More()}; }; return new More();"},
    {"toJSON of every object", "Object.prototype.toJSON = function () { while (true) {} }; return {a: 1};"},
    {"toJSON of every date", "Date.prototype.toJSON = function () { while (true) {} }; return [new Date()];"},
    {"a proxy as result", "return new Proxy({}, {ownKeys: function () { while (true) {} }});"},
    {"a proxy that is thrown", "throw new Proxy(new Error('x'), {get: function () { while (true) {} }});"},
    {"fileName of every error", "Object.defineProperty(Error.prototype, 'fileName', {get: function () { while (true) {} }}); null.x;"},
    {"toString of a thrown message", "var e = new Error(); e.message = {toString: function () { while (true) {} }}; throw e;"},
    {"a message of eight megabytes", "throw new Error('x'.repeat(8 << 20));"},
    {"a reviver", "JSON.parse('[1]', function () { while (true) {} });"},
    {"a replacer", "JSON.stringify([1], function () { while (true) {} });"},
    {"valueOf in a comparison", "return {valueOf: function () { while (true) {} }} < 1;"},
    {"a comparison that grows the list", "var a = [3, 2, 1]; a.sort(function () { a.push(a.length); return 1; }); while (true) a.sort(function () { a.push(1); return -1; });"},
    {"code that is written by code", "var s = 'a'; for (;;) { s = new Function('return ' + JSON.stringify(s + s))(); }"},
    {"an expression of a million terms", "return new Function('return ' + new Array(1000000).join('1+') + '1')();"},
    {"buffers without end", "var all = []; for (;;) all.push(new Uint8Array(65536));"},
    {"a buffer filled for ever", "var a = new Uint8Array(8 << 20); for (;;) a.fill(1);"},
    {"a decoder of buffers", "var a = new Uint8Array(4 << 20), t = ''; for (;;) t = new TextDecoder().decode(a) + t.charAt(0);"},
    {"a regular expression in split", "new Array(40).join('a').concat('b').split(/^(a+)+$/);"},
    {"a regular expression with a look ahead", "/(?=(a+)+$)b/.test(new Array(40).join('a') + 'b');"},
    {"bind of bind of bind", "var f = function () {}; for (;;) f = f.bind(null, f);"},
    {"a chain of prototypes", "var o = {}; for (;;) o = Object.create(o);"},
    {"apply with all there can be", "String.fromCharCode.apply(null, new Uint8Array(8 << 20));"},
    {"a date from a long string", "for (;;) Date.parse(new Array(100000).join('9'));"},
    {"an object of very many keys", "var o = {}; for (var i = 0; ; i++) o['k' + i] = i;"},
    {"a number of very many digits", "for (;;) Number(new Array(100000).join('9') + 'e-99999');"},
    {"a coroutine out of a symbol", "throw Symbol('x');"},
    {"nothing thrown", "throw undefined;"},
};

}  // namespace

TEST_CASE("what the engine calls by itself is held to the limits too", "[hostile]") {
  for (const Trick& trick : kTricks) {
    INFO(trick.name);
    auto box = Sandbox::start("exports.run = function (input) {" + std::string(trick.body) + "\n};", "main.js", kTight);
    REQUIRE(box);
    const std::clock_t begin = std::clock();  // computing time: other programs may take the machine's
    const auto result = box->call("run", "null", Task());
    const double took_ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    REQUIRE_FALSE(result);
    CHECK((result.error().code == ErrorCode::kPlugin || result.error().code == ErrorCode::kPluginLimit));
    CHECK(result.error().message.size() < 600);
    CHECK(contains(result.error().message, "main.js"));
    CHECK(took_ms < 3000);
  }
}

TEST_CASE("a getter in exports that never ends is a limit passed, not a function that is missing", "[hostile]") {
  const auto running = plugin::Plugin::open(
      package(R"("kind": "scorer")", "Object.defineProperty(exports, 'score', {get: function () { while (true) {} }});"), "x", "", kTight);
  REQUIRE_FALSE(running);
  CHECK(running.error().message == "plugin x: main.js: stopped after 300 ms, the most a call of a plugin may take");
}

TEST_CASE("what one call does to the language reaches neither the next call's input nor another heap", "[hostile]") {
  const std::string code =
      "exports.spoil = function () { Object.defineProperty(Object.prototype, 'a', {set: function () { throw 1; }, get: function () { return 'spoilt'; }});"
      " Array.prototype.push = function () { throw 2; }; JSON.stringify = function () { return 'evil'; }; Object.keys = null; };"
      "exports.run = function (input) { return [input.a, input.list[1]]; };";
  auto spoilt = Sandbox::start(code, "main.js", kTight), other = Sandbox::start(code, "main.js", kTight);
  REQUIRE(spoilt->call("spoil", "null", Task()));
  CHECK(*spoilt->call("run", R"({"a": 1, "list": [2, 3]})", Task()) == "[1,3]");
  CHECK(*other->call("run", R"({"a": 1, "list": [2, 3]})", Task()) == "[1,3]");
  CHECK(*other->call("run", R"({"list": [2, 3]})", Task()) == "[null,3]");
}

TEST_CASE("members that look like prototypes are plain members", "[hostile]") {
  auto box = Sandbox::start("exports.run = function (input) { return [({}).evil, Object.keys(input).length]; };", "main.js", kTight);
  CHECK(*box->call("run", R"({"__proto__": {"evil": 1}, "constructor": {"prototype": {"evil": 1}}})", Task()) == "[null,2]");
}

TEST_CASE("all calls together have a limit as well", "[hostile]") {
  Limits limits = kTight;
  limits.max_total_ms = 200;
  auto box = Sandbox::start("exports.run = function () { var n = 0; while (n < 2000000) n++; return 1; };", "main.js", limits);
  std::string problem;
  int done = 0;
  for (; done < 500 && problem.empty(); ++done)
    if (const auto result = box->call("run", "null", Task()); !result) problem = result.error().message;
  CHECK(contains(problem, "all calls of a plugin may take together"));
  CHECK(done > 1);
  CHECK(box->call("run", "null", Task()).error().code == ErrorCode::kPluginLimit);
}

TEST_CASE("deep and strange results are one error of the plugin's", "[hostile]") {
  plugin::Plugin scorer = opened(R"("kind": "scorer", "options": {"what": {}})",
      "var deep = 0; for (var i = 0; i < 900; i++) deep = [deep];"
      "exports.score = function (input) { return {d: deep, n: NaN, t: '\\ud800', f: 'x'}[input.papers[0].title]; };");
  for (const char* title : {"d", "n", "t", "f", "nothing"}) {
    INFO(title);
    Paper paper;
    paper.title = title;
    const auto scores = plugin::run_scorer(scorer, {paper}, {}, default_profile(), Task());
    REQUIRE_FALSE(scores);
    CHECK(scores.error().code == ErrorCode::kPlugin);
    CHECK(contains(scores.error().message, "exports.score returned"));
  }
}

TEST_CASE("a source is refused what it did not declare before anything is asked", "[hostile]") {
  for (const char* request :
       {"'file:///etc/passwd'", "'ftp://a.org/'", "'data:text/plain,x'", "'//a.org/'", "'http://a.org/'", "'https://127.0.0.1/'",
        "'https://[::1]/'", "'https://169.254.169.254/latest'", "'https://2130706433/'", "'https://0x7f.1/'", "'https://a.org:22/'",
        "'https://a.org.'.concat('evil/')", "'https://b.org/'", "'https://a.org\\\\@evil.org/'", "'https://evil.org#@a.org/'",
        "'https://a.org\\r\\nHost: evil/'", "'https://a.org/\\u0000'", "'https://\\u0430.org/'", "''", "7", "null", "{}", "{url: ['https://a.org/']}",
        "{url: 'https://a.org/', as: 'html'}"}) {
    INFO(request);
    CHECK_FALSE(ask_for(request));
  }
  CHECK(ask_for("'https://a.org/'"));
  CHECK(ask_for("'https://x.b.org/', {url: 'https://a.org/x?y#z'}"));
}

TEST_CASE("a request carries only what the contract has", "[hostile]") {
  Asked asked;
  REQUIRE(find("exports.ask = function () { return [{url: 'https://a.org/', method: 'DELETE', headers: [{name: 'Cookie', value: 'x'}],"
               " auth: {user: 'u', secret: 's'}, max_body_bytes: 1e12, only_hosts: ['evil.org'], timeout_ms: 1e9}]; };"
               "exports.read = function () { return {}; };", asked));
  REQUIRE(asked.requests.size() == 1);
  const net::HttpRequest& request = asked.requests[0];
  CHECK(request.method == "GET");
  REQUIRE(request.headers.size() == 1);
  CHECK(request.headers[0].name == "Accept");
  CHECK(request.auth.empty());
  CHECK(request.max_body_bytes <= std::size_t{12} << 20);
  CHECK(request.only_hosts == std::vector<std::string>{"a.org", "*.b.org"});  // redirects are held to these
}

TEST_CASE("a source cannot ask without end", "[hostile]") {
  Asked asked;
  const std::string many = "var all = []; for (var i = 0; i < 10000; i++) all.push('https://a.org/' + i); return all;";
  CHECK(contains(find("exports.ask = function () {" + many + "}; exports.read = exports.ask;", asked).error().message, "10000 requests at once; it may ask 20"));
  CHECK(asked.requests.empty());
  const auto rounds = read_from("return {papers: [{id: 'url:https://a.org/' + input.round, title: 'T'}], ask: ['https://a.org/']};", asked);
  REQUIRE(rounds);
  CHECK(asked.requests.size() == 10);
  CHECK(rounds->papers.size() == 10);
  CHECK(contains(rounds->warnings.back(), "more than 10 rounds"));
}

TEST_CASE("answers that are bombs are an error of that source", "[hostile]") {
  const auto problem = [](const std::string& body) {
    Asked asked;
    asked.body = body;
    const auto found = read_from("return {};", asked);
    return found ? std::string() : found.error().message;
  };
  CHECK(contains(problem(std::string(std::size_t{13} << 20, ' ')), "is larger than 12 MiB"));
  CHECK(contains(problem(std::string(std::size_t{11} << 20, '[')), "levels deep"));
  CHECK(contains(problem("<html>"), "not valid JSON"));
  std::string wide = "[0";
  while (wide.size() < std::size_t{11} << 20) wide += ",{}";
  CHECK(contains(problem(wide + "]"), "MiB of memory"));  // small as text, large as objects
}

TEST_CASE("papers that no paper is are warnings", "[hostile]") {
  Asked asked;
  const auto found = read_from(
      "var big = new Array(300000).join('x'), all = [{id: 'url:https://a.org/1', title: 'Good'}, 7, null, [], {}, {id: {}}, {id: 'a', title: ' '},"
      "{id: 'url:https://a.org/2', title: big}, {id: 'url:https://a.org/3', title: 'T', authors: new Array(200001).join('J').split('')}];"
      "for (var i = 0; i < 6000; i++) all.push({id: 'url:https://a.org/n' + i, title: 'N'}); return {papers: all};", asked);
  REQUIRE(found);
  CHECK(found->papers.size() == 5000);
  CHECK(found->papers[0].title == "Good");
  CHECK(found->papers[1].title == "N");
  CHECK(found->warnings.size() == 50);
  CHECK(contains(found->warnings[6], "papers[7]: is larger than 256 KiB"));
}

TEST_CASE("a plugin mentions papers of arXiv and of publishers, and does not speak for them", "[hostile]") {
  Asked asked;
  const auto found = read_from("return {papers: [{id: '2604.00001v99', title: 'Not its title', detail: 'complete', citation_key: 'evil'},"
                               "{id: '10.1000/x', title: 'D'}, {id: 'url:https://a.org/1', title: 'Its own', detail: 'mentioned'}]};", asked);
  REQUIRE(found);
  CHECK(found->papers[0].id == "2604.00001");
  CHECK(found->papers[0].version == 0);
  CHECK(found->papers[0].citation_key.empty());
  CHECK(found->papers[0].detail == Detail::kMentioned);
  CHECK(found->papers[1].detail == Detail::kMentioned);
  CHECK(found->papers[2].detail == Detail::kComplete);
}

TEST_CASE("names of files that lead elsewhere or that a system cannot have are refused", "[hostile]") {
  const auto refused = [](const std::string& path) { return contains(problem_of(files("return {files: [{path: " + path + ", text: 'x'}]};")), "is no safe path"); };
  for (const char* path : {"'../x'", "'a/../x'", "'/etc/x'", "'a\\u0000b'", "'a\\u0000/../../x'", "'CON'", "'nul.txt'", "'a/COM1.md'", "'a\\\\b'",
                           "'C:x'", "'a.'", "'a '", "' a'", "'.sheaf-x.json'", "'a/.git/hooks/x'", "'~/x'.replace('~', '..')", "'a\\nb'", "'a\\u202eb'", "'a//b'", "''",
                           "new Array(301).join('a')", "new Array(100).join('a/') + 'x'", "new Array(90).join('\\u5b57')", "'a?b'", "'a*b'"}) {
    INFO(path);
    CHECK(refused(path));
  }
  CHECK(files("return {files: [{path: 'pages/\\u5b57 2026-04-17.md', text: '\\ud83d\\ude00'}]};"));
}

TEST_CASE("an exporter's files are as many as a folder can take, and no two of one name", "[hostile]") {
  CHECK(contains(problem_of(files("var all = []; for (var i = 0; i < 5001; i++) all.push({path: 'f' + i, text: ''}); return {files: all};")), "more than 5000 files"));
  CHECK_FALSE(files("var all = []; for (var i = 0; i < 1000000; i++) all.push({path: 'f' + i, text: ''}); return {files: all};"));
  CHECK(contains(problem_of(files("return {files: [{path: 'A', text: ''}, {path: 'a', text: ''}]};")), "two files named"));
  CHECK(contains(problem_of(files("return {files: [{path: 'a', text: {}}]};")), "a file without"));
  CHECK(contains(problem_of(files("return {files: {length: 1}};")), "no object with a list"));
}
