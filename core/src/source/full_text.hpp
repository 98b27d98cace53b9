// FullText: a paper's own text, as far as a summary needs it, and where it came from.
// Plain data and one polite fetch; the client and the cache are borrowed for the length of a call.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/paper.hpp"
#include "net/client.hpp"

namespace sheaf::source {

enum class TextOrigin { kHtml, kPdf, kAbstract };
std::string_view text_origin_name(TextOrigin origin);  ///< "HTML", "PDF", "abstract"

struct TextSection {
  std::string title;  ///< without its number; empty before the first heading
  int level = 1;      ///< 1: section, 2: subsection, …
  std::string text;   ///< paragraphs by "\n"; formulas as $…$ and $$…$$
  friend bool operator==(const TextSection&, const TextSection&) = default;
};

struct TextTable {
  std::string caption;
  std::vector<std::string> rows;  ///< cells by " | "
  friend bool operator==(const TextTable&, const TextTable&) = default;
};

struct FullText {
  TextOrigin origin = TextOrigin::kAbstract;
  std::string url;  ///< of what was read
  std::string title;
  std::string abstract;
  std::vector<TextSection> sections;  ///< in order, references left out
  std::vector<TextTable> tables;
  std::vector<std::string> captions;      ///< of figures
  std::vector<std::string> institutions;  ///< as the title page names them, each once
  std::string thumbnail_url;  ///< absolute, of the first figure that is a picture of some size
  std::vector<std::string> limitations, future_work;  ///< sentences; filled by app/full_text
  std::vector<std::string> hidden;                    ///< text that a browser would not show
  std::vector<std::string> warnings;                  ///< what was left out
  std::string
      note;  ///< why it is not the best form: "no HTML version; read from the PDF", or empty
  friend bool operator==(const FullText&, const FullText&) = default;

  /// Sections with headings, captions and tables as one text, cut to about `max_bytes`.
  std::string plain(std::size_t max_bytes = std::size_t{1} << 20) const;
};

std::string full_text_to_json(const FullText& text);
Result<FullText> full_text_from_json(std::string_view json, std::string_view what);

/// What is remembered of an address. Whoever keeps it may forget it at any time.
struct CachedText {
  std::string etag, last_modified;
  Seconds checked = 0;
  bool missing = false;  ///< the server had none
  std::string text;      ///< full_text_to_json(), empty when missing
  friend bool operator==(const CachedText&, const CachedText&) = default;
};

/// Both may be empty functions: nothing is remembered then.
struct TextCache {
  std::function<std::optional<CachedText>(const std::string& key)> find;
  std::function<void(const std::string& key, const CachedText& entry)> put;
};

struct FullTextOptions {
  std::string arxiv_site = "https://arxiv.org";
  std::int64_t fresh_seconds = 30 * 86400;   ///< a text younger than this is not asked for again
  std::int64_t missing_seconds = 2 * 86400;  ///< nor is one that was not there
  bool pdf = true;                           ///< use pdftotext where it is installed
  std::size_t max_html_bytes = std::size_t{50} << 20;
};

/// HTML, else PDF, else the abstract, with a note that says which and why. Asks arXiv only for
/// arXiv papers; another paper's PDF only where Paper::pdf names one. Fails for kCancelled alone.
Result<FullText> fetch_full_text(net::Client& client, const Paper& paper,
                                 const FullTextOptions& options, const TextCache& cache,
                                 const Task& task);

}  // namespace sheaf::source
