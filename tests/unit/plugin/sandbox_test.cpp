// A script's heap: what it may do, and that no attack outlives its limits.
#include <catch2/catch.hpp>

#include <ctime>

#include "base/text.hpp"
#include "plugin/sandbox.hpp"

using namespace sheaf;
using plugin::Limits;
using plugin::Sandbox;

namespace {

constexpr Limits kTight{std::size_t{16} << 20, 300, std::size_t{1} << 20};

Result<std::string> run(const std::string& body, const std::string& argument = "null", const Limits& limits = kTight) {
  auto box = Sandbox::start("exports.run = function (input) {" + body + "\n};", "main.js", limits);
  if (!box) return box.error();
  return box->call("run", argument, Task());
}

std::string value(const std::string& body, const std::string& argument = "null") {
  const auto result = run(body, argument);
  return result ? *result : "error: " + result.error().message;
}

struct Attack {
  const char* name;
  const char* body;
};

// Each would hang, exhaust or crash an engine without limits.
const Attack kAttacks[] = {
    {"an endless loop", "while (true) {}"},
    {"an endless loop that catches", "for (;;) { try { for (;;) {} } catch (e) {} }"},
    {"nested finally", "function f() { try { while (true) {} } finally { f(); } } f();"},
    {"finally that continues", "for (;;) { try { throw 1; } finally { continue; } }"},
    {"a sort callback", "[3, 2, 1].sort(function () { while (true) {} });"},
    {"a replace callback", "'aaa'.replace(/a/g, function () { while (true) {} });"},
    {"toJSON of the result", "return {toJSON: function () { while (true) {} }};"},
    {"a proxy's trap", "return JSON.stringify(new Proxy({}, {get: function () { while (true) {} }}));"},
    {"a coroutine", "if (typeof Duktape !== 'undefined') Duktape.Thread.resume(new Duktape.Thread(function () { while (true) {} })); while (true) {}"},
    {"a getter on the thrown error", "var e = new Error(); Object.defineProperty(e, 'message', {get: function () { while (true) {} }}); throw e;"},
    {"toString of what is thrown", "throw {toString: function () { while (true) {} }};"},
    {"a regular expression", "return /^(a+)+$/.test(new Array(40).join('a') + 'b');"},
    {"a regular expression, caught", "for (;;) { try { /^(a+)+$/.test(new Array(40).join('a') + 'b'); } catch (e) {} }"},
    {"reverse of a sparse array", "var a = []; a.length = 4294967295; a.reverse();"},
    {"indexOf of a sparse array", "var a = []; a.length = 2147483647; a.indexOf(1);"},
    {"lastIndexOf of a sparse array", "var a = []; a.length = 2147483647; a.lastIndexOf(1);"},
    {"concat of sparse arrays", "var a = []; a.length = 2147483647; a.concat(a);"},
    {"slice of a sparse array", "var a = []; a.length = 2147483647; a.slice(0);"},
    {"unshift into a sparse array", "var a = []; a.length = 2147483647; a.unshift(1);"},
    {"splice of a sparse array", "var a = []; a.length = 2147483647; a.splice(0, 1);"},
    {"join of holes", "new Array(4294967295).join('x');"},
    {"memory kept by an array", "var a = []; while (true) a.push(new Array(1000).join('x') + a.length);"},
    {"memory kept, caught", "var a = []; for (;;) { try { for (;;) a.push(new Array(1000).join('y') + a.length); } catch (e) {} }"},
    {"a string that doubles", "var s = 'x'; while (true) s += s;"},
    {"a typed array of a gigabyte", "new Uint8Array(1e9);"},
    {"a string of a gigabyte", "'a'.repeat(1e9);"},
    {"endless recursion", "function f() { return f() + 1; } f();"},
    {"endless recursion, caught", "function f() { try { f(); } catch (e) { f(); } } f();"},
    {"deep brackets", "eval(new Array(200000).join('('));"},
    {"a deep regular expression", "new RegExp(new Array(100000).join('(') + new Array(100000).join(')'));"},
    {"deep JSON", "JSON.parse(new Array(200000).join('['));"},
    {"a result that is its own part", "var a = {}; a.a = a; return a;"},
    {"a deep result", "var a = {}; for (var i = 0; i < 1000000; i++) a = {a: a}; return a;"},
    {"a large result", "return new Array(5000000).join('x');"},
    {"a date without end", "for (;;) new Date(NaN).getTime();"},
};

}  // namespace

