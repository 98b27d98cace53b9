// How well the grounding check tells wrong numbers and names from true ones: plants wrong ones in
// the summaries of real papers, and counts which of both kinds are flagged. Reads JSON lines of
// papers with `AI` fields on standard input:
//   zcat corpus/*.jsonl.gz | grounding_bench [--seed N] [--list FILE] [--limit N] [--language zh]
// The places to plant at are found by rules of this program's own, not by the check's.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "summarize/claim_text.hpp"
#include "summarize/grounding.hpp"

namespace {

using sheaf::Summary;
using sheaf::summarize::Claim;
using sheaf::summarize::ClaimKind;
using sheaf::summarize::GroundingSource;

struct Item {
  std::string id, source;
  Summary summary;
};

struct Rate {
  std::size_t flagged = 0, all = 0;
  void add(bool hit) { flagged += hit, ++all; }
  double percent() const {
    return all ? 100.0 * static_cast<double>(flagged) / static_cast<double>(all) : 0;
  }
};

const std::vector<std::string Summary::*> kFields = {
    &Summary::tldr, &Summary::motivation, &Summary::method, &Summary::result, &Summary::conclusion};

// Names that papers of the field speak of, for planting besides those of the papers themselves.
const std::vector<std::string> kKnownNames = {
    "GPT-4o",      "Gemini",    "Claude",      "Qwen2.5-VL", "LLaMA-3-8B",   "Mistral",
    "DeepSeek-R1", "ImageNet",  "CIFAR-100",   "MMLU",       "GSM8K",        "HumanEval",
    "SQuAD",       "COCO",      "KITTI",       "Waymo",      "nuScenes",     "WMT14",
    "LibriSpeech", "ResNet-50", "ViT-B/16",    "BERT",       "RoBERTa",      "T5",
    "CLIP",        "DINOv2",    "Whisper",     "AlphaFold",  "Kinetics-400", "MIMIC-III",
    "PubMedQA",    "SWE-bench", "WebArena",    "AgentBench", "LongBench",    "Vicuna",
    "Phi-3",       "Falcon",    "Adam",        "LoRA",       "Kubernetes",   "PyTorch",
    "Kalman",      "Bayesian",  "Wasserstein", "Shapley",    "Lyapunov"};

std::vector<Item> read_items(std::size_t limit, const std::string& language) {
  std::vector<Item> items;
  std::unordered_set<std::string> seen;
  for (std::string line; items.size() < limit && std::getline(std::cin, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("AI") || !json["AI"].is_object()) continue;
    Item item;
    item.id = json.value("id", "");
    if (!seen.insert(item.id).second) continue;
    item.source = json.value("title", "") + "\n" + json.value("summary", "");
    if (json.contains("comment") && json["comment"].is_string())
      item.source += "\n" + json["comment"].get<std::string>();
    const char* const names[] = {"tldr", "motivation", "method", "result", "conclusion"};
    for (std::size_t i = 0; i < kFields.size(); ++i)
      if (json["AI"].contains(names[i]) && json["AI"][names[i]].is_string())
        item.summary.*kFields[i] = json["AI"][names[i]].get<std::string>();
    item.summary.language = language;
    items.push_back(std::move(item));
  }
  return items;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

struct Place {
  std::size_t field = 0, begin = 0, size = 0;
};

// Runs of digits with separators that are words of their own.
std::vector<Place> number_places(const Summary& summary) {
  std::vector<Place> places;
  for (std::size_t f = 0; f < kFields.size(); ++f) {
    const std::string& text = summary.*kFields[f];
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!sheaf::is_ascii_digit(text[i]) ||
          (i > 0 && (sheaf::is_ascii_alnum(text[i - 1]) || text[i - 1] == '-' ||
                     text[i - 1] == '(' || text[i - 1] == '.')))
        continue;
      std::size_t end = i;
      while (end < text.size() && (sheaf::is_ascii_digit(text[end]) ||
                                   ((text[end] == '.' || text[end] == ',') &&
                                    end + 1 < text.size() && sheaf::is_ascii_digit(text[end + 1]))))
        ++end;
      const bool word = end < text.size() && sheaf::is_ascii_alnum(text[end]) && text[end] != 'x' &&
                        text[end] != 'k';
      if (!word && end - i > 1) places.push_back({f, i, end - i});
      i = end;
    }
  }
  return places;
}

// Words with capitals that the source has as they are.
std::vector<Place> name_places(const Item& item) {
  std::vector<Place> places;
  for (std::size_t f = 0; f < kFields.size(); ++f) {
    const std::string& text = item.summary.*kFields[f];
    for (std::size_t i = 0; i < text.size();) {
      if (!sheaf::is_ascii_alnum(text[i])) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < text.size() && (sheaf::is_ascii_alnum(text[end]) || text[end] == '-')) ++end;
      const std::string word = text.substr(i, end - i);
      const bool marked = std::count_if(word.begin(), word.end(), is_upper) > 1;
      const bool inner =
          i > 1 && text[i - 1] == ' ' && sheaf::is_ascii_alnum(text[i - 2]) && is_upper(word[0]);
      if (word.size() > 2 && (marked || inner) && sheaf::contains(item.source, word))
        places.push_back({f, i, end - i});
      i = end;
    }
  }
  return places;
}

