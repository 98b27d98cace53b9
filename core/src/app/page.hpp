// The archive of pages: a folder with one HTML file a day and an index over all of them.
// Borrows the library; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/library.hpp"
#include "app/op_args.hpp"
#include "app/outputs.hpp"

namespace sheaf::app {

struct PageOptions {
  std::string folder;
  std::size_t days = 60;  ///< the latest so many that are stored; 0: all
  bool sample = false;    ///< the built-in invented day, nothing else
};

/// Writes index.html and a page for each day; files that stay as they are keep their time. Other files
/// in the folder, also pages of older days, are left alone. kNotFound when no day is stored.
Result<std::vector<FileReport>> write_pages(Library& library, const Profile& profile, const PageOptions& options,
                                            const Task& task);

/// Op `page`: folder*, days, profile, profile_name, sample.
Result<Json> run_page(Library& library, const OpArgs& args, const Task& task);

}  // namespace sheaf::app
