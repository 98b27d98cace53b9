/** @file sheaf.hpp
 * sheaf.h for C++17 and later: header-only, RAII, exceptions.  Nothing here is in the library.
 *
 * @code
 *   sheaf::config config;
 *   config.store_path = "papers.db";
 *   sheaf::context context(config);
 *   sheaf::digest today = context.run_digest(R"({"categories": ["cs.CL"]})");
 *   for (sheaf::entry entry : today)
 *     std::cout << entry.score() << "  " << entry.paper().title() << '\n';
 * @endcode
 *
 * OWNERSHIP  context, papers, scores, summary, digest, report, text, job and cancel own an object of
 *            the library: they move, do not copy, and free it.  After a move, or made by default,
 *            they hold nothing; only assigning to and destroying them is of use then.
 * VIEWS      paper, entry, source, summary_view and every std::string_view are borrowed: they hold as
 *            long as the object they were asked of.  `context.find("x")[0]` dangles at the semicolon.
 *            What a string_view shows is NUL-terminated.
 * TEXT IN    sheaf::c_text takes literals, const char* and std::string (UTF-8), NULL meaning "not
 *            given".  A std::string_view stands where the length travels along (JSON, pages).
 * ERRORS     sheaf::error, or std::bad_alloc.  What your own callbacks throw ends the call as
 *            cancelled and comes out of it unchanged.
 * THREADS    As in sheaf.h: context, job and cancel from several threads, all else read from any.
 *            A sheaf::call with callbacks serves one call at a time.
 */
#ifndef SHEAF_SHEAF_HPP
#define SHEAF_SHEAF_HPP

#include <sheaf/cpp/base.hpp>
#include <sheaf/cpp/results.hpp>

namespace sheaf {

/// A piece of work on a thread of the library's. Destroying it cancels and joins.
class job : public detail::owner<sheaf_job, sheaf_job_free> {
 public:
  explicit job(sheaf_job* object) noexcept : owner(object) {}   ///< takes it over
  void wait() const { wait_for(std::chrono::milliseconds(-1)); }   ///< until it ends, well or not
  /// Whether it ended within that time; zero polls.
  bool wait_for(std::chrono::milliseconds time) const {
    constexpr std::int64_t longest = 0x7fffffff;
    const std::int64_t wanted = time.count() < 0 ? -1 : time.count();
    const sheaf_status status = sheaf_job_wait(get(), static_cast<std::int32_t>(wanted < longest ? wanted : longest));
    if (status == SHEAF_TIMEOUT) return false;
    detail::check_status(status);
    return true;
  }
  /// Where it is; `stage` holds as long as the process.
  sheaf_progress progress() const {
    detail::sized<sheaf_progress> now;
    detail::check_status(sheaf_job_progress(get(), &now));
    return now;
  }
  void cancel() const noexcept { sheaf_job_cancel(get()); }   ///< it ends soon after
  /// Waits, then gives the result as JSON or throws the job's error. May be asked again.
  text result() const {
    wait();
    return detail::make<text, sheaf_text>(
        [&](sheaf_text** out, sheaf_error** err) { return sheaf_job_result(get(), out, err); });
  }
};

/// What a transport of the host's own fills; borrowed for the call.
class http_reply {
 public:
  explicit http_reply(sheaf_http_reply* object) noexcept : object_(object) {}   ///< borrows it
  /// 100 to 599.
  void set_status(int status) const { detail::check_status(sheaf_http_reply_set_status(object_, status)); }
  /// One header line.
  void add_header(c_text name, c_text value) const {
    detail::check_status(sheaf_http_reply_add_header(object_, name.get(), value.get()));
  }
  /// More of the body.
  void append(std::string_view bytes) const {
    detail::check_status(sheaf_http_reply_append(object_, bytes.data(), bytes.size()));
  }

