// ListingEntry: what one <dt> and <dd> of arXiv's list pages say, and the paper made of it.
// Plain values, filled by the page's reader; one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace sheaf::source {

/// A piece of the authors' line: a link is one author, text between may hold anything.
struct AuthorPiece {
  bool link = false;
  std::string text;
};

struct ListingEntry {
  std::string id, href;   ///< texts in which the id may stand
  std::string type_info;  ///< all other text of the <dt>: "(cross-list from cs.CV)", "(replaced)"
  std::string title, comments, journal_ref, doi, subjects, primary, abstract;
  std::vector<AuthorPiece> authors;
};

/// Nothing when no arXiv id stands in it.
std::optional<Paper> paper_of(const ListingEntry& entry);

/// "Machine Learning (cs.LG); Optics (physics.optics)" → the categories' canonical ids.
std::vector<std::string> categories_of(std::string_view subjects);

/// Whether a paper of that primary category belongs to the subject itself and not by cross-listing.
/// `subject`: a category, an archive or "grp_physics".
bool is_within(std::string_view subject, std::string_view primary);

/// The day in "… on Fri, 17 Apr 2026" or "Friday, 17 April 2026": the first date in the text.
std::optional<Day> day_in(std::string_view text);

}  // namespace sheaf::source
