// arXiv's taxonomy as tables (its public category list, 2026), and the look-ups over them; see category.hpp.
// Read-only after start-up; any thread.
#include "model/category.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sheaf {
namespace {

/// Sorted by id. An alias is listed once, under its canonical name.
const std::vector<Category> kCategories = {
    {"astro-ph.CO", "Cosmology and Nongalactic Astrophysics"},
    {"astro-ph.EP", "Earth and Planetary Astrophysics"},
    {"astro-ph.GA", "Astrophysics of Galaxies"},
    {"astro-ph.HE", "High Energy Astrophysical Phenomena"},
    {"astro-ph.IM", "Instrumentation and Methods for Astrophysics"},
    {"astro-ph.SR", "Solar and Stellar Astrophysics"},
    {"cond-mat.dis-nn", "Disordered Systems and Neural Networks"},
    {"cond-mat.mes-hall", "Mesoscale and Nanoscale Physics"},
    {"cond-mat.mtrl-sci", "Materials Science"},
    {"cond-mat.other", "Other Condensed Matter"},
    {"cond-mat.quant-gas", "Quantum Gases"},
    {"cond-mat.soft", "Soft Condensed Matter"},
    {"cond-mat.stat-mech", "Statistical Mechanics"},
    {"cond-mat.str-el", "Strongly Correlated Electrons"},
    {"cond-mat.supr-con", "Superconductivity"},
    {"cs.AI", "Artificial Intelligence"},
    {"cs.AR", "Hardware Architecture"},
    {"cs.CC", "Computational Complexity"},
    {"cs.CE", "Computational Engineering, Finance, and Science"},
    {"cs.CG", "Computational Geometry"},
    {"cs.CL", "Computation and Language"},
    {"cs.CR", "Cryptography and Security"},
    {"cs.CV", "Computer Vision and Pattern Recognition"},
    {"cs.CY", "Computers and Society"},
    {"cs.DB", "Databases"},
    {"cs.DC", "Distributed, Parallel, and Cluster Computing"},
    {"cs.DL", "Digital Libraries"},
    {"cs.DM", "Discrete Mathematics"},
    {"cs.DS", "Data Structures and Algorithms"},
    {"cs.ET", "Emerging Technologies"},
    {"cs.FL", "Formal Languages and Automata Theory"},
    {"cs.GL", "General Literature"},
    {"cs.GR", "Graphics"},
    {"cs.GT", "Computer Science and Game Theory"},
    {"cs.HC", "Human-Computer Interaction"},
    {"cs.IR", "Information Retrieval"},
    {"cs.IT", "Information Theory"},
    {"cs.LG", "Machine Learning"},
    {"cs.LO", "Logic in Computer Science"},
    {"cs.MA", "Multiagent Systems"},
    {"cs.MM", "Multimedia"},
    {"cs.MS", "Mathematical Software"},
    {"cs.NE", "Neural and Evolutionary Computing"},
    {"cs.NI", "Networking and Internet Architecture"},
    {"cs.OH", "Other Computer Science"},
    {"cs.OS", "Operating Systems"},
    {"cs.PF", "Performance"},
    {"cs.PL", "Programming Languages"},
    {"cs.RO", "Robotics"},
    {"cs.SC", "Symbolic Computation"},
    {"cs.SD", "Sound"},
    {"cs.SE", "Software Engineering"},
    {"cs.SI", "Social and Information Networks"},
    {"econ.EM", "Econometrics"},
    {"econ.GN", "General Economics"},
    {"econ.TH", "Theoretical Economics"},
    {"eess.AS", "Audio and Speech Processing"},
    {"eess.IV", "Image and Video Processing"},
    {"eess.SP", "Signal Processing"},
    {"eess.SY", "Systems and Control"},
    {"gr-qc", "General Relativity and Quantum Cosmology"},
    {"hep-ex", "High Energy Physics - Experiment"},
    {"hep-lat", "High Energy Physics - Lattice"},
    {"hep-ph", "High Energy Physics - Phenomenology"},
    {"hep-th", "High Energy Physics - Theory"},
    {"math-ph", "Mathematical Physics"},
    {"math.AC", "Commutative Algebra"},
    {"math.AG", "Algebraic Geometry"},
    {"math.AP", "Analysis of PDEs"},
    {"math.AT", "Algebraic Topology"},
    {"math.CA", "Classical Analysis and ODEs"},
    {"math.CO", "Combinatorics"},
    {"math.CT", "Category Theory"},
    {"math.CV", "Complex Variables"},
    {"math.DG", "Differential Geometry"},
    {"math.DS", "Dynamical Systems"},
    {"math.FA", "Functional Analysis"},
    {"math.GM", "General Mathematics"},
    {"math.GN", "General Topology"},
    {"math.GR", "Group Theory"},
    {"math.GT", "Geometric Topology"},
    {"math.HO", "History and Overview"},
    {"math.KT", "K-Theory and Homology"},
    {"math.LO", "Logic"},
    {"math.MG", "Metric Geometry"},
    {"math.NA", "Numerical Analysis"},
    {"math.NT", "Number Theory"},
    {"math.OA", "Operator Algebras"},
    {"math.OC", "Optimization and Control"},
    {"math.PR", "Probability"},
    {"math.QA", "Quantum Algebra"},
    {"math.RA", "Rings and Algebras"},
    {"math.RT", "Representation Theory"},
    {"math.SG", "Symplectic Geometry"},
    {"math.SP", "Spectral Theory"},
    {"math.ST", "Statistics Theory"},
    {"nlin.AO", "Adaptation and Self-Organizing Systems"},
    {"nlin.CD", "Chaotic Dynamics"},
    {"nlin.CG", "Cellular Automata and Lattice Gases"},
    {"nlin.PS", "Pattern Formation and Solitons"},
    {"nlin.SI", "Exactly Solvable and Integrable Systems"},
    {"nucl-ex", "Nuclear Experiment"},
    {"nucl-th", "Nuclear Theory"},
    {"physics.acc-ph", "Accelerator Physics"},
    {"physics.ao-ph", "Atmospheric and Oceanic Physics"},
    {"physics.app-ph", "Applied Physics"},
    {"physics.atm-clus", "Atomic and Molecular Clusters"},
    {"physics.atom-ph", "Atomic Physics"},
    {"physics.bio-ph", "Biological Physics"},
    {"physics.chem-ph", "Chemical Physics"},
    {"physics.class-ph", "Classical Physics"},
    {"physics.comp-ph", "Computational Physics"},
    {"physics.data-an", "Data Analysis, Statistics and Probability"},
    {"physics.ed-ph", "Physics Education"},
    {"physics.flu-dyn", "Fluid Dynamics"},
    {"physics.gen-ph", "General Physics"},
    {"physics.geo-ph", "Geophysics"},
    {"physics.hist-ph", "History and Philosophy of Physics"},
    {"physics.ins-det", "Instrumentation and Detectors"},
    {"physics.med-ph", "Medical Physics"},
    {"physics.optics", "Optics"},
    {"physics.plasm-ph", "Plasma Physics"},
    {"physics.pop-ph", "Popular Physics"},
    {"physics.soc-ph", "Physics and Society"},
    {"physics.space-ph", "Space Physics"},
    {"q-bio.BM", "Biomolecules"},
    {"q-bio.CB", "Cell Behavior"},
    {"q-bio.GN", "Genomics"},
    {"q-bio.MN", "Molecular Networks"},
    {"q-bio.NC", "Neurons and Cognition"},
    {"q-bio.OT", "Other Quantitative Biology"},
    {"q-bio.PE", "Populations and Evolution"},
    {"q-bio.QM", "Quantitative Methods"},
    {"q-bio.SC", "Subcellular Processes"},
    {"q-bio.TO", "Tissues and Organs"},
    {"q-fin.CP", "Computational Finance"},
    {"q-fin.GN", "General Finance"},
    {"q-fin.MF", "Mathematical Finance"},
    {"q-fin.PM", "Portfolio Management"},
    {"q-fin.PR", "Pricing of Securities"},
    {"q-fin.RM", "Risk Management"},
    {"q-fin.ST", "Statistical Finance"},
    {"q-fin.TR", "Trading and Market Microstructure"},
    {"quant-ph", "Quantum Physics"},
    {"stat.AP", "Applications"},
    {"stat.CO", "Computation"},
    {"stat.ME", "Methodology"},
    {"stat.ML", "Machine Learning"},
    {"stat.OT", "Other Statistics"},
};

struct Alias {
  std::string_view alias;
  std::string_view canonical;
};

/// Two names for one class, and archives that were merged into a class.
constexpr std::array<Alias, 24> kAliases = {{
    {"acc-phys", "physics.acc-ph"}, {"adap-org", "nlin.AO"}, {"alg-geom", "math.AG"},
    {"ao-sci", "physics.ao-ph"}, {"atom-ph", "physics.atom-ph"}, {"bayes-an", "physics.data-an"},
    {"chao-dyn", "nlin.CD"}, {"chem-ph", "physics.chem-ph"}, {"cmp-lg", "cs.CL"},
    {"comp-gas", "nlin.CG"}, {"cs.NA", "math.NA"}, {"cs.SY", "eess.SY"}, {"dg-ga", "math.DG"},
    {"funct-an", "math.FA"}, {"math.IT", "cs.IT"}, {"math.MP", "math-ph"},
    {"mtrl-th", "cond-mat.mtrl-sci"}, {"patt-sol", "nlin.PS"}, {"plasm-ph", "physics.plasm-ph"},
    {"q-alg", "math.QA"}, {"q-fin.EC", "econ.GN"}, {"solv-int", "nlin.SI"},
    {"stat.TH", "math.ST"}, {"supr-con", "cond-mat.supr-con"},
}};

constexpr std::array<std::string_view, 20> kArchives = {
    "astro-ph", "cond-mat", "cs", "econ", "eess", "gr-qc", "hep-ex", "hep-lat", "hep-ph",
    "hep-th", "math", "math-ph", "nlin", "nucl-ex", "nucl-th", "physics", "q-bio", "q-fin",
    "quant-ph", "stat",
};

const Category* find_category(std::string_view id) {
  for (const Category& category : kCategories)
    if (equals_ignoring_case(category.id, id)) return &category;
  return nullptr;
}

}  // namespace

