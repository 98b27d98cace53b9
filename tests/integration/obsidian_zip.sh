#!/usr/bin/env bash
# The release zip of the Obsidian plugin: the same bytes twice, and an addon in it that loads.
# obsidian_zip.sh ADDON; exits 77 when npm packages are missing.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v node >/dev/null || { echo "SKIPPED: no node: install nodejs"; exit 77; }
[ -d "$project/obsidian-bridge/node_modules/esbuild" ] || { echo "SKIPPED: no node_modules: run 'npm ci' in obsidian-bridge"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$project/dist/obsidian-plugin" "$1" "$folder/one.zip"
"$project/dist/obsidian-plugin" "$1" "$folder/two.zip"
cmp "$folder/one.zip" "$folder/two.zip"
python3 -m zipfile -e "$folder/one.zip" "$folder/out"
node "$project/obsidian-bridge/test/addon_test.cjs" "$folder"/out/sheaf-digest/native/*/sheaf.node
node -e 'const m = JSON.parse(require("fs").readFileSync(process.argv[1])); if (/obsidian|plugin/i.test(m.id + m.name + m.description)) throw new Error("the manifest names what it must not")' "$folder/out/sheaf-digest/manifest.json"
