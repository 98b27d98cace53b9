// arXiv's announcement mail to a day of papers; see arxiv_mailing.hpp for its form.
// Pure functions; any thread.
#include "source/arxiv_mailing.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/category.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/listing_entry.hpp"

namespace sheaf::source {
namespace {

enum class Rule { kNone, kEntry, kCross, kReplace, kEnd };

Rule rule_of(std::string_view line) {
  if (line.starts_with("------------")) return Rule::kEntry;
  if (line.starts_with("%-%-%-%-%-%-")) return Rule::kCross;
  if (line.starts_with("%%--%%--%%--")) return Rule::kReplace;
  if (line.starts_with("%%%---%%%---")) return Rule::kEnd;
  return Rule::kNone;
}

bool is_divider(std::string_view line) { return line.starts_with("\\\\"); }

struct Line {
  std::size_t number = 0;  // from 1
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({lines.size() + 1, line});
    at = end + 1;
  }
  return lines;
}

/// One entry as the mail writes it.
struct RawEntry {
  std::size_t line = 0;
  std::string id, title, authors, categories, comments, journal_ref, doi, date, revised, abstract;
  bool cross = false;
};

struct TextField {
  std::string_view name;
  std::string RawEntry::*member;
};

constexpr TextField kTextFields[] = {
    {"Title", &RawEntry::title},       {"Authors", &RawEntry::authors},
    {"Author", &RawEntry::authors},    {"Categories", &RawEntry::categories},
    {"Comments", &RawEntry::comments}, {"Journal-ref", &RawEntry::journal_ref},
    {"DOI", &RawEntry::doi},           {"Date", &RawEntry::date},
};

constexpr std::string_view kRevised = "replaced with revised version";

// The head of an entry: its id, and fields whose continued lines begin with a blank.
class HeadReader {
 public:
  explicit HeadReader(RawEntry& entry) : entry_(entry) {}

  void read(std::string_view line) {
    if (!line.empty() && is_ascii_space(line.front())) {
      if (target_) *target_ += "\n" + std::string(line);
      return;
    }
    target_ = nullptr;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(std::min(colon + 1, line.size())));
    if (entry_.id.empty() && (name == "arXiv" || name == "Paper")) {
      entry_.id = value.substr(0, value.find_first_of(" \t"));
      entry_.cross = contains(value, "cross-listing");
    } else if (line.starts_with(kRevised)) {
      entry_.revised = trim(line.substr(kRevised.size()));
    } else {
      for (const TextField& field : kTextFields)
        if (field.name == name) target_ = &(entry_.*(field.member));
      if (target_) *target_ = value;
    }
  }

 private:
  RawEntry& entry_;
  std::string* target_ = nullptr;
};

RawEntry read_entry(const std::vector<Line>& lines) {
  RawEntry entry;
  entry.line = lines.front().number;
  HeadReader head(entry);
  int part = 0;  // 1: head, 2: abstract
  for (const Line& line : lines) {
    if (is_divider(line.text)) {
      ++part;
    } else if (part <= 1) {
      head.read(line.text);
    } else if (part == 2) {
      entry.abstract += std::string(line.text) + "\n";
    }
  }
  return entry;
}

// "Thu, 8 Jun 2023 08:03:26 GMT   (25kb,D)"
std::optional<Seconds> time_in(std::string_view text) {
  return parse_rfc822(trim(text.substr(0, text.find('('))));
}

std::optional<Paper> paper_of(const RawEntry& entry) {
  auto id = parse_arxiv_id(entry.id);
  if (!id) return std::nullopt;
  Paper paper;
  paper.id = std::move(id->base);
  paper.version = id->version;
  paper.title = one_line(entry.title);
  paper.abstract = paragraphs(entry.abstract);
  paper.authors = split_author_list(one_line(entry.authors));
  read_tex_names(paper.authors);
  for (const std::string& term : split_list(one_line(entry.categories), ' '))
    add_once(paper.categories, category_of_term(term));
  paper.comment = one_line(entry.comments);
  paper.journal_ref = one_line(entry.journal_ref);
  paper.doi = bare_doi(entry.doi);
  paper.published = time_in(entry.date);
  paper.updated = entry.revised.empty() ? paper.published : time_in(entry.revised);
  paper.detail = Detail::kAnnounced;
  return paper;
}

class MailReader {
 public:
  explicit MailReader(std::string_view text) : lines_(lines_of(text)) {}

  Result<Mailing> read();

 private:
  Status read_head();
  void read_entries();
  bool is_end_of_entry(std::size_t at) const;
  void finish_entry();
  void check_counts();
  void warn(std::string text) { mail_.feed.warnings.push_back(std::move(text)); }

  std::vector<Line> lines_;
  std::size_t at_ = 0;
  Mailing mail_;
  std::string subject_line_;
  AnnounceType section_ = AnnounceType::kNew;
  std::vector<Line> entry_;
  std::size_t dividers_ = 0;  // lines of "\\\\" in it
  bool whole_ = false;
  std::size_t counts_[3] = {0, 0, 0};  // by section
  std::unordered_map<std::string, std::size_t> places_;
};

