// Asking for embeddings; see embeddings.hpp.
// One Embedder per call; it borrows what embed() was given.
#include "llm/embeddings.hpp"

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

#include "base/text.hpp"
#include "llm/embedding_answer.hpp"
#include "llm/secret.hpp"
#include "model/json.hpp"
#include "net/url.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMostBatch = 2048;  ///< OpenAI's own limit
/// So many single texts refused one after another, and none ever taken: it is not the texts.
constexpr std::size_t kMostRefusals = 3;

std::string counted(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " text" : " texts");
}

/// A run of texts to ask for together.
struct Batch {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
};

class Embedder {
 public:
  Embedder(net::Client& client, const EmbeddingProfile& profile, VectorCache* cache,
           const Task& task, std::string secret)
      : client_(client), profile_(profile), cache_(cache), task_(task), secret_(std::move(secret)) {}

  Result<Embeddings> run(const std::vector<std::string>& texts) {
    std::vector<std::string> keys;
    for (const std::string& text : texts)
      keys.push_back(trim(text).empty() ? std::string() : vector_key(profile_.service.model, text));
    find_cached(keys);
    std::unordered_map<std::string, bool> waiting;
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!keys[i].empty() && packed_.count(keys[i]) == 0 && waiting.emplace(keys[i], true).second)
        wanted_.push_back({keys[i], &texts[i]});
    for (const std::string& key : keys) {
      if (key.empty()) continue;
      ++(waiting.count(key) ? out_.asked : out_.from_cache);
    }
    SHEAF_TRY(ask_all());
    collect(keys);
    return std::move(out_);
  }

 private:
  struct Wanted {
    std::string key;
    const std::string* text;
  };

  void find_cached(const std::vector<std::string>& keys) {
    if (!cache_ || keys.empty()) return;
    auto found = cache_->find(keys);
    if (!found.ok()) {
      out_.warnings.push_back("the cache of vectors could not be read: " + found.error().message);
      return;
    }
    for (auto& [key, bytes] : *found)
      if (unpack_vector(bytes).ok()) packed_.emplace(key, std::move(bytes));
  }

  Status ask_all() {
    const auto size = static_cast<std::size_t>(
        std::clamp<std::int64_t>(profile_.batch, 1, static_cast<std::int64_t>(kMostBatch)));
    std::deque<Batch> batches;
    for (std::size_t begin = 0; begin < wanted_.size(); begin += size)
      batches.push_back({begin, std::min(begin + size, wanted_.size())});
    std::size_t done = 0, refused = 0;
    bool taken = false;
    while (!batches.empty()) {
      const Batch batch = batches.front();
      batches.pop_front();
      SHEAF_TRY(task_.report({"embed", done, wanted_.size(), 0}));
      const Status status = ask(batch);
      if (status.ok()) {
        taken = true;
        done += batch.size();
        continue;
      }
      if (status.error().code == ErrorCode::kCancelled) return status;
      const bool too_much = status.error().http_status == 400 || status.error().http_status == 413;
      if (too_much && batch.size() > 1) {  // perhaps one text is too long, or all together
        const std::size_t middle = batch.begin + batch.size() / 2;
        batches.push_front({middle, batch.end});
        batches.push_front({batch.begin, middle});
        continue;
      }
      if (too_much && (taken || ++refused < kMostRefusals)) {
        ++out_of_bounds_;
        ++done;
        continue;
      }
      out_.failure = status.error().message;
      if (done > 0) out_.failure += " (after " + std::to_string(done) + " of " + counted(wanted_.size()) + ")";
      return {};
    }
    return {};
  }

  net::HttpRequest request_for(const Batch& batch) const {
    Json input = Json::array();
    for (std::size_t i = batch.begin; i < batch.end; ++i) input.push_back(*wanted_[i].text);
    net::HttpRequest request;
    request.method = "POST";
    std::string_view base = trim(profile_.service.base_url);
    while (!base.empty() && base.back() == '/') base.remove_suffix(1);
    request.url = std::string(base) + "/embeddings";
    request.reach = net::Reach::kAny;
    request.timeout_ms = client_.options().timeout_ms;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!secret_.empty()) request.headers.push_back({"Authorization", "Bearer " + secret_});
    request.body = dump_json({{"model", profile_.service.model}, {"input", std::move(input)}});
    return request;
  }

  Status ask(const Batch& batch) {
    EmbeddingAnswer answer;
    std::string words;
    const auto check = [&](const net::HttpResponse& response) -> Status {
      if (response.status == 400) {
        words = refusal_words(response.body);
        return {};
      }
      SHEAF_ASSIGN(answer, read_embedding_answer(response.body, batch.size()));
      return {};
    };
    const auto outcome = client_.send(request_for(batch), task_, check);
    if (!outcome.ok()) return explained(outcome.error(), words);
    keep(batch, std::move(answer));
    return {};
  }

  /// With the server's words, and where the key comes from when it is the key.
  Error explained(Error error, const std::string& words) const {
    if (error.code == ErrorCode::kCancelled) return error;
    if (!words.empty()) error.message += ". It says \"" + words + "\"";
    if (error.http_status == 401 || error.http_status == 403) {
      const std::string where = describe(profile_.service.key);
      error.message += where.empty() ? ". No key was sent: the profile names none for embeddings"
                                     : ". The key comes from " + where;
    }
    error.message = without_secret("embeddings: " + error.message, secret_);
    return error;
  }

  void keep(const Batch& batch, EmbeddingAnswer answer) {
    out_.tokens += answer.tokens;
    absent_ += answer.absent;
    unusable_ += answer.unusable;
    std::map<std::string, std::string> fresh;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (answer.packed[i].empty()) continue;
      if (fresh_size_ == 0) fresh_size_ = answer.packed[i].size();
      fresh[wanted_[batch.begin + i].key] = std::move(answer.packed[i]);
    }
    if (cache_ && !fresh.empty() && cache_writes_) {
      if (const Status stored = cache_->put(fresh); !stored.ok()) {
        cache_writes_ = false;
        out_.warnings.push_back("vectors could not be kept: " + stored.error().message);
      }
    }
    packed_.merge(fresh);
  }

  /// The server's length of today counts, else that of the first in the cache.
  void collect(const std::vector<std::string>& keys) {
    std::size_t size = fresh_size_, other = 0;
    for (const std::string& key : keys) {
      out_.vectors.emplace_back();
      const auto found = packed_.find(key);
      if (found == packed_.end()) continue;
      if (size == 0) size = found->second.size();
      if (found->second.size() != size) {
        ++other;
        continue;
      }
      out_.vectors.back() = unpack_vector(found->second).value();
      out_.dimensions = out_.vectors.back().size();
    }
    for (std::size_t i = 0; i < keys.size(); ++i)
      out_.missing += !keys[i].empty() && out_.vectors[i].empty() ? 1 : 0;
    const auto warn = [&](std::size_t count, const char* why) {
      if (count > 0) out_.warnings.push_back(counted(count) + " without a vector: " + why);
    };
    warn(absent_, "the server left them out");
    warn(unusable_, "the server gave only zeros, or something else than numbers");
    warn(out_of_bounds_, "the server refused them alone, perhaps they are too long");
    warn(other, "theirs have another length than the others");
  }

  net::Client& client_;
  const EmbeddingProfile& profile_;
  VectorCache* cache_;
  const Task& task_;
  std::string secret_;
  std::vector<Wanted> wanted_;
  std::map<std::string, std::string> packed_;  ///< by key
  std::size_t fresh_size_ = 0;                 ///< bytes of the first packed vector of the server
  std::size_t absent_ = 0, unusable_ = 0, out_of_bounds_ = 0;
  bool cache_writes_ = true;
  Embeddings out_;
};

}  // namespace

Result<Embeddings> embed(net::Client& client, const EmbeddingProfile& profile,
                         const std::vector<std::string>& texts, VectorCache* cache,
                         const Task& task) {
  const ModelService& service = profile.service;
  if (service.base_url.empty() || service.model.empty())
    return Error(ErrorCode::kInvalid,
                 "ranking.embeddings needs both base_url and model, like "
                 "\"http://127.0.0.1:11434/v1\" and \"nomic-embed-text\"");
  SHEAF_TRY(net::check_url(service.base_url));
  SHEAF_ASSIGN(std::string secret, read_secret(service.key, task));
  SHEAF_TRY(check_header_secret(secret, service.key));
  return Embedder(client, profile, cache, task, std::move(secret)).run(texts);
}

}  // namespace sheaf::llm
