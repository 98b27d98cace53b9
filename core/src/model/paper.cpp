// Paper, announcement types, roles and source states as words; see paper.hpp, summary.hpp, digest.hpp.
// No state; any thread.
#include "model/paper.hpp"

#include <algorithm>
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

/// Whether a browser is all that such an address starts: feeds, files and plugins may name any scheme.
bool is_web_address(std::string_view url) {
  const std::string scheme = ascii_lower(url.substr(0, 8));
  return (scheme.starts_with("https://") || scheme.starts_with("http://")) &&
         std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

std::string Paper::abs_url() const {
  if (scheme == "arxiv") return arxiv_abs_url(id);
  if (is_web_address(landing)) return landing;
  if (scheme == "doi") return "https://doi.org/" + id;
  return doi.empty() ? std::string() : "https://doi.org/" + doi;
}

std::string Paper::pdf_url() const {
  if (scheme == "arxiv") return arxiv_pdf_url(id);
  return is_web_address(pdf) ? pdf : std::string();
}

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

}  // namespace sheaf
