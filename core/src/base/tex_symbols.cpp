// Tables behind tex.hpp: macros that stand for one character, macros that only dress, accents.
// Read-only; any thread.
#include <algorithm>
#include <array>
#include <utility>

#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair kSymbols[] = {
    {"AA", "Å"},
    {"AE", "Æ"},
    {"Box", "□"},
    {"Cap", "⋒"},
    {"Cup", "⋓"},
    {"DH", "Ð"},
    {"DJ", "Đ"},
    {"Delta", "Δ"},
    {"Diamond", "◇"},
    {"Downarrow", "⇓"},
    {"Gamma", "Γ"},
    {"Im", "ℑ"},
    {"Join", "⋈"},
    {"L", "Ł"},
    {"Lambda", "Λ"},
    {"Leftarrow", "⇐"},
    {"Leftrightarrow", "⇔"},
    {"Longleftarrow", "⟸"},
    {"Longleftrightarrow", "⟺"},
    {"Longrightarrow", "⟹"},
    {"NG", "Ŋ"},
    {"O", "Ø"},
    {"OE", "Œ"},
    {"Omega", "Ω"},
    {"P", "¶"},
    {"Phi", "Φ"},
    {"Pi", "Π"},
    {"Psi", "Ψ"},
    {"Re", "ℜ"},
    {"Rightarrow", "⇒"},
    {"Rrightarrow", "⇛"},
    {"S", "§"},
    {"Sigma", "Σ"},
    {"TH", "Þ"},
    {"Theta", "Θ"},
    {"Uparrow", "⇑"},
    {"Upsilon", "Υ"},
    {"Vdash", "⊩"},
    {"Vert", "‖"},
    {"Xi", "Ξ"},
    {"aa", "å"},
    {"ae", "æ"},
    {"aleph", "ℵ"},
    {"alpha", "α"},
    {"amalg", "⨿"},
    {"angle", "∠"},
    {"approx", "≈"},
    {"approxeq", "≊"},
    {"ast", "∗"},
    {"asymp", "≍"},
    {"backslash", "\\"},
    {"barwedge", "⊼"},
    {"because", "∵"},
    {"beta", "β"},
    {"beth", "ℶ"},
    {"bigcap", "⋂"},
    {"bigcup", "⋃"},
    {"bigoplus", "⨁"},
    {"bigotimes", "⨂"},
    {"bigstar", "★"},
    {"bigvee", "⋁"},
    {"bigwedge", "⋀"},
    {"blacksquare", "■"},
    {"blacktriangle", "▲"},
    {"bot", "⊥"},
    {"bowtie", "⋈"},
    {"boxplus", "⊞"},
    {"boxtimes", "⊠"},
    {"bullet", "•"},
    {"bumpeq", "≏"},
    {"cap", "∩"},
    {"cdot", "·"},
    {"cdotp", "·"},
    {"cdots", "⋯"},
    {"checkmark", "✓"},
    {"chi", "χ"},
    {"circ", "∘"},
    {"circlearrowleft", "↺"},
    {"circlearrowright", "↻"},
    {"circledR", "®"},
    {"clubsuit", "♣"},
    {"colon", ":"},
    {"complement", "∁"},
    {"cong", "≅"},
    {"coprod", "∐"},
    {"copyright", "©"},
    {"cup", "∪"},
    {"curlyeqprec", "⋞"},
    {"curlyeqsucc", "⋟"},
    {"dag", "†"},
    {"dagger", "†"},
    {"daleth", "ℸ"},
    {"dashv", "⊣"},
    {"ddagger", "‡"},
    {"ddots", "⋱"},
    {"degree", "°"},
    {"delta", "δ"},
    {"dh", "ð"},
    {"diamond", "⋄"},
    {"diamondsuit", "♢"},
    {"digamma", "ϝ"},
    {"div", "÷"},
    {"dj", "đ"},
    {"doteq", "≐"},
    {"dots", "…"},
    {"dotsb", "⋯"},
    {"dotsc", "…"},
    {"downarrow", "↓"},
    {"ell", "ℓ"},
    {"emptyset", "∅"},
    {"epsilon", "ϵ"},
    {"equiv", "≡"},
    {"eta", "η"},
    {"eth", "ð"},
    {"euro", "€"},
    {"exists", "∃"},
    {"flat", "♭"},
    {"forall", "∀"},
    {"frown", "⌢"},
    {"gamma", "γ"},
    {"ge", "≥"},
    {"geq", "≥"},
    {"geqq", "≧"},
    {"geqslant", "≥"},
    {"gets", "←"},
    {"gg", "≫"},
    {"gimel", "ℷ"},
    {"gtrless", "≷"},
    {"gtrsim", "≳"},
    {"hbar", "ℏ"},
    {"heartsuit", "♡"},
    {"hookleftarrow", "↩"},
    {"hookrightarrow", "↪"},
    {"hslash", "ℏ"},
    {"i", "ı"},
    {"iff", "⇔"},
    {"iiint", "∭"},
    {"iint", "∬"},
    {"imath", "ı"},
    {"implies", "⇒"},
    {"in", "∈"},
    {"infty", "∞"},
    {"int", "∫"},
    {"intercal", "⊺"},
    {"iota", "ι"},
    {"j", "ȷ"},
    {"jmath", "ȷ"},
    {"kappa", "κ"},
    {"l", "ł"},
    {"lVert", "‖"},
    {"lambda", "λ"},
    {"land", "∧"},
    {"langle", "⟨"},
    {"lbrace", "{"},
    {"lbrack", "["},
    {"lceil", "⌈"},
    {"ldots", "…"},
    {"le", "≤"},
    {"leadsto", "⇝"},
    {"leftarrow", "←"},
    {"leftrightarrow", "↔"},
    {"leq", "≤"},
    {"leqq", "≦"},
    {"leqslant", "≤"},
    {"lessgtr", "≶"},
    {"lesssim", "≲"},
    {"lfloor", "⌊"},
    {"lhd", "⊲"},
    {"ll", "≪"},
    {"lnot", "¬"},
    {"longleftarrow", "⟵"},
    {"longleftrightarrow", "⟷"},
    {"longmapsto", "⟼"},
    {"longrightarrow", "⟶"},
    {"lor", "∨"},
    {"ltimes", "⋉"},
    {"lvert", "|"},
    {"mapsto", "↦"},
    {"measuredangle", "∡"},
    {"mho", "℧"},
    {"mid", "∣"},
    {"models", "⊨"},
    {"mp", "∓"},
    {"mu", "μ"},
    {"multimap", "⊸"},
    {"nabla", "∇"},
    {"natural", "♮"},
    {"ne", "≠"},
    {"nearrow", "↗"},
    {"neg", "¬"},
    {"neq", "≠"},
    {"nexists", "∄"},
    {"ng", "ŋ"},
    {"ngeq", "≱"},
    {"ni", "∋"},
    {"nleq", "≰"},
    {"nmid", "∤"},
    {"notin", "∉"},
    {"nparallel", "∦"},
    {"nrightarrow", "↛"},
    {"nsubseteq", "⊈"},
    {"nu", "ν"},
    {"nwarrow", "↖"},
    {"o", "ø"},
    {"odot", "⊙"},
    {"oe", "œ"},
    {"ohm", "Ω"},
    {"oint", "∮"},
    {"omega", "ω"},
    {"ominus", "⊖"},
    {"oplus", "⊕"},
    {"oslash", "⊘"},
    {"otimes", "⊗"},
    {"owns", "∋"},
    {"parallel", "∥"},
    {"partial", "∂"},
    {"perp", "⊥"},
    {"phi", "φ"},
    {"pi", "π"},
    {"pitchfork", "⋔"},
    {"pm", "±"},
    {"pounds", "£"},
    {"prec", "≺"},
    {"preceq", "⪯"},
    {"precsim", "≾"},
    {"prime", "′"},
    {"prod", "∏"},
    {"propto", "∝"},
    {"psi", "ψ"},
    {"qquad", " "},
    {"quad", " "},
    {"rVert", "‖"},
    {"rangle", "⟩"},
    {"rbrace", "}"},
    {"rbrack", "]"},
    {"rceil", "⌉"},
    {"restriction", "↾"},
    {"rfloor", "⌋"},
    {"rhd", "⊳"},
    {"rho", "ρ"},
    {"rightarrow", "→"},
    {"rightarrowtail", "↣"},
    {"rightharpoonup", "⇀"},
    {"rightleftharpoons", "⇌"},
    {"rightsquigarrow", "⇝"},
    {"rtimes", "⋊"},
    {"rvert", "|"},
    {"searrow", "↘"},
    {"setminus", "∖"},
    {"sharp", "♯"},
    {"sigma", "σ"},
    {"sim", "∼"},
    {"simeq", "≃"},
    {"smallsetminus", "∖"},
    {"smile", "⌣"},
    {"spadesuit", "♠"},
    {"sqcap", "⊓"},
    {"sqcup", "⊔"},
    {"sqrt", "√"},
    {"sqsubset", "⊏"},
    {"sqsubseteq", "⊑"},
    {"sqsupset", "⊐"},
    {"sqsupseteq", "⊒"},
    {"square", "□"},
    {"ss", "ß"},
    {"star", "⋆"},
    {"subset", "⊂"},
    {"subseteq", "⊆"},
    {"subsetneq", "⊊"},
    {"succ", "≻"},
    {"succeq", "⪰"},
    {"succsim", "≿"},
    {"sum", "∑"},
    {"supset", "⊃"},
    {"supseteq", "⊇"},
    {"supsetneq", "⊋"},
    {"surd", "√"},
    {"swarrow", "↙"},
    {"tau", "τ"},
    {"textasciitilde", "~"},
    {"textbackslash", "\\"},
    {"textbullet", "•"},
    {"textdegree", "°"},
    {"textellipsis", "…"},
    {"textemdash", "—"},
    {"textendash", "–"},
    {"texteuro", "€"},
    {"textmicro", "µ"},
    {"textmu", "µ"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"th", "þ"},
    {"therefore", "∴"},
    {"theta", "θ"},
    {"times", "×"},
    {"to", "→"},
    {"top", "⊤"},
    {"triangle", "△"},
    {"triangleleft", "◁"},
    {"trianglelefteq", "⊴"},
    {"triangleright", "▷"},
    {"trianglerighteq", "⊵"},
    {"twoheadrightarrow", "↠"},
    {"unlhd", "⊴"},
    {"unrhd", "⊵"},
    {"uparrow", "↑"},
    {"updownarrow", "↕"},
    {"upharpoonright", "↾"},
    {"uplus", "⊎"},
    {"vDash", "⊨"},
    {"varepsilon", "ε"},
    {"varkappa", "ϰ"},
    {"varnothing", "∅"},
    {"varphi", "φ"},
    {"varpi", "ϖ"},
    {"varrho", "ϱ"},
    {"varsigma", "ς"},
    {"vartheta", "ϑ"},
    {"vartriangleleft", "⊲"},
    {"vdash", "⊢"},
    {"vdots", "⋮"},
    {"vee", "∨"},
    {"veebar", "⊻"},
    {"vert", "|"},
    {"wedge", "∧"},
    {"wp", "℘"},
    {"wr", "≀"},
    {"xi", "ξ"},
    {"xrightarrow", "→"},
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
    "Bbb",      "bfseries",  "bm",            "cal",             "frak",      "hbox", "href",   "large", "mathds",
    "mathscr",  "noindent",  "scriptsize",    "sl",              "small",     "textcolor", "textsubscript",
    "textsuperscript", "uppercase", "url", "xspace",
};

