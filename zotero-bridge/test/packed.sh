#!/usr/bin/env bash
# Packs the plugin with a library and hands it to a test: packed.sh TEST LIBSHEAF [ARGUMENTS...] runs
# TEST XPI LIBSHEAF [ARGUMENTS...]. Exits 77 when npm packages are missing.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v node >/dev/null || { echo "SKIPPED: no node: install nodejs"; exit 77; }
[ -d "$project/zotero-bridge/node_modules/esbuild" ] || { echo "SKIPPED: no node_modules: run 'npm ci' in zotero-bridge"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
test=$1 library=$2
shift 2
"$project/dist/zotero-plugin" "$library" "$folder/sheaf-digest.xpi" >/dev/null
python3 "$test" "$folder/sheaf-digest.xpi" "$library" "$@"
