// Where a paper's code, data and project page are, as its own texts tell.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/paper.hpp"

namespace sheaf {

struct PaperLinks {
  std::string code;     ///< repository, model or data archive
  std::string project;  ///< page about the paper or what it made
};

/// Links of a paper: https or http, without the punctuation, LaTeX (\url, \href) and damage around
/// them, at most 300 bytes. Code is what the source names, else the first address of a code host
/// (GitHub, GitLab, Bitbucket, Codeberg, …) in the abstract, else in the comment; where there is
/// none, of a host for models and data (Hugging Face, Zenodo, OSF, …). A project page is one of
/// *.github.io and the like, or an address that the text calls project page, website or demo.
PaperLinks find_links(const Paper& paper);

/// The code link, else the project page; empty without either.
std::string find_code_url(const Paper& paper);

/// `url` as a link that may be shown: http or https with a host, no blanks, quotes or control
/// characters, at most 300 bytes; otherwise empty.
std::string safe_link(std::string_view url);

}  // namespace sheaf
