// Entries of arXiv's list pages out of their tokens; see listing_markup.hpp.
// One thread.
#include "source/listing_markup.hpp"

#include <utility>

#include "base/text.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {

ListingEntry ListingMarkup::finish() {
  end_link();
  field_ = Field::kNone;
  return std::exchange(entry_, {});
}

// The id's link, and in plain text what kind of entry it is.
void ListingMarkup::take_term() {
  if (html_.kind() == HtmlReader::Kind::kText) {
    const std::string text = html_.text();
    if (link_ && contains(ascii_lower(text), "arxiv:")) entry_.id = text;
    if (!link_) entry_.type_info += text;
  } else if (html_.starts("a")) {
    link_ = true;
    const std::string href = html_.attribute("href").value_or("");
    const std::size_t path = href.find("/abs/");
    if (entry_.href.empty() && path != std::string::npos) entry_.href = href.substr(path);
  } else if (html_.ends("a")) {
    link_ = false;
  }
}

void ListingMarkup::take_record() {
  // A field that was not closed ends where the next one begins.
  if (opens_field() && field_ != Field::kAbstract) {
    end_link();
    begin_field();
  } else if (field_ != Field::kNone) {
    take_field_token();
  }
}

bool ListingMarkup::opens_field() const {
  if (html_.starts("p")) return true;
  return html_.starts("div") && html_.attribute("class").value_or("").starts_with("list-");
}

void ListingMarkup::begin_field() {
  struct Known {
    std::string_view name;
    Field field;
  };
  static constexpr Known kFields[] = {
      {"list-title", Field::kTitle},       {"list-authors", Field::kAuthors},
      {"list-comments", Field::kComments}, {"list-journal-ref", Field::kJournal},
      {"list-subjects", Field::kSubjects}, {"list-doi", Field::kDoi}};
  descriptor_ = primary_ = false;
  depth_ = 0;
  field_ = html_.name() == "p" ? Field::kAbstract : Field::kOther;
  for (const Known& known : kFields)
    if (field_ == Field::kOther && html_.has_class(known.name)) field_ = known.field;
}

bool ListingMarkup::closes_field() const {
  return field_ == Field::kAbstract ? html_.ends("p") : html_.ends("div") && depth_ == 0;
}

void ListingMarkup::take_field_token() {
  if (html_.kind() == HtmlReader::Kind::kText) {
    if (link_) {
      link_text_ += html_.text();
    } else if (!descriptor_) {
      take_text(html_.text());
    }
  } else if (closes_field()) {
    end_link();
    field_ = Field::kNone;
  } else if (html_.name() == "a") {
    end_link();
    link_ = html_.kind() == HtmlReader::Kind::kStart;
    link_href_ = html_.attribute("href").value_or("");
  } else if (html_.name() == "span") {
    take_span();
  } else if (html_.name() == "br") {
    take_text("\n ");  // as arXiv writes a paragraph
  } else if (html_.starts("div")) {
    ++depth_;
  } else if (html_.ends("div") && depth_ > 0) {
    --depth_;
  }
}

void ListingMarkup::take_span() {
  const bool opens = html_.kind() == HtmlReader::Kind::kStart;
  descriptor_ = opens && html_.has_class("descriptor");
  primary_ = opens && html_.has_class("primary-subject");
}

std::string* ListingMarkup::field_target() {
  switch (field_) {
    case Field::kTitle:
      return &entry_.title;
    case Field::kComments:
      return &entry_.comments;
    case Field::kJournal:
      return &entry_.journal_ref;
    case Field::kDoi:
      return &entry_.doi;
    case Field::kSubjects:
      return &entry_.subjects;
    case Field::kAbstract:
      return &entry_.abstract;
    default:
      return nullptr;
  }
}

void ListingMarkup::take_text(const std::string& text) {
  if (field_ == Field::kAuthors) {
    auto& pieces = entry_.authors;
    if (pieces.empty() || pieces.back().link) pieces.push_back({false, ""});
    pieces.back().text += text;
  } else if (std::string* target = field_target()) {
    *target += text;
    if (primary_) entry_.primary += text;
  }
}

// A link's text, or its address where arXiv shows "this https URL" instead.
void ListingMarkup::end_link() {
  if (!link_) return;
  link_ = false;
  const std::string text = std::exchange(link_text_, {});
  if (field_ == Field::kAuthors) {
    entry_.authors.push_back({true, text});
    return;
  }
  const std::string words = ascii_lower(one_line(text));
  const bool hidden = words.starts_with("this ") && words.ends_with(" url") && !link_href_.empty();
  take_text(hidden ? link_href_ : text);
}

}  // namespace sheaf::source
