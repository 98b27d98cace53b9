// Reference: what a bibliography knows of one work, whatever the work and wherever it was kept: a paper
// of a digest, an item of a reference manager. Every format below is a rendering of it.
// Plain data; pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/json.hpp"
#include "model/paper.hpp"

namespace sheaf::cite {

enum class ReferenceKind {
  kArticle, kReview, kPreprint, kBook, kBooklet, kChapter, kConferencePaper, kProceedings, kThesis, kReport, kWebPage,
  kNewspaper, kMagazine, kEncyclopedia, kDataset, kSoftware, kPatent, kManuscript, kLegal, kAudio, kMisc
};

enum class CreatorRole { kAuthor, kEditor, kTranslator, kSeriesEditor, kOther };

struct Creator {
  CreatorRole role = CreatorRole::kAuthor;
  std::string first;
  std::string prefix;  ///< "van der", where it is known apart from the name
  std::string last;    ///< all of the name when `whole`
  std::string suffix;  ///< "Jr.", "III"
  bool whole = false;  ///< an institution, or a name that has no parts
  friend bool operator==(const Creator&, const Creator&) = default;
};

/// Parts are 0 where they are not known. `literal` is what was written, where that says more.
struct PartialDate {
  int year = 0;
  unsigned month = 0, day = 0;
  int end_year = 0;
  unsigned end_month = 0, end_day = 0;
  std::string literal;
  bool known() const { return year != 0; }
};

/// How titles and texts are spelled.
enum class Spelling {
  kTex,  ///< as arXiv's: LaTeX is LaTeX, $…$ is mathematics
  kRich  ///< as reference managers': plain characters and <i>, <b>, <sup>, <sub>, small capitals
};

struct Reference {
  ReferenceKind kind = ReferenceKind::kMisc;
  Spelling spelling = Spelling::kTex;
  std::string key;  ///< citation key as given; empty: none yet
  std::string title, short_title, type;  ///< type: "PhD thesis", "Tech. Rep.", "Preprint"
  std::vector<Creator> creators;
  PartialDate date, original_date, accessed;
  std::string container, container_short;  ///< journal, book, proceedings, site
  std::string volume, issue, number, pages, page_count, series, series_number, edition, chapter, volumes;
  std::string publisher, place, event, event_place;
  std::string doi, url, isbn, issn;
  std::string eprint, eprint_type, eprint_class;  ///< "2401.10020", "arXiv", "cs.CL"
  std::string language;                           ///< as given: "en-US", "German"
  std::string abstract, note, rights, archive, archive_place;
  std::string section;                   ///< of a newspaper
  std::string pmid;                      ///< PubMed's number
  std::vector<std::string> child_notes;  ///< HTML, of reference managers; written only where asked for
  std::vector<std::string> keywords;
  bool published = true;  ///< false: a preprint that has no other place
  /// Fields somebody set by hand: "tex.entrysubtype: magazine" is text, "tex.pages= \\ppno 3" is LaTeX.
  struct OwnField {
    std::string name, value;
    bool latex = false;
  };
  std::vector<OwnField> own_fields;
  std::string own_type;  ///< entry type set by hand
};

/// A paper of a digest. Its journal reference becomes journal, volume and pages where it is written in
/// one of the usual ways, and the note where not.
Reference reference_of(const Paper& paper);

/// When the paper was submitted, whatever journal has it since.
PartialDate submission_date(const Paper& paper);

/// "Phys. Rev. D 98, 030001 (2018)" and the like; false when it is not clearly of that shape.
bool read_journal_ref(std::string_view text, Reference& out);

/// An item of a reference manager: of Zotero's API ({"data": {…}} or bare), of its JSON and Better
/// BibTeX's exports. Lines of Extra that name fields are read as Better BibTeX reads them. kParse.
Result<Reference> reference_from_zotero(const Json& item, std::string_view what);

/// ISO dates and ranges, "June 2015", "4/2010", "[2017]"; what is not understood is the literal.
PartialDate read_date(std::string_view text);
/// "2015-06-12", "2015-06", "2015", with "/…" for a range; empty when no year is known.
std::string iso_date(const PartialDate& date);

}  // namespace sheaf::cite
