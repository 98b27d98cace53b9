#!/usr/bin/env bash
# plugins_test.sh PACKAGES LIBSHEAF SHEAF SHEAF-REPLAY: the plugins as they are delivered, with the library
# that carries its own C++ runtime: the XPI in Mozilla's engine, the Obsidian plugin's addon in Node.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
xpi=$(ls "$1"/sheaf-zotero-*.xpi 2>/dev/null || true)
zip=$(ls "$1"/sheaf-obsidian-*.zip 2>/dev/null || true)
[ -n "$xpi" ] && [ -n "$zip" ] || { echo "SKIPPED: the plugins were not packed: run 'npm ci' in the bridges"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m zipfile -e "$xpi" "$folder/zotero"
python3 -m zipfile -e "$zip" "$folder/obsidian"
library=$(ls "$folder"/zotero/native/*/libsheaf.so)
addon=$(ls "$folder"/obsidian/sheaf-digest/native/*/sheaf.node)

for file in "$library" "$addon"; do
  needed=$(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  case "$needed" in *stdc++* | *libgcc* | *sqlite* | *curl*) echo "$file needs what a host may have in another version: $needed"; exit 1 ;; esac
  ! readelf -SW "$file" | grep -qE '\.(symtab|debug_)' || { echo "$file still has its symbols"; exit 1; }
  printf '%12d  %s, which needs:%s\n' "$(stat -c %s "$file")" "${file##*/}" "$(printf ' %s' $needed)"
done

python3 "$project/zotero-bridge/test/xpi_test.py" "$library"
node "$project/obsidian-bridge/test/addon_test.cjs" "$addon"
python3 "$project/zotero-bridge/test/gecko/gecko_test.py" "$xpi" "$2" "$3" "$4"
