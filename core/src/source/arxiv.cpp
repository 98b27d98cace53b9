// ArxivSource: announcement lists, with the second form as a way out; see arxiv.hpp.
// Borrows the client; any thread.
#include "source/arxiv.hpp"

#include "base/text.hpp"
#include "model/category.hpp"
#include "source/fetch.hpp"

namespace sheaf::source {
namespace {

// "cs.CL+cs.LG" is one list; its plus sign must stay one.
std::string list_url(std::string_view base, std::string_view form, const std::string& category) {
  while (!base.empty() && base.back() == '/') base.remove_suffix(1);
  std::vector<std::string> parts;
  for (const std::string& part : split(category, '+')) parts.push_back(percent_encode(trim(part)));
  return std::string(base) + "/" + std::string(form) + "/" + join(parts, "+");
}

std::vector<net::Header> conditional_headers(const Validators& validators) {
  std::vector<net::Header> headers;
  if (!validators.etag.empty()) headers.push_back({"If-None-Match", validators.etag});
  if (!validators.last_modified.empty())
    headers.push_back({"If-Modified-Since", validators.last_modified});
  return headers;
}

Error unknown_category(const std::string& category, const Error& refusal) {
  std::string text = "arXiv does not know the category \"" + category + "\"";
  if (refusal.code == ErrorCode::kInvalid) text += ": " + refusal.message;
  const std::vector<std::string> near = suggest_categories(category);
  if (!near.empty()) text += " (near: " + join(near, ", ") + ")";
  Error error(ErrorCode::kInvalid, std::move(text));
  error.http_status = refusal.http_status;
  return error;
}

Result<ListAnswer> get_list(net::Client& client, const std::string& url,
                            const std::string& category, const Validators& validators,
                            const Task& task) {
  Result<Fetched<FeedDay>> fetched = get_parsed<FeedDay>(
      client, url, conditional_headers(validators), task, parse_announcement_feed);
  if (!fetched.ok()) {
    const Error& error = fetched.error();
    if (error.code == ErrorCode::kInvalid || error.http_status == 400)
      return unknown_category(category, error);
    return error;
  }
  ListAnswer answer;
  const net::HttpResponse& response = fetched->response;
  answer.not_modified = !fetched->value.has_value();
  if (fetched->value) answer.feed = *std::move(fetched->value);
  answer.validators.etag = response.header("ETag");
  answer.validators.last_modified = response.header("Last-Modified");
  // A 304 need not repeat the validators it confirms.
  if (answer.not_modified && answer.validators.etag.empty()) answer.validators = validators;
  return answer;
}

// Another form of a list helps against a broken answer, not against a refusal or a dead line.
bool other_form_may_help(const Error& error) {
  return error.code == ErrorCode::kParse || error.code == ErrorCode::kHttp;
}

}  // namespace

Result<ListAnswer> ArxivSource::fetch_list(const std::string& category, std::string_view feed,
                                           const Validators& validators, const Task& task) {
  if (trim(category).empty()) return Error(ErrorCode::kInvalid, "no arXiv category to fetch");
  const std::string_view form = feed == "atom" ? "atom" : "rss";
  const std::string_view other = form == "atom" ? "rss" : "atom";
  const std::string& base = endpoints_.arxiv_rss;
  Result<ListAnswer> first =
      get_list(client_, list_url(base, form, category), category, validators, task);
  if (first.ok() || !other_form_may_help(first.error())) return first;
  Result<ListAnswer> second =
      get_list(client_, list_url(base, other, category), category, {}, task);
  if (second.ok()) {
    second->feed.warnings.push_back("the " + std::string(other) + " form was read instead of " +
                                    std::string(form) + ": " + first.error().message);
    return second;
  }
  return second.error().code == ErrorCode::kCancelled ? second : first;
}

}  // namespace sheaf::source
