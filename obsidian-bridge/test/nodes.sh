#!/usr/bin/env bash
# The addon's test under every Node there is a package of. nodes.sh ADDON; exits 77 without them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
found=0
for node in "$here"/nodes/node_modules/node-*/bin/node; do
  [ -x "$node" ] || continue
  found=1
  "$node" "$here/addon_test.cjs" "$1"
done
[ "$found" = 1 ] || { echo "SKIPPED: no other Node: run 'npm ci' in obsidian-bridge/test/nodes"; exit 77; }