/// One accent: pairs of base letter and accented letter, separated by blanks.
constexpr Pair kAccents[] = {
    {"'",
     "a á c ć e é g ǵ i í ı í k ḱ l ĺ m ḿ n ń o ó p ṕ r ŕ s ś u ú w ẃ y ý z ź A Á C Ć E É G Ǵ "
     "I Í K Ḱ L Ĺ M Ḿ N Ń O Ó P Ṕ R Ŕ S Ś U Ú W Ẃ Y Ý Z Ź"},
    {"`", "a à e è i ì ı ì n ǹ o ò u ù w ẁ y ỳ A À E È I Ì N Ǹ O Ò U Ù W Ẁ Y Ỳ"},
    {"^",
     "a â c ĉ e ê g ĝ h ĥ i î ı î j ĵ ȷ ĵ o ô s ŝ u û w ŵ y ŷ z ẑ A Â C Ĉ E Ê G Ĝ H Ĥ I Î J Ĵ "
     "O Ô S Ŝ U Û W Ŵ Y Ŷ Z Ẑ"},
    {"\"", "a ä e ë h ḧ i ï ı ï o ö t ẗ u ü w ẅ x ẍ y ÿ A Ä E Ë H Ḧ I Ï O Ö U Ü W Ẅ X Ẍ Y Ÿ"},
    {"~", "a ã e ẽ i ĩ ı ĩ n ñ o õ u ũ v ṽ y ỹ A Ã E Ẽ I Ĩ N Ñ O Õ U Ũ V Ṽ Y Ỹ"},
    {"=", "a ā e ē g ḡ i ī ı ī o ō u ū y ȳ A Ā E Ē G Ḡ I Ī O Ō U Ū Y Ȳ"},
    {".",
     "a ȧ b ḃ c ċ d ḋ e ė f ḟ g ġ h ḣ m ṁ n ṅ o ȯ p ṗ r ṙ s ṡ t ṫ w ẇ x ẋ y ẏ z ż A Ȧ B Ḃ C Ċ "
     "D Ḋ E Ė F Ḟ G Ġ H Ḣ I İ M Ṁ N Ṅ O Ȯ P Ṗ R Ṙ S Ṡ T Ṫ W Ẇ X Ẋ Y Ẏ Z Ż"},
    {"u", "a ă e ĕ g ğ i ĭ ı ĭ o ŏ u ŭ A Ă E Ĕ G Ğ I Ĭ O Ŏ U Ŭ"},
    {"v",
     "a ǎ c č d ď e ě g ǧ h ȟ i ǐ j ǰ ȷ ǰ k ǩ l ľ n ň o ǒ r ř s š t ť u ǔ z ž A Ǎ C Č D Ď E Ě "
     "G Ǧ H Ȟ I Ǐ K Ǩ L Ľ N Ň O Ǒ R Ř S Š T Ť U Ǔ Z Ž"},
    {"H", "o ő u ű O Ő U Ű"},
    {"c", "c ç d ḑ e ȩ g ģ h ḩ k ķ l ļ n ņ r ŗ s ş t ţ C Ç D Ḑ E Ȩ G Ģ H Ḩ K Ķ L Ļ N Ņ R Ŗ S Ş T Ţ"},
    {"k", "a ą e ę i į o ǫ u ų A Ą E Ę I Į O Ǫ U Ų"},
    {"r", "a å u ů w ẘ y ẙ A Å U Ů"},
    {"d",
     "a ạ b ḅ d ḍ e ẹ h ḥ i ị k ḳ l ḷ m ṃ n ṇ o ọ r ṛ s ṣ t ṭ u ụ v ṿ w ẉ y ỵ z ẓ A Ạ B Ḅ D Ḍ "
     "E Ẹ H Ḥ I Ị K Ḳ L Ḷ M Ṃ N Ṇ O Ọ R Ṛ S Ṣ T Ṭ U Ụ V Ṿ W Ẉ Y Ỵ Z Ẓ"},
};

