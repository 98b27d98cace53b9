// OaiHarvest: a list of records page by page, from a state that fits into one string.
// Borrows the client; keeps nothing between calls, so any thread may call it. Who calls commits a
// page and the state after it together: a process that is killed repeats at most one page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"
#include "net/client.hpp"
#include "source/oai.hpp"

namespace sheaf::source {

inline constexpr std::string_view kOaiEndpoint = "https://oaipmh.arxiv.org/oai";

/// Where a harvest is. Plain data; made by start_harvest(), moved on by OaiHarvest::next().
struct OaiState {
  std::string set;  ///< as on the server ("cs:cs:AI"); empty: everything
  OaiFormat format = OaiFormat::kArxivRaw;
  std::optional<Day> from;  ///< first datestamp wanted; moves on when a list starts again
  std::string token;        ///< of the next page; empty: the list begins
  bool done = false;
  std::optional<Day> latest;  ///< latest datestamp seen
  std::optional<Day> next_from;  ///< the earliest day of an answer: where the next one begins
  std::uint64_t pages = 0, records = 0;
  std::uint64_t list_records = 0;  ///< since the list last began
  std::uint64_t restarts = 0;      ///< how often it began again without getting further
  std::uint64_t empty_pages = 0;   ///< in a row
  /// Datestamps never went back, so that a restart may begin at `latest` and miss nothing. arXiv's
  /// new server orders its lists so; the old one did not, and a restart there begins at `from`.
  bool by_date = true;
  // One token is remembered and replaced at growing distances (Brent's cycle detection), so that
  // tokens which go in circles are known with little memory.
  std::uint64_t mark = 0, mark_distance = 1, since_mark = 0;

  friend bool operator==(const OaiState&, const OaiState&) = default;
};

/// One line of JSON; for SourceMemory::cursor.
std::string oai_cursor(const OaiState& state);
/// kInvalid for anything oai_cursor() has not written.
Result<OaiState> parse_oai_cursor(std::string_view cursor);

/// A set as the server names it, from its own name ("cs", "physics:hep-th", "cs:cs:AI") or a
/// category or archive ("cs.AI", "hep-th"; aliases by their canonical name). Empty stays empty and
/// means everything. "physics" is the server's group, with hep-th and its like in it. kInvalid,
/// with the nearest categories, for anything else.
Result<std::string> oai_set(std::string_view set_or_category);

/// `from`: first datestamp wanted; nothing, or a day before arXiv's first (2005-09-16): from the
/// beginning. Errors as oai_set().
Result<OaiState> start_harvest(std::string_view set_or_category, OaiFormat format,
                               std::optional<Day> from);
/// What has changed since `finished` began.
OaiState continue_harvest(const OaiState& finished);

struct OaiStep {
  OaiPage page;    ///< papers, deleted ids, and warnings: also why a list began again
  OaiState state;  ///< after it
};

class OaiHarvest {
 public:
  explicit OaiHarvest(net::Client& client, std::string endpoint = std::string(kOaiEndpoint))
      : client_(client), endpoint_(std::move(endpoint)) {}

  /// Asks for one page. When the server no longer knows the token, sends one again, or sends ten
  /// pages in a row without records, the list begins again where that misses nothing, at most
  /// three times without getting further; then kParse. kInvalid with the server's words when it
  /// refuses the request; the client's errors as they are. After an error `state` is still the
  /// place to go on from. A state that is done is returned as it is, without a request.
  Result<OaiStep> next(const OaiState& state, const Task& task);

 private:
  net::Client& client_;
  std::string endpoint_;
};

}  // namespace sheaf::source
