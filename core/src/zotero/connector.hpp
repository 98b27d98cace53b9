// Connector: what browsers save papers through, the only way to write into Zotero 7 to 9. Items go to the
// collection that is selected in Zotero's window, or to one that is there already; none can be made,
// and nothing can be looked up.
// Borrows the exchange; used on one thread.
// Source: zotero/zotero, chrome/content/zotero/xpcom/server/server_connector.js.
#pragma once

#include <string>
#include <vector>

#include "model/json.hpp"
#include "zotero/api.hpp"

namespace sheaf::zotero {

class Connector {
 public:
  /// A collection or library that items may go to.
  struct Target {
    std::string id;                 ///< "L1", "C23"
    std::string library;            ///< id of the library it is in; the reader's own is "L1"
    std::vector<std::string> path;  ///< names from the library's own down
    bool files = false;             ///< takes files
  };
  struct Selection {
    std::string library, name;  ///< names of the library and of what is selected
    bool editable = false, files = false;
    std::vector<Target> targets;
  };

  /// `base_url` as in ApiOptions. kNetwork when no Zotero answers.
  static Result<Connector> open(Exchange& exchange, std::string base_url, const Task& task);

  const std::string& zotero_version() const { return version_; }  ///< "9.0.6"; may be empty
  Result<Selection> selection(const Task& task);
  /// What a session saved once it does not save again: false then. `items` as the translators make
  /// them, with "id", "notes" and "attachments". kNetwork: it may have happened, say it again.
  Result<bool> save(const std::string& session, const Json& items, const Task& task);
  /// The bytes of one file for an item of that session, which names it by its "id".
  Status attach(const std::string& session, const std::string& parent, const std::string& url, const Upload& file,
                const Task& task);
  /// Moves all of a session to a target.
  Status move(const std::string& session, const std::string& target, const Task& task);

  static std::string new_session();

 private:
  Connector(Exchange& exchange, std::string base_url) : exchange_(&exchange), base_url_(std::move(base_url)) {}
  Result<net::HttpResponse> post(const std::string& path, std::string body, std::vector<net::Header> headers,
                                 const Task& task);

  Exchange* exchange_;
  std::string base_url_, version_;
};

}  // namespace sheaf::zotero