std::string wrong_number(const std::string& number, std::mt19937& random) {
  std::string wrong = number;
  for (std::size_t turn = 0; turn < 20 && wrong == number; ++turn) {
    for (char& c : wrong)
      if (sheaf::is_ascii_digit(c) && random() % 2) c = static_cast<char>('0' + random() % 10);
    if (wrong[0] == '0') wrong[0] = '7';
  }
  return wrong;
}

bool flagged(const Item& item, const Place& place, const std::string& planted,
             const GroundingSource& source, const std::string& language) {
  Summary summary = item.summary;
  std::string& text = summary.*kFields[place.field];
  text.replace(place.begin, place.size, planted);
  for (const Claim& claim : sheaf::summarize::find_claims(text, language)) {
    const bool overlaps =
        claim.begin < place.begin + planted.size() && place.begin < claim.begin + claim.size;
    if (overlaps && !source.supports(claim, text)) return true;
  }
  return false;
}

std::vector<std::string> title_names(const std::vector<Item>& items) {
  std::vector<std::string> names = kKnownNames;
  for (const Item& item : items) {
    const std::size_t colon = item.source.find(':');
    const std::string name = item.source.substr(0, std::min<std::size_t>(colon, 40));
    if (colon < 20 && colon > 2 && name.find(' ') == std::string::npos &&
        std::count_if(name.begin(), name.end(), is_upper) > 0)
      names.push_back(name);
  }
  return names;
}

struct Options {
  unsigned seed = 1;
  std::size_t limit = 1000000;
  std::string list, language = "en";
};

Options read_options(int count, char** words) {
  Options options;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string option = words[i];
    if (option == "--seed") options.seed = static_cast<unsigned>(std::atoi(words[i + 1]));
    if (option == "--limit") options.limit = static_cast<std::size_t>(std::atol(words[i + 1]));
    if (option == "--list") options.list = words[i + 1];
    if (option == "--language") options.language = words[i + 1];
  }
  return options;
}

/// Flags of the summaries as they are, and of what is planted in them.
class Bench {
 public:
  Bench(const Options& options, const std::vector<Item>& items)
      : options_(options),
        names_(title_names(items)),
        random_(options.seed),
        listed_(options.list) {}

  void add(const Item& item) {
    const GroundingSource source(item.source);
    check_own(item, source);
    plant_number(item, source);
    plant_name(item, source);
  }

  void print() const {
    std::printf("planted numbers flagged %.2f %% of %zu, planted names flagged %.2f %% of %zu\n",
                planted_numbers_.percent(), planted_numbers_.all, planted_names_.percent(),
                planted_names_.all);
    std::printf(
        "own numbers flagged %.2f %% of %zu, own names %.2f %% of %zu, quotations %.2f %% of %zu "
        "(raw)\n",
        own_[0].percent(), own_[0].all, own_[1].percent(), own_[1].all, own_[2].percent(),
        own_[2].all);
  }

 private:
  void check_own(const Item& item, const GroundingSource& source) {
    const char* const kinds[] = {"number", "name", "quote"};
    std::unordered_set<std::string> seen;
    for (const auto field : kFields) {
      const std::string& text = item.summary.*field;
      for (const Claim& claim : sheaf::summarize::find_claims(text, options_.language)) {
        const std::string written = text.substr(claim.begin, claim.size);
        if (!seen.insert(written).second) continue;
        const bool bad = !source.supports(claim, text);
        own_[static_cast<int>(claim.kind)].add(bad);
        if (bad)
          listed_ << kinds[static_cast<int>(claim.kind)] << '\t' << item.id << '\t' << written
                  << '\n';
      }
    }
  }

  void plant_number(const Item& item, const GroundingSource& source) {
    const std::vector<Place> places = number_places(item.summary);
    if (places.empty()) return;
    const Place place = places[random_() % places.size()];
    const std::string was = (item.summary.*kFields[place.field]).substr(place.begin, place.size);
    const std::string wrong = wrong_number(was, random_);
    if (wrong == was || sheaf::contains(sheaf::summarize::folded(item.source), wrong)) return;
    const bool hit = flagged(item, place, wrong, source, options_.language);
    planted_numbers_.add(hit);
    if (!hit) listed_ << "missed-number\t" << item.id << '\t' << was << " -> " << wrong << '\n';
  }

  void plant_name(const Item& item, const GroundingSource& source) {
    const std::vector<Place> places = name_places(item);
    if (places.empty()) return;
    const Place place = places[random_() % places.size()];
    const std::string& wrong = names_[random_() % names_.size()];
    if (sheaf::contains(sheaf::ascii_lower(item.source), sheaf::ascii_lower(wrong))) return;
    const bool hit = flagged(item, place, wrong, source, options_.language);
    planted_names_.add(hit);
    if (!hit) listed_ << "missed-name\t" << item.id << '\t' << wrong << '\n';
  }

  const Options& options_;
  std::vector<std::string> names_;
  std::mt19937 random_;
  std::ofstream listed_;
  Rate own_[3], planted_numbers_, planted_names_;
};

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  const std::vector<Item> items = read_items(options.limit, options.language);
  Bench bench(options, items);
  for (const Item& item : items) bench.add(item);
  const std::clock_t start =
      std::clock();  // of this process: other work on the machine is not ours
  std::size_t checked = 0;
  for (const Item& item : items)
    checked += sheaf::summarize::check_grounding(item.summary, item.source).checked;
  const double spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("papers %zu, claims %zu\n", items.size(), checked);
  bench.print();
  std::printf("%.0f summaries a second\n", static_cast<double>(items.size()) / spent);
  return 0;
}
