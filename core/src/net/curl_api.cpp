// CurlApi: libcurl's functions, found at run time.
// The table lives as long as the process: libcurl's TLS library cannot be unloaded safely.
#include "net/curl_api.hpp"

#include <dlfcn.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>
#include <string>

// Sanitizers replace malloc and more by symbol lookup, which deep binding goes around.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SHEAF_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SHEAF_SANITIZED 1
#endif
#endif

namespace sheaf::net {
namespace {

// Deep binding keeps libcurl on the TLS library it was built with when the host exports another
// one (Node's OpenSSL, a BoringSSL).
#if defined(RTLD_DEEPBIND) && !defined(SHEAF_SANITIZED)
constexpr int kDeepBind = RTLD_DEEPBIND;
#else
constexpr int kDeepBind = 0;
#endif

constexpr const char* kRemedy =
    "; install libcurl 7.66 or newer (Debian and Ubuntu: libcurl4, Fedora: libcurl, Arch: curl), "
    "or "
    "let the host bring its own transport";

template <class Function>
bool find(void* library, const char* name, Function& function) {
  void* const address = dlsym(library, name);
  if (!address) return false;
  std::memcpy(&function, &address, sizeof function);  // POSIX vouches for it, C++ does not
  return true;
}

bool fill(void* library, CurlApi& api) {
  return find(library, "curl_global_init_mem", api.global_init_mem) &&
         find(library, "curl_easy_init", api.easy_init) &&
         find(library, "curl_easy_cleanup", api.easy_cleanup) &&
         find(library, "curl_easy_setopt", api.easy_setopt) &&
         find(library, "curl_easy_getinfo", api.easy_getinfo) &&
         find(library, "curl_easy_strerror", api.easy_strerror) &&
         find(library, "curl_slist_append", api.slist_append) &&
         find(library, "curl_slist_free_all", api.slist_free_all) &&
         find(library, "curl_multi_init", api.multi_init) &&
         find(library, "curl_multi_cleanup", api.multi_cleanup) &&
         find(library, "curl_multi_add_handle", api.multi_add_handle) &&
         find(library, "curl_multi_remove_handle", api.multi_remove_handle) &&
         find(library, "curl_multi_perform", api.multi_perform) &&
         find(library, "curl_multi_poll", api.multi_poll) &&
         find(library, "curl_multi_info_read", api.multi_info_read) &&
         find(library, "curl_multi_strerror", api.multi_strerror);
}

Result<CurlApi> open_and_start() {
  SHEAF_ASSIGN(CurlApi api, open_curl({"libcurl.so.4", "libcurl-gnutls.so.4"}));
  // Deep binding makes libcurl's free() the C library's while strdup() inside the C library still
  // calls the malloc of a host that brings its own. Given these five, both sides are the host's.
  const CURLcode code = api.global_init_mem(CURL_GLOBAL_ALL, std::malloc, std::free, std::realloc,
                                            strdup, std::calloc);
  if (code != CURLE_OK) {
    return Error(ErrorCode::kUnsupported,
                 std::string("libcurl was found but could not start: ") + api.easy_strerror(code));
  }
  return api;
}

}  // namespace

Result<CurlApi> open_curl(std::initializer_list<const char*> names) {
  std::string reasons;
  for (const char* name : names) {
    void* const library = dlopen(name, RTLD_NOW | RTLD_LOCAL | kDeepBind);
    if (!library) {
      const char* const why = dlerror();
      reasons += std::string(reasons.empty() ? "" : "; ") + (why ? why : name);
      continue;
    }
    CurlApi api;
    if (fill(library, api)) return api;
    reasons += std::string(reasons.empty() ? "" : "; ") + name + " is too old";
  }
  return Error(ErrorCode::kUnsupported,
               "cannot use the network: no libcurl (" + reasons + ")" + kRemedy);
}

Result<const CurlApi*> curl_api() {
  static std::once_flag once;
  // Never destroyed: a thread may still be sending while the process ends. And not on the heap: a
  // host that loads and unloads libsheaf gets its memory back.
  alignas(Result<CurlApi>) static std::byte place[sizeof(Result<CurlApi>)];
  static const Result<CurlApi>* opened = nullptr;
  std::call_once(once, [] { opened = new (place) Result<CurlApi>(open_and_start()); });
  if (!opened->ok()) return opened->error();
  return &opened->value();
}

}  // namespace sheaf::net
