// Reading arXiv identifiers; see arxiv_id.hpp.
// No state; any thread.
#include "model/arxiv_id.hpp"

#include <algorithm>
#include <array>

#include "base/digits.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

/// Archives of identifiers given before April 2007, and the ones merged into others since.
constexpr std::array<std::string_view, 41> kOldArchives = {
    "acc-phys", "adap-org", "alg-geom", "ao-sci",   "astro-ph", "atom-ph",  "bayes-an",
    "chao-dyn", "chem-ph",  "cmp-lg",   "comp-gas", "cond-mat", "cs",       "dg-ga",
    "econ",     "eess",     "funct-an", "gr-qc",    "hep-ex",   "hep-lat",  "hep-ph",
    "hep-th",   "math",     "math-ph",  "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",
    "patt-sol", "physics",  "plasm-ph", "q-alg",    "q-bio",    "q-fin",    "quant-ph",
    "solv-int", "stat",     "supr-con", "comp-lg",  "test",     "ftp"};

bool valid_month(std::string_view two_digits) {
  const int month = (two_digits[0] - '0') * 10 + (two_digits[1] - '0');
  return month >= 1 && month <= 12;
}

/// Splits "…v12" off the end; leaves the text alone when there is no version.
int take_version(std::string_view& text) {
  const std::size_t v = text.find_last_of("vV");
  if (v == std::string_view::npos || v == 0 || !is_ascii_digit(text[v - 1])) return 0;
  const std::string_view digits = text.substr(v + 1);
  if (!all_digits(digits) || digits.size() > 4) return 0;
  int version = 0;
  for (const char c : digits) version = version * 10 + (c - '0');
  text = text.substr(0, v);
  return version;
}

bool strip_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size() || !equals_ignoring_case(text.substr(0, prefix.size()), prefix))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Takes the usual clothes off: scheme, host, path, DOI prefix, query, ".pdf".
std::string_view bare(std::string_view text) {
  text = trim(text);
  if (strip_prefix(text, "arxiv:")) text = trim(text);
  text = text.substr(0, text.find_first_of("?# \t\n"));
  const bool url = strip_prefix(text, "https://") || strip_prefix(text, "http://");
  if (url) {
    strip_prefix(text, "www.");
    strip_prefix(text, "dx.");
    strip_prefix(text, "export.");
    strip_prefix(text, "rss.");
  }
  if (strip_prefix(text, "doi.org/") || strip_prefix(text, "doi:")) text = trim(text);
  if (strip_prefix(text, "10.48550/arxiv.")) return text;
  strip_prefix(text, "oai:arxiv.org:");
  strip_prefix(text, "arxiv.org/");
  for (const std::string_view path : {"abs/", "pdf/", "html/", "format/", "e-print/"})
    if (strip_prefix(text, path)) break;
  if (text.size() > 4 && equals_ignoring_case(text.substr(text.size() - 4), ".pdf"))
    text.remove_suffix(4);
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);
  return text;
}

bool is_new_style(std::string_view text) {
  if (text.size() < 9 || text.size() > 10 || text[4] != '.') return false;
  // Month 00 never existed; the project's own sample papers live there ("0000.00001").
  return all_digits(text.substr(0, 4)) && all_digits(text.substr(5)) &&
         (valid_month(text.substr(2, 2)) || text.substr(0, 4) == "0000");
}

std::optional<std::string> old_style(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view number = text.substr(slash + 1);
  if (number.size() != 7 || !all_digits(number) || !valid_month(number.substr(2, 2)))
    return std::nullopt;
  const std::string archive = ascii_lower(text.substr(0, std::min(slash, text.find('.'))));
  if (std::find(kOldArchives.begin(), kOldArchives.end(), archive) == kOldArchives.end())
    return std::nullopt;
  return archive + "/" + std::string(number);
}

}  // namespace

std::string ArxivId::versioned() const {
  return version > 0 ? base + "v" + std::to_string(version) : base;
}

std::optional<ArxivId> parse_arxiv_id(std::string_view text) {
  // The spelling of API entries, which come by the hundred thousand, needs no undressing.
  constexpr std::string_view kEntry = "http://arxiv.org/abs/";
  if (text.starts_with(kEntry)) {
    std::string_view id = text.substr(kEntry.size());
    const int version = take_version(id);
    if (is_new_style(id)) return ArxivId{std::string(id), version};
  }
  std::string_view id = bare(text);
  const int version = take_version(id);
  if (is_new_style(id)) return ArxivId{std::string(id), version};
  if (auto old = old_style(id)) return ArxivId{*std::move(old), version};
  return std::nullopt;
}

std::string arxiv_abs_url(std::string_view base) { return "https://arxiv.org/abs/" + std::string(base); }
std::string arxiv_pdf_url(std::string_view base) { return "https://arxiv.org/pdf/" + std::string(base); }
std::string arxiv_doi(std::string_view base) { return "10.48550/arXiv." + std::string(base); }

}  // namespace sheaf
