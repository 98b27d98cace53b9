#!/usr/bin/env bash
# Draws mindmaps of hostile labels, and of real abstracts when there are some, in every Mermaid.
# check_mindmaps.sh MAKE_MINDMAPS [PAPERS.jsonl COUNT [KINDS]]; exits 77 when a tool is missing.
# By hand, for many: check_mindmaps.sh build/release/tests/integration/web/make_mindmaps papers.jsonl 5000
# What the fuzzer of mindmaps has come to: check_mindmaps.sh … build/fuzz/grown/mermaid 1000
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
for version in mermaid mermaid-10 mermaid-11-4 mermaid-12; do
  [ -d "$here/node_modules/$version" ] || skip "no node_modules/$version: run 'npm ci' in ${here##*/tests/}"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
shared=${SHEAF_SHARED:-$here/../../../../shared}
papers=${2:-$shared/seeds/003_papers.jsonl}
if [ -e "$papers" ]; then
  "$1" "$folder/mindmaps.jsonl" "$papers" "${3:-30}"
else
  echo "no real abstracts at $papers: hostile labels only"
  "$1" "$folder/mindmaps.jsonl"
fi
"$1" "$folder/fuzzed.jsonl" "$here/../../fuzz/corpus/mermaid"
cat "$folder/fuzzed.jsonl" >>"$folder/mindmaps.jsonl"
node "$here/check_mindmaps.mjs" "$folder/mindmaps.jsonl" "${4:-mindmap,graph,svg}"
