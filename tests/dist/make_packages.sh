#!/usr/bin/env bash
# make_packages.sh OUT BUILD: everything that can be packed here, for the tests of the packages. What is
# left out is told; its own test is skipped then.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
kinds=sdk
if command -v dpkg-shlibdeps >/dev/null && command -v file >/dev/null; then kinds+=,debian; else echo "SKIPPED: the Debian packages want dpkg-dev and file"; fi
for kind in zotero obsidian; do
  if [ -d "$project/$kind-bridge/node_modules/esbuild" ]; then kinds+=,$kind; else echo "left out: $kind-bridge has no node_modules"; fi
done
git -C "$project" rev-parse HEAD >/dev/null 2>&1 || export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1767225600}
nice "$project/dist/build-packages" "$1" --build "$2" --as-release --only "$kinds"
