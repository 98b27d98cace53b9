// Where the services live and how we present ourselves there; a mirror or a test points elsewhere.
// Plain values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf::source {

/// Base URLs without a slash at the end.
struct ServiceUrls {
  std::string biorxiv = "https://api.biorxiv.org";  ///< medRxiv's too
  std::string huggingface = "https://huggingface.co";
  std::string crossref = "https://api.crossref.org";
  std::string semantic_scholar = "https://api.semanticscholar.org";
  std::string openreview = "https://api2.openreview.net";
  std::string pubmed = "https://eutils.ncbi.nlm.nih.gov";

  /// Sets one by its name above ("crossref"); kInvalid for an unknown name, listing the known ones,
  /// and for what is no http(s) URL.
  Status set(std::string_view name, std::string_view url);
};

/// Everything the services may be told about us. Keys go into headers or query values that the log
/// redacts, and only to the service they belong to.
struct ServiceAccess {
  ServiceUrls urls;
  std::string contact;               ///< e-mail address: Crossref's polite pool, NCBI's etiquette
  std::string semantic_scholar_key;  ///< optional
  std::string ncbi_key;              ///< optional
};

}  // namespace sheaf::source
