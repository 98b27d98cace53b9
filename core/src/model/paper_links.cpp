// Addresses in prose: runs of the characters that addresses have, cleaned, and sorted by their host;
// see paper_links.hpp. Every character is looked at a bounded number of times.
// Pure functions; any thread.
#include "model/paper_links.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::size_t kLongest = 300;
constexpr std::size_t kContext = 60;  ///< bytes before an address that may say what it is

enum class Kind { kOther, kCode, kData, kPage, kNotTheirs };

struct Host {
  std::string_view name;  ///< the host itself or, with a leading dot, what it ends in
  Kind kind;
  std::string_view path = {};  ///< what the path begins with
};

/// The first that fits counts.
constexpr Host kHosts[] = {
    {"anonymous.4open.science", Kind::kPage, "/w/"},
    {"doi.org", Kind::kData, "/10.5281/zenodo"},
    {"doi.org", Kind::kData, "/10.17605/osf.io"},
    {"doi.org", Kind::kData, "/10.6084/m9.figshare"},
    {"osf.io", Kind::kNotTheirs, "/preprints"},
    {"huggingface.co", Kind::kNotTheirs, "/papers"},
    {"huggingface.co", Kind::kPage, "/spaces"},
    {"github.com", Kind::kCode},
    {".github.com", Kind::kCode},
    {"gitlab.com", Kind::kCode},
    {"bitbucket.org", Kind::kCode},
    {"codeberg.org", Kind::kCode},
    {"anonymous.4open.science", Kind::kCode},
    {"gitee.com", Kind::kCode},
    {"git.sr.ht", Kind::kCode},
    {"sourceforge.net", Kind::kCode},
    {".sourceforge.net", Kind::kCode},
    {"huggingface.co", Kind::kData},
    {"hf.co", Kind::kData},
    {"modelscope.cn", Kind::kData},
    {"zenodo.org", Kind::kData},
    {"osf.io", Kind::kData},
    {"figshare.com", Kind::kData},
    {".figshare.com", Kind::kData},
    {"kaggle.com", Kind::kData},
    {"pypi.org", Kind::kData},
    {"ieee-dataport.org", Kind::kData},
    {"datadryad.org", Kind::kData},
    {"data.mendeley.com", Kind::kData},
    {".github.io", Kind::kPage},
    {".gitlab.io", Kind::kPage},
    {".netlify.app", Kind::kPage},
    {".vercel.app", Kind::kPage},
    {".pages.dev", Kind::kPage},
    {".hf.space", Kind::kPage},
    {".notion.site", Kind::kPage},
    {".readthedocs.io", Kind::kPage},
    {"arxiv.org", Kind::kNotTheirs},
    {".arxiv.org", Kind::kNotTheirs},
    {"doi.org", Kind::kNotTheirs},
    {"dx.doi.org", Kind::kNotTheirs},
    {"openreview.net", Kind::kNotTheirs},
    {"ssrn.com", Kind::kNotTheirs},
    {".ssrn.com", Kind::kNotTheirs},
    {".ieee.org", Kind::kNotTheirs},
    {".acm.org", Kind::kNotTheirs},
    {".springer.com", Kind::kNotTheirs},
    {"sciencedirect.com", Kind::kNotTheirs},
    {"nature.com", Kind::kNotTheirs},
    {"mdpi.com", Kind::kNotTheirs},
    {"creativecommons.org", Kind::kNotTheirs},
    {".wikipedia.org", Kind::kNotTheirs},
    {"youtube.com", Kind::kNotTheirs},
    {"youtu.be", Kind::kNotTheirs},
};

/// Words before an address of any other host that make it a page about the paper.
constexpr std::string_view kPageWords[] = {
    "project",   "website", "web site", "webpage", "web page",  "homepage",    "home page", "demo",
    "code",      "page:",   "page is",  "dataset", "available", "released at", "found at",  "visit",
    "accessible", "online at", "provided at", "details",     "video"};