struct MathAccent {
  std::string_view macro;
  std::string_view in_text;    ///< the accent of text that looks the same; empty where there is none
  std::string_view combining;  ///< follows its letter
  bool over_all = false;
};

// Unicode's "Combining Diacritical Marks" and those "for Symbols".
constexpr MathAccent kMathAccents[] = {
    {"acute", "'", "\u0301"},   {"bar", "=", "\u0304", true},  {"breve", "u", "\u0306"},
    {"check", "v", "\u030C"},   {"dddot", "", "\u20DB"},       {"ddot", "\"", "\u0308"},
    {"dot", ".", "\u0307"},     {"grave", "`", "\u0300"},      {"hat", "^", "\u0302"},
    {"mathring", "r", "\u030A"}, {"overline", "=", "\u0305", true}, {"tilde", "~", "\u0303"},
    {"vec", "", "\u20D7"},      {"widehat", "^", "\u0302"},    {"widetilde", "~", "\u0303"},
};

const MathAccent* find_math_accent(std::string_view macro) {
  const auto* found = std::find_if(std::begin(kMathAccents), std::end(kMathAccents),
                                   [&](const MathAccent& one) { return one.macro == macro; });
  return found == std::end(kMathAccents) ? nullptr : found;
}

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

namespace {

constexpr std::size_t kMostAccented = 120;  ///< bytes; a bar over more is drawn by nobody

/// Not over another mark: nested accents would double a text with each of them.
bool bears_mark(char32_t c) {
  const bool mark = (c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20FF);
  return c >= 0x80 ? !mark : is_ascii_alnum(static_cast<char>(c));
}

}  // namespace

bool is_math_accent(std::string_view macro) { return find_math_accent(macro) != nullptr; }

std::string math_accent(std::string_view macro, std::string_view text) {
  const MathAccent* accent = find_math_accent(macro);
  if (accent == nullptr || text.size() > kMostAccented) return std::string(text);
  if (auto composed = tex_accent(accent->in_text, text)) return *std::move(composed);
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    const bool marked = bears_mark(next_code_point(text, pos)) && (out.empty() || accent->over_all);
    out += text.substr(start, pos - start);
    if (marked) out += accent->combining;
  }
  return out;
}

}  // namespace sheaf
