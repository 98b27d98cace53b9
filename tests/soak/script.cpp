// The scripted arXiv of the soak; see script.hpp.
#include "script.hpp"

#include "base/text.hpp"

namespace sheaf::soak {
namespace {

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// Unique for a list, a day and a number below ten.
std::string paper_id(std::size_t list, Day day, int number) {
  const auto days = static_cast<std::uint64_t>(day.time_since_epoch().count());
  const std::string count = std::to_string(list * 10 + static_cast<std::size_t>(number) + 1);
  const std::uint64_t month = days % 1200;
  const std::string year = std::to_string(month / 12), mm = std::to_string(month % 12 + 1);
  return std::string(2 - year.size(), '0') + year + std::string(2 - mm.size(), '0') + mm + "." +
         std::string(5 - count.size(), '0') + count;
}

bool is_quiet(std::size_t list, Day day) {
  return mix(list * 7919 + static_cast<std::uint64_t>(day.time_since_epoch().count())) % 10 == 0;
}

std::string rss_date(Day day) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string text = format_day(day);
  return text.substr(8, 2) + " " + kMonths[std::stoul(text.substr(5, 2)) - 1] + " " + text.substr(0, 4) +
         " 00:00:00 -0400";
}

}  // namespace

std::vector<Announced> announced(const std::vector<std::string>& lists, std::size_t list, Day day) {
  std::vector<Announced> items;
  const std::size_t before = (list + lists.size() - 1) % lists.size();
  if (!is_quiet(list, day))
    for (int i = 0; i < 4; ++i) items.push_back({paper_id(list, day, i), "new"});
  if (!is_quiet(before, day)) items.push_back({paper_id(before, day, 0), "cross"});
  return items;
}

std::string feed(const std::vector<std::string>& lists, std::size_t list, Day day) {
  std::string items;
  for (const Announced& one : announced(lists, list, day))
    items += "<item><title>Paper " + one.id + "</title><link>https://arxiv.org/abs/" + one.id +
             "</link><description>arXiv:" + one.id + "v1 Announce Type: " + one.type +
             " \nAbstract: We study " + one.id + ".</description><guid isPermaLink=\"false\">oai:arXiv.org:" +
             one.id + "v1</guid><category>" + lists[list] + "</category><arxiv:announce_type>" + one.type +
             "</arxiv:announce_type><dc:creator>Jane Doe, Li Ming</dc:creator></item>";
  return "<?xml version='1.0' encoding='UTF-8'?>\n<rss xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" version=\"2.0\"><channel><title>" + lists[list] +
         " updates on arXiv.org</title><pubDate>" + rss_date(day) + "</pubDate>" + items + "</channel></rss>";
}

std::string api_page(const std::vector<std::string>& ids) {
  std::string entries;
  for (const std::string& id : ids)
    entries += "<entry><id>http://arxiv.org/abs/" + id + "v1</id><title>Paper " + id +
               "</title><updated>2026-04-16T17:59:59Z</updated><summary>We study " + id +
               ".</summary><category term=\"cs.CL\"/><published>2026-04-16T17:59:59Z</published>"
               "<arxiv:primary_category term=\"cs.CL\"/><author><name>Jane Doe</name></author></entry>";
  const std::string count = std::to_string(ids.size());
  return "<?xml version='1.0' encoding='UTF-8'?><feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
         "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\"><title>arXiv Query"
         "</title><opensearch:itemsPerPage>" + count + "</opensearch:itemsPerPage><opensearch:totalResults>" +
         count + "</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>" + entries + "</feed>";
}

test::Reply answer(std::uint64_t n, unsigned fault_percent, std::string body) {
  test::Reply reply;
  const std::uint64_t dice = mix(n + 0x9E3779B97F4A7C15ULL);
  reply.body = std::move(body);
  if (dice % 100 >= fault_percent) return reply;
  switch ((dice >> 32) % 12) {
    case 0: reply.status = 500; break;
    case 1: reply.status = 503; reply.body = "back soon"; break;
    case 2: reply.status = 429; reply.body = "Rate exceeded."; break;
    case 3: reply.body = "Rate exceeded."; break;
    case 4: reply.reset = true; break;
    case 5: reply.cut_after = reply.body.size() / 2; break;
    case 6: reply.body = "<html><body>Sorry, please come back later</body></html>"; break;
    case 7: reply.body.clear(); break;
    case 8: reply.body.resize(reply.body.size() / 3); break;
    case 9: reply.headers.emplace_back("Content-Encoding", "gzip"); break;
    case 10: reply.status = 406; reply.body.clear(); break;
    default: reply.chunk_bytes = 50; reply.break_chunks = true; break;
  }
  return reply;
}

}  // namespace sheaf::soak
