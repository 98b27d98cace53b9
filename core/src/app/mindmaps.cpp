// Mindmaps in every form; see mindmaps.hpp.
// Pure functions; any thread.
#include "app/mindmaps.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "render/canvas.hpp"
#include "render/mermaid.hpp"
#include "render/mindmap_svg.hpp"
#include "render/outline.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

constexpr std::array<std::string_view, 5> kForms = {"mermaid", "graph", "outline", "canvas", "svg"};

/// The mindmap an item brings, as a tree or within its summary; otherwise that of its paper.
Summary summary_of(const Json& item, const Paper& paper) {
  const auto tree = item.find("mindmap");
  if (tree != item.end() && tree->is_object()) {
    Json summary = {{"mindmap", *tree}};
    if (const auto language = item.find("language"); language != item.end() && language->is_string())
      summary["language"] = *language;
    return summary_from_json(summary);
  }
  return summarize::summarize_paper(paper);
}

}  // namespace

std::optional<MindmapForm> parse_mindmap_form(std::string_view name) {
  for (std::size_t i = 0; i < kForms.size(); ++i)
    if (kForms[i] == name) return static_cast<MindmapForm>(i);
  return std::nullopt;
}

std::string mindmap_in(MindmapForm form, const MindNode& root, const std::string& language) {
  switch (form) {
    case MindmapForm::kGraph: return render::mermaid_graph(root);
    case MindmapForm::kOutline: return render::markdown_outline(root);
    case MindmapForm::kCanvas: return render::mindmap_canvas(root);
    case MindmapForm::kSvg: return render::mindmap_svg(root, language);
    case MindmapForm::kMermaid: break;
  }
  return render::mermaid_mindmap(root);
}

Json digest_with_diagrams(const Digest& digest) {
  Json json = digest_to_json(digest);
  Json& entries = json["entries"];
  for (std::size_t i = 0; i < digest.entries.size() && i < entries.size(); ++i) {
    const MindNode& root = digest.entries[i].summary.mindmap;
    if (root.label.empty() && root.children.empty()) continue;
    entries[i]["summary"]["mindmap_tree"] = mind_node_to_json(root);
    entries[i]["summary"]["mermaid"] = render::mermaid_mindmap(root);
  }
  return json;
}

Result<Json> run_mindmap(Library&, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::string name, args.text("form"));
  const auto form = parse_mindmap_form(name.empty() ? "mermaid" : name);
  if (!form)
    return args.wrong("form", "\"" + name + "\" is not one of mermaid, graph, outline, canvas, svg");
  SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("papers"));
  const Json& given = *args.find("papers");
  Json lines = Json::array();
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (i % 64 == 0) SHEAF_TRY(task.report({"mindmap", i, papers.size(), 0}));
    const Summary summary = summary_of(given[i], papers[i]);
    lines.push_back({{"id", given[i].at("id")},
                     {"text", mindmap_in(*form, summary.mindmap, summary.language)},
                     {"mindmap_tree", mind_node_to_json(summary.mindmap)}});
  }
  return Json{{"mindmaps", std::move(lines)}, {"form", kForms[static_cast<std::size_t>(*form)]}};
}

}  // namespace sheaf::app
