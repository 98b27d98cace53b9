// What tests of plugins share: a folder to write plugins into, and a library that runs a digest with them.
// Each test owns its own.
#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include <unistd.h>

#include "app/plugins.hpp"
#include "canned_arxiv.hpp"

namespace sheaf::test {

inline constexpr std::int64_t kFridayNoon = 1776441600000;  // 2026-04-17 16:00 UTC

struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / ("sheaf-plugins-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const std::string& name) const { return (path / name).string(); }
  /// A plugin's folder with this manifest (without name, version and contract) and script.
  std::string plugin(const std::string& name, const std::string& manifest, const std::string& script) const {
    std::filesystem::create_directories(path / name);
    std::ofstream(path / name / "manifest.json")
        << "{\"contract\": 1, \"name\": \"" << name << "\", \"version\": \"1\", " << manifest << "}";
    std::ofstream(path / name / "main.js") << script;
    return (path / name).string();
  }
  std::filesystem::path path;
};

/// A library that asks canned pages, and a profile that plugins are put into.
struct PluginBench {
  PluginBench() {
    app::LibraryOptions options;
    options.http = [this](const net::HttpRequest& asked) -> Result<net::HttpResponse> {
      for (const auto& [url, body] : pages)
        if (asked.url == url) return net::HttpResponse{200, {}, body};
      return arxiv.door()(asked);
    };
    options.clock = &clock;
    options.max_retries = -1;
    library = std::move(app::Library::open(std::move(options))).value();
    request.profile.categories = {"cs.CL"};
    request.profile.keywords = {{"retrieval", 1}};
    request.profile.scorer = "keywords";
    request.profile.ranking.fold = false;
    arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001", 1, "new", "Dense Retrieval"}, {"2604.00002", 1, "new", "Sparse Things"}});
  }
  void use(PluginUse use) {
    if (use.label.empty()) use.label = use.name.empty() ? std::filesystem::path(use.path).filename().string() : use.name;
    request.profile.plugins.push_back(std::move(use));
  }
  Digest run() {
    auto digest = library->digest(request, Task());
    REQUIRE(digest.ok());
    return *std::move(digest);
  }

  CannedArxiv arxiv;
  std::map<std::string, std::string> pages;
  FakeClock clock{kFridayNoon};
  std::unique_ptr<app::Library> library;
  app::DigestRequest request;
};

}  // namespace sheaf::test