/// Words that make it somebody else's: the place where the paper appears.
constexpr std::string_view kVenueWords[] = {"conference", "workshop", "proceedings", "publish",
                                            "journal",    "version",  "accepted",    "preprint",
                                            "appear",     "license",  "licence",     "submitted", "society"};

constexpr ByteSet kAddressBytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!&*+,;=%()\\");
bool is_address_byte(char byte) { return kAddressBytes.has(byte); }

bool begins_with_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && equals_ignoring_case(text.substr(0, lower.size()), lower);
}

std::size_t scheme_length(std::string_view url) {
  if (begins_with_ignoring_case(url, "https://")) return 8;
  return begins_with_ignoring_case(url, "http://") ? 7 : 0;
}

std::string_view host_of(std::string_view url) {
  std::string_view rest = url.substr(scheme_length(url));
  return rest.substr(0, rest.find_first_of("/?#:"));
}

bool is_host(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.size() - dot < 3) return false;
  if (contains(host, "..") || host.front() == '-') return false;
  return std::all_of(host.begin(), host.end(),
                     [](char c) { return is_ascii_alnum(c) || c == '.' || c == '-'; });
}

bool fits(const Host& known, std::string_view host, std::string_view path) {
  const bool same = known.name.front() == '.' ? host.ends_with(known.name) : host == known.name;
  return same && begins_with_ignoring_case(path, known.path);
}

Kind kind_of(std::string_view url) {
  std::string host = ascii_lower(host_of(url));
  const std::string_view path = url.substr(scheme_length(url) + host.size());
  if (host.starts_with("www.")) host.erase(0, 4);
  for (const Host& known : kHosts)
    if (fits(known, host, path)) {
      // The bare host of a service says nothing about this paper.
      const bool empty = path.find_first_not_of("/") == std::string_view::npos;
      const bool own = known.kind == Kind::kPage && known.name.front() == '.';
      return empty && !own ? Kind::kNotTheirs : known.kind;
    }
  const bool own_server = host.starts_with("gitlab.") || host.starts_with("git.");
  return own_server || contains(path, "/gitlab/") ? Kind::kCode : Kind::kOther;
}

/// Without the brackets and punctuation of the sentence around it, and LaTeX's escapes.
std::string cleaned(std::string_view run) {
  std::string url;
  int depth = 0;
  for (std::size_t i = 0; i < run.size() && url.size() <= kLongest; ++i) {
    const char c = run[i];
    if (c == '\\') {
      if (i + 1 >= run.size() || std::string_view("_%#&~").find(run[i + 1]) == std::string_view::npos) break;
      continue;
    }
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) break;
    if (i > 0 && scheme_length(run.substr(i)) > 0) break;  // two addresses without a blank
    url += c;
  }
  while (!url.empty() && std::string_view(".,;:!?*(%\\&#~-").find(url.back()) != std::string_view::npos)
    url.pop_back();
  return url;
}

/// Where an address without its scheme begins in a run: a known host or "www.", or npos.
std::size_t bare_start(std::string_view run) {
  const std::size_t before = run.substr(0, run.find('/')).find_last_of(":(,;=");
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view rest = run.substr(start, kLongest);
  if (begins_with_ignoring_case(rest, "www.")) return start;
  const std::string_view host = rest.substr(0, rest.find('/'));
  if (host.size() < 5 || !contains(host, ".")) return std::string_view::npos;
  const Kind kind = kind_of(cleaned(rest));
  return kind == Kind::kOther || kind == Kind::kNotTheirs ? std::string_view::npos : start;
}

bool has_one_of(std::string_view text, const std::string_view* begin, const std::string_view* end) {
  return std::any_of(begin, end, [text](std::string_view word) { return contains(text, word); });
}

/// What the words before an address of an unknown host say about it.
Kind kind_by_context(std::string_view before) {
  const std::string low = ascii_lower(before);
  if (has_one_of(low, std::begin(kVenueWords), std::end(kVenueWords))) return Kind::kNotTheirs;
  return has_one_of(low, std::begin(kPageWords), std::end(kPageWords)) ? Kind::kPage : Kind::kOther;
}