TEST_CASE("every attack ends within the limits and leaves the host as it was", "[sandbox]") {
  for (const Attack& attack : kAttacks) {
    INFO(attack.name);
    const std::clock_t begin = std::clock();  // computing time: other programs may take the machine's
    const auto result = run(attack.body);
    const double took_ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    REQUIRE_FALSE(result.ok());
    CHECK((result.error().code == ErrorCode::kPlugin || result.error().code == ErrorCode::kPluginLimit));
    CHECK(contains(result.error().message, "main.js"));
    // Far above the limit, for a busy machine or a sanitizer; the engine alone takes 15 s or for ever.
    CHECK(took_ms < 3000);
    CHECK(value("return 1 + 1;") == "2");
  }
}

TEST_CASE("a script that loops while it is loaded is stopped too", "[sandbox]") {
  const auto box = Sandbox::start("while (true) {}", "main.js", kTight);
  REQUIRE_FALSE(box.ok());
  CHECK(box.error().code == ErrorCode::kPluginLimit);
  CHECK(box.error().message == "main.js: stopped after 300 ms, the most a call of a plugin may take");
}

TEST_CASE("JSON goes in and comes out", "[sandbox]") {
  CHECK(value("return input;", R"({"a":[1,2.5,"é",null,true]})") == R"({"a":[1,2.5,"é",null,true]})");
  CHECK(value("return undefined;") == "null");
  CHECK(value("return function () {};") == "null");
}

TEST_CASE("characters beyond the BMP count as JavaScript counts them and come back whole", "[sandbox]") {
  CHECK(value("return [input.length, input, '\\ud83d\\ude00'];", "\"\xF0\x9F\x98\x80\"") ==
        "[2,\"\xF0\x9F\x98\x80\",\"\xF0\x9F\x98\x80\"]");
  CHECK(value("return input.charAt(0);", "\"\xF0\x9F\x98\x80\"") == "\"\xEF\xBF\xBD\"");  // half of it is nothing
}

TEST_CASE("errors name the file and the line", "[sandbox]") {
  CHECK(value("\n\n  return input.title.length;") ==
        "error: main.js:3: TypeError: cannot read property 'title' of null");
  CHECK(value("\n throw new Error('no papers\\n today');") == "error: main.js:2: Error: no papers today");
  CHECK(value("throw 'words';") == "error: main.js: words");
  const auto box = Sandbox::start("var a = 1;\nvar b = ;\n", "main.js", kTight);
  REQUIRE_FALSE(box.ok());
  CHECK(box.error().code == ErrorCode::kPlugin);
  CHECK(box.error().message.rfind("main.js:2: SyntaxError: ", 0) == 0);
}

TEST_CASE("a script sees nothing but the language", "[sandbox]") {
  for (const char* name : {"Duktape", "require", "print", "alert", "console", "process", "performance", "CBOR"})
    CHECK(value(std::string("return typeof ") + name + ";") == "\"undefined\"");
  CHECK(value("return typeof String.fromBufferRaw;") == "\"undefined\"");
}

TEST_CASE("a script cannot put another exports in place of its own", "[sandbox]") {
  auto box = Sandbox::start("exports.run = function () { return 1; }; exports = {run: 2};", "main.js", kTight);
  REQUIRE(box.ok());
  CHECK(*box->has("run"));
  CHECK_FALSE(*box->has("walk"));
  CHECK(*box->call("run", "null", Task()) == "1");
  CHECK(box->call("walk", "null", Task()).error().message == "main.js: TypeError: exports.walk is no function");
}

TEST_CASE("a heap that broke a limit stays broken, one that threw goes on", "[sandbox]") {
  auto box = Sandbox::start("exports.run = function (n) { if (n) while (true) {} throw new Error('x'); };", "main.js", kTight);
  REQUIRE(box.ok());
  CHECK(box->call("run", "0", Task()).error().code == ErrorCode::kPlugin);
  CHECK(box->call("run", "0", Task()).error().code == ErrorCode::kPlugin);
  CHECK(box->call("run", "1", Task()).error().code == ErrorCode::kPluginLimit);
  CHECK(box->call("run", "0", Task()).error().code == ErrorCode::kPluginLimit);
}

TEST_CASE("a cancelled task ends a script", "[sandbox]") {
  auto box = Sandbox::start("exports.run = function () { while (true) {} };", "main.js", kTight);
  REQUIRE(box.ok());
  const CancelToken token;
  token.cancel();
  CHECK(box->call("run", "0", Task(token)).error().code == ErrorCode::kCancelled);
}