// Mail headers, greetings and rules, up to the first entry or the first section's rule.
Status MailReader::read_head() {
  std::optional<Seconds> date;
  bool rules = false;
  for (; at_ < lines_.size(); ++at_) {
    const std::string_view line = lines_[at_].text;
    const Rule rule = rule_of(line);
    if (is_divider(line) || rule > Rule::kEntry) break;
    rules = rules || rule == Rule::kEntry;
    const std::string_view value = trim(line.substr(std::min(line.find(':') + 1, line.size())));
    if (line.starts_with("Date:") && !date) date = parse_rfc822(value);
    if (line.starts_with("Subject:") && subject_line_.empty()) subject_line_ = value;
    const std::size_t received = line.find("received from");
    if (received != std::string_view::npos) mail_.received = one_line(line.substr(received + 13));
  }
  if (at_ == lines_.size())
    return Error(ErrorCode::kParse, rules ? "the mail ends before its first paper"
                                          : "this is no announcement mail of arXiv: it has none of "
                                            "the rules between papers");
  if (!date)
    return Error(ErrorCode::kParse, "the mail has no line \"Date:\" with a date before its papers");
  mail_.feed.day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{*date}});
  for (const std::string& word : split_list(subject_line_, ' ')) {
    const auto known = canonical_category(word);
    if (known && mail_.subject.empty()) mail_.subject = *known;
  }
  return {};
}

// A line of dashes within an abstract is none of the form's.
bool MailReader::is_end_of_entry(std::size_t at) const {
  const std::size_t whole = section_ == AnnounceType::kReplace ? 2 : 3;
  if (dividers_ == 0 || dividers_ >= whole) return true;
  if (at + 1 >= lines_.size()) return true;
  const std::string_view next = lines_[at + 1].text;
  return is_divider(next) || rule_of(next) != Rule::kNone;
}

void MailReader::finish_entry() {
  const std::vector<Line> lines = std::move(entry_);
  entry_.clear();
  dividers_ = 0;
  const bool blank = std::all_of(lines.begin(), lines.end(),
                                 [](const Line& line) { return trim(line.text).empty(); });
  if (blank) return;
  const RawEntry raw = read_entry(lines);
  ++counts_[static_cast<std::size_t>(section_)];
  std::optional<Paper> paper = paper_of(raw);
  if (!paper) {
    warn("line " + std::to_string(raw.line) + ": no arXiv id in the entry that begins \"" +
         shorten(one_line(raw.id.empty() ? lines.front().text : raw.id), 60) + "\"");
    return;
  }
  if (paper->title.empty())
    warn("line " + std::to_string(raw.line) + ": " + paper->id + " has no title");
  AnnounceType type = section_;
  if (raw.cross && type == AnnounceType::kNew) type = AnnounceType::kCross;
  const bool foreign = !mail_.subject.empty() && !paper->categories.empty() &&
                       !is_within(mail_.subject, paper->categories.front());
  // The mail of a class has papers of its archive's other classes among its own.
  if (type == AnnounceType::kNew && foreign) type = AnnounceType::kCross;
  if (type == AnnounceType::kReplace && foreign) type = AnnounceType::kReplaceCross;
  auto& items = mail_.feed.items;
  const auto [place, added] = places_.try_emplace(paper->id, items.size());
  if (added) {
    items.push_back({*std::move(paper), type});
  } else if (type < items[place->second].type) {
    items[place->second] = {*std::move(paper), type};
  }
}

void MailReader::read_entries() {
  for (; at_ < lines_.size() && !whole_; ++at_) {
    const Line& line = lines_[at_];
    const Rule rule = rule_of(line.text);
    if (rule == Rule::kNone || (rule == Rule::kEntry && !is_end_of_entry(at_))) {
      entry_.push_back(line);
      if (is_divider(line.text)) ++dividers_;
      continue;
    }
    finish_entry();
    if (rule == Rule::kCross) section_ = AnnounceType::kCross;
    if (rule == Rule::kReplace) section_ = AnnounceType::kReplace;
    whole_ = rule == Rule::kEnd;
  }
}

// "cs daily 346 new + 55 crosses received"
void MailReader::check_counts() {
  const std::vector<std::string> words = split_list(subject_line_, ' ');
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::size_t stated = 0;
    const std::string& number = words[i - 1];
    const auto read = std::from_chars(number.data(), number.data() + number.size(), stated);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size()) continue;
    const bool crosses = words[i].starts_with("cross");
    if (!crosses && words[i] != "new") continue;
    const std::size_t came = counts_[crosses ? 1 : 0];
    if (came != stated)
      warn("the subject line names " + number + " " + words[i] + ", " + std::to_string(came) +
           " came");
  }
}

Result<Mailing> MailReader::read() {
  SHEAF_TRY(read_head());
  read_entries();
  if (!whole_)
    return Error(ErrorCode::kParse, "the mail was cut off: it ends in line " +
                                        std::to_string(lines_.size()) + " without the closing "
                                        "rule");
  check_counts();
  return std::move(mail_);
}

}  // namespace

Result<Mailing> parse_mailing(std::string_view text) {
  std::string clean = to_valid_utf8(text);
  for (char& c : clean)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r') || c == 0x7F) c = ' ';
  return MailReader(clean).read();
}

}  // namespace sheaf::source