/// The first link of each kind in one text.
class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {
    while (pos_ < text.size()) {
      if (!is_address_byte(text[pos_])) {
        ++pos_;
        continue;
      }
      const std::size_t start = pos_;
      while (pos_ < text.size() && is_address_byte(text[pos_])) ++pos_;
      read_run(start);
    }
  }
  const std::string& first(Kind kind) const { return first_[static_cast<std::size_t>(kind)]; }

 private:
  void read_run(std::size_t start) {
    std::string_view run = text_.substr(start, pos_ - start);
    // "https: //host" has a blank too many.
    if ((run.ends_with("https:") || run.ends_with("http:")) && text_.compare(pos_, 3, " //") == 0) {
      const std::size_t rest = pos_ + 1;
      for (pos_ = rest; pos_ < text_.size() && is_address_byte(text_[pos_]);) ++pos_;
      const std::size_t scheme = run.rfind("http");
      return add(std::string(run.substr(scheme)) + cleaned(text_.substr(rest, pos_ - rest)), start);
    }
    if (run.size() < 6 || run.find('.') == std::string_view::npos) return;
    bool any = false;
    for (std::size_t at = run.find("://"); at != std::string_view::npos; at = run.find("://", at + 3)) {
      const std::size_t scheme = at >= 5 && scheme_length(run.substr(at - 5)) == 8 ? at - 5
                                 : at >= 4 && scheme_length(run.substr(at - 4)) == 7 ? at - 4
                                                                                     : run.size();
      if (scheme == run.size()) continue;
      any = true;
      add(cleaned(run.substr(scheme)), start + scheme);
    }
    if (any || contains(run, "://")) return;
    if (const std::size_t at = bare_start(run); at != std::string_view::npos)
      add("https://" + cleaned(run.substr(at)), start + at);
  }

  void add(std::string url, std::size_t at) {
    const std::size_t from = std::max(told_, at > kContext ? at - kContext : 0);
    const std::string_view before = text_.substr(std::min(from, at), at - std::min(from, at));
    told_ = pos_;
    url = safe_link(url);
    if (url.empty()) return;
    Kind kind = kind_of(url);
    if (kind == Kind::kOther) kind = kind_by_context(before);
    std::string& kept = first_[static_cast<std::size_t>(kind)];
    if (kept.empty()) kept = std::move(url);
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::size_t told_ = 0;  ///< past the last address: words before it were about that one
  std::array<std::string, 5> first_;
};

/// Two slashes or "www." or a known host's ".": nothing else needs a closer look.
bool may_have_links(std::string_view text) {
  for (const std::string_view sign : {"//", "www.", ".com/", ".org/", ".io", ".co/", ".science/"})
    if (contains(text, sign)) return true;
  return false;
}

}  // namespace

std::string safe_link(std::string_view url) {
  if (url.size() > kLongest || scheme_length(url) == 0 || !is_host(host_of(url))) return {};
  const bool clean = std::all_of(url.begin(), url.end(), is_address_byte);
  return clean && !contains(url, "\\") ? std::string(url) : std::string();
}

PaperLinks find_links(const Paper& paper) {
  PaperLinks links;
  links.code = paper.code_url;
  const Finder abstract(may_have_links(paper.abstract) ? std::string_view(paper.abstract) : "");
  const Finder comment(may_have_links(paper.comment) ? std::string_view(paper.comment) : "");
  for (const Kind kind : {Kind::kCode, Kind::kData})
    for (const Finder* text : {&abstract, &comment})
      if (links.code.empty()) links.code = text->first(kind);
  for (const Finder* text : {&abstract, &comment})
    if (links.project.empty()) links.project = text->first(Kind::kPage);
  return links;
}

std::string find_code_url(const Paper& paper) {
  PaperLinks links = find_links(paper);
  return links.code.empty() ? std::move(links.project) : std::move(links.code);
}

}  // namespace sheaf
