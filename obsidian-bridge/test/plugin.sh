#!/usr/bin/env bash
# The plugin: types, lint, and the built main.js in an app of mocks over both backends.
# plugin.sh ADDON SHEAF REPLAY; exits 77 when npm packages are missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."
command -v node >/dev/null || { echo "SKIPPED: no node: install nodejs"; exit 77; }
[ -d node_modules/obsidian ] || { echo "SKIPPED: no node_modules: run 'npm ci' in obsidian-bridge"; exit 77; }
node_modules/.bin/tsc --noEmit
node_modules/.bin/eslint .
SHEAF_ADDON=$1 SHEAF_PROGRAM=$2 SHEAF_REPLAY=$3 node --test test/parts_test.mjs test/plugin_test.mjs
