// Invented OAI-PMH documents for tests.
// Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

namespace sheaf::test {

/// The envelope of both servers around `inside`, with the new one's leading blank lines.
inline std::string oai_document(const std::string& inside,
                                const std::string& response_date = "2026-08-21T04:10:11Z") {
  return "\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n"
         "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">\n  <responseDate>" +
         response_date +
         "</responseDate>\n  <request verb='ListRecords' resumptionToken='x'>http://host/oai"
         "</request>\n" +
         inside + "\n</OAI-PMH>\n\n";
}

inline std::string oai_header(const std::string& id, const std::string& datestamp,
                              const std::string& sets = {}) {
  return "<header><identifier>oai:arXiv.org:" + id + "</identifier><datestamp>" + datestamp +
         "</datestamp>" + sets + "</header>";
}

inline std::string oai_record(const std::string& id, const std::string& datestamp,
                              const std::string& metadata, const std::string& sets = {}) {
  return "<record>" + oai_header(id, datestamp, sets) + "<metadata>" + metadata +
         "</metadata></record>\n";
}

/// A record of the format arXiv with little in it.
inline std::string small_record(const std::string& id, const std::string& datestamp) {
  return oai_record(id, datestamp,
                    "<arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>" + id +
                        "</id><created>2026-01-05</created><authors><author><keyname>Roe</keyname>"
                        "</author></authors><title>About " +
                        id +
                        "</title><categories>cs.AI</categories><abstract>Text.</abstract>"
                        "</arXiv>");
}

inline std::string oai_deleted(const std::string& id, const std::string& datestamp) {
  return "<record><header status=\"deleted\"><identifier>oai:arXiv.org:" + id +
         "</identifier><datestamp>" + datestamp + "</datestamp></header></record>";
}

inline std::string oai_list(const std::string& records, const std::string& token_element = {}) {
  return oai_document("<ListRecords>" + records + token_element + "</ListRecords>");
}

inline std::string oai_error(const std::string& code, const std::string& words = {}) {
  return oai_document("<error code='" + code + "'>" + words + "</error>");
}

}  // namespace sheaf::test
