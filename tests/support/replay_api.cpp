// arXiv's API (export.arxiv.org/api/query) in its form of 2026, made from recorded days.
// Limits and faults follow what its public source and recordings show.
#include "support/replay_api.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "support/replay_query.hpp"

namespace sheaf::test {
namespace {

constexpr const char* kAtomType = "application/atom+xml; charset=utf-8";
constexpr const char* kFeedStart =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
    "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\">\n";
constexpr long kWindow = 10000;  // no result beyond this is ever returned
constexpr long kMaxSlice = 2000;

/// A mistake of the caller, which arXiv answers by 400 and a feed with one entry.
struct ApiError {
  std::string slug;
  std::string text;
};

struct ApiArguments {
  std::string search_query, id_list, sort_by, sort_order;
  long start = 0;
  long max_results = 10;
};

std::string now_stamp() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

long read_number(const Request& request, const char* name, long missing) {
  if (!request.has_query(name)) return missing;
  const std::string text = request.query_value(name);
  if (text.empty() || text.size() > 9 ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    throw ApiError{std::string(name) + "_must_be_an_integer",
                   std::string(name) + " must be an integer"};
  }
  return std::stol(text);
}

ApiArguments read_arguments(const Request& request) {
  ApiArguments arguments;
  arguments.search_query = request.query_value("search_query");
  arguments.id_list = request.query_value("id_list");
  arguments.sort_by = request.query_value("sortBy");
  arguments.sort_order = request.query_value("sortOrder");
  arguments.start = read_number(request, "start", 0);
  arguments.max_results = read_number(request, "max_results", 10);
  if (arguments.max_results > kMaxSlice) {
    throw ApiError{"max_results_too_large", "max_results must be at most 2000"};
  }
  return arguments;
}

bool all_of(std::string_view text, const char* allowed, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         text.find_first_not_of(allowed) == std::string_view::npos;
}

/// "2604.00001" or "math.CA/0611800", by form alone.
bool is_id(std::string_view text) {
  constexpr const char* kDigits = "0123456789";
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    return all_of(text.substr(slash + 1), kDigits, 7, 7) &&
           all_of(text.substr(0, slash), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.",
                  2, 20);
  }
  return text.size() > 5 && text[4] == '.' && all_of(text.substr(0, 4), kDigits, 4, 4) &&
         all_of(text.substr(5), kDigits, 4, 5);
}

std::vector<VersionedId> read_id_list(const std::string& text) {
  std::vector<VersionedId> wanted;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    std::string part = text.substr(from, comma - from);
    part.erase(std::remove(part.begin(), part.end(), ' '), part.end());
    from = comma + 1;
    if (part.empty()) continue;
    wanted.push_back(split_version(part));
    if (!is_id(wanted.back().id)) {
      throw ApiError{"incorrect_id_format_for_" + part, "incorrect id format for " + part};
    }
  }
  return wanted;
}

std::vector<const ReplayPaper*> select(const ReplayRecords& records, const ApiArguments& arguments,
                                       const std::string& day) {
  std::vector<const ReplayPaper*> found;
  if (arguments.id_list.empty()) {
    if (!arguments.search_query.empty()) found = records.all(day);
  } else {
    for (const VersionedId& wanted : read_id_list(arguments.id_list)) {
      const ReplayPaper* const paper = records.find(wanted.id, wanted.version, day);
      if (paper && std::find(found.begin(), found.end(), paper) == found.end())
        found.push_back(paper);
    }
  }
  if (arguments.search_query.empty()) return found;
  PaperFilter filter;
  try {
    filter = parse_replay_query(arguments.search_query);
  } catch (const std::invalid_argument& problem) {
    throw ApiError{"malformed_query", problem.what()};
  }
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const ReplayPaper* paper) { return !filter(*paper); }),
              found.end());
  return found;
}

void sort_found(std::vector<const ReplayPaper*>& found, const ApiArguments& arguments) {
  if (arguments.search_query.empty()) return;  // an id list keeps its order
  const bool by_update = arguments.sort_by == "lastUpdatedDate";
  const bool ascending = arguments.sort_order == "ascending";
  std::stable_sort(found.begin(), found.end(), [&](const ReplayPaper* a, const ReplayPaper* b) {
    const std::string& x = by_update ? a->updated : a->published;
    const std::string& y = by_update ? b->updated : b->published;
    return ascending ? x < y : y < x;
  });
}

std::string element(const char* name, const std::string& text) {
  return "    <" + std::string(name) + ">" + escape_xml(text) + "</" + name + ">\n";
}

