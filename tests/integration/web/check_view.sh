#!/usr/bin/env bash
# The digest view in a browser. check_view.sh [FOLDER for pictures]; exits 77 when a tool is missing,
# naming it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $1"; exit 77; }

command -v node >/dev/null || skip "no node: install nodejs"
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || skip "no chromium: install it, or name one in CHROMIUM"
[ -d "$here/node_modules/puppeteer-core" ] || skip "no node_modules: run 'npm ci' in ${here##*/tests/}"
CHROMIUM="$chromium" node "$here/check_view.mjs" "$@"
