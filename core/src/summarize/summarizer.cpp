// The built-in summary put together: see summarizer.hpp.
// Pure functions; any thread.
#include "summarize/summarizer.hpp"

#include <unordered_set>

#include "base/text.hpp"
#include "summarize/fields.hpp"
#include "summarize/latex.hpp"
#include "summarize/tags.hpp"

namespace sheaf::summarize {
namespace {

bool is_between(char32_t c, char32_t low, char32_t high) {
  return c >= low && c <= high;
}

/// "zh", "ja" or "ko" when most letters are of these scripts, else "en".
std::string language_of(const std::vector<std::string>& sentences) {
  std::size_t latin = 0, han = 0, kana = 0, hangul = 0;
  for (const std::string& sentence : sentences)
    for (std::size_t pos = 0; pos < sentence.size();) {
      const char32_t c = next_code_point(sentence, pos);
      if (c < 0x80) {
        latin += is_ascii_alnum(static_cast<char>(c));
      } else if (is_between(c, 0x3040, 0x30FF)) {
        ++kana;
      } else if (is_between(c, 0xAC00, 0xD7AF)) {
        ++hangul;
      } else if (is_cjk_code_point(c)) {
        ++han;
      }
    }
  // A Chinese word has two characters where a Latin one has six.
  if ((han + kana + hangul) * 3 <= latin) return "en";
  if (hangul > han && hangul > kana) return "ko";
  return kana * 5 > han ? "ja" : "zh";
}

std::vector<std::string> institutions_of(const Paper& paper) {
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  for (const Author& author : paper.authors)
    for (const std::string& affiliation : author.affiliations) {
      std::string name = plain_text(affiliation);
      if (!name.empty() && seen.insert(to_lower(name)).second) out.push_back(std::move(name));
    }
  return out;
}

}  // namespace

Summary summarize_sentences(std::string_view title, std::vector<std::string> sentences) {
  Summary summary;
  summary.provider = "built-in";
  const Document document = read_document(title, std::move(sentences));
  summary.sentences = document.sentences;
  summary.labels = label_sentences(document);
  summary.language = language_of(summary.sentences);
  if (summary.sentences.empty()) summary.note = "no abstract";
  summary.tldr = make_tldr(document, summary.labels);
  fill_fields(summary, document);
  summary.tags = find_tags(document);
  summary.mindmap = make_mindmap(title, summary);
  return summary;
}

Summary summarize_paper(const Paper& paper) {
  Summary summary = summarize_sentences(paper.title, split_sentences(paper.abstract));
  summary.institutions = institutions_of(paper);
  summary.code_url = find_code_url(paper);
  return summary;
}

std::string summary_key(const Paper& paper, std::string_view provider, std::string_view language) {
  std::uint64_t hash = fnv1a64(paper.title);
  hash = fnv1a64(std::string_view("\0", 1), hash);  // keeps the title's end apart from the abstract
  hash = fnv1a64(paper.abstract, hash);
  hash = fnv1a64(std::to_string(paper.version), fnv1a64(std::string_view("\0", 1), hash));
  std::string key = paper.scheme == "arxiv" ? paper.id : paper.scheme + ":" + paper.id;
  if (paper.version > 0) key.append("v").append(std::to_string(paper.version));
  key.append("/").append(provider == "built-in" ? kBuiltInVersion : provider);
  key.append("/").append(language);
  key.append("/").append(to_hex(hash));
  return key;
}

}  // namespace sheaf::summarize
