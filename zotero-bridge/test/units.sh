#!/usr/bin/env bash
# The bridge's types, lint and unit tests; exits 77 when npm packages are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v node >/dev/null || { echo "SKIPPED: no node: install nodejs"; exit 77; }
[ -d node_modules/typescript ] || { echo "SKIPPED: no node_modules: run 'npm ci' in zotero-bridge"; exit 77; }
node_modules/.bin/tsc --noEmit
node_modules/.bin/eslint .
mapfile -t tests < <(find test/unit -name '*_test.mjs' | sort)
node --test "${tests[@]}"
