// Two rows that turn out to be one paper: see absorb.hpp. What both rows have stays as `kept` has
// it and goes with the removed row, whose references end by cascade.
#include "store/absorb.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kMoves[] = {
    "UPDATE OR IGNORE versions SET paper = ?1 WHERE paper = ?2",
    "UPDATE OR IGNORE scores SET paper = ?1 WHERE paper = ?2",
    "INSERT INTO announcements(day, list, paper, type, position)"
    " SELECT day, list, ?1, type, position FROM announcements WHERE paper = ?2"
    " ON CONFLICT DO UPDATE SET type = min(type, excluded.type)",
};

}  // namespace

Status absorb_row(Database& database, std::int64_t kept, std::int64_t gone) {
  for (const std::string_view sql : kMoves) {
    SHEAF_ASSIGN(Statement move, database.prepare(sql));
    SHEAF_TRY(move.bind(1, kept).bind(2, gone).run());
  }
  SHEAF_ASSIGN(Statement remove, database.prepare("DELETE FROM papers WHERE key = ?1"));
  return remove.bind(1, gone).run();
}

}  // namespace sheaf::store
