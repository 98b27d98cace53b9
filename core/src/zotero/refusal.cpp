// What Zotero says no with; see refusal.hpp. The texts are those of Zotero 10's local API and of
// zotero/dataserver.
// Pure functions; any thread.
#include "zotero/refusal.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

namespace sheaf::zotero {
namespace {

constexpr std::size_t kShownBytes = 200;

/// The first line of an answer that is text, safe to show.
std::string said(const net::HttpResponse& response) {
  std::string_view text = trim(response.body);
  text = trim(text.substr(0, text.find('\n')));
  if (text.empty() || text.front() == '<' || text.front() == '{') return {};
  return collapse_spaces(to_valid_utf8(cut_utf8(text, kShownBytes)));
}

std::string local_remedy(int status, std::string_view body) {
  if (status == 403 && contains(body, "not enabled"))
    return "Zotero lets no other program in: turn on Settings > Advanced > \"Allow other applications on this "
           "computer to communicate with Zotero\"";
  if (status == 403 && contains(body, "denied\""))
    return "writing was denied in Zotero's window: run it again and choose \"Always Allow\" there";
  if (status == 403 && contains(body, "File editing"))
    return "this library takes no files: choose --pdf link or none";
  if (status == 403) return "this library is read-only in Zotero: choose another one";
  if (status == 401) return "Zotero does not know this key any more: run it again and choose \"Always Allow\" in Zotero's window";
  if (status == 404) return "it is not in this Zotero: check the name or number, and that the group is synced here";
  if (status == 428 || contains(body, "Server-ID"))
    return "another Zotero answers than before (it was restarted with another profile): run it again";
  return {};
}

std::string web_remedy(int status, std::string_view body) {
  if (status == 403 && contains(body, "nvalid key"))
    return "zotero.org does not know this key: make one at https://www.zotero.org/settings/keys";
  if (status == 401 || status == 403)
    return "the key may not do this: allow library and write access at https://www.zotero.org/settings/keys, and in a "
           "group ask its owner for the right to edit";
  if (status == 404) return "zotero.org has no such library: check the group's number";
  if (status == 413 && !contains(body, "at a time"))
    return "the storage at zotero.org is full: free some, buy more, or choose --pdf link";
  return {};
}

std::string remedy(Door door, int status, std::string_view body) {
  std::string text;
  if (door == Door::kLocal) text = local_remedy(status, body);
  if (door == Door::kWeb) text = web_remedy(status, body);
  if (door == Door::kConnector && status == 403) text = "the collection that is selected in Zotero is read-only: select another";
  if (!text.empty()) return text;
  if (status == 412) return "it was changed in Zotero meanwhile: run it again";
  if (status == 413) return "Zotero takes no request of this size";
  if (status >= 500) return "Zotero has a fault: look at Help > Debug Output Logging there, or try again later";
  return "this program and Zotero do not understand each other here: update both";
}

}  // namespace

std::string_view door_name(Door door) {
  switch (door) {
    case Door::kLocal: return "local";
    case Door::kWeb: return "web";
    case Door::kConnector: return "connector";
  }
  return "local";
}

Error refused(Door door, const std::string& doing, const net::HttpResponse& response) {
  const int status = response.status;
  const bool old = door != Door::kWeb && (contains(response.body, "does not support method") ||
                                          contains(response.body, "No endpoint found"));
  if (old)
    return Error(ErrorCode::kUnsupported,
                 doing + ": this Zotero is older than 10 and its local API only reads: update Zotero, or use "
                         "--connector or --web");
  const std::string words = said(response);
  const bool changed = status == 412 && !contains(response.body, "Server-ID");
  Error error(changed ? ErrorCode::kConflict : ErrorCode::kHttp,
              doing + ": Zotero answered " + std::to_string(status) + (words.empty() ? "" : " (" + words + ")") +
                  "; " + remedy(door, status, response.body));
  error.http_status = status;
  return error;
}

Error unreachable(Door door, const std::string& url, const Error& cause) {
  if (cause.code != ErrorCode::kNetwork) return cause;
  const std::string what = door == Door::kWeb ? "zotero.org does not answer" : "Zotero does not answer";
  const std::string how = door == Door::kWeb ? "check the connection"
                                             : "start Zotero, or use --web with a key from zotero.org";
  return Error(ErrorCode::kNetwork, what + " at " + net::shown_url(url) + " (" + cause.message + "): " + how);
}

}  // namespace sheaf::zotero
