// Ids of papers of any scheme, reduced to one spelling; see paper.hpp.
// Pure functions; any thread.
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/paper.hpp"

namespace sheaf {
namespace {

bool is_doi_byte(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '<' && c != '>' && c != '\x7f';
}

/// "<1606:" of an old journal's DOI, "10.1175/1520-0493(1987)115<1606:GARSPP>2.0.CO;2" (SICI, ANSI/NISO Z39.56).
bool opens_sici(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && end < 12 && is_ascii_digit(text[end])) ++end;
  return text.starts_with("<") && end > 1 && end < text.size() && text[end] == ':';
}

/// Length of the DOI at the front.
std::size_t doi_length(std::string_view text) {
  std::size_t end = 0;
  bool sici = false;
  for (; end < text.size(); ++end) {
    if (!sici && opens_sici(text.substr(end))) sici = true;
    else if (!is_doi_byte(text[end]) && !(sici && text[end] == '>')) break;
  }
  return end;
}

/// A sentence's punctuation behind a DOI is not part of it; a closing bracket is when it was opened.
std::string_view without_punctuation(std::string_view doi) {
  while (!doi.empty()) {
    const char last = doi.back();
    const bool unopened = last == ')' && doi.find('(') == std::string_view::npos;
    if (!unopened && std::string_view(".,;:'").find(last) == std::string_view::npos) break;
    doi.remove_suffix(1);
  }
  return doi;
}

std::optional<PaperId> parse_prefixed(std::string_view text) {
  constexpr std::string_view kSchemes[] = {"openreview", "pmid", "s2", "url"};
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = ascii_lower(text.substr(0, colon));
  const std::string_view rest = trim(text.substr(colon + 1));
  for (const std::string_view known : kSchemes)
    if (scheme == known && !rest.empty()) return PaperId{scheme + ":" + std::string(rest), scheme, 0};
  return std::nullopt;
}

}  // namespace

std::string canonical_doi(std::string_view text) {
  text = trim(text);
  const std::size_t at = text.find("10.");
  if (at == std::string_view::npos) return {};
  const std::string before = ascii_lower(trim(text.substr(0, at)));
  const bool dressed = before.empty() || before == "doi" || before == "doi:" || before.ends_with("doi.org/");
  if (!dressed) return {};
  std::string_view doi = text.substr(at);
  doi = without_punctuation(doi.substr(0, doi_length(doi)));
  // ISO 26324: a registrant of at least four digits, a slash, anything.
  std::size_t digits = 3;
  while (digits < doi.size() && (is_ascii_digit(doi[digits]) || doi[digits] == '.')) ++digits;
  if (digits < 7 || digits + 1 >= doi.size() || doi[digits] != '/') return {};
  return ascii_lower(replace_all(doi, "\\_", "_"));  // authors give arXiv the LaTeX of it
}

std::optional<PaperId> parse_paper_id(std::string_view text) {
  text = trim(text);
  if (const auto arxiv = parse_arxiv_id(text)) return PaperId{arxiv->base, "arxiv", arxiv->version};
  if (std::string doi = canonical_doi(text); !doi.empty()) return PaperId{std::move(doi), "doi", 0};
  return parse_prefixed(text);
}

}  // namespace sheaf
