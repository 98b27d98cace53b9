// CurlApi: libcurl's functions, found at run time, so that libsheaf loads without libcurl and never
// meets the TLS library of its host.
// One table for the process, filled once and never unloaded; reading it is safe from any thread.
#pragma once

#include <curl/curl.h>

#include <initializer_list>

#include "base/result.hpp"

namespace sheaf::net {

struct CurlApi {
  decltype(&curl_global_init_mem) global_init_mem = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_slist_append) slist_append = nullptr;
  decltype(&curl_slist_free_all) slist_free_all = nullptr;
  decltype(&curl_multi_init) multi_init = nullptr;
  decltype(&curl_multi_cleanup) multi_cleanup = nullptr;
  decltype(&curl_multi_add_handle) multi_add_handle = nullptr;
  decltype(&curl_multi_remove_handle) multi_remove_handle = nullptr;
  decltype(&curl_multi_perform) multi_perform = nullptr;
  decltype(&curl_multi_poll) multi_poll = nullptr;
  decltype(&curl_multi_info_read) multi_info_read = nullptr;
  decltype(&curl_multi_strerror) multi_strerror = nullptr;
};

/// Opens the first library of these names that has every function. kUnsupported names the package.
Result<CurlApi> open_curl(std::initializer_list<const char*> names);

/// The table every transport shares, opened and initialised on first use.
Result<const CurlApi*> curl_api();

}  // namespace sheaf::net
