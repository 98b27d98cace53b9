// JSON of the model: one spelling everywhere (files, jobs, --json). Schema: dist/schema/.
// Pure functions; any thread. Only .cpp files see the JSON library itself.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf {

using Json = nlohmann::ordered_json;

/// Parses JSON, with // and /* */ comments when asked; errors name `what`, line and column.
Result<Json> parse_json(std::string_view text, std::string_view what, bool comments = false);
/// Compact for lines and jobs (indent -1), or indented; never throws on bad UTF-8 (U+FFFD instead).
std::string dump_json(const Json& json, int indent = -1);

Json paper_to_json(const Paper& paper);
Result<Paper> paper_from_json(const Json& json, std::string_view what);
Json score_to_json(const Score& score);
Score score_from_json(const Json& json);
Json summary_to_json(const Summary& summary);
Summary summary_from_json(const Json& json);
Json mind_node_to_json(const MindNode& node);
Json source_to_json(const SourceStatus& source);
Json digest_to_json(const Digest& digest);
Result<Digest> digest_from_json(const Json& json, std::string_view what);
Result<LibraryItem> library_item_from_json(const Json& json, std::string_view what);

/// Called with each item of a JSON array or of JSON lines and its place ("papers.jsonl:3").
using ItemVisitor = std::function<Status(const Json& item, const std::string& place)>;
Status for_each_item(std::string_view text, std::string_view what, const ItemVisitor& visit);

/// An array of papers, or JSON lines; errors name the line or index and the key.
Result<std::vector<Paper>> papers_from_text(std::string_view text, std::string_view what);

/// Missing or wrongly typed optional members read as the default.
std::string json_string(const Json& json, const char* key);

}  // namespace sheaf
