// Faults for a replay: which requests go wrong, how, and how often.
// Not locked; the replay server calls it under its own lock.
#include "support/replay_faults.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace sheaf::test {
namespace {

int read_count(const std::string& key, const std::string& text) {
  if (text.empty() || text.size() > 8 ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    throw std::invalid_argument(key + "=" + text + ": a number is needed");
  }
  return std::stoi(text);
}

void set_key(ReplayFault& fault, const std::string& key, const std::string& value) {
  if (key == "path") {
    fault.path = value;
  } else if (key == "retry-after") {
    fault.retry_after = value;
  } else if (key == "name") {
    fault.name = value;
  } else if (key == "times") {
    fault.times = read_count(key, value);
  } else if (key == "after") {
    fault.after = read_count(key, value);
  } else if (key == "ms") {
    fault.ms = read_count(key, value);
  } else {
    throw std::invalid_argument("unknown key \"" + key +
                                "\"; there are path, times, after, retry-after, ms and name");
  }
}

bool is_status(const std::string& kind) {
  return kind.size() == 3 && kind.find_first_not_of("0123456789") == std::string::npos &&
         kind[0] >= '1' && kind[0] <= '5';
}

void check_kind(const ReplayFault& fault) {
  static const std::set<std::string> kinds = {"reset",   "truncate", "chunks", "gzip",  "stall",
                                              "trickle", "html",     "text",   "empty", "file"};
  if (!is_status(fault.kind) && kinds.count(fault.kind) == 0) {
    throw std::invalid_argument(
        "unknown fault \"" + fault.kind +
        "\"; there are HTTP statuses, reset, truncate, chunks, gzip, stall, "
        "trickle, html, text, empty and file");
  }
  if (fault.kind == "file" && fault.name.empty()) {
    throw std::invalid_argument("the fault \"file\" needs name=FILE");
  }
}

Reply refuse(const ReplayFault& fault, const Request& request) {
  std::string wait = fault.retry_after;
  if (!wait.empty() && wait[0] == '+') {
    wait = http_date(request.unix_ms / 1000 + read_count("retry-after", wait.substr(1)));
  }
  return refusal(std::stoi(fault.kind), wait);
}

}  // namespace

ReplayFault parse_fault(const std::string& spec) {
  ReplayFault fault;
  fault.spec = spec;
  std::size_t from = std::min(spec.find(','), spec.size());
  fault.kind = spec.substr(0, from);
  while (from < spec.size()) {
    const std::size_t end = std::min(spec.find(',', from + 1), spec.size());
    const std::string part = spec.substr(from + 1, end - from - 1);
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos)
      throw std::invalid_argument("\"" + part + "\" is not key=value");
    set_key(fault, part.substr(0, equals), part.substr(equals + 1));
    from = end;
  }
  check_kind(fault);
  return fault;
}

std::optional<ReplayFault> ReplayFaults::take(const Request& request) {
  for (auto it = faults_.begin(); it != faults_.end(); ++it) {
    if (request.target.find(it->path) == std::string::npos) continue;
    if (it->after > 0) {
      --it->after;
      continue;
    }
    const ReplayFault found = *it;
    if (it->times > 0 && --it->times == 0) faults_.erase(it);
    return found;
  }
  return std::nullopt;
}

Reply spoil(Reply good, const ReplayFault& fault, const Request& request) {
  const std::string& kind = fault.kind;
  if (is_status(kind)) return refuse(fault, request);
  if (kind == "reset") return reset_reply();
  if (kind == "gzip") return bad_gzip_reply(good.body);
  if (kind == "text") return reply(200, "Rate exceeded.");
  if (kind == "empty") return reply(200, "", "application/xml");
  if (kind == "file") return raw_reply(read_whole_file(fault.name));
  if (kind == "html") {
    return reply(200,
                 "<html><head><title>arXiv.org</title></head><body>maintenance</body></html>\n",
                 "text/html; charset=utf-8");
  }
  if (kind == "truncate") good.cut_after = good.body.size() / 2;
  if (kind == "chunks") {
    good.chunk_bytes = std::max<std::size_t>(1, good.body.size() / 3);
    good.break_chunks = true;
  }
  if (kind == "stall") good.delay_ms += fault.ms > 0 ? fault.ms : 30000;
  if (kind == "trickle") {
    good.trickle_bytes = std::max<std::size_t>(1, good.body.size() / 50);
    good.trickle_ms = fault.ms > 0 ? fault.ms : 20;
  }
  return good;
}

}  // namespace sheaf::test
