// HtmlReader: the tags and texts of an HTML page one after the other, as they are written.
// Borrows the page; views of a token hold until next(). One thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sheaf::source {

/// Ten times the largest page of a list (2,000 entries with abstracts, 6 MB).
inline constexpr std::size_t kMaxHtmlBytes = std::size_t{64} << 20;

/// A tokenizer, not a parser: it builds no tree, corrects nothing and never fails. Every byte is
/// looked at once or twice. Comments, declarations, processing instructions and what stands between
/// <script> or <style> and its end tag are left out; a tag, comment or script that is never closed
/// ends with the page.
class HtmlReader {
 public:
  enum class Kind { kStart, kEnd, kText };

  explicit HtmlReader(std::string_view page) : page_(page) {}

  /// False at the end of the page.
  bool next();

  Kind kind() const { return kind_; }
  /// Of a start or end tag, in lower case.
  const std::string& name() const { return name_; }
  bool starts(std::string_view name) const { return kind_ == Kind::kStart && name_ == name; }
  bool ends(std::string_view name) const { return kind_ == Kind::kEnd && name_ == name; }
  /// Of a text: with its references decoded, white space as it is.
  std::string text() const;
  /// Of a start tag, decoded; nothing when it has none of that name (lower case). The first counts.
  std::optional<std::string> attribute(std::string_view name) const;
  /// Whether the start tag's class attribute holds this one.
  bool has_class(std::string_view name) const;
  /// Where the token begins, in bytes.
  std::size_t place() const { return place_; }

 private:
  bool read_tag();
  void skip_past(std::string_view mark);
  void skip_raw_text();

  std::string_view page_;
  std::size_t at_ = 0;
  std::size_t place_ = 0;
  Kind kind_ = Kind::kText;
  std::string name_;
  std::string_view raw_;  ///< a text, or a tag's attributes
};

}  // namespace sheaf::source
