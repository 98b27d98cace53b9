/** @file results.hpp
 * Part of sheaf.hpp, which to include: papers, scores, summaries, digests and reports, all immutable.
 */
#ifndef SHEAF_CPP_RESULTS_HPP
#define SHEAF_CPP_RESULTS_HPP

#include <sheaf/cpp/base.hpp>

namespace sheaf {

/// One paper, borrowed from a list or digest; reads as "" where it holds none.
class paper {
 public:
  /// Names.
  using authors_type = detail::texts<sheaf_paper, sheaf_paper_author_count, sheaf_paper_author>;
  /// "cs.CL".
  using categories_type = detail::texts<sheaf_paper, sheaf_paper_category_count, sheaf_paper_category>;
  explicit paper(const sheaf_paper* object = nullptr) noexcept : object_(object) {}   ///< borrows it
  /// Whether there is one.
  explicit operator bool() const noexcept { return object_ != nullptr; }
  const sheaf_paper* get() const noexcept { return object_; }                         ///< for sheaf.h
  /// A SHEAF_FIELD_...
  std::string_view text(int field) const noexcept { return detail::shown(sheaf_paper_text(object_, field)); }
  std::string_view id() const noexcept { return text(SHEAF_FIELD_ID); }               ///< "2401.10020"
  std::string_view title() const noexcept { return text(SHEAF_FIELD_TITLE); }         ///< may hold LaTeX
  std::string_view abstract() const noexcept { return text(SHEAF_FIELD_ABSTRACT); }   ///< whole
  std::string_view doi() const noexcept { return text(SHEAF_FIELD_DOI); }             ///< or ""
  std::string_view url() const noexcept { return text(SHEAF_FIELD_ABS_URL); }         ///< its page
  std::string_view cite_key() const noexcept { return text(SHEAF_FIELD_CITE_KEY); }   ///< once given, or ""
  std::uint32_t version() const noexcept { return sheaf_paper_version(object_); }     ///< 0: not known
  authors_type authors() const noexcept { return authors_type(object_); }             ///< in order
  /// The primary one first.
  categories_type categories() const noexcept { return categories_type(object_); }

 private:
  const sheaf_paper* object_;
};

/// An immutable list of papers.
class papers : public detail::owner<sheaf_papers, sheaf_papers_free> {
 public:
  papers() = default;                                                  ///< none
  explicit papers(sheaf_papers* object) noexcept : owner(object) {}    ///< takes it over
  /// From a JSON array or JSON lines, each with id, title, abstract.
  static papers from_json(std::string_view json) {
    return detail::make<papers, sheaf_papers>([&](sheaf_papers** out, sheaf_error** err) {
      return sheaf_papers_from_json(json.data(), json.size(), out, err);
    });
  }
  std::size_t size() const noexcept { return sheaf_papers_count(get()); }               ///< papers in it
  bool empty() const noexcept { return size() == 0; }                                   ///< whether none
  /// That match at the source.
  std::uint64_t total() const noexcept { return sheaf_papers_total(get()); }
  /// Or an empty one.
  paper operator[](std::size_t i) const noexcept { return paper(sheaf_papers_at(get(), i)); }
  detail::iterator<papers, paper> begin() const noexcept { return {this, 0}; }          ///< in order
  detail::iterator<papers, paper> end() const noexcept { return {this, size()}; }       ///< past the last
  text to_json() const { return rendered<sheaf_papers_to_json>(); }                     ///< one array
  text bibtex() const { return rendered<sheaf_bibtex>(); }                              ///< one entry each

 private:
  template <sheaf_status (*Render)(const sheaf_papers*, sheaf_text**, sheaf_error**)>
  text rendered() const {
    return detail::make<text, sheaf_text>(
        [&](sheaf_text** out, sheaf_error** err) { return Render(get(), out, err); });
  }
};

/// A value and a reason for each paper, by the papers' own indices.
class scores : public detail::owner<sheaf_scores, sheaf_scores_free> {
 public:
  /// Takes it over.
  explicit scores(sheaf_scores* object) noexcept : owner(object) {}
  std::size_t size() const noexcept { return sheaf_scores_count(get()); }                        ///< papers
  /// Higher is better.
  double operator[](std::size_t index) const noexcept { return sheaf_scores_value(get(), index); }
  /// Why.
  std::string_view reason(std::size_t i) const noexcept { return detail::shown(sheaf_scores_reason(get(), i)); }
  /// The paper's index at a rank, best first.
  std::size_t index_at(std::size_t rank) const noexcept { return sheaf_scores_index_at(get(), rank); }
};

/// A summary, borrowed from a digest entry or from a sheaf::summary.
class summary_view {
 public:
  /// Borrows it.
  explicit summary_view(const sheaf_summary* object) noexcept : object_(object) {}
  /// For sheaf.h.
  const sheaf_summary* get() const noexcept { return object_; }
  /// SHEAF_SUMMARY_TLDR ...
  std::string_view text(int field) const noexcept { return detail::shown(sheaf_summary_text(object_, field)); }
  /// In one sentence.
  std::string_view tldr() const noexcept { return text(SHEAF_SUMMARY_TLDR); }
  std::string_view mindmap() const noexcept { return text(SHEAF_SUMMARY_MINDMAP); }             ///< Mermaid
  /// Of SHEAF_SUMMARY_TAGS ...
  std::size_t size(int list) const noexcept { return sheaf_summary_list_count(object_, list); }
  /// An element of such a list, or "".
  std::string_view at(int list, std::size_t index) const noexcept {
    return detail::shown(sheaf_summary_list_at(object_, list, index));
  }
  /// All of it as one JSON object.
  sheaf::text to_json() const {
    return detail::make<sheaf::text, sheaf_text>(
        [&](sheaf_text** out, sheaf_error** err) { return sheaf_summary_to_json(object_, out, err); });
  }

