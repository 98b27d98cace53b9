#!/usr/bin/env bash
# The addon's test under AddressSanitizer and LeakSanitizer. leaks.sh ADDON [ROUNDS] [EVENTS], with an
# addon built with -DSHEAF_SANITIZE=address. Node loses memory of its own when it is ended in the middle:
# what counts is any error, and any lost memory whose stack passes through the addon.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
library=$(gcc -print-file-name=libasan.so)
[ -e "$library" ] || { echo "SKIPPED: no libasan: install gcc"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ASAN_OPTIONS="detect_leaks=1:handle_segv=0:exitcode=0:malloc_context_size=40:log_path=$folder/report" \
  LD_PRELOAD=$library node "$here/addon_test.cjs" "$@"
reports=$(find "$folder" -name 'report*' | wc -l)
if grep -l "ERROR: AddressSanitizer" "$folder"/report* 2>/dev/null; then
  cat "$folder"/report*
  exit 1
fi
# A report is paragraphs, one a stack.
awk -v RS= '/leak of/ && /sheaf\.node/ { print; found = 1 } END { exit found }' "$folder"/report* /dev/null \
  || { echo "the addon loses memory"; exit 1; }
echo "leaks: none of the addon's ($reports reports of Node's own looked through)"
