// The plan of a digest in a Zotero library; see zotero_plan.hpp.
// A Planner lives for one plan and borrows its digest and items; one thread.
#include "app/zotero_plan.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "app/zotero_note_plan.hpp"
#include "app/zotero_patch.hpp"
#include "app/zotero_touch.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/paper_links.hpp"
#include "render/related.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostRelated = 3;

/// A collection's name on one line.
std::string clean_name(std::string_view name) {
  std::string out;
  for (const char c : to_valid_utf8(name)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return shorten(collapse_spaces(out), kMostName);
}

std::vector<std::string> collection_path(const Digest& digest, const ZoteroPlanOptions& options) {
  std::vector<std::string> path;
  for (const std::string& name : options.collection)
    if (std::string clean = clean_name(name); !clean.empty()) path.push_back(std::move(clean));
  if (path.empty()) path.push_back("Sheaf Digest");
  if (options.by_day) path.push_back(format_day(digest.day));
  if (digest.sample) path.back() += " (sample)";
  return path;
}

/// The items of one paper.
struct Match {
  const KnownItem* item = nullptr;     ///< the one to work on
  const KnownItem* trashed = nullptr;  ///< one in the trash
  std::vector<std::string> duplicates;
};

class Planner {
 public:
  Planner(const Digest& digest, const ZoteroPlanOptions& options, const std::vector<KnownItem>& known)
      : digest_(digest), options_(options), known_(known) {
    for (std::size_t i = 0; i < known.size(); ++i)
      if (known[i].is_regular())
        for (const std::string& id : known[i].paper_ids()) items_by_id_[id].push_back(i);
  }

  ZoteroPlan plan() {
    out_.collection = collection_path(digest_, options_);
    for (const Entry& entry : digest_.entries) out_.entries.push_back(plan_entry(entry));
    if (options_.related) relate();
    return std::move(out_);
  }

 private:
  ZoteroEntryPlan plan_entry(const Entry& entry) {
    ZoteroEntryPlan plan;
    plan.paper = entry.paper.id;
    plan.title = plain_text(entry.paper.title);
    plan.rank = out_.entries.size() + 1;
    plan.score = entry.score.value;
    if (trim(plan.title).empty() || trim(plan.paper).empty()) {
      out_.warnings.push_back("entry " + std::to_string(plan.rank) + " has no id or no title: left out");
      return skip(std::move(plan), "it has no id or no title");
    }
    if (options_.limit > 0 && plan.rank > options_.limit) return skip(std::move(plan), "it is not among the first");
    if (options_.min_score > 0 && !(plan.score >= options_.min_score))
      return skip(std::move(plan), "its score is below the one asked for");
    const Match match = find(entry.paper);
    plan.duplicates = match.duplicates;
    if (!match.item && match.trashed) {
      plan.key = match.trashed->key;
      return skip(std::move(plan), "it is in the trash: you dismissed it");
    }
    if (!take(entry.paper, match.item)) return skip(std::move(plan), "it stands in this digest already");
    if (match.item)
      meet(*match.item, entry, plan);
    else
      create(entry, plan);
    return plan;
  }

  /// False when an entry before was the same paper, under any of its ids.
  bool take(const Paper& paper, const KnownItem* item) {
    bool fresh = !item || taken_items_.insert(item->key).second;
    for (const std::string& id : ids_of_paper(paper)) fresh = taken_.insert(id).second && fresh;
    return fresh;
  }

  static ZoteroEntryPlan skip(ZoteroEntryPlan plan, std::string why) {
    plan.action = ZoteroAction::kSkip;
    plan.why = std::move(why);
    return plan;
  }

  /// Where the paper is several times: one in the collection, else one of ours, else the first.
  Match find(const Paper& paper) const {
    std::vector<std::size_t> found;
    for (const std::string& id : ids_of_paper(paper))
      if (const auto at = items_by_id_.find(id); at != items_by_id_.end())
        found.insert(found.end(), at->second.begin(), at->second.end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    Match match;
    for (const std::size_t i : found) {
      const KnownItem& item = known_[i];
      if (item.trashed)
        match.trashed = &item;
      else if (!match.item || worth(item) > worth(*match.item))
        match.item = &item;
    }
    for (const std::size_t i : found)
      if (match.item && !known_[i].trashed && &known_[i] != match.item) match.duplicates.push_back(known_[i].key);
    return match;
  }

  int worth(const KnownItem& item) const { return (is_filed(item) ? 2 : 0) + (item.made_by_sheaf() ? 1 : 0); }

  bool is_filed(const KnownItem& item) const {
    return !options_.collection_key.empty() &&
           std::find(item.collections.begin(), item.collections.end(), options_.collection_key) != item.collections.end();
  }

  Json item_json(const Entry& entry) const {
    render::ZoteroOptions options;
    options.topic_tags = options_.topic_tags;
    options.score_tag = options_.score_tags;
    options.key_place = options_.citation_keys;
    return render::zotero_item(entry, options);
  }

  void create(const Entry& entry, ZoteroEntryPlan& plan) {
    const Json item = item_json(entry);
    plan.action = ZoteroAction::kCreate;
    plan.why = "new to this library";
    plan.file = true;
    plan.item = dump_json(item);
    plan.attachments = attachments_of(entry, nullptr);
    if (options_.notes) plan.note = plan_note(note_of(entry, fresh_fingerprint(item)), {});
    movable_.insert(plan.paper);
  }

  void meet(const KnownItem& item, const Entry& entry, ZoteroEntryPlan& plan) {
    const std::vector<OwnNote> own = own_notes(item);
    const auto mark = latest_mark(own);
    const Json fresh = item_json(entry);
    Json fields = Json::object();
    plan.key = item.key;
    plan.version = item.version;
    const std::string changes = patch_item(item, entry, fresh, digest_.day, options_, mark, fields);
    file(item, mark, plan);
    if (!fields.empty()) {
      plan.action = ZoteroAction::kUpdate;
      plan.patch = dump_json(fields);
    }
    if (!changes.empty()) plan.why = fields.empty() ? plan.why + "; " + changes : changes;
    if (item.made_by_sheaf()) {
      if (own.empty()) plan.attachments = attachments_of(entry, &item);
      movable_.insert(plan.paper);
    }
    if (!options_.notes) return;
    if (!item.made_by_sheaf() && !options_.add_existing && own.empty()) return;
    plan.note = plan_note(note_of(entry, written_fingerprint(item, fresh, fields, mark)), own);
  }

  void file(const KnownItem& item, const std::optional<render::ZoteroMark>& mark, ZoteroEntryPlan& plan) const {
    if (is_filed(item)) {
      plan.why = "it is there already";
    } else if (!options_.collection_key.empty() && mark && mark->day == digest_.day) {
      plan.why = "you took it out of this collection";
    } else if (!item.made_by_sheaf() && !options_.add_existing) {
      plan.why = "it was in your library before";
    } else {
      plan.action = ZoteroAction::kFile;
      plan.file = true;
      plan.why = item.made_by_sheaf() ? "an earlier digest brought it" : "it was in your library before";
    }
  }

  /// What the item's fields are once the plan is carried out, as far as Sheaf wrote them; what the
  /// reader changed stays told by what was written last.
  static std::string written_fingerprint(const KnownItem& item, const Json& fresh, const Json& fields,
                                         const std::optional<render::ZoteroMark>& mark) {
    if (!item.made_by_sheaf()) return {};
    if (!mark) return fresh_fingerprint(fresh);
    KnownItem after = item;
    bool changed = false;
    for (const char* name : {"title", "abstractNote", "date"})
      if (fields.contains(name)) after.fields[name] = json_string(fields, name), changed = true;
    if (fields.contains("creators")) {
      after.creators.clear();
      for (const Json& creator : fields["creators"]) after.creators.push_back(render::zotero_creator_text(creator));
      changed = true;
    }
    return changed ? item_fingerprint(after) : mark->item;
  }

  render::ZoteroNote note_of(const Entry& entry, const std::string& item_fingerprint) const {
    render::ZoteroNoteOptions options;
    options.images = options_.images;
    options.sample = digest_.sample;
    options.item_fingerprint = item_fingerprint;
    options.day = digest_.day;
    return render::zotero_note(entry, options);
  }

  std::vector<ZoteroAttachmentPlan> attachments_of(const Entry& entry, const KnownItem* item) const {
    std::vector<ZoteroAttachmentPlan> out;
    const auto add = [&](const char* title, const std::string& url, const char* type, const char* mode) {
      const std::string safe = safe_link(url);
      if (!safe.empty() && !has_attachment(item, safe, type)) out.push_back({title, safe, type, mode});
    };
    const bool preprint = entry.paper.scheme == "arxiv" || entry.paper.venue.empty();
    if (options_.pdf != ZoteroPdf::kNone)
      add(preprint ? "Preprint PDF" : "Full Text PDF", entry.paper.pdf_url(), "application/pdf",
          options_.pdf == ZoteroPdf::kImport ? "imported_url" : "linked_url");
    if (!options_.code_links) return out;
    add("Code", entry.summary.code_url.empty() ? entry.paper.code_url : entry.summary.code_url, "text/html", "linked_url");
    add("Project page", entry.summary.project_url, "text/html", "linked_url");
    return out;
  }

  /// Of the same address, or a PDF where one is: the trash counts, what was thrown away stays away.
  static bool has_attachment(const KnownItem* item, const std::string& url, std::string_view type) {
    if (!item) return false;
    return std::any_of(item->attachments.begin(), item->attachments.end(), [&](const KnownAttachment& one) {
      return one.url == url || (type == "application/pdf" && one.content_type == type);
    });
  }

  /// Each pair once, at the later paper; only items of Sheaf's, of which at least one is new.
  void relate() {
    std::vector<render::RelatedNote> notes;
    std::unordered_map<std::string, std::size_t> places;
    std::vector<std::size_t> planned;
    for (std::size_t i = 0; i < out_.entries.size(); ++i) {
      if (movable_.count(out_.entries[i].paper) == 0 || out_.entries[i].action == ZoteroAction::kSkip) continue;
      std::vector<std::string> tags;
      for (const std::string& tag : digest_.entries[i].summary.tags) tags.push_back("topic/" + to_lower(tag));
      notes.push_back({out_.entries[i].paper, out_.entries[i].title, std::move(tags)});
      places.emplace(out_.entries[i].paper, i);
      planned.push_back(i);
    }
    const render::Related related(std::move(notes));
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t n = 0; n < planned.size(); ++n) {
      std::size_t count = 0;
      for (const auto& [paper, title] : related.find(n, {}))
        if (const std::size_t other = places.at(paper); other != planned[n] && count++ < kMostRelated)
          pairs.insert(std::minmax(planned[n], other));
    }
    for (const auto& [first, second] : pairs)
      if (is_new(first) || is_new(second)) out_.entries[second].related.push_back(out_.entries[first].paper);
  }

  bool is_new(std::size_t i) const { return out_.entries[i].action == ZoteroAction::kCreate; }

  const Digest& digest_;
  const ZoteroPlanOptions& options_;
  const std::vector<KnownItem>& known_;
  std::unordered_map<std::string, std::vector<std::size_t>> items_by_id_;
  std::unordered_set<std::string> taken_, taken_items_;  // ids of papers and keys of items planned
  std::unordered_set<std::string> movable_;              // papers whose items are Sheaf's
  ZoteroPlan out_;
};

}  // namespace

Result<ZoteroPlan> plan_zotero(const Digest& digest, const ZoteroPlanOptions& options,
                               const std::vector<KnownItem>& known) {
  return Planner(digest, options, known).plan();
}

std::vector<ZoteroSearch> zotero_search_terms(const Digest& digest) {
  std::vector<ZoteroSearch> out;
  for (const Entry& entry : digest.entries) {
    ZoteroSearch search{entry.paper.id, {}};
    for (const std::string& id : ids_of_paper(entry.paper)) {
      const std::size_t colon = id.find(':');
      const bool bare = colon == std::string::npos || id.starts_with("10.");
      if (bare) add_once(search.terms, id);
      if (id.starts_with("url:")) add_once(search.terms, id.substr(4));
    }
    out.push_back(std::move(search));
  }
  return out;
}

}  // namespace sheaf::app