 private:
  const sheaf_summary* object_;
};

/// A summary of one's own.
class summary : public detail::owner<sheaf_summary, sheaf_summary_free> {
 public:
  explicit summary(sheaf_summary* object) noexcept : owner(object) {}          ///< takes it over
  summary_view view() const noexcept { return summary_view(get()); }           ///< as long as this lives
  operator summary_view() const noexcept { return view(); }                    ///< the same
};

/// What a write did, file by file.
class report : public detail::owner<sheaf_report, sheaf_report_free> {
 public:
  /// Takes it over.
  explicit report(sheaf_report* object) noexcept : owner(object) {}
  /// Files.
  std::size_t size() const noexcept { return sheaf_report_count(get()); }
  /// Of a file.
  std::string_view path(std::size_t i) const noexcept { return sheaf::detail::shown(sheaf_report_path(get(), i)); }
  /// SHEAF_OUTCOME_...
  int outcome(std::size_t i) const noexcept { return sheaf_report_outcome(get(), i); }
  /// Why, or "".
  std::string_view detail(std::size_t i) const noexcept { return sheaf::detail::shown(sheaf_report_detail(get(), i)); }
};

/// One entry of a digest, borrowed from it.
class entry {
 public:
  /// Borrows it.
  entry(const sheaf_digest* digest, std::size_t index) noexcept : digest_(digest), index_(index) {}
  /// The paper.
  sheaf::paper paper() const noexcept { return sheaf::paper(sheaf_digest_paper(digest_, index_)); }
  /// SHEAF_ANNOUNCE_...
  int announce_type() const noexcept { return sheaf_digest_announce_type(digest_, index_); }
  /// Higher is better.
  double score() const noexcept { return sheaf_digest_score(digest_, index_); }
  /// Why that score.
  std::string_view reason() const noexcept { return detail::shown(sheaf_digest_reason(digest_, index_)); }
  /// Never none.
  summary_view summary() const noexcept { return summary_view(sheaf_digest_summary(digest_, index_)); }
  /// Its note as it would be written into an empty vault.
  text note() const {
    return detail::make<text, sheaf_text>(
        [&](sheaf_text** out, sheaf_error** err) { return sheaf_digest_note(digest_, index_, out, err); });
  }

 private:
  const sheaf_digest* digest_;
  std::size_t index_;
};

/// How one source of a digest did, borrowed from it.
struct source {
  std::string_view name;     ///< "arxiv:cs.CL"
  int state;                 ///< SHEAF_SOURCE_...
  std::string_view detail;   ///< in words
};

/// The finished day of one profile: entries best first.
class digest : public detail::owner<sheaf_digest, sheaf_digest_free> {
 public:
  explicit digest(sheaf_digest* object) noexcept : owner(object) {}   ///< takes it over
  /// What to_json() gave.
  static digest from_json(std::string_view json) {
    return detail::make<digest, sheaf_digest>([&](sheaf_digest** out, sheaf_error** err) {
      return sheaf_digest_from_json(json.data(), json.size(), out, err);
    });
  }
  /// Another system's page; nothing is kept. See context::import_page().
  static digest import_page(std::string_view page, c_text name = {}) {
    return detail::make<digest, sheaf_digest>([&](sheaf_digest** out, sheaf_error** err) {
      return sheaf_digest_import(nullptr, page.data(), page.size(), name.get(), out, err);
    });
  }
  /// "2026-04-17".
  std::string_view day() const noexcept { return detail::shown(sheaf_digest_day(get())); }
  /// Its name.
  std::string_view profile() const noexcept { return detail::shown(sheaf_digest_profile(get())); }
  /// Invented papers.
  bool is_sample() const noexcept { return sheaf_digest_is_sample(get()) != 0; }
  /// Lists that were asked.
  std::size_t source_count() const noexcept { return sheaf_digest_source_count(get()); }
  /// How one of them did.
  sheaf::source source(std::size_t i) const noexcept {
    return {detail::shown(sheaf_digest_source_name(get(), i)), sheaf_digest_source_state(get(), i),
            detail::shown(sheaf_digest_source_detail(get(), i))};
  }
  std::size_t size() const noexcept { return sheaf_digest_count(get()); }                ///< entries
  bool empty() const noexcept { return size() == 0; }                                    ///< whether none
  entry operator[](std::size_t index) const noexcept { return entry(get(), index); }     ///< index < size()
  detail::iterator<digest, entry> begin() const noexcept { return {this, 0}; }           ///< the best
  detail::iterator<digest, entry> end() const noexcept { return {this, size()}; }        ///< past the last
  /// As in dist/schema.
  text to_json() const { return rendered<sheaf_digest_to_json>(); }
  text bibtex() const { return rendered<sheaf_digest_bibtex>(); }                        ///< one entry each
  /// Adds or updates the entries in a .bib file; all else in it stays.
  report write_bibtex(c_text path) const {
    return detail::make<report, sheaf_report>([&](sheaf_report** out, sheaf_error** err) {
      return sheaf_write_bibtex(get(), path.get(), out, err);
    });
  }

 private:
  template <sheaf_status (*Render)(const sheaf_digest*, sheaf_text**, sheaf_error**)>
  text rendered() const {
    return detail::make<text, sheaf_text>(
        [&](sheaf_text** out, sheaf_error** err) { return Render(get(), out, err); });
  }
};

}  // namespace sheaf
#endif
