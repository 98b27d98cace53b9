// A Ranker to bytes and back: "SHFR", a version, a checksum, then the model. Only what is not zero is
// written: a term's bucket as the gap from the one before, its code and its weight.
// Pure functions; any thread.
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "rank/byte_stream.hpp"
#include "rank/ranker_model.hpp"

namespace sheaf::rank {
namespace {

constexpr std::string_view kMagic = "SHFR";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeader = 4 + 1 + 8;

/// FNV-1a over eight bytes at a time, for speed.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t sum = fnv1a64("sheaf ranking model");
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)])) << (8 * i);
    sum = (sum ^ word) * 1099511628211ULL;
    sum ^= sum >> 32;
  }
  return fnv1a64(bytes, sum);
}

void write(ByteWriter& out, const Spread& spread) {
  out.number(spread.mean);
  out.number(spread.deviation);
}

Spread read_spread(ByteReader& in) {
  Spread out;
  out.mean = in.number();
  out.deviation = in.number();
  if (!std::isfinite(out.mean) || !(out.deviation > 0)) in.fail();
  return out;
}

void write_terms(ByteWriter& out, const std::vector<std::uint8_t>& codes,
                 const std::vector<std::int16_t>& weights) {
  std::size_t used = 0;
  for (const std::uint8_t code : codes) used += code != 0 ? 1 : 0;
  out.count(used);
  std::size_t next = 0;
  for (std::size_t bucket = 0; bucket < codes.size(); ++bucket) {
    if (codes[bucket] == 0) continue;
    out.count(bucket - next);
    next = bucket + 1;
    out.u8(codes[bucket]);
    const std::int16_t weight = weights.empty() ? std::int16_t{0} : weights[bucket];
    // Small numbers of both signs are small counts.
    out.count(static_cast<std::uint32_t>(weight < 0 ? -2 * weight - 1 : 2 * weight));
  }
}

void read_terms(ByteReader& in, std::vector<std::uint8_t>& codes,
                std::vector<std::int16_t>& weights) {
  codes.assign(kTermBuckets, 0);
  weights.assign(kTermBuckets, 0);
  const std::size_t used = in.elements();
  std::uint64_t next = 0;
  for (std::size_t i = 0; i < used && in.ok(); ++i) {
    const std::uint64_t gap = in.count();
    if (gap >= kTermBuckets || next + gap >= kTermBuckets) return in.fail();
    next += gap;
    codes[next] = in.u8();
    const std::uint64_t weight = in.count();
    if (weight > 65535) return in.fail();
    const auto half = static_cast<int>((weight + 1) / 2);
    weights[next++] = static_cast<std::int16_t>(weight % 2 == 1 ? -half : half);
  }
}

void write_items(ByteWriter& out, const std::vector<Remembered>& library,
                 const CountedPapers& counted) {
  out.count(library.size());
  for (std::size_t i = 0; i < library.size(); ++i) {
    out.u64(library[i].print);
    out.text(library[i].title);
    out.count(library[i].interest);
    out.count(counted.begin[i + 1] - counted.begin[i]);
    std::uint32_t next = 0;
    for (std::size_t j = counted.begin[i]; j < counted.begin[i + 1]; ++j) {
      out.count(counted.terms[j].term - next);
      next = counted.terms[j].term;
      out.count(static_cast<std::uint64_t>(counted.terms[j].count));
    }
  }
}

void read_items(ByteReader& in, std::size_t interests, std::vector<Remembered>& library,
                CountedPapers& counted) {
  const std::size_t items = in.elements();
  for (std::size_t i = 0; i < items && in.ok(); ++i) {
    Remembered item;
    item.print = in.u64();
    item.title = in.text();
    item.interest = static_cast<std::uint32_t>(in.count());
    if (item.interest > 0 && item.interest >= interests) return in.fail();
    const std::size_t terms = in.elements();
    std::uint64_t bucket = 0;
    for (std::size_t j = 0; j < terms && in.ok(); ++j) {
      bucket += in.count() % kTermBuckets;
      if (bucket >= kTermBuckets) return in.fail();
      counted.terms.push_back({static_cast<std::uint32_t>(bucket), static_cast<float>(in.count())});
    }
    counted.begin.push_back(counted.terms.size());
    library.push_back(std::move(item));
  }
}

void write_evidence(ByteWriter& out, const AuthorEvidence& authors, const CategoryEvidence& categories) {
  out.count(authors.counts.size());
  const std::map<std::uint64_t, AuthorEvidence::Counts> sorted(authors.counts.begin(),
                                                               authors.counts.end());
  for (const auto& [key, counts] : sorted) {
    out.u64(key);
    out.count(static_cast<std::uint64_t>(counts.kept));
    out.count(static_cast<std::uint64_t>(counts.stream));
  }
  out.count(categories.counts.size());
  for (const auto& [name, counts] : categories.counts) {
    out.text(name);
    out.count(static_cast<std::uint64_t>(counts.kept));
    out.count(static_cast<std::uint64_t>(counts.stream));
  }
}

