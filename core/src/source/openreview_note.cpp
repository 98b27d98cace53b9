// Notes of API 1 and 2; see openreview_note.hpp.
// Format: https://docs.openreview.net/reference/api-v2/entities/note. Pure functions; any thread.
#include "source/openreview_note.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "source/json_fields.hpp"
#include "source/listed.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kSite = "https://openreview.net";

// A content field: bare in API 1, {"value": …} in API 2.
const Json& content_of(const Json& note, const char* key) {
  const Json& value = member(member(note, "content"), key);
  return value.is_object() ? member(value, "value") : value;
}

std::string content_text(const Json& note, const char* key) {
  const Json& value = content_of(note, key);
  if (value.is_string()) return to_valid_utf8(value.get_ref<const std::string&>());
  return value.is_number() ? value.dump() : std::string();
}

// The first of several spellings that says something.
std::string content_line(const Json& note, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (std::string line = clean_line(content_text(note, key)); !line.empty()) return line;
  return {};
}

std::string content_paragraphs(const Json& note, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (std::string text = clean_text(content_text(note, key)); !text.empty()) return text;
  return {};
}

std::vector<std::string> content_lines(const Json& note, const char* key) {
  const Json& value = content_of(note, key);
  std::vector<std::string> lines;
  if (value.is_string()) {
    for (const std::string& part : split_list(value.get_ref<const std::string&>(), ','))
      add_listed(lines, clean_line(part));
  } else if (value.is_array()) {
    for (const Json& item : value)
      if (item.is_string()) add_listed(lines, clean_line(item.get_ref<const std::string&>()));
  }
  return lines;
}

std::optional<Seconds> time_at(const Json& note, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (const auto ms = number_at(note, key); ms && *ms > 0) return *ms / 1000;
  return std::nullopt;
}

// Where a note came in: one invitation in API 1, several in API 2.
std::vector<std::string> invitations_of(const Json& note) {
  std::vector<std::string> all = lines_at(note, "invitations");
  add_listed(all, line_at(note, "invitation"));
  return all;
}

std::string last_part(const std::string& invitation) {
  return invitation.substr(invitation.rfind('/') + 1);
}

bool says_withdrawn(std::string_view text) {
  const std::string low = ascii_lower(text);
  return contains(low, "withdrawn") || contains(low, "desk_rejected") ||
         contains(low, "desk rejected");
}

bool is_withdrawn(const Json& note) {
  for (const std::string& invitation : invitations_of(note))
    if (says_withdrawn(last_part(invitation))) return true;
  if (equals_ignoring_case(content_line(note, {"withdrawal"}), "confirmed")) return true;
  return says_withdrawn(content_line(note, {"venueid"})) ||
         says_withdrawn(content_line(note, {"venue"}));
}

std::string full_link(const std::string& link) {
  if (link.starts_with("https://") || link.starts_with("http://")) return link;
  return link.starts_with("/") && !link.starts_with("//") ? std::string(kSite) + link
                                                          : std::string();
}

void add_people(Paper& paper, const Json& note) {
  // Two names may be the same: nothing is left out here.
  const Json& list = content_of(note, "authors");
  if (!list.is_array()) return;
  for (const Json& item : list) {
    std::string name = item.is_string() ? clean_line(item.get_ref<const std::string&>())
                                        : line_at(item, "fullname");
    if (!name.empty() && name != "Anonymous") paper.authors.push_back({std::move(name), {}});
  }
}

}  // namespace

std::string forum_of(const Json& note) {
  std::string forum = line_at(note, "forum");
  if (forum.empty()) forum = line_at(note, "id");
  const bool plain = forum.size() <= 100 && forum.find_first_of(" /?#&%\"<>") == std::string::npos;
  return plain ? forum : std::string();
}

bool is_submission(const Json& note) {
  if (!line_at(note, "replyto").empty()) return false;
  const std::string forum = line_at(note, "forum");
  return forum.empty() || forum == line_at(note, "id");
}

std::optional<ReviewedPaper> read_submission(const Json& note) {
  const std::string forum = forum_of(note);
  ReviewedPaper reviewed;
  Paper& paper = reviewed.paper;
  paper.title = content_line(note, {"title"});
  if (forum.empty() || paper.title.empty()) return std::nullopt;
  paper.id = "openreview:" + forum;
  paper.scheme = "openreview";
  paper.abstract = content_paragraphs(note, {"abstract"});
  add_people(paper, note);
  paper.keywords = content_lines(note, "keywords");
  paper.venue = content_line(note, {"venue"});
  paper.license = line_at(note, "license");
  paper.landing = std::string(kSite) + "/forum?id=" + percent_encode(forum);
  paper.pdf = full_link(content_line(note, {"pdf"}));
  paper.code_url = full_link(content_line(note, {"code", "code_url"}));
  for (const char* key : {"pdf", "arxiv", "arxiv_url", "doi", "html"})
    if (const auto id = parse_paper_id(content_line(note, {key}));
        id && (id->scheme == "arxiv" || id->scheme == "doi"))
      add_listed(paper.aliases, id->id);
  paper.doi = canonical_doi(content_line(note, {"doi"}));
  paper.published = time_at(note, {"pdate", "odate", "cdate", "tcdate"});
  reviewed.modified = time_at(note, {"tmdate", "mdate", "tcdate", "cdate"});
  paper.updated = reviewed.modified;
  reviewed.tldr = content_line(note, {"TL;DR", "TLDR", "tldr", "one-sentence_summary"});
  reviewed.withdrawn = is_withdrawn(note);
  reviewed.deleted = time_at(note, {"ddate"}).has_value();
  if (reviewed.withdrawn) paper.comment = "Withdrawn";
  if (reviewed.deleted) paper.comment = "Deleted";
  return reviewed;
}

std::optional<Review> read_review(const Json& note) {
  if (time_at(note, {"ddate"})) return std::nullopt;
  Review review;
  bool known = false;
  for (const std::string& invitation : invitations_of(note)) {
    const std::string part = last_part(invitation);
    const bool decision = contains(part, "Decision");
    const bool meta = contains(part, "Meta_Review");
    if (!decision && !meta && !part.ends_with("Review")) continue;
    review.kind = decision ? Review::Kind::kDecision
                  : meta   ? Review::Kind::kMetaReview
                           : Review::Kind::kReview;
    known = true;
    break;
  }
  if (!known) return std::nullopt;
  review.rating = content_line(
      note, {"rating", "overall_rating", "recommendation", "overall_recommendation", "score"});
  review.confidence = content_line(note, {"confidence"});
  review.decision = content_line(note, {"decision", "recommendation"});
  if (review.kind == Review::Kind::kReview) review.decision.clear();
  if (review.kind == Review::Kind::kDecision) review.rating.clear();
  review.text = content_paragraphs(note, {"review", "metareview", "comment", "summary"});
  return review;
}

}  // namespace sheaf::source
