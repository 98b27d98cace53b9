/** @file base.hpp
 * Part of sheaf.hpp, which to include: text, errors, ownership, option structs, progress, cancelling.
 */
#ifndef SHEAF_CPP_BASE_HPP
#define SHEAF_CPP_BASE_HPP

#include <sheaf/sheaf.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// The C++ face of libsheaf.
namespace sheaf {

/// NUL-terminated text on its way in: borrowed for the call it is given to.
class c_text {
 public:
  constexpr c_text(std::nullptr_t = nullptr) noexcept {}              ///< not given
  constexpr c_text(const char* text) noexcept : text_(text) {}        ///< may be NULL
  c_text(const std::string& text) noexcept : text_(text.c_str()) {}   ///< the string must outlive the call
  constexpr const char* get() const noexcept { return text_; }        ///< as sheaf.h wants it

 private:
  const char* text_ = nullptr;
};

/// What a failed call throws.
class error : public std::runtime_error {
 public:
  /// `http` and `retry` as sheaf_error_http_status() and sheaf_error_retry_after_ms() tell them.
  error(sheaf_status status, const char* message, int http = 0, std::int64_t retry = -1)
      : std::runtime_error(message && *message ? message : sheaf_status_name(status)),
        status_(status), http_status_(http), retry_after_(retry) {}
  sheaf_status status() const noexcept { return status_; }                          ///< SHEAF_E_...
  const char* status_name() const noexcept { return sheaf_status_name(status_); }   ///< "SHEAF_E_IO"
  int http_status() const noexcept { return http_status_; }                         ///< of the server, or 0
  /// How long the server asks to wait; negative where it does not.
  std::chrono::milliseconds retry_after() const noexcept { return std::chrono::milliseconds(retry_after_); }

 private:
  sheaf_status status_;
  int http_status_;
  std::int64_t retry_after_;
};

/// @cond
namespace detail {

[[noreturn]] inline void fail(sheaf_status status, sheaf_error* given) {
  const std::unique_ptr<sheaf_error, void (*)(sheaf_error*)> owner(given, sheaf_error_free);
  if (status == SHEAF_E_NOMEM) throw std::bad_alloc();
  throw error(given ? sheaf_error_status(given) : status, sheaf_error_message(given), sheaf_error_http_status(given),
              sheaf_error_retry_after_ms(given));
}

/// Runs `call(&err)` and throws what it says.
template <class Call>
void check(Call&& call) {
  sheaf_error* err = nullptr;
  if (const sheaf_status status = call(&err)) fail(status, err);
}

inline void check_status(sheaf_status status) {
  if (status) fail(status, nullptr);
}

/// What owns an object of the library, and how it is made by a call with an out-parameter.
template <class T, void (*Free)(T*)>
class owner {
 public:
  explicit operator bool() const noexcept { return held_ != nullptr; }
  T* get() const noexcept { return held_.get(); }
  /// Gives the object away: the caller frees it.
  T* release() noexcept { return held_.release(); }

 protected:
  struct freer {
    void operator()(T* object) const noexcept { Free(object); }
  };
  owner() = default;
  explicit owner(T* object) noexcept : held_(object) {}
  std::unique_ptr<T, freer> held_;
};

/// `call(&object, &err)` as an owning `Owner`.
template <class Owner, class T, class Call>
Owner make(Call&& call) {
  T* object = nullptr;
  check([&](sheaf_error** err) { return call(&object, err); });
  return Owner(object);
}

/// Of a getter that has NULL for an index out of range.
inline std::string_view shown(const char* text) noexcept { return text ? text : ""; }

/// Elements told by index, made on the way: `list[i]` and range-for.
template <class List, class Element>
class iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Element;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Element;
  iterator(const List* list, std::size_t index) noexcept : list_(list), index_(index) {}
  Element operator*() const { return (*list_)[index_]; }
  iterator& operator++() noexcept { return ++index_, *this; }
  iterator operator++(int) noexcept { return iterator(list_, index_++); }
  bool operator==(const iterator& other) const noexcept { return index_ == other.index_; }
  bool operator!=(const iterator& other) const noexcept { return index_ != other.index_; }

