// PDFs: the text's shape, and pdftotext as a process that may fail, hang or be missing.
#include <catch2/catch.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "source/pdf_text.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::source;

namespace {

const std::string kPdf = "%PDF-1.4\n";

/// A program that stands in for pdftotext.
std::string script(const test::TempDir& folder, const std::string& lines) {
  const std::string path = folder.file("tool");
  std::ofstream(path) << "#!/bin/sh\n" << lines;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

/// A page with these words; offsets as a PDF wants them.
std::string small_pdf(const std::string& words) {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  const std::string stream = "BT /F1 12 Tf 72 700 Td (" + words + ") Tj ET";
  for (const std::string& object :
       {std::string("<</Type/Catalog/Pages 2 0 R>>"),
        std::string("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        std::string("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 "
                    "R/Resources<</Font<</F1 5 0 R>>>>>>"),
        "<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream",
        std::string("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")}) {
    places.push_back(pdf.size());
    pdf += std::to_string(places.size()) + " 0 obj" + object + "endobj\n";
  }
  const std::size_t table = pdf.size();
  pdf += "xref\n0 6\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", place);
    pdf += line;
  }
  return pdf + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

}  // namespace

TEST_CASE("The text of a PDF gets its headings back", "[source][pdf]") {
  const FullText paper = read_pdf_text(
      "Cats at Night\nAda Bee\nUniversity of Nowhere\n\nAbstract\nWe count pur-\nring cats.\n\n1 "
      "Introduction\n"
      "Cats purr.\n12\n3.1 Data Collection\nTwo cats.\n\fIV. CONCLUSION\nTom "
      "wins.\n\nReferences\n[1] Bee 99\n");
  CHECK(paper.origin == TextOrigin::kPdf);
  CHECK(paper.abstract == "We count purring cats.");
  CHECK(paper.institutions == std::vector<std::string>{"University of Nowhere"});
  REQUIRE(paper.sections.size() == 5);
  CHECK(paper.sections[2] == TextSection{"Introduction", 1, "Cats purr."});
  CHECK(paper.sections[3] == TextSection{"Data Collection", 1, "Two cats."});
  CHECK(paper.sections[4] == TextSection{"CONCLUSION", 1, "Tom wins."});
}

TEST_CASE("A program that fails, hangs, floods or is missing is an error that says so",
          "[source][pdf]") {
  const test::TempDir folder;
  PdfLimits limits;
  limits.timeout_ms = 300;
  limits.program = script(folder, "cat\nexit 3\n");
  const auto failed = pdf_to_text(kPdf, limits, Task());
  REQUIRE_FALSE(failed.ok());
  CHECK(contains(failed.error().message, "exit code 3"));

  limits.program = script(folder, "exec sleep 30\n");
  const auto hung = pdf_to_text(kPdf, limits, Task());
  REQUIRE_FALSE(hung.ok());
  CHECK(hung.error().code == ErrorCode::kParse);

  const Task task;
  task.cancel_token().cancel();
  CHECK(pdf_to_text(kPdf, limits, task).error().code == ErrorCode::kCancelled);

  limits.timeout_ms = 10000;
  limits.max_text_bytes = 1000;
  limits.program = script(folder, "exec yes words\n");
  const auto flood = pdf_to_text(kPdf, limits, Task());
  REQUIRE(flood.ok());
  CHECK(flood->size() <= 1000);

  limits.program = "sheaf-no-such-program";
  CHECK(pdf_to_text(kPdf, limits, Task()).error().code == ErrorCode::kUnsupported);
}

TEST_CASE("The program gets the PDF and no shell", "[source][pdf]") {
  const test::TempDir folder;
  PdfLimits limits;
  limits.program = script(folder, "echo \"$@\"; cat\n");
  const auto text = pdf_to_text(kPdf + "$(touch x)", limits, Task());
  REQUIRE(text.ok());
  CHECK(contains(*text, "-q -enc UTF-8 -l 60 - -"));
  CHECK(contains(*text, "$(touch x)"));
  CHECK(pdf_to_text("<html>", limits, Task()).error().code == ErrorCode::kParse);
}

TEST_CASE("The real pdftotext reads a page", "[source][pdf]") {
  if (find_program("pdftotext").empty()) {
    WARN("SKIPPED: pdftotext is not installed (poppler-utils)");
    return;
  }
  const auto text = pdf_to_text(small_pdf("Cats purr at 93.2 percent"), PdfLimits(), Task());
  REQUIRE(text.ok());
  CHECK(contains(*text, "Cats purr at 93.2 percent"));
  CHECK_FALSE(pdf_to_text("%PDF-1.4 nothing more", PdfLimits(), Task()).ok());
}