const std::vector<Category>& active_categories() { return kCategories; }

bool is_archive(std::string_view id) {
  return std::find(kArchives.begin(), kArchives.end(), id) != kArchives.end();
}

std::optional<std::string> canonical_category(std::string_view id) {
  for (const Alias& alias : kAliases)
    if (equals_ignoring_case(alias.alias, id)) return std::string(alias.canonical);
  if (const Category* category = find_category(id)) return std::string(category->id);
  const std::string lowered = ascii_lower(id);
  if (is_archive(lowered)) return lowered;
  return std::nullopt;
}

std::optional<std::string_view> category_name(std::string_view id) {
  const auto canonical = canonical_category(id);
  const Category* category = canonical ? find_category(*canonical) : nullptr;
  return category ? std::optional(category->name) : std::nullopt;
}

std::vector<std::string> suggest_categories(std::string_view wrong) {
  std::vector<std::pair<std::size_t, std::string>> near;
  const std::string lowered = ascii_lower(wrong);
  for (const Category& category : kCategories) {
    const std::size_t by_id = edit_distance(lowered, ascii_lower(category.id));
    const bool by_name = lowered.size() > 3 && contains(ascii_lower(category.name), lowered);
    // Ids are short: two letters off would suggest half of an archive.
    const std::size_t allowed = lowered.size() > 6 ? 2 : 1;
    if (by_name || (by_id > 0 && by_id <= allowed)) near.emplace_back(by_name ? 0 : by_id, category.id);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> best;
  for (const auto& [distance, id] : near)
    if (best.size() < 3) best.push_back(id);
  return best;
}

namespace {

// Closed archives that were categories of their own ("astro-ph" until 2008, "chao-dyn") and classes
// that the table of open ones leaves out keep their name.
bool looks_like_category(std::string_view term) {
  const std::size_t dot = term.find('.');
  if (!is_archive(term.substr(0, dot))) return false;
  if (dot == std::string_view::npos) return true;
  const std::string_view subject = term.substr(dot + 1);
  return !subject.empty() && std::all_of(subject.begin(), subject.end(), [](char c) {
    return c == '-' || (is_ascii_alnum(c) && !is_ascii_digit(c));
  });
}

}  // namespace

std::string category_of_term(std::string_view term) {
  term = trim(term);
  if (auto known = canonical_category(term)) return *std::move(known);
  return looks_like_category(term) ? std::string(term) : std::string();
}

}  // namespace sheaf
