// Tables behind tex.hpp: macros that stand for one character, macros that only dress, accents.
// Read-only; any thread.
#include <algorithm>
#include <array>
#include <utility>

#include "base/tex.hpp"

namespace sheaf {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair kSymbols[] = {
    {"AA", "Å"},
    {"AE", "Æ"},
    {"Delta", "Δ"},
    {"Gamma", "Γ"},
    {"L", "Ł"},
    {"Lambda", "Λ"},
    {"O", "Ø"},
    {"OE", "Œ"},
    {"Omega", "Ω"},
    {"Phi", "Φ"},
    {"Pi", "Π"},
    {"Psi", "Ψ"},
    {"Rightarrow", "⇒"},
    {"S", "§"},
    {"Sigma", "Σ"},
    {"Theta", "Θ"},
    {"Upsilon", "Υ"},
    {"Xi", "Ξ"},
    {"aa", "å"},
    {"ae", "æ"},
    {"alpha", "α"},
    {"approx", "≈"},
    {"ast", "∗"},
    {"beta", "β"},
    {"bullet", "•"},
    {"cap", "∩"},
    {"cdot", "·"},
    {"cdots", "⋯"},
    {"chi", "χ"},
    {"circ", "∘"},
    {"copyright", "©"},
    {"cup", "∪"},
    {"dagger", "†"},
    {"degree", "°"},
    {"delta", "δ"},
    {"dots", "…"},
    {"ell", "ℓ"},
    {"epsilon", "ϵ"},
    {"equiv", "≡"},
    {"eta", "η"},
    {"exists", "∃"},
    {"forall", "∀"},
    {"gamma", "γ"},
    {"ge", "≥"},
    {"geq", "≥"},
    {"geqslant", "≥"},
    {"gg", "≫"},
    {"hbar", "ℏ"},
    {"i", "ı"},
    {"in", "∈"},
    {"infty", "∞"},
    {"int", "∫"},
    {"iota", "ι"},
    {"j", "ȷ"},
    {"kappa", "κ"},
    {"l", "ł"},
    {"lambda", "λ"},
    {"langle", "⟨"},
    {"ldots", "…"},
    {"le", "≤"},
    {"leftarrow", "←"},
    {"leftrightarrow", "↔"},
    {"leq", "≤"},
    {"leqslant", "≤"},
    {"lesssim", "≲"},
    {"ll", "≪"},
    {"mapsto", "↦"},
    {"mu", "μ"},
    {"nabla", "∇"},
    {"ne", "≠"},
    {"neq", "≠"},
    {"notin", "∉"},
    {"nu", "ν"},
    {"o", "ø"},
    {"odot", "⊙"},
    {"oe", "œ"},
    {"omega", "ω"},
    {"oplus", "⊕"},
    {"otimes", "⊗"},
    {"partial", "∂"},
    {"perp", "⊥"},
    {"phi", "φ"},
    {"pi", "π"},
    {"pm", "±"},
    {"prime", "′"},
    {"prod", "∏"},
    {"propto", "∝"},
    {"psi", "ψ"},
    {"quad", " "},
    {"rangle", "⟩"},
    {"rho", "ρ"},
    {"rightarrow", "→"},
    {"setminus", "∖"},
    {"sigma", "σ"},
    {"sim", "∼"},
    {"simeq", "≃"},
    {"sqrt", "√"},
    {"ss", "ß"},
    {"star", "⋆"},
    {"subset", "⊂"},
    {"subseteq", "⊆"},
    {"sum", "∑"},
    {"supset", "⊃"},
    {"tau", "τ"},
    {"textasciitilde", "~"},
    {"textbackslash", "\\"},
    {"textdegree", "°"},
    {"theta", "θ"},
    {"times", "×"},
    {"to", "→"},
    {"uparrow", "↑"},
    {"varepsilon", "ε"},
    {"varphi", "φ"},
    {"vert", "|"},
    {"wedge", "∧"},
    {"xi", "ξ"},
    {"zeta", "ζ"},
};

constexpr std::string_view kDress[] = {
    "bf",     "boldsymbol",   "em",       "emph",       "ensuremath", "it",     "mathbb",
    "mathbf", "mathcal",      "mathfrak", "mathit",     "mathrm",     "mathsf", "mathtt",
    "mbox",   "operatorname", "rm",       "sc",         "scshape",    "sf",     "text",
    "textbf", "textit",       "textmd",   "textnormal", "textrm",     "textsc", "textsf",
    "textsl", "texttt",       "textup",   "tt",         "underline",
};

/// Those that BibTeX's readers need packages for, or that take more than the text.
constexpr std::string_view kOtherStyles[] = {
    "bfseries", "bm",        "hbox",          "href",           "large",     "noindent",
    "small",    "textcolor", "textsubscript", "textsuperscript", "uppercase", "url", "xspace",
};

/// One accent: pairs of base letter and accented letter, separated by blanks.
constexpr Pair kAccents[] = {
    {"'",
     "a á e é i í ı í o ó u ú y ý c ć n ń s ś z ź l ĺ r ŕ A Á E É I Í O Ó U Ú Y Ý C Ć L Ĺ N Ń R Ŕ S Ś Z Ź"},
    {"`", "a à e è i ì ı ì o ò u ù A À E È I Ì O Ò U Ù"},
    {"^", "a â e ê i î ı î o ô u û c ĉ g ĝ h ĥ j ĵ s ŝ w ŵ y ŷ A Â E Ê I Î O Ô U Û "
     "C Ĉ G Ĝ H Ĥ J Ĵ S Ŝ W Ŵ Y Ŷ"},
    {"\"", "a ä e ë i ï ı ï o ö u ü y ÿ A Ä E Ë I Ï O Ö U Ü Y Ÿ"},
    {"~", "a ã n ñ o õ i ĩ u ũ A Ã I Ĩ N Ñ O Õ U Ũ"},
    {"=", "a ā e ē i ī o ō u ū A Ā E Ē I Ī O Ō U Ū"},
    {".", "c ċ e ė g ġ z ż C Ċ E Ė G Ġ I İ Z Ż"},
    {"u", "a ă e ĕ g ğ i ĭ o ŏ u ŭ A Ă G Ğ U Ŭ"},
    {"v", "c č d ď e ě l ľ n ň r ř s š t ť z ž C Č D Ď E Ě N Ň R Ř S Š T Ť Z Ž"},
    {"H", "o ő u ű O Ő U Ű"},
    {"c", "c ç s ş t ţ C Ç S Ş T Ţ"},
    {"k", "a ą e ę i į u ų A Ą E Ę I Į U Ų"},
    {"r", "a å u ů A Å U Ů"},
};

}  // namespace

std::optional<std::string_view> tex_symbol(std::string_view macro) {
  const auto* found =
      std::lower_bound(std::begin(kSymbols), std::end(kSymbols), macro,
                       [](const Pair& a, std::string_view b) { return a.first < b; });
  if (found == std::end(kSymbols) || found->first != macro) return std::nullopt;
  return found->second;
}

bool is_tex_dress(std::string_view macro) {
  return std::binary_search(std::begin(kDress), std::end(kDress), macro);
}

bool is_tex_style(std::string_view macro) {
  return is_tex_dress(macro) ||
         std::binary_search(std::begin(kOtherStyles), std::end(kOtherStyles), macro);
}

std::optional<std::string> tex_accent(std::string_view accent, std::string_view letter) {
  for (const auto& [mark, table] : kAccents) {
    if (mark != accent) continue;
    for (std::size_t pos = 0; pos < table.size();) {
      const std::size_t middle = table.find(' ', pos);
      const std::size_t end = std::min(table.find(' ', middle + 1), table.size());
      if (table.substr(pos, middle - pos) == letter)
        return std::string(table.substr(middle + 1, end - middle - 1));
      pos = end + 1;
    }
  }
  return std::nullopt;
}

}  // namespace sheaf
