// PubMed's article and book records; see pubmed_article.hpp.
// Format: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/. Pure functions; any thread.
#include "source/pubmed_article.hpp"

#include <pugixml.hpp>

#include "base/text.hpp"
#include "source/doi_text.hpp"
#include "source/field_text.hpp"
#include "source/journal_ref.hpp"
#include "source/listed.hpp"
#include "source/markup_text.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

std::string line_of(const pugi::xml_node& node) {
  std::string scratch;
  return clean_line(text_of(node, scratch));
}

std::string line_of(const pugi::xml_node& node, const char* child) {
  return line_of(node.child(child));
}

std::string_view attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

std::int64_t number_of(const std::string& text) {
  std::int64_t value = 0;
  if (text.empty() || text.size() > 8) return 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "1998 Dec-1999 Jan", "2000 Spring", "2019 Jan 5-12": the first year, month and day in it.
std::optional<Day> medline_date(const std::string& text) {
  const std::vector<std::string> words = split_list(replace_all(text, "-", " "), ' ');
  std::int64_t year = 0;
  int month = 0;
  std::int64_t day = 0;
  for (const std::string& word : words) {
    const std::int64_t number = number_of(word);
    if (year == 0) {
      year = number >= 1000 && number <= 9999 ? number : 0;
    } else if (month == 0 && number == 0) {
      month = month_of(word);
    } else {
      day = month != 0 && number <= 31 ? number : 0;
      break;
    }
  }
  return day_of_parts(year, month, day);
}

// A day that the month does not have is left out rather than the whole date.
std::optional<Day> date_of(const pugi::xml_node& node) {
  if (!node) return std::nullopt;
  if (const std::string free = line_of(node, "MedlineDate"); !free.empty())
    return medline_date(free);
  std::string month = line_of(node, "Month");
  if (month.empty()) month = line_of(node, "Season");
  const std::int64_t year = number_of(line_of(node, "Year"));
  if (const auto day = day_of_parts(year, month_of(month), number_of(line_of(node, "Day"))))
    return day;
  return day_of_parts(year, month_of(month), 0);
}

std::vector<Author> authors_of(const pugi::xml_node& list) {
  std::vector<Author> authors;
  for (const pugi::xml_node& node : list.children("Author")) {
    if (attribute(node, "ValidYN") == "N") continue;  // a name that was corrected by another
    Author author{line_of(node, "CollectiveName"), {}};
    if (author.name.empty()) {
      std::string given = line_of(node, "ForeName");
      if (given.empty()) given = line_of(node, "FirstName");
      if (given.empty()) given = line_of(node, "Initials");
      author.name =
          collapse_spaces(given + " " + line_of(node, "LastName") + " " + line_of(node, "Suffix"));
    }
    for (const pugi::xml_node& info : node.children("AffiliationInfo"))
      add_listed(author.affiliations, line_of(info, "Affiliation"));
    add_listed(author.affiliations, line_of(node, "Affiliation"));
    if (!author.name.empty()) authors.push_back(std::move(author));
  }
  return authors;
}

std::string abstract_of(const pugi::xml_node& abstract) {
  std::string text;
  for (const pugi::xml_node& part : abstract.children("AbstractText")) {
    const std::string words = line_of(part);
    const std::string label = clean_line(attribute(part, "Label"));
    if (words.empty()) continue;
    if (!text.empty()) text += '\n';
    if (!label.empty() && label != "UNLABELLED") text += label + ": ";
    text += words;
  }
  return text;
}

// PubMed ends each title with a period and puts translated ones into brackets.
std::string tidy_title(std::string title) {
  if (title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  if (title.starts_with('[') && title.ends_with(']')) title = title.substr(1, title.size() - 2);
  if (title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  return title;
}

std::string title_of(const pugi::xml_node& article) {
  const std::string title = tidy_title(line_of(article, "ArticleTitle"));
  if (!title.empty() && title != "Not Available") return title;
  return tidy_title(line_of(article, "VernacularTitle"));
}

void add_ids(Paper& paper, const pugi::xml_node& list) {
  for (const pugi::xml_node& node : list.children("ArticleId")) {
    const std::string_view type = attribute(node, "IdType");
    const std::string value = line_of(node);
    if (type == "doi" && paper.doi.empty()) paper.doi = whole_doi(value);
    if (type == "pmc" && value.starts_with("PMC"))
      add_listed(paper.aliases, "url:https://pmc.ncbi.nlm.nih.gov/articles/" + value);
  }
}

void add_keywords(Paper& paper, const pugi::xml_node& record) {
  for (const pugi::xml_node& list : record.children("KeywordList"))
    for (const pugi::xml_node& word : list.children("Keyword"))
      add_listed(paper.keywords, line_of(word));
  for (const pugi::xml_node& heading : record.child("MeshHeadingList").children("MeshHeading"))
    add_listed(paper.keywords, line_of(heading, "DescriptorName"));
}

void set_place(Paper& paper, const pugi::xml_node& article) {
  const pugi::xml_node journal = article.child("Journal");
  const pugi::xml_node issue = journal.child("JournalIssue");
  paper.venue = line_of(journal, "Title");
  if (paper.venue.empty()) paper.venue = line_of(journal, "ISOAbbreviation");
  const auto day = date_of(issue.child("PubDate"));
  paper.journal_ref = journal_ref({paper.venue, line_of(issue, "Volume"), line_of(issue, "Issue"),
                                   line_of(article.child("Pagination"), "MedlinePgn"),
                                   day ? format_day(*day).substr(0, 4) : std::string()});
}

std::optional<Day> history_day(const pugi::xml_node& history) {
  for (const char* status : {"pubmed", "entrez"})
    for (const pugi::xml_node& node : history.children("PubMedPubDate"))
      if (attribute(node, "PubStatus") == status)
        if (const auto day = date_of(node)) return day;
  return std::nullopt;
}

void set_identity(Paper& paper, const std::string& pmid) {
  paper.id = "pmid:" + pmid;
  paper.scheme = "pmid";
  paper.landing = "https://pubmed.ncbi.nlm.nih.gov/" + pmid + "/";
}

void read_article(Paper& paper, const pugi::xml_node& citation, const pugi::xml_node& data,
                  std::vector<std::string>& warnings) {
  const pugi::xml_node article = citation.child("Article");
  paper.title = title_of(article);
  paper.abstract = abstract_of(article.child("Abstract"));
  if (paper.abstract.empty()) paper.abstract = abstract_of(citation.child("OtherAbstract"));
  paper.authors = authors_of(article.child("AuthorList"));
  for (const pugi::xml_node& id : article.children("ELocationID"))
    if (attribute(id, "EIdType") == "doi" && attribute(id, "ValidYN") != "N" && paper.doi.empty())
      paper.doi = whole_doi(line_of(id));
  add_ids(paper, data.child("ArticleIdList"));
  add_keywords(paper, citation);
  set_place(paper, article);
  auto day = date_of(article.child("ArticleDate"));
  const pugi::xml_node printed = article.child("Journal").child("JournalIssue").child("PubDate");
  if (!day) day = date_of(printed);
  if (!day) {
    day = history_day(data.child("History"));
    if (printed)
      warnings.push_back(paper.id + ": no calendar date in \"" + shorten(line_of(printed), 40) +
                         "\"");
  }
  if (day) paper.published = midnight(*day);
}

void read_book(Paper& paper, const pugi::xml_node& document, const pugi::xml_node& data) {
  const pugi::xml_node book = document.child("Book");
  paper.title = title_of(document);
  if (paper.title.empty()) paper.title = tidy_title(line_of(book, "BookTitle"));
  paper.venue = line_of(book, "BookTitle");
  paper.abstract = abstract_of(document.child("Abstract"));
  paper.authors = authors_of(document.child("AuthorList"));
  if (paper.authors.empty()) paper.authors = authors_of(book.child("AuthorList"));
  add_ids(paper, document.child("ArticleIdList"));
  add_ids(paper, data.child("ArticleIdList"));
  add_keywords(paper, document);
  auto day = date_of(document.child("ContributionDate"));
  if (!day) day = date_of(book.child("PubDate"));
  if (day) paper.published = midnight(*day);
}

}  // namespace

std::optional<Paper> read_pubmed_article(const pugi::xml_node& record,
                                         std::vector<std::string>& warnings) {
  const bool book = local_name(record) == "PubmedBookArticle";
  const bool bare = local_name(record) == "MedlineCitation";
  const pugi::xml_node main =
      bare ? record : record.child(book ? "BookDocument" : "MedlineCitation");
  const pugi::xml_node data = record.child(book ? "PubmedBookData" : "PubmedData");
  const std::string pmid = line_of(main, "PMID");
  if (number_of(pmid) == 0 && pmid.size() <= 8) return std::nullopt;
  if (pmid.size() > 12 || pmid.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  Paper paper;
  set_identity(paper, pmid);
  if (book) {
    read_book(paper, main, data);
  } else {
    read_article(paper, main, data, warnings);
  }
  if (!paper.doi.empty()) paper.aliases.insert(paper.aliases.begin(), paper.doi);
  if (paper.title.empty()) warnings.push_back(paper.id + ": the record has no title");
  return paper;
}

}  // namespace sheaf::source
