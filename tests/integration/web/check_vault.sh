#!/usr/bin/env bash
# Writes a vault of invented papers and has YAML readers, a Markdown reader and Mermaid look at it.
# check_vault.sh MAKE_VAULT; exits 77 when a tool is missing, naming it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $1"; exit 77; }

command -v node >/dev/null || skip "no node: install nodejs"
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || skip "no chromium: install it, or name one in CHROMIUM"
[ -d "$here/node_modules/mermaid" ] || skip "no node_modules: run 'npm ci' in ${here##*/tests/}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/vault"
CHROMIUM="$chromium" node "$here/check_vault.mjs" "$folder/vault"
