#!/usr/bin/env bash
# The digest view in a browser. check_view.sh [FOLDER for pictures]; exits 77 when a tool is missing,
# naming it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
node "$here/check_view.mjs" "$@"
