#!/usr/bin/env bash
# Has biber, bibtex and pandoc read a .bib file of invented papers, plain and hostile.
# bibtex_tools.sh MAKE_VAULT; names each tool that is missing and exits 77 when all are.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/vault" >/dev/null
cp "$folder/vault/papers.bib" "$folder/papers.bib"
cd "$folder"
entries=$(grep -c '^@misc{' papers.bib)
ran=0 failed=0

has() {
  if command -v "$1" >/dev/null; then ran=$((ran + 1)); return 0; fi
  echo "SKIPPED: no $1: install $2"
  return 1
}
fail() { echo "FAILED: $1"; failed=1; }

if has biber biber; then
  biber --tool --validate-datamodel --nolog papers.bib --output-file out.bib >biber.txt 2>&1 || fail "biber exits $?"
  if grep -E '^(WARN|ERROR)' biber.txt; then fail "biber has remarks"; fi
  [ "$(grep -ci '^@misc{' out.bib)" = "$entries" ] || fail "biber reads another number of entries"
  echo "biber: $entries entries"
fi

if has bibtex texlive-binaries; then
  if kpsewhich plain.bst >/dev/null; then
    printf '\\relax\n\\bibstyle{plain}\n\\citation{*}\n\\bibdata{papers}\n' >papers.aux
    bibtex papers >bibtex.txt || { fail "bibtex exits $?"; cat bibtex.txt; }
    [ "$(grep -c '^\\bibitem' papers.bbl)" = "$entries" ] || fail "bibtex reads another number of entries"
    grep -q '\$O(n \\log n)\$' papers.bbl || fail "bibtex changes the case of mathematics"
    echo "bibtex: $entries entries"
  else
    echo "SKIPPED: no plain.bst: install texlive-base"
  fi
fi

if has pandoc pandoc; then
  pandoc -f bibtex -t csljson papers.bib >papers.json || fail "pandoc exits $?"
  [ "$(grep -c '^    "id":' papers.json)" = "$entries" ] || fail "pandoc reads another number of entries"
  grep -q '"non-dropping-particle": "van der"\|"dropping-particle": "van der"' papers.json || fail "pandoc finds no particle"
  grep -q '"literal": "The Nightjar Collaboration"' papers.json || fail "pandoc turns a collaboration around"
  echo "pandoc: $entries entries"
fi

[ "$ran" -gt 0 ] || exit 77
exit "$failed"
