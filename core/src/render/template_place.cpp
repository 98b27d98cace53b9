// Following Markdown's structure through a template; see template_place.hpp. In doubt a place counts
// as code, where only ids and numbers may stand.
#include "render/template_place.hpp"

#include "base/text.hpp"

namespace sheaf::render {

void PlaceTracker::feed(std::string_view literal) {
  for (const char c : literal) {
    if (c == '\n') {
      end_line();
    } else {
      feed(c);
    }
  }
}

void PlaceTracker::value() {
  end_run();
  note_char('v');
  if (link_ == Link::kUrlStart) link_ = Link::kUrl;
}

void PlaceTracker::note_char(char c) {
  if (c != ' ' && c != '\t' && c != '>') prefix_ = false;
  if (!prefix_ && head_.size() < 3) head_ += c;
  before_last_ = last_;
  last_ = c;
}

std::size_t PlaceTracker::open_code() const {
  if (run_ == 0) return code_;
  if (code_ == 0) return run_;
  return code_ == run_ ? 0 : code_;
}

void PlaceTracker::end_run() {
  code_ = open_code();
  run_ = 0;
}

void PlaceTracker::end_line() {
  end_run();
  if (fence_ != '\0') {
    if (on_fence_line() && head_.front() == fence_) fence_ = '\0';
  } else if (on_fence_line()) {
    fence_ = head_.front();
    code_ = 0;
  }
  // Code and formulas end with their paragraph.
  if (head_.empty()) {
    code_ = 0;
    math_ = false;
  }
  link_ = Link::kNone;
  table_ = escaped_ = false;
  prefix_ = true;
  head_.clear();
  before_last_ = last_ = '\n';
}

void PlaceTracker::feed(char c) {
  if (fence_ == '\0' && !on_fence_line()) {
    if (angle_ != Angle::kNone) {
      inside_angle(c);
    } else if (c == '`' && !escaped_) {
      ++run_;
    } else {
      end_run();
      if (code_ == 0) structure_char(c);
    }
  }
  note_char(c);
}

void PlaceTracker::inside_angle(char c) {
  if (c != '>') return;
  const bool closed = angle_ == Angle::kTag ||
                      (angle_ == Angle::kComment && last_ == '-' && before_last_ == '-') ||
                      (angle_ == Angle::kTemplater && last_ == '%');
  if (closed) angle_ = Angle::kNone;
}

void PlaceTracker::structure_char(char c) {
  const bool was_escaped = escaped_;
  escaped_ = c == '\\' && !was_escaped;
  // In a table the pipe of a link is written with a backslash.
  if (c == '|' && link_ == Link::kTarget) link_ = Link::kLabel;
  if (was_escaped || escaped_) return;
  const bool url = link_ == Link::kUrlStart || link_ == Link::kUrl;
  if (url) link_ = c == ')' || c == ' ' ? Link::kNone : Link::kUrl;
  if (c == '$' && last_ != '$') math_ = !math_;
  if (c == '|' && link_ == Link::kNone && prefix_) table_ = true;
  if (c == '[' && last_ == '[') link_ = Link::kTarget;
  if (c == ']' && last_ == ']') link_ = Link::kNone;
  if (c == '(' && last_ == ']' && link_ == Link::kNone) link_ = Link::kUrlStart;
  if (last_ == '<') {
    if (c == '%') {
      angle_ = Angle::kTemplater;
    } else if (c == '!' || c == '?') {
      angle_ = Angle::kComment;
    } else if (is_ascii_alnum(c) || c == '/') {
      angle_ = Angle::kTag;
    }
  }
}

std::optional<Place> PlaceTracker::place() const {
  if (escaped_ || last_ == '#' || last_ == '^' || last_ == '<') return std::nullopt;
  if (fence_ != '\0' || on_fence_line() || open_code() > 0 || math_ || angle_ != Angle::kNone)
    return Place::kCode;
  switch (link_) {
    case Link::kTarget: return Place::kTarget;
    case Link::kLabel: return Place::kLabel;
    case Link::kUrlStart: return Place::kUrlStart;
    case Link::kUrl: return Place::kUrl;
    case Link::kNone: break;
  }
  return table_ ? Place::kCell : Place::kProse;
}

std::string PlaceTracker::structure() const {
  std::string out;
  if (fence_ != '\0' || on_fence_line()) out += "a code fence ";
  if (open_code() > 0) out += "code ";
  if (math_) out += "a formula ";
  if (angle_ != Angle::kNone) out += "HTML or a command ";
  if (link_ != Link::kNone) out += "a link ";
  if (table_) out += "a table row ";
  return std::string(trim(out));
}

}  // namespace sheaf::render
