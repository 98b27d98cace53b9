// Paper, announcement types, roles and source states as words; see paper.hpp, summary.hpp, digest.hpp.
// No state; any thread.
#include "model/paper.hpp"

#include <array>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/digest.hpp"

namespace sheaf {
namespace {

constexpr std::array<std::string_view, 4> kAnnounceTypes = {"new", "cross", "replace", "replace-cross"};
constexpr std::array<std::string_view, 5> kRoles = {"background", "objective", "method", "result", "other"};
constexpr std::array<std::string_view, 6> kStates = {"ok", "empty", "stale", "partial", "failed", "waiting"};

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

template <class Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? names[index] : std::string_view();
}

constexpr std::array<std::string_view, 4> kRepositoryHosts = {"github.com/", "gitlab.com/",
                                                              "bitbucket.org/", "codeberg.org/"};
constexpr std::array<std::string_view, 2> kPageHosts = {".github.io", "huggingface.co/"};

bool is_url_byte(char c) {
  return is_ascii_alnum(c) || std::string_view("-._~:/?#@!$&'*+,;=%").find(c) != std::string_view::npos;
}

/// The URL or bare host path around `at`, without the punctuation of the sentence it stands in.
std::string url_around(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && is_url_byte(text[begin - 1])) --begin;
  while (end < text.size() && is_url_byte(text[end])) ++end;
  std::string_view url = text.substr(begin, end - begin);
  if (const std::size_t scheme = url.find("http"); scheme != std::string_view::npos && scheme + begin <= at)
    url.remove_prefix(scheme);
  while (!url.empty() && std::string_view(".,;:!?'*").find(url.back()) != std::string_view::npos)
    url.remove_suffix(1);
  const std::string out(url);
  return out.starts_with("http") ? out : "https://" + out;
}

/// A host with a path behind it, or a subdomain before it: "github.com/" alone is no link.
bool is_link_at(std::string_view text, std::size_t at, std::string_view host) {
  if (host.back() != '/') return at > 0 && is_ascii_alnum(text[at - 1]);
  const std::size_t behind = at + host.size();
  return behind < text.size() && is_ascii_alnum(text[behind]);
}

template <std::size_t N>
std::string first_link(std::string_view text, const std::array<std::string_view, N>& hosts) {
  std::size_t first = std::string_view::npos;
  const std::string lowered = ascii_lower(text);
  for (const std::string_view host : hosts) {
    const std::size_t at = lowered.find(host);
    if (at != std::string::npos && is_link_at(text, at, host)) first = std::min(first, at);
  }
  return first == std::string_view::npos ? std::string() : url_around(text, first);
}

}  // namespace

std::string Paper::abs_url() const {
  if (scheme == "arxiv") return arxiv_abs_url(id);
  if (!landing.empty()) return landing;
  if (scheme == "doi") return "https://doi.org/" + id;
  return doi.empty() ? std::string() : "https://doi.org/" + doi;
}

std::string Paper::pdf_url() const { return scheme == "arxiv" ? arxiv_pdf_url(id) : pdf; }

std::string_view announce_type_name(AnnounceType type) { return name_of(kAnnounceTypes, type); }
std::optional<AnnounceType> parse_announce_type(std::string_view name) {
  return find_name<AnnounceType>(kAnnounceTypes, name);
}

std::string_view role_name(Role role) { return name_of(kRoles, role); }
std::optional<Role> parse_role(std::string_view name) { return find_name<Role>(kRoles, name); }

std::string_view source_state_name(SourceState state) { return name_of(kStates, state); }
std::optional<SourceState> parse_source_state(std::string_view name) {
  return find_name<SourceState>(kStates, name);
}

std::string describe(const SourceStatus& status) {
  std::string out = status.name + ": " + std::string(source_state_name(status.state));
  if (!status.detail.empty()) out += " (" + status.detail + ")";
  return status.reason.empty() ? out : out + ", " + status.reason;
}

void TypeCounts::add(AnnounceType type) {
  switch (type) {
    case AnnounceType::kNew: ++new_papers; break;
    case AnnounceType::kCross: ++cross; break;
    case AnnounceType::kReplace: ++replace; break;
    case AnnounceType::kReplaceCross: ++replace_cross; break;
  }
}

bool Digest::degraded() const {
  for (const SourceStatus& source : sources)
    if (source.state != SourceState::kOk && source.state != SourceState::kEmpty) return true;
  return false;
}

std::string find_code_url(const Paper& paper) {
  if (!paper.code_url.empty()) return paper.code_url;
  for (const std::string* text : {&paper.abstract, &paper.comment})
    if (std::string url = first_link(*text, kRepositoryHosts); !url.empty()) return url;
  for (const std::string* text : {&paper.abstract, &paper.comment})
    if (std::string url = first_link(*text, kPageHosts); !url.empty()) return url;
  return {};
}

}  // namespace sheaf
