// The digest as a mail and as chat messages: short, with the state of its sources, and nothing that a
// title or a summary could turn into markup.
// Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "model/digest.hpp"

namespace sheaf::render {

enum class DeliveryKind { kPapers, kEmpty, kFailed };

/// What is told, whatever carries it.
struct DeliveryNote {
  const Digest* digest = nullptr;  ///< borrowed; null: the run failed before there was one
  Day day{};
  std::string profile;
  DeliveryKind kind = DeliveryKind::kPapers;
  std::vector<std::size_t> shown;  ///< indices of digest->entries, in order
  std::size_t papers = 0;          ///< how many there are to tell of, shown or not
  bool late = false;               ///< an earlier message told of the day; these came after it
  std::string failure;             ///< why the run failed
  std::string page_url;            ///< the published archive; empty: none
  std::string unsubscribe;         ///< shown below a mail
};

std::string delivery_subject(const DeliveryNote& note);  ///< "57 papers · Friday 17 April 2026 · default"
/// One line for each source that is stale, partial, failed or waiting; with `all` each source that has
/// no papers, too.
std::vector<std::string> status_lines(const Digest& digest, bool all);

/// A whole HTML document: styles inline, no script, image or anything from elsewhere.
std::string mail_html(const DeliveryNote& note);
std::string mail_text(const DeliveryNote& note);  ///< lines of at most 76 columns where words allow

/// Bodies for webhooks (JSON). Slack's incoming webhooks take 50 blocks of 3,000 characters, Feishu's
/// robots 20 KB: what goes beyond is left out and counted.
std::string slack_body(const DeliveryNote& note);
/// `sign`: members "timestamp" and "sign" of a robot with a signing secret; empty: none.
std::string feishu_body(const DeliveryNote& note, const std::string& timestamp, const std::string& sign);
std::string json_body(const DeliveryNote& note);

}  // namespace sheaf::render
