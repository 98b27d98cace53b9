// One record of PubMed's XML to a paper; shared by pubmed.cpp's answers.
// Pure function; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/paper.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// <PubmedArticle>, <MedlineCitation> (older sets) or <PubmedBookArticle>. Nothing without a PMID;
/// what else is odd becomes a warning.
std::optional<Paper> read_pubmed_article(const pugi::xml_node& record,
                                         std::vector<std::string>& warnings);

}  // namespace sheaf::source
