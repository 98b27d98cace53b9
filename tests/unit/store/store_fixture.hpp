// What store tests share: opening, invented papers, child processes.
// Each helper belongs to the test that calls it.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/store.hpp"
#include "support/temp_dir.hpp"

namespace sheaf::test {

inline std::unique_ptr<store::Store> open_store(const std::string& path = {}) {
  auto opened = store::Store::open(path);
  if (!opened) FAIL(opened.error().message);
  return std::move(opened).value();
}

/// The value, or a failed test with the error's text.
template <class T>
T need(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(result).value();
}
inline void need(Status status) {
  if (!status) FAIL(status.error().message);
}

inline std::string open_error(const std::string& path) {
  auto opened = store::Store::open(path);
  return opened ? std::string() : opened.error().message;
}

inline Paper make_paper(const std::string& id, int version = 1, Detail detail = Detail::kComplete) {
  Paper paper;
  paper.id = id;
  paper.version = version;
  paper.title = "On the matter of " + id;
  paper.abstract = "We study " + id + " and find it sound.";
  paper.authors = {{"Jane Q. Doe", {}}, {"Émile Noether", {}}};
  paper.categories = {"cs.CL", "cs.AI"};
  paper.detail = detail;
  return paper;
}

/// Everything a complete source tells.
inline Paper make_full_paper(const std::string& id, int version = 1) {
  Paper paper = make_paper(id, version);
  paper.authors = {{"Jane Q. Doe", {"Sheaf Institute", "Town University"}}, {"Émile Noether", {}}};
  paper.comment = "12 pages, 3 figures";
  paper.doi = "10.1000/182";
  paper.journal_ref = "J. Inv. 1 (2026) 1-12";
  paper.license = "http://creativecommons.org/licenses/by/4.0/";
  paper.published = 1776300000;
  paper.updated = 1776300000 + version;
  return paper;
}

inline std::vector<std::string> ids_of(const std::vector<Paper>& papers) {
  std::vector<std::string> ids;
  for (const Paper& paper : papers) ids.push_back(paper.id);
  return ids;
}

inline Day day_at(int offset) {
  return *parse_day("2026-04-17") + std::chrono::days(offset);
}

inline store::Store::Batch make_batch(const std::string& list, Day day,
                                      std::vector<store::StoredAnnouncement> items) {
  store::Store::Batch batch;
  batch.list = list;
  batch.day = day;
  batch.items = std::move(items);
  batch.source = "arxiv:" + list;
  batch.memory.etag = "\"" + format_day(day) + "\"";
  batch.memory.batch_day = day;
  return batch;
}

/// Runs `work` in a child process, which ends with its answer and runs no destructors of ours.
inline pid_t start_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  int code = 99;
  try {
    code = work();
  } catch (...) {
  }
  _exit(code);
}

inline int wait_for_child(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace sheaf::test
