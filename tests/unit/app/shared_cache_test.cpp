// The shared cache in front of a server in memory that can be damaged, slow to trust, or down.
#include <catch2/catch.hpp>

#include <map>
#include <mutex>

#include "app/shared_cache.hpp"
#include "base/text.hpp"

using namespace sheaf;
using namespace sheaf::app;

namespace {

class MemoryServer final : public net::Transport {
 public:
  Result<net::HttpResponse> send(const net::HttpRequest& request, const Task&) override {
    const std::lock_guard lock(mutex);
    ++requests;
    if (down) return Error(ErrorCode::kNetwork, "no route");
    net::HttpResponse response;
    response.status = 200;
    if (request.method == "PUT") {
      objects[request.url] = request.body;
    } else if (const auto it = objects.find(request.url); it != objects.end()) {
      response.body = it->second;
    } else {
      response.status = 404;
    }
    return response;
  }
  std::mutex mutex;
  std::map<std::string, std::string> objects;
  std::size_t requests = 0;
  bool down = false;
};

SharedCacheProfile profile() {
  SharedCacheProfile profile;
  profile.kind = "webdav";
  profile.url = "https://cache.example/papers";
  return profile;
}

Summary summary_of(const std::string& tldr) {
  Summary summary;
  summary.tldr = tldr;
  summary.grounding = {3, {"9%"}};
  return summary;
}

std::unique_ptr<store::Store> new_store() {
  return store::Store::open("").value();
}

}  // namespace

TEST_CASE("A summary put by one reader is found by another and then kept", "[app][shared_cache]") {
  MemoryServer server;
  const auto one = new_store(), two = new_store();
  SharedCache first(*one, profile(), {}, &server), second(*two, profile(), {}, &server);
  REQUIRE(first.put("k1", summary_of("It works."), Task()).ok());
  CHECK(first.writes() == 1);
  const auto found = second.find({"k0", "k1"}, Task());
  REQUIRE(found.ok());
  CHECK_FALSE((*found)[0]);
  REQUIRE((*found)[1]);
  CHECK(*(*found)[1] == summary_of("It works."));
  CHECK(two->find_summary("k1").value() == summary_of("It works."));
  const std::size_t before = server.requests;
  CHECK(second.find({"k1"}, Task()).value()[0]);
  CHECK(server.requests == before);
  CHECK(second.hits() == 1);
}

TEST_CASE("Objects that are damaged, foreign or another key's are ignored and said once",
          "[app][shared_cache]") {
  const std::string good = shared_object("k1", summary_of("It works."));
  CHECK(read_shared_object(good, "k1").ok());
  CHECK_FALSE(read_shared_object(good, "k2").ok());
  CHECK_FALSE(read_shared_object(replace_all(good, "works", "fails"), "k1").ok());
  for (const std::string bad :
       {"", "null", "[]", "{}", "{\"format\":\"sheaf-summary-1\",\"key\":\"k1\",\"summary\":[]}"})
    CHECK_FALSE(read_shared_object(bad, "k1").ok());

  MemoryServer server;
  const auto store = new_store();
  for (const std::string key : {"k1", "k2"})
    server.objects["https://cache.example/papers/" + shared_object_name("sheaf", key)] = "{}";
  SharedCache cache(*store, profile(), {}, &server);
  const auto found = cache.find({"k1", "k2"}, Task());
  REQUIRE(found.ok());
  CHECK_FALSE((*found)[0]);
  CHECK(cache.warnings().size() == 1);
}

TEST_CASE("A server that is down is asked little, said once, and in nobody's way",
          "[app][shared_cache]") {
  MemoryServer server;
  server.down = true;
  const auto store = new_store();
  SharedCache cache(*store, profile(), {}, &server);
  std::vector<std::string> keys;
  for (int i = 0; i < 500; ++i) keys.push_back("k" + std::to_string(i));
  REQUIRE(cache.find(keys, Task()).ok());
  CHECK(server.requests <= 6);
  REQUIRE(cache.put("k1", summary_of("x"), Task()).ok());
  CHECK(cache.find({"k1"}, Task()).value()[0]);
  REQUIRE(cache.warnings().size() == 1);
  CHECK(contains(cache.warnings()[0], "goes on without it"));
}

TEST_CASE("Read-only writes nothing, and a wrong profile is a warning", "[app][shared_cache]") {
  MemoryServer server;
  const auto store = new_store();
  SharedCacheProfile wanted = profile();
  wanted.read_only = true;
  SharedCache cache(*store, wanted, {}, &server);
  REQUIRE(cache.put("k1", summary_of("x"), Task()).ok());
  CHECK(server.objects.empty());
  CHECK(cache.warnings().empty());

  wanted.kind = "ftp";
  SharedCache other(*store, wanted, {}, &server);
  CHECK(other.warnings().size() == 1);
  CHECK(other.find({"k1"}, Task()).value()[0]);

  const SecretReader unreadable = [](const SecretSource&) {
    return Result<std::string>(Error(ErrorCode::kNotFound, "no such file"));
  };
  SharedCache locked(*store, profile(), unreadable, &server);
  REQUIRE(locked.warnings().size() == 1);
  CHECK(contains(locked.warnings()[0], "no such file"));
  CHECK(SharedCache(*store, SharedCacheProfile(), {}, &server).warnings().empty());
}

TEST_CASE("Names of objects hold whatever prefix and key are", "[app][shared_cache]") {
  const std::string name = shared_object_name("../a b//c/", "2401.10020v2/x");
  CHECK(name.find("..") == std::string::npos);
  CHECK(name.find("ab/c/") == 0);
  CHECK(shared_object_name("", "k").size() == 2 + 1 + 32 + 5);
  CHECK(shared_object_name("sheaf", "k1") != shared_object_name("sheaf", "k2"));
}

TEST_CASE("Cancelling ends a search", "[app][shared_cache]") {
  MemoryServer server;
  const auto store = new_store();
  SharedCache cache(*store, profile(), {}, &server);
  const Task task;
  task.cancel_token().cancel();
  CHECK(cache.find({"k"}, task).error().code == ErrorCode::kCancelled);
  CHECK(cache.warnings().empty());
}