 private:
  sheaf_http_reply* object_;
};

/// Gets a sheaf_log_level and a line. What it throws is dropped.
using log_function = std::function<void(int level, std::string_view message)>;
/// Fills the reply, or throws: sheaf::error keeps its status. Several threads at once, when jobs run.
using http_function = std::function<void(const sheaf_http_request& request, const http_reply& reply)>;

/// A new text of a note, and where the reader's own stayed though Sheaf's changed too.
struct merged_note {
  text note;        ///< all of it
  text conflicts;   ///< a JSON array of front matter keys and block ids
};

/// Brings the text of a note up to date; see sheaf_note_merge().
inline merged_note merge_note(std::string_view existing, c_text baseline, c_text fresh) {
  sheaf_text* conflicts = nullptr;
  text note = detail::make<text, sheaf_text>([&](sheaf_text** out, sheaf_error** err) {
    return sheaf_note_merge(existing.data(), existing.size(), baseline.get(), fresh.get(), out, &conflicts, err);
  });
  return {std::move(note), text(conflicts)};
}

/// A source's text as one line to read, without TeX; see sheaf_plain_text().
inline text plain_text(c_text source) {
  return detail::make<text, sheaf_text>(
      [&](sheaf_text** out, sheaf_error** err) { return sheaf_plain_text(source.get(), out, err); });
}

/// The ops of jobs with their arguments, as JSON.
inline text ops() {
  return detail::make<text, sheaf_text>(sheaf_ops_to_json);
}

/// An open store and what is done with it.
class context {
 public:
  context() : context(config()) {}   ///< in memory, with every default
  /// Opens the store, making it if there is none. The functions are kept as long as the context.
  explicit context(const sheaf_config& options, log_function log = {}, http_function http = {}) {
    auto kept = std::make_unique<hooks>(hooks{std::move(log), std::move(http)});
    sheaf_config given = options;
    if (kept->log) given.log_fn = tell, given.log_user_data = kept.get();
    if (kept->http) given.http_fn = ask, given.http_user_data = kept.get();
    sheaf_ctx* made = nullptr;
    detail::check([&](sheaf_error** err) { return sheaf_open(&given, &made, err); });
    held_ = std::unique_ptr<sheaf_ctx, closer>(made, closer{std::move(kept)});
  }
  sheaf_ctx* get() const noexcept { return held_.get(); }   ///< for sheaf.h; still the context's own
  void close() noexcept { held_.reset(); }                  ///< cancels and joins its jobs

  /// Asks arXiv's search.
  papers fetch(const sheaf_query& query, const call& with = {}) const {
    return long_call<papers, sheaf_papers>(with, [&](const sheaf_call* how, sheaf_papers** out, sheaf_error** err) {
      return sheaf_fetch(get(), &query, how, out, err);
    });
  }
  /// Puts papers into the store.
  void put(const papers& list) const {
    detail::check([&](sheaf_error** err) { return sheaf_store_put(get(), list.get(), err); });
  }
  /// Papers in the store by words, best first.
  papers find(c_text words, std::uint32_t limit = 0) const {
    return detail::make<papers, sheaf_papers>([&](sheaf_papers** out, sheaf_error** err) {
      return sheaf_store_find(get(), words.get(), limit, out, err);
    });
  }
  /// The stored paper of that id, as a list of one.
  papers paper(c_text id) const {
    return detail::make<papers, sheaf_papers>(
        [&](sheaf_papers** out, sheaf_error** err) { return sheaf_store_get(get(), id.get(), out, err); });
  }
  /// Takes it out of the store.
  void remove(c_text id) const {
    detail::check([&](sheaf_error** err) { return sheaf_store_remove(get(), id.get(), err); });
  }

  /// Adds items to the reader's library; see sheaf_library_put_json().
  void library_put(std::string_view json) const {
    detail::check([&](sheaf_error** err) { return sheaf_library_put_json(get(), json.data(), json.size(), err); });
  }
  /// The same, as the whole of what `origin` has.
  void library_sync(std::string_view json, c_text origin = {}) const {
    detail::check([&](sheaf_error** err) {
      return sheaf_library_sync_json(get(), json.data(), json.size(), origin.get(), err);
    });
  }
  /// Takes an item out by its key.
  void library_remove(c_text key) const {
    detail::check([&](sheaf_error** err) { return sheaf_library_remove(get(), key.get(), err); });
  }
  /// Items in the library.
  std::uint64_t library_count() const {
    std::uint64_t count = 0;
    detail::check([&](sheaf_error** err) { return sheaf_library_count(get(), &count, err); });
    return count;
  }
  /// What the reader thinks of a paper, now: SHEAF_FEEDBACK_...
  void feedback(c_text id, int kind) const {
    detail::check([&](sheaf_error** err) { return sheaf_feedback_put(get(), id.get(), kind, err); });
  }
  /// The same, as of a time.
  void feedback(c_text id, int kind, std::chrono::system_clock::time_point at) const {
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    detail::check([&](sheaf_error** err) { return sheaf_feedback_put_at(get(), id.get(), kind, seconds, err); });
  }
  /// Takes the latest feedback back.
  void undo_feedback(c_text id) const {
    detail::check([&](sheaf_error** err) { return sheaf_feedback_undo(get(), id.get(), err); });
  }

