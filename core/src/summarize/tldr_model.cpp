// TldrModel: see tldr_model.hpp.
// Pure functions; the built-in model is read once under the compiler's lock for statics.
#include "summarize/tldr_model.hpp"

#include <cmath>
#include <cstring>

#include "base/text.hpp"

namespace sheaf::summarize {

extern const unsigned char kTldrModel[];
extern const std::size_t kTldrModelSize;

namespace {

constexpr std::string_view kMagic = "SHTL";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = 20;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number(std::size_t size) {
    if (left() < size) {
      failed_ = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[pos_ + i])) << (8 * i);
    pos_ += size;
    return value;
  }

  float real() {
    const auto bits = static_cast<std::uint32_t>(number(4));
    float value = 0;
    static_assert(sizeof value == sizeof bits);
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) failed_ = true;
    return value;
  }

  TldrWeights weights(std::size_t dense, std::size_t hashed) {
    TldrWeights out;
    out.bias = real();
    out.scale = real();
    if (number(4) != dense || left() < dense * 4) failed_ = true;
    for (std::size_t i = 0; i < dense && !failed_; ++i) out.dense.push_back(real());
    if (number(4) != hashed || left() < hashed) failed_ = true;
    for (std::size_t i = 0; i < hashed && !failed_; ++i)
      out.hashed.push_back(static_cast<std::int8_t>(number(1)));
    return out;
  }

  std::size_t left() const { return bytes_.size() - pos_; }
  bool failed() const { return failed_; }

 private:
  std::string_view bytes_;
  std::size_t pos_ = 0;
  bool failed_ = false;
};

}  // namespace

Result<TldrModel> read_tldr_model(std::string_view bytes) {
  const auto damaged = [](std::string_view why) {
    return Error{ErrorCode::kParse, "the TL;DR model cannot be read: " + std::string(why)};
  };
  Reader header(bytes);
  if (bytes.substr(0, kMagic.size()) != kMagic) return damaged("it does not begin with SHTL");
  header.number(kMagic.size());
  if (header.number(4) != kVersion) return damaged("its version is not 1");
  const std::uint64_t length = header.number(4);
  const std::uint64_t checksum = header.number(8);
  if (header.failed() || length != bytes.size() - kHeader) return damaged("its length is wrong");
  const std::string_view payload = bytes.substr(kHeader);
  if (fnv1a64(payload) != checksum) return damaged("its checksum is wrong");
  Reader reader(payload);
  TldrModel model;
  model.word = reader.weights(kTldrWordDense, kTldrWordBuckets + kTldrTitleBuckets);
  model.candidate = reader.weights(kTldrDense, kTldrBuckets);
  if (reader.failed() || reader.left() != 0) return damaged("it has other weights than expected");
  return model;
}

const TldrModel* tldr_model() {
  static const Result<TldrModel> model =
      read_tldr_model(std::string_view(reinterpret_cast<const char*>(kTldrModel), kTldrModelSize));
  return model.ok() ? &model.value() : nullptr;
}

}  // namespace sheaf::summarize
