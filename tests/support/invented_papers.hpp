// Invented papers and days for tests.
// Plain functions; each call makes fresh values.
#pragma once

#include <string>
#include <vector>

#include "model/digest.hpp"

namespace sheaf::test {

inline Paper paper(const std::string& id, const std::string& title) {
  Paper out;
  out.id = id;
  out.version = 1;
  out.title = title;
  out.abstract = "We study a thing.\nIt works.";
  out.authors = {{"Ada van der Berg", {}}, {"Li Wei", {}}};
  out.categories = {"cs.LG", "cs.CL"};
  out.published = 1776297600;  // 2026-04-16
  return out;
}

inline Entry entry(const std::string& id, const std::string& title,
                   AnnounceType type = AnnounceType::kNew) {
  Entry out;
  out.paper = paper(id, title);
  out.announcement = {*parse_day("2026-04-17"), type};
  out.score.value = 7.5;
  out.score.reason = "bandit, speculative";
  out.summary.tldr = "It works.";
  out.summary.motivation = "Things are slow.";
  out.summary.method = "A bandit.";
  out.summary.result = "14.8 % faster.";
  out.summary.conclusion = "Use it.";
  out.summary.contributions = {"A bandit", "A proof"};
  out.summary.tags = {"Speculative decoding"};
  out.summary.mindmap = {title, {{"Method", {{"A bandit", {}}}}}};
  out.summary.provider = "built-in";
  return out;
}

inline Digest digest(std::vector<Entry> entries) {
  Digest out;
  out.day = *parse_day("2026-04-17");
  out.profile = "default";
  out.sources = {{"arxiv:cs.LG", SourceState::kOk, "", entries.size()}};
  for (const Entry& e : entries) out.announced.add(e.announcement.type);
  out.entries = std::move(entries);
  return out;
}

}  // namespace sheaf::test
