// Fuzzer of the JSON door: the first line names an op, each further line is "key=value", the value JSON or,
// where it is none, text; a line "{…}" is all the arguments. Two ops may follow one another, divided by a NUL.
// Runs over a store in memory, without network; files are wanted below one folder, and none may be elsewhere.
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "fuzz.hpp"

#include <nlohmann/json.hpp>

#include "app/library.hpp"
#include "app/ops.hpp"
#include "model/json.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace sheaf;
namespace fs = std::filesystem;

constexpr std::int64_t kNow = 1776427200000;  // 2026-04-17T12:00:00Z

/// One folder for all inputs; what ops may write is below "in".
const test::TempDir& folder() {
  static const test::TempDir dir;
  static const bool home = [] {
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
      ::setenv(name, dir.file("in").c_str(), 1);
    return true;
  }();
  (void)home;
  return dir;
}

/// A path of the caller's own, which he may point anywhere: here below the folder.
std::string below(const std::string& name) {
  const std::string last = name.substr(name.rfind('/') + 1);
  return folder().file("in/" + (last.empty() || last == "." || last == ".." || contains(last, std::string(1, '\0')) ? "x" : last.substr(0, 60)));
}

bool is_callers_path(std::string_view key) {
  return key == "folder" || key == "vault" || key == "bibtex" || key == "digest_file" || key == "output";
}

/// What would start programs, wait for other machines or read other files is taken out of profiles.
void tame(Json& json) {
  if (json.is_array())
    for (Json& one : json) tame(one);
  if (!json.is_object()) return;
  for (const char* key : {"command", "file", "env", "prompts", "mail", "server"}) json.erase(key);
  for (auto& [key, value] : json.items()) {
    if ((is_callers_path(key) || key == "path") && value.is_string()) value = below(value.get<std::string>());
    tame(value);
  }
}

void place(Json& args) {
  const bool note = args.contains("folder");  // "path" names a note of the vault then
  for (auto& [key, value] : args.items())
    if ((is_callers_path(key) || (key == "path" && !note)) && value.is_string()) value = below(value.get<std::string>());
  const auto profile = args.find("profile");
  if (profile == args.end()) return;
  if (profile->is_string()) {
    auto read = parse_json(profile->get<std::string>(), "profile", true);
    *profile = read ? *read : Json("{\"categories\": [\"cs.CL\"]}");
  }
  if (profile->is_object() && profile->contains("vault") && (*profile)["vault"].is_object()) {
    const Json vault = (*profile)["vault"];  // its paths are below the vault, hostile as they come
    profile->erase("vault");
    tame(*profile);
    (*profile)["vault"] = vault;
    return;
  }
  tame(*profile);
}

Json arguments_of(const std::vector<std::string>& lines) {
  Json args = Json::object();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t equals = lines[i].find('=');
    if (lines[i].starts_with('{')) {
      if (auto whole = parse_json(lines[i], "line"); whole && whole->is_object()) args.update(*whole);
    } else if (equals != std::string::npos) {
      auto value = parse_json(std::string_view(lines[i]).substr(equals + 1), "value");
      args[lines[i].substr(0, equals)] = value ? *value : Json(to_valid_utf8(std::string_view(lines[i]).substr(equals + 1)));
    }
  }
  place(args);
  return args;
}

std::unique_ptr<app::Library> open_library(FakeClock& clock) {
  app::LibraryOptions options;
  options.clock = &clock;
  options.max_retries = -1;
  options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
    return Error{ErrorCode::kNetwork, "there is no network"};
  };
  auto library = app::Library::open(options);
  fuzz::require(library.ok(), "the library does not open");
  return std::move(library).value();
}

void check_files() {
  std::size_t outside = 0;
  for (const auto& entry : fs::directory_iterator(folder().path())) outside += entry.path().filename() == "in" ? 0 : 1;
  fuzz::require(outside == 0, "a file was written beside the folder");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::error_code ignored;
  fs::remove_all(folder().path() / "in", ignored);
  fs::create_directories(folder().path() / "in", ignored);
  FakeClock clock(kNow);
  const auto library = open_library(clock);
  for (const std::string& one : fuzz::parts_of(data, size, 2)) {
    const std::vector<std::string> lines = split(one, '\n');
    const auto result = app::run_op(*library, lines.front(), dump_json(arguments_of(lines)), Task());
    if (result) {
      fuzz::require_utf8(*result, "a result is no UTF-8");
      fuzz::require(parse_json(*result, "result").ok(), "a result is no JSON", *result);
    } else {
      fuzz::require(!result.error().message.empty(), "an error without words");
      fuzz::require_utf8(result.error().message, "an error is no UTF-8");
      fuzz::require(result.error().code != ErrorCode::kInternal, "an error that is a bug", result.error().message);
    }
  }
  check_files();
  return 0;
}
