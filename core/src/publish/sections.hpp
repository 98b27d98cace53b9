// The entries of a page under its headings, and the part of digests that a topic leaves.
// Sections borrow the entries; plain values, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf::publish {

struct Section {
  std::string name;
  std::vector<const Entry*> entries;
};

/// The heading of an entry that is told only once: its first topic, its primary category, or
/// "Other".
std::string main_section(const Entry& entry);
/// In the order in which entries name them first. `repeated`: an entry stands under each of its
/// topics, else only under main_section().
std::vector<Section> sections_of(const std::vector<const Entry*>& entries, bool repeated);
std::vector<const Entry*> entries_of(const Digest& digest);

/// Keeps the entries of `topic` (any case) and makes it their only topic; by category where no
/// entry names it as a topic. How many are left, over all digests.
std::size_t keep_topic(std::vector<Digest>& digests, std::string_view topic);
/// Every name that main_section() and the topics give, each once.
std::vector<std::string> topic_names(const std::vector<Digest>& digests);

/// "arxiv:cs.CL: stale …" for each source that may have had more; empty for a whole day, and for
/// one that was imported.
std::vector<std::string> troubles(const Digest& digest);
/// The paper's page, safe in a link; a search for its title where it has none.
std::string paper_url(const Paper& paper);
/// Says that a sample's papers are invented; else empty.
std::string sample_note(const Digest& digest);

}  // namespace sheaf::publish