  /// A value and a reason for each paper.
  scores score(const papers& list, const sheaf_profile& profile = sheaf::profile(), const call& with = {}) const {
    return long_call<scores, sheaf_scores>(with, [&](const sheaf_call* how, sheaf_scores** out, sheaf_error** err) {
      return sheaf_score(get(), list.get(), &profile, how, out, err);
    });
  }
  /// Why a stored paper has its score, as JSON.
  text explain(c_text id, c_text profile_json = {}) const {
    return detail::make<text, sheaf_text>([&](sheaf_text** out, sheaf_error** err) {
      return sheaf_explain_json(get(), id.get(), profile_json.get(), out, err);
    });
  }
  /// TL;DR, roles, mindmap of one paper.
  summary summarize(sheaf::paper of, const sheaf_summary_options& options = summary_options(), const call& with = {}) const {
    return long_call<summary, sheaf_summary>(with, [&](const sheaf_call* how, sheaf_summary** out, sheaf_error** err) {
      return sheaf_summarize(get(), of.get(), &options, how, out, err);
    });
  }

  /// One announcement day, fetched, scored and summarized. Look at its sources.
  digest run_digest(const sheaf_digest_options& options, const call& with = {}) const {
    return long_call<digest, sheaf_digest>(with, [&](const sheaf_call* how, sheaf_digest** out, sheaf_error** err) {
      return sheaf_digest_run(get(), &options, how, out, err);
    });
  }
  /// The same with a profile (JSON) and no other option.
  digest run_digest(c_text profile_json, const call& with = {}) const {
    return run_digest(digest_options(profile_json), with);
  }
  /// A digest of papers at hand: nothing is fetched.
  digest digest_of(const papers& list, const sheaf_digest_options& options, const call& with = {}) const {
    return long_call<digest, sheaf_digest>(with, [&](const sheaf_call* how, sheaf_digest** out, sheaf_error** err) {
      return sheaf_digest_from_papers(get(), list.get(), &options, how, out, err);
    });
  }
  /// The same with a profile (JSON) and no other option.
  digest digest_of(const papers& list, c_text profile_json = {}, const call& with = {}) const {
    return digest_of(list, digest_options(profile_json), with);
  }
  /// Another system's page, kept in the store like a digest that was run.
  digest import_page(std::string_view page, c_text name = {}) const {
    return detail::make<digest, sheaf_digest>([&](sheaf_digest** out, sheaf_error** err) {
      return sheaf_digest_import(get(), page.data(), page.size(), name.get(), out, err);
    });
  }
  /// Brings a folder of notes up to a digest.
  report write_vault(const digest& day, c_text folder, c_text profile_json = {}, const call& with = {}) const {
    return long_call<report, sheaf_report>(with, [&](const sheaf_call* how, sheaf_report** out, sheaf_error** err) {
      return sheaf_write_vault(get(), day.get(), folder.get(), profile_json.get(), how, out, err);
    });
  }

  /// Starts an op; its arguments are a JSON object. ops() lists them.
  job start(c_text op, c_text args_json = "{}") const {
    return detail::make<job, sheaf_job>([&](sheaf_job** out, sheaf_error** err) {
      return sheaf_job_start(get(), op.get(), args_json.get(), out, err);
    });
  }
  /// Starts an op and waits for its result.
  text run(c_text op, c_text args_json = "{}") const { return start(op, args_json).result(); }

 private:
  struct hooks {
    log_function log;
    http_function http;
  };
  /// Jobs log and fetch until they are joined, so the functions go last.
  struct closer {
    std::unique_ptr<hooks> kept;
    void operator()(sheaf_ctx* object) const noexcept { sheaf_close(object); }
  };

  template <class Owner, class T, class Call>
  Owner long_call(const call& with, Call&& made_by) const {
    T* object = nullptr;
    with.run([&](const sheaf_call* how, sheaf_error** err) { return made_by(how, &object, err); });
    return Owner(object);
  }
  static void tell(int level, const char* message, void* data) noexcept {
    try {
      static_cast<hooks*>(data)->log(level, message);
    } catch (...) {  // a line of a log is not worth a failure
    }
  }
  static sheaf_status ask(const sheaf_http_request* request, sheaf_http_reply* reply, void* data) noexcept {
    try {
      static_cast<hooks*>(data)->http(*request, http_reply(reply));
      return SHEAF_OK;
    } catch (const error& failure) {
      return failure.status();
    } catch (const std::bad_alloc&) {
      return SHEAF_E_NOMEM;
    } catch (...) {
      return SHEAF_E_NETWORK;
    }
  }
  std::unique_ptr<sheaf_ctx, closer> held_;
};

}  // namespace sheaf
#endif  // SHEAF_SHEAF_HPP
