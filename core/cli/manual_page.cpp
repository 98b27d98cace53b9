// The manual page, from the commands' tables.
// Macros: man(7). Everything that is text goes through escaped(), so that none of it becomes a request.
// Pure functions but for the date; main thread.
#include <cstdlib>
#include <ctime>

#include <sheaf/sheaf.h>

#include "commands.hpp"
#include "help.hpp"

namespace cli {
namespace {

// Typed as it stands: no typographic quotes, hyphens or accents. ASCII alone, for a terminal may have no more.
std::string escaped(std::string_view text) {
  constexpr std::string_view kEllipsis = "\u2026";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, kEllipsis.size()) == kEllipsis) {
      out += "...";
      at += kEllipsis.size() - 1;
      continue;
    }
    switch (const char c = text[at]; c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '"': out += "\\(dq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      case '\n': out += ' '; break;
      default: out += c;
    }
  }
  if (!out.empty() && out.front() == '.') out.insert(0, "\\&");
  return out;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string date() {
  std::time_t now = std::time(nullptr);
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0')
    now = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
  char text[16] = "";
  std::tm parts{};
  if (gmtime_r(&now, &parts) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

// Paragraphs as they are broken at empty lines; lines that begin with a space stand as they are.
std::string paragraphs(const std::string& text) {
  std::string out;
  bool shown = false, fresh = true;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    const bool example = !line.empty() && line.front() == ' ';
    if (shown && !example) out += ".EE\n";
    if (line.empty()) {
      fresh = true;
    } else {
      if (fresh) out += ".PP\n";
      if (example && !shown) out += ".EX\n";
      out += escaped(line) + "\n";
      fresh = false;
    }
    shown = example;
    begin = end + 1;
  }
  return shown ? out + ".EE\n" : out;
}

std::string option_rows(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) {
    out += ".TP\n\\fB" + escaped(option.name) + "\\fR";
    if (!option.value.empty()) out += " \\fI" + escaped(option.value) + "\\fR";
    out += "\n" + escaped(option.help) + "\n";
  }
  return out;
}

std::string command_part(const Command& command) {
  std::string out = ".SS \"" + escaped(command.name) + " \\(em " + escaped(command.summary) + "\"\n";
  out += "\\fBsheaf " + escaped(command.name) + "\\fR";
  if (!command.options.empty()) out += " [\\fIoptions\\fR]";
  if (!command.operands.empty()) out += " " + escaped(command.operands);
  return out + "\n" + paragraphs(command.details) + option_rows(command.options);
}

std::string section_part(const HelpSection& section) {
  std::string out = ".SH \"" + upper(escaped(section.name == "exit codes" ? "exit status" : section.name)) + "\"\n";
  for (const HelpRow& row : section.rows) out += ".TP\n\\fB" + escaped(row.term) + "\\fR\n" + escaped(row.text) + "\n";
  return out;
}

}  // namespace

std::string manual_page() {
  std::string out = ".\\\" Written by 'sheaf help --man' from the tables of the command line.\n";
  out += ".TH SHEAF 1 " + date() + " \"Sheaf " + escaped(sheaf_version()) + "\" \"User Commands\"\n";
  out += ".SH NAME\nsheaf \\- daily digests of scientific papers\n";
  out += ".SH SYNOPSIS\n\\fBsheaf\\fR \\fIcommand\\fR [\\fIoptions\\fR]\n";
  out +=
      ".SH DESCRIPTION\nThe day\\(aqs arXiv papers, and those of other sources: fetched, ranked for you with reasons, "
      "summarized, and written as linked Markdown notes, BibTeX, HTML pages, feeds and JSON.\n";
  out += ".PP\nBegin with \\fBsheaf init\\fR, then \\fBsheaf digest\\fR; \\fBsheaf digest \\-\\-sample\\fR needs neither a profile nor a network.\n";
  out += ".SH COMMANDS\n";
  for (const Command& command : all_commands()) out += command_part(command);
  for (const HelpSection& section : help_sections()) out += section_part(section);
  return out;
}

}  // namespace cli