void read_evidence(ByteReader& in, AuthorEvidence& authors, CategoryEvidence& categories) {
  const std::size_t people = in.elements();
  authors.counts.reserve(people);
  for (std::size_t i = 0; i < people && in.ok(); ++i) {
    AuthorEvidence::Counts& counts = authors.counts[in.u64()];
    counts.kept = static_cast<float>(in.count());
    counts.stream = static_cast<float>(in.count());
  }
  const std::size_t names = in.elements();
  for (std::size_t i = 0; i < names && in.ok(); ++i) {
    CategoryEvidence::Counts& counts = categories.counts[in.text()];
    counts.kept = static_cast<float>(in.count());
    counts.stream = static_cast<float>(in.count());
    categories.kept += counts.kept;
    categories.stream += counts.stream;
  }
}

void write_interests(ByteWriter& out, const std::vector<Interest>& interests,
                     const std::vector<Spread>& spreads) {
  out.count(interests.size());
  for (std::size_t i = 0; i < interests.size(); ++i) {
    out.text(interests[i].name);
    out.count(interests[i].items);
    out.count(interests[i].terms.size());
    for (const std::string& term : interests[i].terms) out.text(term);
    write(out, spreads[i]);
  }
}

void read_interests(ByteReader& in, std::vector<Interest>& interests, std::vector<Spread>& spreads) {
  const std::size_t count = in.elements();
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    Interest interest;
    interest.name = in.text();
    interest.items = static_cast<std::size_t>(in.count());
    const std::size_t terms = in.elements();
    for (std::size_t j = 0; j < terms && in.ok(); ++j) interest.terms.push_back(in.text());
    interests.push_back(std::move(interest));
    spreads.push_back(read_spread(in));
  }
}

void write_calibration(ByteWriter& out, const Calibration& calibration) {
  out.count(calibration.knots_values.size());
  for (const double value : calibration.knots_values) out.number(value);
  for (const double score : calibration.knots_scores) out.number(score);
}

Calibration read_calibration(ByteReader& in) {
  Calibration out;
  const std::size_t knots = in.elements();
  for (std::size_t i = 0; i < knots && in.ok(); ++i) out.knots_values.push_back(in.number());
  for (std::size_t i = 0; i < knots && in.ok(); ++i) out.knots_scores.push_back(in.number());
  return out;
}

}  // namespace

std::string Ranker::to_bytes() const {
  const Model& model = *model_;
  ByteWriter out;
  write_terms(out, model.terms.codes(), model.weights);
  for (const double value : {model.weight_step, model.bias, model.positives, model.interest_weight})
    out.number(value);
  write(out, model.text);
  write(out, model.keywords);
  out.u64(model.keywords_print);
  write_evidence(out, model.authors, model.categories);
  write_calibration(out, model.calibration);
  write_interests(out, model.interests, model.interest_spreads);
  write_items(out, model.library, model.counted);
  out.count(model.notes.size());
  for (const std::string& note : model.notes) out.text(note);
  ByteWriter header;
  for (const char c : kMagic) header.u8(static_cast<std::uint8_t>(c));
  header.u8(kVersion);
  header.u64(checksum(out.bytes()));
  return header.bytes() + out.bytes();
}

Result<Ranker> Ranker::from_bytes(std::string_view bytes) {
  if (bytes.size() < kHeader || bytes.substr(0, kMagic.size()) != kMagic)
    return Error{ErrorCode::kParse, "the stored ranking model is none: learn anew"};
  ByteReader header(bytes.substr(kMagic.size(), kHeader - kMagic.size()));
  if (header.u8() != kVersion)
    return Error{ErrorCode::kParse, "the stored ranking model is of another version: learn anew"};
  bytes.remove_prefix(kHeader);
  if (header.u64() != checksum(bytes))
    return Error{ErrorCode::kParse, "the stored ranking model is damaged: learn anew"};
  ByteReader in(bytes);
  auto model = std::make_unique<Model>();
  std::vector<std::uint8_t> codes;
  read_terms(in, codes, model->weights);
  model->terms = TermWeights::from_codes(std::move(codes));
  for (double* value : {&model->weight_step, &model->bias, &model->positives, &model->interest_weight})
    *value = in.number();
  model->text = read_spread(in);
  model->keywords = read_spread(in);
  model->keywords_print = in.u64();
  read_evidence(in, model->authors, model->categories);
  model->calibration = read_calibration(in);
  read_interests(in, model->interests, model->interest_spreads);
  read_items(in, model->interests.size(), model->library, model->counted);
  const std::size_t notes = in.elements();
  for (std::size_t i = 0; i < notes && in.ok(); ++i) model->notes.push_back(in.text());
  if (!in.ok() || !in.at_end())
    return Error{ErrorCode::kParse, "the stored ranking model is damaged: learn anew"};
  model->finish();
  return Ranker(std::move(model));
}

}  // namespace sheaf::rank
