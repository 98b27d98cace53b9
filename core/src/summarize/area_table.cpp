// The built-in areas; see topic_tables.hpp.
// A constant table; any thread.
#include "summarize/topic_tables.hpp"

#include <iterator>

namespace sheaf::summarize {

namespace {

// clang-format off
constexpr AreaRow kRows[] = {
    // Computer science
    {"Natural language processing", "nlp, language, cl", "cs.CL cmp-lg", "natural language processing; nlp; language model; llm; machine translation; text generation; computational linguistics"},
    {"Computer vision", "vision, cv", "cs.CV", "computer vision; image; visual recognition; ~video; ~visual; ~camera"},
    {"Machine learning", "ml, learning", "cs.LG stat.ML", "machine learning; deep learning; ~neural network", true},
    {"Artificial intelligence", "ai", "cs.AI", "artificial intelligence; knowledge representation; automated planning; ~ai", true},
    {"Reinforcement learning", "rl", "", "^reinforcement learning; ^rl; ^bandit; ^markov decision process; ~reinforcement learning; ~policy gradient; ~bandit"},
    {"Robotics", "robotics, ro, robots", "cs.RO", "robot; robotic; manipulator; humanoid; ~locomotion; ~autonomous vehicle"},
    {"Security and privacy", "security, sec, privacy, cr", "cs.CR", "^security; ^privacy; ^attack; ^malware; ^encryption; cryptography; ~vulnerability; ~adversary; ~encrypted"},
    {"Software engineering", "se, software", "cs.SE", "software engineering; software development; source code; ^program repair; ~developer; ~bug"},
    {"Programming languages and logic", "pl, programming languages, logic", "cs.PL cs.LO math.LO", "programming language; compiler; type system; formal verification; theorem proving; model checking"},
    {"Algorithms and theory", "theory, algorithms", "cs.DS cs.CC cs.CG cs.DM cs.FL", "approximation algorithm; polynomial time; np hard; computational complexity; data structure; lower bound"},
    {"Databases", "db, databases, data management", "cs.DB", "database; query optimization; query processing; sql; data management"},
    {"Information retrieval", "ir, retrieval, search", "cs.IR", "information retrieval; recommender; search engine; recommender system; dense retrieval; ~ranking"},
    {"Human-computer interaction", "hci, human-computer interaction", "cs.HC", "human computer interaction; user interface; user study; virtual reality; ~participant; ~usability"},
    {"Computer systems", "sys, systems, os, mlsys", "cs.OS cs.PF", "operating system; storage system; llm serving; inference serving; ~throughput; ~latency; ~memory"},
    {"Distributed and parallel computing", "distributed, hpc, dc, parallel computing", "cs.DC", "distributed system; high performance computing; gpu cluster; supercomputer; parallel computing; cloud computing; serverless"},
    {"Computer architecture", "architecture, hardware, ar", "cs.AR cs.ET", "hardware accelerator; fpga; processor architecture; risc v; circuit design; processing in memory"},
    {"Networking", "networking, networks, ni", "cs.NI", "network protocol; congestion control; software defined network; 6g; wireless network; internet of thing"},
    {"Computer graphics", "graphics, gr", "cs.GR", "computer graphics; ray tracing; mesh; rendering; shading; geometry processing"},
    {"Speech and audio", "speech, audio, sd", "cs.SD eess.AS", "speech; audio; music; speaker; acoustic"},
    {"Multimedia", "multimedia, mm", "cs.MM", "multimedia"},
    {"Multi-agent systems and game theory", "agents, game theory, multiagent", "cs.GT cs.MA", "mechanism design; nash equilibrium; multi agent system; game theoretic; auction"},
    {"Social and information networks", "social networks, si", "cs.SI physics.soc-ph", "social network; social media; community detection; opinion dynamic; misinformation"},
    {"Computers and society", "society, cy, ethics", "cs.CY", "ai governance; education; ethic; ai policy; societal"},
    {"Digital libraries and research on research", "digital libraries, scientometrics, dl", "cs.DL", "bibliometric; scientometric; peer review; citation analysis; scholarly"},
    {"Neural and evolutionary computing", "evolutionary computing, ne", "cs.NE", "evolutionary algorithm; genetic algorithm; spiking neural network; neuromorphic; genetic programming"},
    {"Information theory and communications", "information theory, it, communications", "cs.IT math.IT", "channel capacity; error correcting code; mimo; beamforming; wireless communication; rate distortion"},
    {"Signal and image processing", "signal processing, eess", "eess.SP eess.IV", "signal processing; image reconstruction; compressed sensing; radar; medical imaging"},
    {"Control systems", "control, sy", "cs.SY eess.SY", "control system; model predictive control; power system; controller design; lyapunov; ~stability"},
    {"Scientific computing", "numerical analysis, na, scientific computing", "cs.CE cs.MS cs.NA cs.SC math.NA physics.comp-ph", "finite element; numerical method; numerical scheme; physics informed neural network; discretization; computational fluid dynamics"},
    {"Quantum computing and information", "quantum, quantum computing", "quant-ph", "quantum computing; qubit; quantum circuit; entanglement; quantum algorithm; quantum state"},
    // Mathematics and statistics
    {"Statistics", "stat, statistics", "stat.AP stat.CO stat.ME stat.OT stat.TH math.ST bayes-an physics.data-an", "statistical inference; regression model; hypothesis test; confidence interval; estimator; bayesian inference"},
    {"Probability", "probability", "math.PR", "random walk; martingale; brownian motion; stochastic process; large deviation"},
    {"Optimization and operations research", "optimization, operations research", "math.OC", "convex optimization; integer programming; convergence rate; operations research; optimal control; linear programming"},
    {"Combinatorics and discrete mathematics", "combinatorics, discrete mathematics", "math.CO", "graph theory; chromatic number; combinatorial; permutation; hypergraph; matroid"},
    {"Algebra and number theory", "algebra, number theory", "math.AC math.AG math.CT math.GR math.KT math.NT math.QA math.RA math.RT alg-geom q-alg", "number theory; algebraic geometry; galois; group theory; l function; cohomology; representation theory; category theory"},
    {"Geometry and topology", "geometry, topology", "math.AT math.DG math.GN math.GT math.MG math.SG dg-ga", "~manifold; riemannian; knot; homotopy; ~curvature; symplectic"},
    {"Analysis and differential equations", "analysis, pde", "math.AP math.CA math.CV math.FA math.OA math.SP math.DS funct-an", "partial differential equation; sobolev; well posedness; harmonic analysis; dynamical system; operator theory"},
    {"Mathematical physics", "mathematical physics", "math-ph math.MP solv-int", "mathematical physics; integrable system; quantum field theory"},
    {"Mathematics", "math, mathematics", "math.GM math.HO", "theorem; conjecture", true},
    // Physics
    {"Astrophysics", "astro, astronomy, astrophysics", "astro-ph", "galaxy; galaxies; stellar; star formation; exoplanet; telescope; cosmological; supernova; black hole; redshift"},
    {"Gravitation and relativity", "gravity, relativity", "gr-qc", "general relativity; gravitational wave; spacetime; black hole; quantum gravity"},
    {"High-energy physics", "hep, particle physics", "hep- acc-phys physics.acc-ph", "quark; gauge theory; standard model; collider; lhc; neutrino; string theory; supersymmetry; higgs; dark matter"},
    {"Nuclear physics", "nuclear physics", "nucl-", "nuclear structure; nuclei; heavy ion collision; nucleon"},
    {"Condensed matter", "condensed matter", "cond-mat supr-con", "superconductor; superconductivity; spin liquid; topological insulator; phonon; fermi surface; quantum hall; magnetization"},
    {"Materials science", "materials", "cond-mat.mtrl-sci mtrl-th physics.app-ph", "density functional theory; crystal structure; alloy; thin film; materials discovery; perovskite"},
    {"Atomic, molecular and chemical physics", "chemical physics, atomic physics", "physics.atom-ph physics.chem-ph physics.atm-clus atom-ph chem-ph", "molecular dynamics; ultracold atom; spectroscopy; potential energy surface; electronic structure"},
    {"Optics and photonics", "optics, photonics", "physics.optics", "photonic; laser; waveguide; optical fiber; metasurface; nonlinear optic"},
    {"Fluid dynamics", "fluids", "physics.flu-dyn comp-gas", "turbulence; navier stokes; reynolds number; vortex; boundary layer flow"},
    {"Plasma physics", "plasma", "physics.plasm-ph physics.space-ph plasm-ph", "plasma; tokamak; magnetohydrodynamic; fusion reactor; solar wind"},
    {"Nonlinear dynamics", "nonlinear dynamics, chaos", "nlin. adap-org chao-dyn patt-sol", "chaotic; chaos; ~synchronization; soliton; bifurcation"},
    {"Earth and climate science", "climate, geoscience", "physics.ao-ph physics.geo-ph ao-sci", "climate; atmospheric; ocean; weather; seismic; earthquake; precipitation; geophysic"},
    {"Physics", "physics", "physics.", "physic; experiment with particle", true},
    // Life, society
    {"Biology", "bio, biology", "q-bio physics.bio-ph", "protein; gene expression; ~cell; genome; evolution of species; bacteria; molecular biology; ~mutation; rna"},
    {"Neuroscience", "neuro, neuroscience", "q-bio.NC", "neuroscience; cortex; cortical; neuron; brain; hippocampus; synaptic; fmri; eeg"},
    {"Medicine and health", "medicine, health, medical", "physics.med-ph", "patient; clinical; clinical trial; disease; cancer; public health; hospital; ~treatment; ~diagnosis"},
    {"Economics", "econ, economics", "econ.", "~economic; labor market; monetary policy; econometric; ~household; ~welfare"},
    {"Quantitative finance", "finance, q-fin", "q-fin", "portfolio; asset pricing; financial market; stock; option pricing; ~volatility; trading strategy"},
};
// clang-format on

}  // namespace

const std::vector<AreaRow>& area_rows() {
  static const std::vector<AreaRow> rows(std::begin(kRows), std::end(kRows));
  return rows;
}

}  // namespace sheaf::summarize