 private:
  const List* list_;
  std::size_t index_;
};

/// Texts told by index: `count(object)` and `at(object, index)`.
template <class T, std::size_t (*Count)(const T*), const char* (*At)(const T*, std::size_t)>
class texts {
 public:
  explicit texts(const T* object) noexcept : object_(object) {}
  std::size_t size() const noexcept { return Count(object_); }
  bool empty() const noexcept { return size() == 0; }
  std::string_view operator[](std::size_t index) const noexcept { return shown(At(object_, index)); }
  iterator<texts, std::string_view> begin() const noexcept { return {this, 0}; }
  iterator<texts, std::string_view> end() const noexcept { return {this, size()}; }

 private:
  const T* object_;
};

/// An option struct that knows its size.
template <class T>
struct sized : T {
  sized() noexcept : T() { this->struct_size = sizeof(T); }
};

}  // namespace detail
/// @endcond

/// "0.1.0", of the loaded library.
inline std::string_view version() noexcept { return sheaf_version(); }
/// Compare with SHEAF_ABI_VERSION.
inline std::uint32_t abi_version() noexcept { return sheaf_abi_version(); }

/// Bytes that the library made: JSON, BibTeX, Markdown.
class text : public detail::owner<sheaf_text, sheaf_text_free> {
 public:
  text() = default;                                            ///< holds nothing, shows ""
  explicit text(sheaf_text* object) noexcept : owner(object) {}   ///< takes it over
  /// All of it.
  std::string_view view() const noexcept { return {sheaf_text_data(get()), sheaf_text_size(get())}; }
  operator std::string_view() const noexcept { return view(); }   ///< the same
  std::string str() const { return std::string(view()); }         ///< a copy
};

struct config : detail::sized<sheaf_config> {};                     ///< of a context; every default set
struct query : detail::sized<sheaf_query> {};                       ///< of fetch()
struct profile : detail::sized<sheaf_profile> {};                   ///< of score()
struct summary_options : detail::sized<sheaf_summary_options> {};   ///< of summarize()
/// Of digests. Texts in it are borrowed until the call.
struct digest_options : detail::sized<sheaf_digest_options> {
  /// `profile` is JSON, comments allowed.
  digest_options(c_text profile = {}) noexcept { profile_json = profile.get(); }
};

/// Ends calls from another thread.
class cancel : public detail::owner<sheaf_cancel, sheaf_cancel_free> {
 public:
  /// May be given to any number of calls.
  cancel() : owner(nullptr) {
    sheaf_cancel* made = nullptr;
    detail::check_status(sheaf_cancel_new(&made));
    held_.reset(made);
  }
  void request() const noexcept { sheaf_cancel_request(get()); }   ///< any thread; calls end soon after
};

/// Told on the thread of the call; false cancels it.
using progress_function = std::function<bool(const sheaf_progress&)>;

/// What goes along with a long call: who hears of its progress, who may end it.
class call {
 public:
  call() = default;   ///< neither
  /// The function is kept, the cancel borrowed.
  explicit call(progress_function on_progress, const sheaf::cancel* by = nullptr)
      : on_progress_(std::move(on_progress)), cancel_(by) {}
  explicit call(const sheaf::cancel& by) noexcept : cancel_(&by) {}    ///< only to be ended

  /// @cond
  template <class Work>
  void run(Work&& work) const {
    std::exception_ptr thrown;
    state now{&on_progress_, &thrown};
    detail::sized<sheaf_call> options;
    if (on_progress_) options.progress_fn = tell, options.progress_user_data = &now;
    if (cancel_) options.cancel = cancel_->get();
    sheaf_error* err = nullptr;
    const sheaf_status status = work(static_cast<const sheaf_call*>(&options), &err);
    if (thrown) {
      sheaf_error_free(err);
      std::rethrow_exception(thrown);
    }
    if (status) detail::fail(status, err);
  }
  /// @endcond

 private:
  struct state {
    const progress_function* function;
    std::exception_ptr* thrown;
  };
  static int tell(const sheaf_progress* progress, void* data) noexcept {
    const state* now = static_cast<state*>(data);
    try {
      return (*now->function)(*progress) ? 0 : 1;
    } catch (...) {
      *now->thrown = std::current_exception();
      return 1;
    }
  }
  progress_function on_progress_;
  const sheaf::cancel* cancel_ = nullptr;
};

}  // namespace sheaf
#endif
