// Undoing a damaged encoding: find the damage, read what is whole, decide what is not; see
// mojibake.hpp. No state but the tables; any thread.
#include "published/mojibake.hpp"

#include "base/text.hpp"
#include "published/damage.hpp"
#include "published/document_evidence.hpp"
#include "published/language_evidence.hpp"
#include "published/lost_characters.hpp"

namespace sheaf::published {
namespace {

void write_out(const DamagedText& document, Repair& repair) {
  for (const Character& character : document.characters) {
    append_utf8(repair.text, character.value);
    repair.marked += character.is_lost();
  }
}

}  // namespace

Repair repair_encoding(std::string_view text, Evidence evidence) {
  Repair repair;
  const Damage damage = find_damage(text);
  repair.damaged = damage.any;
  if (!damage.any) {
    repair.text = text;
    return repair;
  }
  DamagedText document = read_damaged(text, damage);
  repair.sequences = document.sequences;
  const LostBytes lost_bytes(damage.intact_bytes);
  DocumentEvidence by_document(document.characters, lost_bytes);
  repair.restored = by_document.restore();
  if (evidence == Evidence::kDocumentAndLanguage && by_document.repertoire().is_chinese()) {
    repair.by_language = restore_by_language(document.characters, lost_bytes);
    repair.restored += repair.by_language;
  }
  repair.text.reserve(text.size());
  write_out(document, repair);
  return repair;
}

}  // namespace sheaf::published
