#!/usr/bin/env bash
# Writes an invented, hostile day in every published format, and has MDX, a Markdown linter and feed
# readers look at it. With real pages at hand (SHEAF_SHARED) those are written again and read, too.
# check_pages_mdx.sh MAKE_PAGES; exits 77 when a tool is missing, naming it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $1"; exit 77; }
command -v node >/dev/null || skip "no node: install nodejs"
[ -d "$here/node_modules/@mdx-js/mdx" ] || skip "no node_modules: run 'npm ci' in ${here##*/tests/}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" hostile "$folder/hostile"
for file in rss atom; do
  ! command -v xmllint >/dev/null || xmllint --noout --nonet "$folder/hostile/$file"
done
if command -v xmllint >/dev/null; then
  xmllint --noout --nonet --relaxng "$here/atom.rng" "$folder/hostile/atom"
else
  echo "SKIPPED: the schema of Atom: install libxml2-utils"
fi

shared=${SHEAF_SHARED:-$here/../../../../shared}
mkdir "$folder/again"
if [ -d "$shared/digests" ]; then
  for page in "$shared"/digests/docusaurus-ai_toutiao/*.md "$shared"/seeds/000_*; do
    "$1" again docusaurus-mindmap "$page" > "$folder/again/$(basename "$page").mdx"
  done
else
  echo "SKIPPED: no real pages at $shared (set SHEAF_SHARED to use them)"
fi
node "$here/check_pages.mjs" "$folder/hostile" "$folder/again"
