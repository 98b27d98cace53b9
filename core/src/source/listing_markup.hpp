// ListingMarkup: the tokens of one <dt> and <dd> of arXiv's list pages, gathered into an entry.
// Borrows the page's reader; one thread.
#pragma once

#include <cstddef>
#include <string>

#include "source/html.hpp"
#include "source/listing_entry.hpp"

namespace sheaf::source {

class ListingMarkup {
 public:
  explicit ListingMarkup(const HtmlReader& html) : html_(html) {}

  void take_term();    ///< the reader's token, within <dt>
  void take_record();  ///< the reader's token, within <dd>
  void end_term() { link_ = false; }
  /// The entry so far; begins a new one.
  ListingEntry finish();

 private:
  enum class Field { kNone, kTitle, kAuthors, kComments, kJournal, kDoi, kSubjects, kAbstract,
                     kOther };

  bool opens_field() const;
  void begin_field();
  bool closes_field() const;
  void close_div();
  void take_field_token();
  void take_span();
  void take_text(const std::string& text);
  std::string* field_target();
  void end_link();

  const HtmlReader& html_;
  ListingEntry entry_;
  Field field_ = Field::kNone;
  std::size_t depth_ = 0;  // <div>s open within the field
  bool descriptor_ = false, primary_ = false, link_ = false;
  std::string link_text_, link_href_;
};

}  // namespace sheaf::source
