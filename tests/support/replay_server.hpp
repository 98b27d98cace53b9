// ReplayServer: recorded days of arXiv on a loopback address, for programs and for tests: feeds
// (/rss, /atom), the API (/api/query), and the pages of missed days and of the newest one (/catchup,
// /list/…/new; see replay_pages.hpp). A path may begin with "/day/YYYY-MM-DD", which asks as of that
// day whatever day the server has, so that url("/day/2026-04-20") can stand for arXiv's site.
// Owns its HttpServer; its functions may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "support/http_server.hpp"
#include "support/replay_faults.hpp"
#include "support/replay_records.hpp"

namespace sheaf::test {

struct ReplayOptions {
  std::vector<std::string> feeds;    ///< folders of `<category>_<day>.rss.xml`
  std::vector<std::string> mirrors;  ///< folders of `<day>.json` with fuller records
  std::string day;                   ///< "YYYY-MM-DD"; empty: the newest recorded
  int port = 0;
  int latency_ms = 0;
  std::size_t page_size = 2000;      ///< entries to a list page; arXiv's own is 2,000
  std::vector<std::string> faults;  ///< as parse_fault() reads them
  std::string http_file;            ///< one raw answer for every request
  std::string folder;               ///< files served as they are
};

struct ReplayLogEntry {
  Request request;
  std::string day;
  std::string fault;  ///< its spec; empty: none
  int status = 0;
};

class ReplayServer {
 public:
  /// Throws std::exception with a text for the reader when options or files are wrong.
  explicit ReplayServer(ReplayOptions options);

  int port() const { return server_->port(); }
  std::string url(std::string_view path = {}) const { return server_->url(path); }
  const ReplayRecords& records() const { return records_; }

  std::string day() const;
  void set_day(const std::string& day);  ///< throws std::invalid_argument for what is no day
  void add_fault(const std::string& spec);
  void clear_faults();
  std::vector<ReplayLogEntry> log() const;
  std::string log_json() const;

 private:
  Reply answer(const Request& request);
  Reply control(const Request& request);
  Reply control_day(const Request& request);
  Reply control_fault(const Request& request);
  Reply serve(const Request& request, std::string path, const std::string& day) const;
  Reply serve_catchup(const Request& request, const std::string& rest,
                      const std::string& day) const;

  const ReplayOptions options_;
  ReplayRecords records_;
  mutable std::mutex mutex_;
  std::string day_;
  ReplayFaults faults_;
  std::vector<ReplayLogEntry> log_;
  std::unique_ptr<HttpServer> server_;  // after what its handlers use
  Endpoint endpoint_;
};

}  // namespace sheaf::test
