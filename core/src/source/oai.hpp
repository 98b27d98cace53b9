// OAI-PMH answers to papers: the formats arXiv, arXivRaw, arXivOld and oai_dc, as arXiv's old
// server (export.arxiv.org/oai2, until 2025) and its new one (oaipmh.arxiv.org/oai) write them.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

enum class OaiFormat {
  kArxiv,     ///< authors taken apart, days instead of times, no version number
  kArxivRaw,  ///< every version with its time; authors as one string, TeX as submitted
  kArxivOld,  ///< as kArxivRaw without versions and dates
  kDublinCore
};
/// "arXiv", "arXivRaw", "arXivOld", "oai_dc": what OAI-PMH calls the metadataPrefix.
std::string_view oai_prefix(OaiFormat format);
std::optional<OaiFormat> parse_oai_prefix(std::string_view prefix);

/// What an answer is, where it is not records: both end or restart a harvest, neither is a fault.
enum class OaiOutcome { kRecords, kNoRecordsMatch, kBadToken };

struct OaiPage {
  OaiOutcome outcome = OaiOutcome::kRecords;
  std::string words;  ///< the server's, when the outcome is not kRecords
  /// In the order of the page. Dates are midnight UTC where the format has days only; `updated`
  /// equals `published` when a format with dates names no later one.
  std::vector<Paper> papers;
  std::vector<std::string> deleted;  ///< base ids
  std::string token;                 ///< of the next page, as the server writes it; empty: the last
  std::optional<Seconds> token_expires;
  std::optional<std::uint64_t> complete_size;  ///< records of the list, where the server tells
  std::optional<Seconds> response_date;
  std::optional<Day> earliest, latest;  ///< datestamps (last modification) on this page
  bool by_date = true;                  ///< datestamps never fall from one record to the next
  std::size_t records = 0;              ///< all: papers, deleted and the unreadable
  std::vector<std::string> warnings;    ///< what could not be read, each with its identifier
};

/// ListRecords and GetRecord, whole or as fragments with the root <ListRecords> or <record>. The
/// format is told by each record itself. kParse for what is no such document; kInvalid, with the
/// server's words, for the protocol's errors but noRecordsMatch and badResumptionToken, which are
/// outcomes. Source: http://www.openarchives.org/OAI/openarchivesprotocol.html, sections 3 and 4.
Result<OaiPage> parse_oai_page(std::string body);

}  // namespace sheaf::source
