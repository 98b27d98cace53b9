// Mindmaps in every form that is written, and the op for them.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/library.hpp"
#include "app/op_args.hpp"
#include "model/summary.hpp"

namespace sheaf::app {

enum class MindmapForm { kMermaid, kGraph, kOutline, kCanvas, kSvg };

/// "mermaid", "graph", "outline", "canvas", "svg".
std::optional<MindmapForm> parse_mindmap_form(std::string_view name);
std::string mindmap_in(MindmapForm form, const MindNode& root, const std::string& language = {});

/// A digest's JSON whose summaries have their mindmap as `mindmap_tree` and as `mermaid` too, the
/// names that the summaries of the op have for them.
Json digest_with_diagrams(const Digest& digest);

/// Op `mindmap`: of given trees ({"id", "mindmap": tree, as summaries and digests have it}), or of
/// papers, which are summarized for it.
Result<Json> run_mindmap(Library& library, const OpArgs& args, const Task& task);

}  // namespace sheaf::app
