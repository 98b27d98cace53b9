#!/usr/bin/env bash
# Writes a vault of invented papers and has YAML readers, a Markdown reader and Mermaid look at it.
# check_vault.sh MAKE_VAULT; exits 77 when a tool is missing, naming it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/vault"
node "$here/check_vault.mjs" "$folder/vault"
