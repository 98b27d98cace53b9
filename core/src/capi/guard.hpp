// The one guard between C++ and C: turns results and exceptions into a status and an error object,
// and reads option structs of older and newer callers.
// No state; any thread.
#pragma once

#include <sheaf/sheaf.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::capi {

sheaf_status fail(Error error, sheaf_error** err) noexcept;
/// A bug of ours; even telling of it may run out of memory.
sheaf_status fail_internal(const char* what, sheaf_error** err) noexcept;

/// Runs `work` (returning Status) and reports how it ended. Nothing gets past it.
template <class Work>
sheaf_status guard(sheaf_error** err, Work&& work) noexcept {
  if (err) *err = nullptr;
  try {
    Status status = std::forward<Work>(work)();
    return status ? SHEAF_OK : fail(std::move(status).error(), err);
  } catch (const std::bad_alloc&) {
    return SHEAF_E_NOMEM;
  } catch (const std::exception& error) {
    return fail_internal(error.what(), err);
  } catch (...) {
    return fail_internal("an unknown exception", err);
  }
}

inline Error missing(const char* argument) {
  return Error{ErrorCode::kInvalid, std::string(argument) + " must not be NULL"};
}

inline std::string text_of(const char* text) { return text ? std::string(text) : std::string(); }

/// Copies a caller's struct into one of ours: members that an older caller lacks read as zero; a
/// newer caller may only have zeros where we know nothing.
template <class T>
Result<T> read_struct(const T* given, const char* name) {
  T out{};
  out.struct_size = sizeof(T);
  if (!given) return out;
  const std::size_t size = given->struct_size;
  if (size < sizeof(std::size_t) || size > 4096)
    return Error{ErrorCode::kInvalid, std::string(name) + ".struct_size is not set: declare it with SHEAF_INIT"};
  std::memcpy(&out, given, std::min(size, sizeof(T)));
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(T); i < size; ++i)
    if (bytes[i] != 0)
      return Error{ErrorCode::kUnsupported, std::string(name) + " sets an option that this libsheaf does not know: update libsheaf"};
  out.struct_size = sizeof(T);
  return out;
}

/// The work's view of a sheaf_call; progress is reported on the calling thread.
Result<Task> task_of(const sheaf_call* call);

Result<std::vector<std::string>> string_array(const char* const* items, std::size_t count, const char* name);

}  // namespace sheaf::capi
