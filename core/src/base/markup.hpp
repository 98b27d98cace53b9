// The little HTML that reference managers and CSL allow in titles and notes, told apart from a bare "<"; and text
// made safe for XML.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

/// Length of the tag at the front ("<i>", "</sup>", "<span class=\"nocase\">"); 0 when there is none of the
/// tags that such texts hold. A tag ends within 400 bytes.
std::size_t markup_at(std::string_view text);

/// Without those tags. Character references stay as they are.
std::string without_markup(std::string_view text);

/// Text of an XML element or attribute: no markup, and no character that XML 1.0 does not allow or discourages.
std::string xml_text(std::string_view text);

/// The paragraphs of a note, in order, without the empty ones: blocks end at </p>, <br>, <li> and the like.
/// <i>, <em>, <b>, <strong>, <sup> and <sub> stay in them, every other tag goes, character references are
/// decoded but for those of "<", ">" and "&", so that no text becomes a tag.
std::vector<std::string> note_paragraphs(std::string_view html);

}  // namespace sheaf
