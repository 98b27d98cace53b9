// The built-in summary put together: see summarizer.hpp.
// Pure functions; any thread.
#include "summarize/summarizer.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "model/paper_links.hpp"
#include "summarize/fields.hpp"
#include "summarize/latex.hpp"
#include "summarize/roles.hpp"
#include "summarize/tags.hpp"

namespace sheaf::summarize {
namespace {

bool is_between(char32_t c, char32_t low, char32_t high) {
  return c >= low && c <= high;
}

/// "zh", "ja" or "ko" when most letters are of these scripts, else "en".
/// Bytes that letters of Chinese, Japanese or Korean begin with.
bool may_be_eastern(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

std::string language_of(const Document& document) {
  const std::vector<std::string>& sentences = document.sentences;
  if (!document.wide || std::none_of(sentences.begin(), sentences.end(), may_be_eastern)) return "en";
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
      std::string name = collapse_spaces(plain_text(to_valid_utf8(affiliation)));
      while (!name.empty() && contains(".,;: ", name.substr(name.size() - 1))) name.pop_back();
      if (!name.empty() && seen.insert(to_lower(name)).second) out.push_back(std::move(name));
    }
  return out;
}

/// Tags of the closed list first, then the phrases that do not say the same.
void add_topics(Summary& summary, Topics topics) {
  summary.area = std::move(topics.area);
  summary.tags = std::move(topics.tags);
  std::vector<std::string> given;  // in lower case
  for (const std::string& tag : summary.tags) given.push_back(ascii_lower(tag));
  for (const std::string& phrase : summary.phrases) {
    std::string low = ascii_lower(phrase);
    const auto same = [&low](const std::string& tag) { return contains(tag, low); };
    if (std::any_of(given.begin(), given.end(), same)) continue;
    add_once(summary.tags, phrase, kMaxTags);
    given.push_back(std::move(low));
  }
}

}  // namespace

Summary summarize_sentences(std::string_view title, std::vector<std::string> sentences,
                            const TopicList& topics, const std::vector<std::string>& categories) {
  Summary summary;
  summary.provider = "built-in";
  Document document = read_document(title, std::move(sentences));
  const RoleReading roles = read_roles(document);
  summary.labels = roles.labels;
  summary.language = language_of(document);
  if (document.sentences.empty()) summary.note = "no abstract";
  summary.tldr = make_tldr(document, summary.labels);
  fill_fields(summary, document, roles);
  summary.phrases = find_tags(document);
  add_topics(summary, topics.find(document, categories));
  summary.sentences = std::move(document.sentences);
  summary.mindmap = make_mindmap(title, summary, &document);
  return summary;
}

Summary summarize_paper(const Paper& paper, const TopicList& topics) {
  Summary summary = summarize_sentences(paper.title, split_sentences(paper.abstract), topics,
                                        paper.categories);
  summary.institutions = institutions_of(paper);
  PaperLinks links = find_links(paper);
  summary.code_url = std::move(links.code);
  summary.project_url = std::move(links.project);
  return summary;
}

std::string summary_key(const Paper& paper, std::string_view provider, std::string_view language,
                        const TopicList& topics) {
  std::uint64_t hash = fnv1a64(paper.title);
  hash = fnv1a64(std::string_view("\0", 1), hash);  // keeps the title's end apart from the abstract
  hash = fnv1a64(paper.abstract, hash);
  hash = fnv1a64(std::to_string(paper.version), fnv1a64(std::string_view("\0", 1), hash));
  // What area and links depend on beside the texts.
  for (const std::string& category : paper.categories) hash = fnv1a64(category + " ", hash);
  hash = fnv1a64(paper.code_url, fnv1a64(paper.comment + " ", hash));
  if (topics.key() != 0) hash = fnv1a64(to_hex(topics.key()), hash);
  std::string key = paper.scheme == "arxiv" ? paper.id : paper.scheme + ":" + paper.id;
  if (paper.version > 0) key.append("v").append(std::to_string(paper.version));
  key.append("/").append(provider == "built-in" ? kBuiltInVersion : provider);
  key.append("/").append(language);
  key.append("/").append(to_hex(hash));
  return key;
}

}  // namespace sheaf::summarize
