// Merging: what a paper's record becomes when a source tells about it again, or another source does.
// Pure functions; any thread.
//
// Who tells the texts. A record has one teller, the source of the best scheme so far: arxiv, doi,
// pmid, openreview, s2, url, other. Its title, abstract, authors, categories, comment, version,
// dates and detail are the teller's:
//   the same source again    a higher version, or the same with as much detail, replaces the record;
//                            less tells nothing new. An announcement only adds to a complete record.
//   a better source          takes the texts over; what it does not tell stays.
//   a lesser source          completes: fills empty fields, adds aliases and keywords, raises the
//                            count of citations; a publisher or OpenReview also tells the venue.
//   a page that mentions it  (Detail::kMentioned) fills empty fields, never with a text that is cut.
//                            Any source is better than a mention.
// Of two records with different ids of one scheme (a preprint's DOI and the journal's) the one that
// was stored first stays the teller.
// Never emptied by a source that does not tell them: title, abstract, authors, categories, doi,
// journal_ref, license of the same version, published, venue, code_url, landing, pdf, keywords,
// aliases, citations.
#pragma once

#include "store/identity.hpp"

namespace sheaf::store {

/// Of one source: `incoming` tells nothing that may replace a record of this version and detail. It
/// is of a lower version, or of the same (or an unknown) one with less detail.
bool is_lesser(const Paper& incoming, int version, Detail detail);

/// How good the teller of a record is; 0 is best, a mention is worst.
int teller_rank(Detail detail, std::string_view scheme, std::string_view teller);

/// What replaces `stored` after `incoming`. The id of the better scheme wins, the other one becomes
/// an alias. Also for two stored records that turn out to be one paper.
Record merge_records(const Record& stored, const Record& incoming);

}  // namespace sheaf::store