std::string entry_xml(const ReplayPaper& paper) {
  const std::string id = paper.id + "v" + std::to_string(paper.version);
  std::string xml = "  <entry>\n" + element("id", "http://arxiv.org/abs/" + id) +
                    element("title", paper.title) + element("updated", paper.updated);
  xml += "    <link href=\"https://arxiv.org/abs/" + id +
         "\" rel=\"alternate\" type=\"text/html\"/>\n";
  xml += "    <link href=\"https://arxiv.org/pdf/" + id +
         "\" rel=\"related\" type=\"application/pdf\" title=\"pdf\"/>\n";
  xml += element("summary", paper.abstract);
  for (const std::string& category : paper.categories) {
    xml += "    <category term=\"" + escape_xml(category) +
           "\" scheme=\"http://arxiv.org/schemas/atom\"/>\n";
  }
  xml += element("published", paper.published);
  if (!paper.comment.empty()) xml += element("arxiv:comment", paper.comment);
  xml += "    <arxiv:primary_category term=\"" + escape_xml(paper.primary_category) + "\"/>\n";
  if (!paper.journal_ref.empty()) xml += element("arxiv:journal_ref", paper.journal_ref);
  for (const std::string& name : paper.authors) {
    xml += "    <author>\n  " + element("name", name) + "    </author>\n";
  }
  if (!paper.doi.empty()) {
    xml += element("arxiv:doi", paper.doi) + "    <link rel=\"related\" href=\"https://doi.org/" +
           escape_xml(paper.doi) + "\" title=\"doi\"/>\n";
  }
  return xml + "  </entry>\n";
}

std::string counts_xml(long per_page, std::size_t total, long start) {
  return "  <opensearch:itemsPerPage>" + std::to_string(per_page) + "</opensearch:itemsPerPage>\n" +
         "  <opensearch:totalResults>" + std::to_string(total) + "</opensearch:totalResults>\n" +
         "  <opensearch:startIndex>" + std::to_string(start) + "</opensearch:startIndex>\n";
}

std::string page_xml(const std::vector<const ReplayPaper*>& found, const ApiArguments& arguments) {
  const std::string start = std::to_string(arguments.start);
  const std::string size = std::to_string(arguments.max_results);
  const std::string title = "arXiv Query: search_query=" + arguments.search_query +
                            "&id_list=" + arguments.id_list + "&start=" + start +
                            "&max_results=" + size;
  const std::string self = "https://arxiv.org/api/query?search_query=" + arguments.search_query +
                           "&start=" + start + "&max_results=" + size +
                           "&id_list=" + arguments.id_list;
  char key[24];
  std::snprintf(key, sizeof key, "%016zx", std::hash<std::string>{}(title));
  std::string xml = std::string(kFeedStart) + "  <id>https://arxiv.org/api/" + key +
                    "</id>\n  <title>" + escape_xml(title) + "</title>\n  <updated>" + now_stamp() +
                    "</updated>\n  <link href=\"" + escape_xml(self) +
                    "\" type=\"application/atom+xml\"/>\n";
  xml += counts_xml(arguments.max_results, found.size(), arguments.start);
  const auto first = std::min(static_cast<std::size_t>(arguments.start), found.size());
  const auto last = std::min(first + static_cast<std::size_t>(arguments.max_results), found.size());
  for (std::size_t i = first; i < last; ++i) xml += entry_xml(*found[i]);
  return xml + "</feed>\n";
}

Reply error_reply(int status, const std::string& slug, const std::string& text) {
  const std::string id =
      escape_xml("https://arxiv.org/api/errors" + (slug.empty() ? "" : "#" + slug));
  const std::string now = now_stamp();
  std::string xml =
      std::string(kFeedStart) +
      "  <id>https://arxiv.org/</id>\n  <title>arXiv Search Results</title>\n  <updated>" + now +
      "</updated>\n" + counts_xml(1, 1, 0);
  xml += "  <entry>\n    <id>" + id + "</id>\n    <title>Error</title>\n    <updated>" + now +
         "</updated>\n    <link href=\"" + id + "\" rel=\"alternate\" type=\"text/html\"/>\n" +
         element("summary", text) + "    <author>\n  " + element("name", "arXiv api core") +
         "    </author>\n  </entry>\n</feed>\n";
  return reply(status, std::move(xml), kAtomType);
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Reply replay_api_query(const ReplayRecords& records, const Request& request,
                       const std::string& day) {
  try {
    const ApiArguments arguments = read_arguments(request);
    if (arguments.search_query.empty() && arguments.id_list.empty()) {
      throw ApiError{"search_query_and_id_list_are_empty", "give search_query or id_list"};
    }
    // The live service divides by max_results, and does not catch a page outside its window.
    if (arguments.max_results == 0 || arguments.start + arguments.max_results > kWindow) {
      return error_reply(500, "", "Internal server error");
    }
    auto found = select(records, arguments, day);
    sort_found(found, arguments);
    return reply(200, page_xml(found, arguments), kAtomType);
  } catch (const ApiError& error) {
    return error_reply(400, error.slug, error.text);
  }
}

}  // namespace sheaf::test
