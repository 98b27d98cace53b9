// Fuzzes arXiv's list pages and announcement mails: both are whole or an error, and never slow.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "source/arxiv_catchup.hpp"
#include "source/arxiv_mailing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto page = sheaf::source::parse_catchup_page(text, "cs.CL"); page.ok())
    for (const auto& item : page->feed.items)
      if (item.paper.id.empty()) __builtin_trap();
  if (const auto mail = sheaf::source::parse_mailing(text); mail.ok())
    for (const auto& item : mail->feed.items)
      if (item.paper.id.empty()) __builtin_trap();
  return 0;
}
