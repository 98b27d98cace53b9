// What the name of a published page tells: where it is, of which day, and which pages follow it.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/digest.hpp"

namespace sheaf::app {

bool is_url(std::string_view path);
/// GitHub shows a file as a page of its own (/blob/); the file itself is at another address.
std::string raw_url(std::string_view url);

/// "20260119" of "fyrsta7_2026-01-19.md", so that pages are taken in the order of their days wherever
/// these stand in the name; empty without a date.
std::string date_key(std::string_view path);

/// "daily-arXiv-ai-enhanced/straw (zh)" for a page of that origin in a file "straw_2025-11-14.md":
/// pages of one series follow each other, whatever day is in their names.
std::string series_of(const Digest& digest, std::string_view name);

}  // namespace sheaf::app
