// make_pages hostile FOLDER: an invented day in every published format, for readers that are not
// ours. make_pages again FORMAT FILE: a published page, read and written again, on standard output.
// A program; one thread.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "publish/publish.hpp"
#include "published/reader.hpp"
#include "unit/publish/hostile_digest.hpp"

namespace {

using namespace sheaf;

int fail(const std::string& message) {
  std::fprintf(stderr, "make_pages: %s\n", message.c_str());
  return 1;
}

int write_one(const std::filesystem::path& folder, publish::Format format, const std::string& name,
              const publish::Options& options) {
  const auto text = publish::publish(format, {test::hostile_digest()}, options);
  if (!text) return fail(text.error().message);
  std::ofstream(folder / name, std::ios::binary) << *text;
  return 0;
}

int write_hostile(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  int failed = 0;
  for (const std::string& name : publish::format_names()) {
    publish::Options options;
    const publish::Format format = *publish::parse_format(name);
    const bool feed = format == publish::Format::kRss || format == publish::Format::kAtom ||
                      format == publish::Format::kJsonFeed;
    if (feed) options.url = "https://feeds.example/day?a=1&b=2";
    failed += write_one(folder, format, name, options);
  }
  publish::Options category;
  category.topic = "cs.PF";
  return failed +
         write_one(folder, publish::Format::kWeekPage, "docusaurus-mindmap-category", category);
}

int write_again(const std::string& name, const char* path) {
  const auto format = publish::parse_format(name);
  if (!format) return fail("no format " + name);
  std::ifstream file(path, std::ios::binary);
  const auto digest = published::read_published(
      {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}, path);
  if (!digest) return fail(digest.error().message);
  const auto text = publish::publish(*format, {*digest});
  if (!text) return fail(text.error().message);
  std::fwrite(text->data(), 1, text->size(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "hostile" && argc == 3) return write_hostile(argv[2]);
  if (mode == "again" && argc == 4) return write_again(argv[2], argv[3]);
  return fail("use: make_pages hostile FOLDER | make_pages again FORMAT FILE");
}
