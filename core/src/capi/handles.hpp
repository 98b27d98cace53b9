// What stands behind the opaque types of sheaf.h. Text that a getter lends is made when the handle
// is made, so that reading needs no lock.
// Each handle owns what it holds; result handles never change after they are made.
#pragma once

#include <sheaf/sheaf.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs.hpp"
#include "app/library.hpp"
#include "app/outputs.hpp"

struct sheaf_error {
  sheaf::Error error;
};

struct sheaf_text {
  std::string text;
};

struct sheaf_ctx {
  std::unique_ptr<sheaf::app::Library> library;
};

struct sheaf_cancel {
  sheaf::CancelToken token;
};

struct sheaf_http_reply {
  sheaf::net::HttpResponse response;
};

struct sheaf_paper {
  explicit sheaf_paper(sheaf::Paper source);
  sheaf::Paper paper;
  std::string published, updated, pdf_url, abs_url, primary_category, citation_key;
};

struct sheaf_papers {
  sheaf_papers(std::vector<sheaf::Paper> papers, std::uint64_t matching);
  std::vector<sheaf_paper> list;
  std::uint64_t total;
  std::vector<sheaf::Paper> plain() const;
};

struct sheaf_scores {
  std::vector<sheaf::Score> scores;
  std::vector<std::size_t> order;  ///< indices, best first
};

struct sheaf_summary {
  explicit sheaf_summary(sheaf::Summary source);
  sheaf::Summary summary;
  std::string mindmap, outline;
  std::vector<std::string> labels;
};

struct sheaf_digest {
  explicit sheaf_digest(sheaf::Digest source);
  sheaf::Digest digest;  ///< whole, for renderings
  std::string day;
  std::vector<sheaf_paper> papers;
  std::vector<sheaf_summary> summaries;
};

struct sheaf_report {
  std::vector<sheaf::app::FileReport> files;
};

struct sheaf_job {
  std::shared_ptr<sheaf::app::Job> job;
};
