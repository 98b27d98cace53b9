// arXiv API pages to papers in one pass over the tree, and URLs of requests; see arxiv_api.hpp.
// Pure functions; any thread.
#include "source/arxiv_api.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "source/api_entry.hpp"
#include "source/field_text.hpp"
#include "source/xml.hpp"

namespace sheaf::source {
namespace {

std::uint64_t to_number(std::string_view text) {
  text = trim(text);
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

constexpr std::uint64_t kMostReserved = 2000;  // the largest page arXiv serves

Status read_page(const pugi::xml_node& feed, ApiPage& page) {
  EntryReader reader(page);
  std::string scratch;
  for (pugi::xml_node child = feed.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = local_name(child);
    if (name == "entry") {
      SHEAF_TRY(reader.read(child));
    } else if (name == "totalResults") {
      page.total = to_number(text_of(child, scratch));
    } else if (name == "startIndex") {
      page.start = to_number(text_of(child, scratch));
    } else if (name == "itemsPerPage") {
      page.per_page = to_number(text_of(child, scratch));
      page.papers.reserve(std::min(page.per_page, kMostReserved));
    }
  }
  return {};
}

}  // namespace

Result<ApiPage> parse_api_page(std::string body) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  const pugi::xml_node feed = document.root();
  if (local_name(feed) != "feed")
    return Error(ErrorCode::kParse, "expected an Atom page of arXiv's API, got a document <" +
                                        shorten(feed.name(), 40) + ">");
  ApiPage page;
  if (!document.warning().empty()) page.warnings.push_back(document.warning());
  SHEAF_TRY(read_page(feed, page));
  return page;
}

std::string id_list_url(std::string_view base_url, const std::vector<std::string>& ids) {
  std::string url(base_url);
  url += url.find('?') == std::string::npos ? "?id_list=" : "&id_list=";
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) url += ',';
    url += percent_encode(ids[i]);
  }
  // Without max_results the API returns the first ten and says nothing.
  return url + "&max_results=" + std::to_string(ids.size());
}

std::string search_url(std::string_view base_url, const ApiSearch& search) {
  std::string url(base_url);
  url += url.find('?') == std::string::npos ? "?search_query=" : "&search_query=";
  return url + percent_encode(search.expression) + "&start=" + std::to_string(search.start) +
         "&max_results=" + std::to_string(search.max_results) +
         "&sortBy=" + percent_encode(search.sort_by) +
         "&sortOrder=" + (search.ascending ? "ascending" : "descending");
}

}  // namespace sheaf::source
