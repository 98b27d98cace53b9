// sheaf-replay: serves recorded days of arXiv on a loopback address, for trying Sheaf without
// arXiv. One main thread that waits for a signal; the server has its own threads.
#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "support/replay_server.hpp"

namespace {

constexpr const char* kHelp = R"(sheaf-replay: recorded days of arXiv on a loopback address

usage: sheaf-replay --rss DIR [options]      announcement feeds and the API made from them
       sheaf-replay --http FILE [options]    one raw HTTP answer for every request
       sheaf-replay --dir DIR [options]      the files of a folder

  --rss DIR         folder of <category>_<YYYY-MM-DD>.rss.xml and .atom.xml; may be repeated.
                    Serves /rss/<category>, /atom/<category>, /api/query, and the pages
                    /catchup/<category>/<day>?abs=True&page=N and /list/<category>/new
  --mirror DIR      folder of <YYYY-MM-DD>.json with fuller records of the same papers (authors,
                    comments, DOI, dates) for /api/query; may be repeated
  --day YYYY-MM-DD  the current day (default: the newest recorded). Change it while running with
                    curl -X POST 'URL/_replay/day?d=YYYY-MM-DD', or ask below /day/YYYY-MM-DD/,
                    as in URL/day/2026-04-17/rss/cs.CV
  --port N          listen on this port of 127.0.0.1 (default: a free one)
  --page-size N     entries to a /catchup or /list page (default: 2000, as arXiv)
  --latency-ms N    wait so long before every answer
  --fail SPEC       make requests fail; may be repeated. SPEC is KIND[,key=value...]
                    KIND  an HTTP status (429, 503, 406 ...); reset, truncate, chunks (broken
                          chunked coding), gzip (damaged), stall, trickle, html (a page in place
                          of XML), text ("Rate exceeded." with 200), empty, file (a raw answer)
                    keys  path=PART of the target (default: all), times=N (default 1, 0 for
                          ever), after=N (let N pass first), retry-after=S or +S (as a date),
                          ms=N (of stall and trickle), name=FILE (of file)
                    e.g.  --fail 429,path=/api,times=2,retry-after=5
                    Add more while running: curl -X POST 'URL/_replay/fail?spec=SPEC' (or ?clear=1)
  --print-env       also print the exports that point sheaf here
  --port-file FILE  write the port number there
  --help            this text

The first line on standard output is the base URL. GET /_replay/log tells every request with its
time as JSON, GET /_replay the days and categories. Dates of papers are estimates unless a mirror
has them. Ends on SIGTERM or SIGINT.
)";

struct Arguments {
  sheaf::test::ReplayOptions options;
  std::string port_file;
  bool print_env = false;
  bool help = false;
};

int read_number(const std::string& name, const std::string& text, int most) {
  char* end = nullptr;
  const long value = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || value < 0 || value > most) {
    throw std::invalid_argument(name + " needs a number from 0 to " + std::to_string(most));
  }
  return static_cast<int>(value);
}

void set_option(Arguments& arguments, const std::string& name, const std::string& value) {
  auto& options = arguments.options;
  if (name == "--rss") {
    options.feeds.push_back(value);
  } else if (name == "--mirror") {
    options.mirrors.push_back(value);
  } else if (name == "--day") {
    options.day = value;
  } else if (name == "--port") {
    options.port = read_number(name, value, 65535);
  } else if (name == "--page-size") {
    options.page_size = static_cast<std::size_t>(read_number(name, value, 1000000));
  } else if (name == "--latency-ms") {
    options.latency_ms = read_number(name, value, 600000);
  } else if (name == "--fail") {
    options.faults.push_back(value);
  } else if (name == "--http") {
    options.http_file = value;
  } else if (name == "--dir") {
    options.folder = value;
  } else if (name == "--port-file") {
    arguments.port_file = value;
  } else {
    throw std::invalid_argument("unknown option " + name);
  }
}

Arguments read_arguments(int count, char** words) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string name = words[i];
    if (name == "--help" || name == "-h") {
      arguments.help = true;
    } else if (name == "--print-env") {
      arguments.print_env = true;
    } else if (i + 1 < count) {
      set_option(arguments, name, words[++i]);
    } else {
      throw std::invalid_argument(name.rfind("--", 0) == 0 ? name + " needs a value, or is unknown"
                                                           : "unexpected word " + name);
    }
  }
  const auto& options = arguments.options;
  if (!arguments.help && options.feeds.empty() && options.http_file.empty() &&
      options.folder.empty()) {
    throw std::invalid_argument("nothing to serve: give --rss, --http or --dir");
  }
  return arguments;
}

/// Whole or not at all, so that a script which waits for the file never reads half a number.
void write_port_file(const std::string& path, int port) {
  const std::string part = path + ".part";
  std::ofstream(part) << port << '\n';
  if (std::rename(part.c_str(), path.c_str()) != 0)
    throw std::runtime_error("cannot write " + path);
}

void announce(const sheaf::test::ReplayServer& server, const Arguments& arguments) {
  std::cout << server.url() << '\n';
  if (arguments.print_env) {
    std::cout << "export SHEAF_ARXIV_RSS_URL=" << server.url() << '\n'
              << "export SHEAF_ARXIV_API_URL=" << server.url("/api/query") << '\n'
              << "export SHEAF_ARXIV_SITE_URL=" << server.url() << '\n';
  }
  std::cout.flush();
  if (!arguments.port_file.empty()) write_port_file(arguments.port_file, server.port());
}

int run(const Arguments& arguments) {
  // Blocked before the server starts its threads, which inherit it: only sigwait() sees the
  // signals.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  sheaf::test::ReplayServer server(arguments.options);
  announce(server, arguments);
  int signal = 0;
  sigwait(&ending, &signal);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    const Arguments arguments = read_arguments(count, words);
    if (arguments.help) {
      std::cout << kHelp;
      return 0;
    }
    return run(arguments);
  } catch (const std::invalid_argument& problem) {
    std::cerr << "sheaf-replay: " << problem.what() << "; see --help\n";
    return 2;
  } catch (const std::exception& problem) {
    std::cerr << "sheaf-replay: " << problem.what() << '\n';
    return 1;
  }
}
