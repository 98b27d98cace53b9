// A script in its heap; see sandbox.hpp. Everything that touches the heap runs in a protected call and
// holds plain data only, since Duktape leaves by longjmp over our frames.
#include "plugin/sandbox.hpp"

#include <cstring>

#include <duktape.h>

#include "base/text.hpp"
#include "plugin/heap_guard.hpp"
#include "plugin/script_text.hpp"

namespace sheaf::plugin {
namespace {

constexpr std::int64_t kDescribeMs = 100;
constexpr std::size_t kMaxMessage = 400;
constexpr const char* kExports = "exports";

HeapGuard* guard_of(void* udata) { return static_cast<HeapGuard*>(udata); }
void* heap_allocate(void* udata, duk_size_t size) { return guard_of(udata)->allocate(size); }
void* heap_reallocate(void* udata, void* block, duk_size_t size) { return guard_of(udata)->reallocate(block, size); }
void heap_release(void* udata, void* block) { guard_of(udata)->release(block); }

struct Script {
  const char *source, *file;
  std::size_t source_size, file_size;
};

struct Call {
  const char* function;
  const char* argument;
  std::size_t argument_size;
};

/// What would make strings that no script can, show the engine, or run code of its own accord.
duk_ret_t remove_extras(duk_context* ctx) {
  duk_push_global_object(ctx);
  for (const char* name : {"Duktape", "performance", "CBOR"}) duk_del_prop_string(ctx, -1, name);
  duk_get_prop_string(ctx, -1, "String");
  duk_del_prop_string(ctx, -1, "fromBufferRaw");
  duk_pop_2(ctx);
  return 0;
}

/// `exports` is also kept where a script cannot put another in its place.
duk_ret_t load_script(duk_context* ctx, void* udata) {
  const auto* script = static_cast<const Script*>(udata);
  remove_extras(ctx);
  duk_push_heap_stash(ctx);
  duk_push_object(ctx);
  duk_dup_top(ctx);
  duk_put_global_string(ctx, kExports);
  duk_put_prop_string(ctx, -2, kExports);
  duk_push_lstring(ctx, script->source, script->source_size);
  duk_push_lstring(ctx, script->file, script->file_size);
  duk_compile(ctx, 0);
  duk_call(ctx, 0);
  return 0;
}

void push_function(duk_context* ctx, const char* name) {
  duk_push_heap_stash(ctx);
  duk_get_prop_string(ctx, -1, kExports);
  duk_get_prop_string(ctx, -1, name);
}

duk_ret_t find_function(duk_context* ctx, void* udata) {
  push_function(ctx, static_cast<const char*>(udata));
  duk_push_boolean(ctx, duk_is_callable(ctx, -1));
  return 1;
}

duk_ret_t call_function(duk_context* ctx, void* udata) {
  const auto* call = static_cast<const Call*>(udata);
  push_function(ctx, call->function);
  if (!duk_is_callable(ctx, -1))
    return duk_error(ctx, DUK_ERR_TYPE_ERROR, "exports.%s is no function", call->function);
  duk_push_lstring(ctx, call->argument, call->argument_size);
  duk_json_decode(ctx, -1);
  duk_call(ctx, 1);
  duk_json_encode(ctx, -1);
  return 1;
}

/// The thrown value as four strings on the stack: file, line, name, message. Getters of the script may
/// run, inside the limits.
duk_ret_t describe_thrown(duk_context* ctx, void*) {
  const duk_idx_t thrown = duk_get_top_index(ctx);
  if (!duk_is_error(ctx, thrown)) {
    duk_push_string(ctx, "");
    duk_push_string(ctx, "");
    duk_push_string(ctx, "");
    duk_safe_to_string(ctx, thrown);
    duk_dup(ctx, thrown);
    return 4;
  }
  for (const char* key : {"fileName", "lineNumber", "name", "message"}) {
    duk_get_prop_string(ctx, thrown, key);
    if (duk_is_undefined(ctx, -1)) {
      duk_pop(ctx);
      duk_push_string(ctx, "");
    }
    duk_safe_to_string(ctx, -1);
  }
  return 4;
}

std::string text_at(duk_context* ctx, duk_idx_t index) {
  duk_size_t size = 0;
  const char* text = duk_get_lstring(ctx, index, &size);
  return text ? std::string(text, size) : std::string();
}

}  // namespace

struct Sandbox::Parts {
  Parts(const Limits& wanted, std::string_view name) : limits(wanted), file(name), guard(wanted.max_heap_bytes) {}
  ~Parts() { destroy(); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void destroy() {
    if (ctx) duk_destroy_heap(ctx);
    ctx = nullptr;
  }
  Status run(duk_safe_call_function function, void* udata, duk_idx_t results, const Task& task);
  Error failure();
  Error describe();
  Error exhausted();

  Limits limits;
  std::string file;
  HeapGuard guard;  // before ctx, which points to it
  duk_context* ctx = nullptr;
  std::string broken;  // why there is no heap any more
  ErrorCode broken_code = ErrorCode::kPluginLimit;
};

/// The flag decides what went wrong, never the message: what a late script throws last is anything. Want
/// of memory can be got over by the engine, so there the message counts too.
Error Sandbox::Parts::failure() {
  const StopReason reason = guard.reason();
  if (reason == StopReason::kNone) {
    const bool starved = guard.ran_out_of_memory();
    Error error = describe();
    const bool for_want_of_it = contains(error.message, "alloc failed") || contains(error.message, "DoubleError");
    if (!starved || (ctx && !for_want_of_it)) return error;
  }
  if (reason == StopReason::kCancelled) {
    broken = file + ": cancelled";
    broken_code = ErrorCode::kCancelled;
  } else if (reason == StopReason::kTime) {
    broken = file + ": stopped after " + std::to_string(limits.max_execution_time_ms) +
             " ms, the most a call of a plugin may take";
  } else {
    broken_code = ErrorCode::kPluginLimit;
    broken = file + ": stopped: it needs more than " + std::to_string(limits.max_heap_bytes >> 20) +
             " MiB of memory, the most a plugin may have";
  }
  destroy();
  return Error{broken_code, broken};
}

Error Sandbox::Parts::describe() {
  const Task none;
  guard.begin(kDescribeMs, &none);
  const bool told = duk_safe_call(ctx, describe_thrown, nullptr, 1, 4) == DUK_EXEC_SUCCESS;
  guard.end();
  if (!told) {
    broken = file + ": threw something that cannot be shown";
    broken_code = ErrorCode::kPlugin;
    destroy();
    return Error{broken_code, broken};
  }
  const Thrown thrown{text_at(ctx, -4), text_at(ctx, -3), text_at(ctx, -2), text_at(ctx, -1)};
  duk_pop_n(ctx, 4);
  return Error{ErrorCode::kPlugin, shorten(thrown_message(thrown, file), kMaxMessage)};
}

/// Many calls that each keep their limit may still be more than a digest can wait for.
Error Sandbox::Parts::exhausted() {
  broken_code = ErrorCode::kPluginLimit;
  broken = file + ": stopped after " + std::to_string(limits.max_total_ms / 1000) + " s, the most all calls of a plugin may take together";
  destroy();
  return Error{broken_code, broken};
}

Status Sandbox::Parts::run(duk_safe_call_function function, void* udata, duk_idx_t results, const Task& task) {
  if (!ctx) return Error{broken_code, broken};
  if (guard.spent_ms() >= limits.max_total_ms) return exhausted();
  guard.begin(limits.max_execution_time_ms, &task);
  const bool done = duk_safe_call(ctx, function, udata, 0, results) == DUK_EXEC_SUCCESS;
  guard.end();
  if (done) return {};
  return failure();
}

Sandbox::Sandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Sandbox::Sandbox(Sandbox&& other) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&& other) noexcept = default;
Sandbox::~Sandbox() = default;

Result<Sandbox> Sandbox::start(std::string_view source, std::string_view file, const Limits& limits,
                               const Task& task) {
  auto parts = std::make_unique<Parts>(limits, file);
  parts->ctx = duk_create_heap(heap_allocate, heap_reallocate, heap_release, &parts->guard, nullptr);
  if (!parts->ctx) return Error{ErrorCode::kNoMemory, std::string(file) + ": no memory for the plugin's heap"};
  parts->guard.attach(parts->ctx);
  Script script{source.data(), file.data(), source.size(), file.size()};
  SHEAF_TRY(parts->run(load_script, &script, 1, task));
  duk_pop(parts->ctx);
  return Sandbox(std::move(parts));
}

Result<bool> Sandbox::has(const char* function, const Task& task) {
  SHEAF_TRY(parts_->run(find_function, const_cast<char*>(function), 1, task));
  const bool found = duk_get_boolean(parts_->ctx, -1) != 0;
  duk_pop(parts_->ctx);
  return found;
}

Result<std::string> Sandbox::call(const char* function, std::string_view argument_json, const Task& task) {
  const std::string argument = with_surrogates(argument_json);
  Call call{function, argument.data(), argument.size()};
  SHEAF_TRY(parts_->run(call_function, &call, 1, task));
  duk_size_t size = 0;
  const char* text = duk_get_lstring(parts_->ctx, -1, &size);
  const bool large = text && size > parts_->limits.max_result_bytes;
  std::string result = !text ? "null" : large ? std::string() : without_surrogates({text, size});
  duk_pop(parts_->ctx);
  if (large)
    return Error{ErrorCode::kPluginLimit, parts_->file + ": exports." + function + " returned more than " +
                                              std::to_string(parts_->limits.max_result_bytes >> 20) + " MiB"};
  return result;
}

std::size_t Sandbox::peak_bytes() const { return parts_->guard.peak_bytes(); }

}  // namespace sheaf::plugin
