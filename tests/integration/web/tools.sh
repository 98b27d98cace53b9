#!/usr/bin/env bash
# What the checks in a browser need, to be sourced: leaves with 77, naming what is missing, or sets
# $here and exports CHROMIUM.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $1"; exit 77; }

command -v node >/dev/null || skip "no node: install nodejs"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$CHROMIUM" ] || skip "no chromium: install it, or name one in CHROMIUM"
export CHROMIUM
[ -d "$here/node_modules/mermaid" ] || skip "no node_modules: run 'npm ci' in ${here##*/tests/}"
