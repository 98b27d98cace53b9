#!/usr/bin/env bash
# The archive's pages in a browser. check_page.sh MAKE_PAGES [FOLDER for pictures]; exits 77 when a tool
# is missing, naming it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
[ -d "$here/node_modules/axe-core" ] || skip "no axe-core: run 'npm ci' in ${here##*/tests/}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder"
node "$here/check_page.mjs" "$folder" "${@:2}"
