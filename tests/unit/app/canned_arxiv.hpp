// A canned arXiv for tests of the pipeline: feeds and API pages made from a few papers, answered
// through the host's HTTP door. Used from one thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/library.hpp"
#include "base/clock.hpp"

namespace sheaf::test {

struct CannedPaper {
  std::string id;
  int version = 1;
  std::string type = "new";
  std::string title = "A Title";
  std::string abstract = "We study things. We propose a method. It works well.";
};

class CannedArxiv {
 public:
  /// What /rss/LIST serves, with the day it announces.
  void set_feed(const std::string& list, const std::string& day, std::vector<CannedPaper> papers) {
    feeds_[list] = rss(list, day, papers);
    for (const CannedPaper& paper : papers) known_[paper.id] = paper;
  }
  /// What /catchup/LIST/DAY shows.
  void set_catchup(const std::string& list, const std::string& day, std::vector<CannedPaper> papers) {
    catchups_[list + "/" + day] = catchup(list, day, papers);
    for (const CannedPaper& paper : papers) known_[paper.id] = paper;
  }
  void set_failure(const std::string& list, int status) { failures_[list] = status; }
  void set_body(const std::string& list, std::string body) { feeds_[list] = std::move(body); }
  void set_api_failure(int status) { api_failure_ = status; }
  void unplug() { unplugged_ = true; }

  app::HostHttp door() {
    return [this](const net::HttpRequest& request) { return answer(request); };
  }
  std::vector<std::string> requests;

 private:
  static std::string rss_date(const std::string& day) {
    static const std::map<std::string, std::string> kMonths = {{"04", "Apr"}, {"05", "May"}};
    return day.substr(8, 2) + " " + kMonths.at(day.substr(5, 2)) + " " + day.substr(0, 4) + " 00:00:00 -0400";
  }

  static std::string rss(const std::string& list, const std::string& day, const std::vector<CannedPaper>& papers) {
    std::string out = "<?xml version='1.0' encoding='UTF-8'?>\n<rss xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
                      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" version=\"2.0\"><channel><title>" + list +
                      " updates on arXiv.org</title><pubDate>" + rss_date(day) + "</pubDate>";
    for (const CannedPaper& p : papers)
      out += "<item><title>" + p.title + "</title><link>https://arxiv.org/abs/" + p.id + "</link><description>arXiv:" +
             p.id + "v" + std::to_string(p.version) + " Announce Type: " + p.type + " \nAbstract: " + p.abstract +
             "</description><guid isPermaLink=\"false\">oai:arXiv.org:" + p.id + "v" + std::to_string(p.version) +
             "</guid><category>" + list + "</category><pubDate>" + rss_date(day) + "</pubDate><arxiv:announce_type>" +
             p.type + "</arxiv:announce_type><dc:creator>Jane Doe, Li Ming</dc:creator></item>";
    return out + "</channel></rss>";
  }

  static std::string catchup(const std::string& list, const std::string& day, const std::vector<CannedPaper>& papers) {
    std::string sections;
    std::size_t number = 0;
    for (const auto& [type, heading] : {std::pair{"new", "New"}, std::pair{"cross", "Cross"}, std::pair{"replace", "Replacement"}}) {
      std::string entries;
      std::size_t count = 0;
      for (const CannedPaper& p : papers) {
        if (p.type != type) continue;
        ++count;
        const std::string n = std::to_string(++number);
        entries += "<dt><a name='item" + n + "'>[" + n + "]</a> <a href=\"/abs/" + p.id + "\" title=\"Abstract\">arXiv:" + p.id +
                   "</a></dt><dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span> " +
                   p.title + "</div><div class='list-authors'><a href=\"/search/?query=x\">Jane Doe</a></div>"
                   "<div class='list-subjects'><span class='descriptor'>Subjects:</span> <span class=\"primary-subject\">"
                   "Subject (" + list + ")</span></div><p class='mathjax'>" + p.abstract + "</p></div></dd>";
      }
      const std::string n = std::to_string(count);
      if (count) sections += "<dl id='articles'><h3>" + std::string(heading) + " submissions (showing " + n + " of " + n + " entries)</h3>" + entries + "</dl>";
    }
    if (sections.empty()) sections = "<p>No updates for this time period.</p>";
    return "<!DOCTYPE html><html><head><title>Catchup</title></head><body><h1>Catchup results for " + list + " on Day, " + rss_date(day).substr(0, 11) + "</h1>Total of " + std::to_string(papers.size()) +
           " entries for a day" + sections + "</body></html>";
  }

  std::string api_page(const std::string& url) const {
    std::string entries;
    std::size_t count = 0;
    for (const auto& [id, p] : known_) {
      if (url.find(id) == std::string::npos) continue;
      ++count;
      entries += "<entry><id>http://arxiv.org/abs/" + id + "v" + std::to_string(p.version) + "</id><title>" + p.title +
                 "</title><updated>2026-04-16T17:59:59Z</updated><summary>" + p.abstract +
                 "</summary><category term=\"cs.CL\"/><published>2026-04-16T17:59:59Z</published>"
                 "<arxiv:comment>12 pages</arxiv:comment><arxiv:primary_category term=\"cs.CL\"/>"
                 "<author><name>Jane Doe</name></author><author><name>Li Ming</name></author></entry>";
    }
    return "<?xml version='1.0' encoding='UTF-8'?><feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
           "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\"><title>arXiv Query</title>"
           "<opensearch:itemsPerPage>" + std::to_string(count) + "</opensearch:itemsPerPage><opensearch:totalResults>" +
           std::to_string(count) + "</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>" +
           entries + "</feed>";
  }

  Result<net::HttpResponse> answer(const net::HttpRequest& request) {
    requests.push_back(request.url);
    if (unplugged_) return Error{ErrorCode::kNetwork, "no route to host"};
    net::HttpResponse response;
    response.status = 200;
    if (request.url.find("/api/query") != std::string::npos) {
      if (api_failure_) response.status = api_failure_;
      else response.body = api_page(request.url);
      return response;
    }
    if (const std::size_t at = request.url.find("/catchup/"); at != std::string::npos) {
      const std::string page = request.url.substr(at + 9, request.url.find('?') - at - 9);
      if (catchups_.count(page)) response.body = catchups_[page];
      else response.status = 404;
      return response;
    }
    const std::string list = request.url.substr(request.url.rfind('/') + 1);
    if (failures_.count(list)) {
      response.status = failures_[list];
    } else if (feeds_.count(list)) {
      response.body = feeds_[list];
    } else {
      response.status = 404;
    }
    return response;
  }

  std::map<std::string, std::string> feeds_, catchups_;
  std::map<std::string, int> failures_;
  std::map<std::string, CannedPaper> known_;
  int api_failure_ = 0;
  bool unplugged_ = false;
};

}  // namespace sheaf::test
