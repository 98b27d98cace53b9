#!/usr/bin/env python3
"""Real records as bibliographies, read back by programs that are not ours.

  bibtex_round_trip.py SHEAF [COUNT]
Takes COUNT (5,000; 0: all) records evenly out of the recorded harvest at $SHEAF_SHARED, writes them as
BibTeX, BibLaTeX and BibLaTeX in ASCII, and has biber and bibtex check them, @retorquere/bibtex-parser
read them, and LaTeX typeset 500 of those that need LaTeX most. Says what it skips; 77 when it is all.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = pathlib.Path(os.environ.get("SHEAF_SHARED", ROOT.parent / "shared"))
NS = {"a": "http://arxiv.org/OAI/arXiv/"}
DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{textcomp,amsmath,amssymb}
\usepackage[backend=biber]{biblatex}
\addbibresource{refs.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""
# Latin letters with cedilla under e and the like are in Unicode and in no LaTeX font table.
TYPESET = re.compile("^[\x20-\x7e\u00a1-\u017f\u2013\u2014\u2018-\u201d]*$")


def records(archive):
    with tarfile.open(archive) as pages:
        for member in sorted(pages.getmembers(), key=lambda one: one.name):
            if not member.name.endswith(".xml"):
                continue
            for element in ET.parse(pages.extractfile(member)).iter("{http://arxiv.org/OAI/arXiv/}arXiv"):
                text = lambda name: " ".join((element.findtext(f"a:{name}", "", NS) or "").split())
                names = [" ".join(" ".join(filter(None, (author.findtext(f"a:{part}", "", NS) for part in
                                                         ("forenames", "keyname", "suffix")))).split())
                         for author in element.iterfind("a:authors/a:author", NS)]
                yield {"id": text("id"), "title": text("title"), "abstract": text("abstract"), "doi": text("doi").split(" ")[0],
                       "authors": [{"name": name} for name in names], "categories": text("categories").split(),
                       "comment": text("comments"), "journal_ref": text("journal-ref"),
                       "published": text("created") + "T00:00:00Z"}


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **options)


def check(ok, what, output=""):
    if not ok:
        print(f"FAILED: {what}\n{output[-3000:]}")
        sys.exit(1)


def biber(path):
    if not shutil.which("biber"):
        return print("SKIPPED: no biber: install biber")
    done = run(["biber", "--tool", "--validate-datamodel", "--nolog", "--output-file", path + ".out", path])
    remarks = [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    check(done.returncode == 0 and not remarks, f"biber on {path}", "\n".join(remarks[:20]) or done.stdout)
    print(f"biber: no remark on {path}")


def bibtex(name):
    if not shutil.which("bibtex") or run(["kpsewhich", "plain.bst"]).returncode:
        return print("SKIPPED: no bibtex with plain.bst: install texlive-binaries and texlive-base")
    pathlib.Path(name + ".aux").write_text(
        f"\\relax\n\\bibstyle{{plain}}\n\\citation{{*}}\n\\bibdata{{{name}}}\n", encoding="utf-8")
    done = run(["bibtex", name])
    check(done.returncode == 0, f"bibtex on {name}.bib", done.stdout)
    print(f"bibtex: exit 0 on {name}.bib")


def read_back(expected, files):
    modules = HERE / "web" / "node_modules" / "@retorquere"
    if not shutil.which("node") or not modules.exists():
        return print("SKIPPED: no @retorquere/bibtex-parser: npm ci in tests/integration/web")
    done = run(["node", "--max-old-space-size=6000", str(HERE / "web" / "check_bibtex.mjs"), expected, *files])
    check(done.returncode == 0, "reading back", done.stdout + done.stderr)
    print(done.stdout.strip().splitlines()[-1])


def typeset(sheaf, papers):
    if not shutil.which("pdflatex") or run(["kpsewhich", "biblatex.sty"]).returncode or not shutil.which("biber"):
        return print("SKIPPED: no LaTeX with biblatex: install texlive-latex-recommended and texlive-bibtex-extra")
    told = lambda one: one["title"] + one["comment"] + one["journal_ref"] + "".join(author["name"] for author in one["authors"])
    fit = [one for one in papers if TYPESET.match(told(one))]
    fit.sort(key=lambda one: -len(re.findall(r"[\\$^_{}~&%#]|[^\x00-\x7f]", told(one))))
    write(fit[:500], "hard.jsonl")
    for options in ([], ["--ascii"]):
        check(run([sheaf, "cite", "--in", "hard.jsonl", "--format", "biblatex", "--output", "refs.bib", *options]).returncode == 0, "sheaf cite")
        pathlib.Path("doc.tex").write_text(DOCUMENT, encoding="utf-8")
        for command in (["pdflatex", "-interaction=nonstopmode", "doc"], ["biber", "doc"], ["pdflatex", "-interaction=nonstopmode", "doc"]):
            done = run(command)
            errors = "\n".join(re.findall(r"^!.*(?:\n.*){3}", done.stdout, re.M))
            check(done.returncode == 0, " ".join(command), errors or done.stdout)
    print("LaTeX: 500 entries typeset, twice")


def write(papers, path):
    pathlib.Path(path).write_text("\n".join(json.dumps(paper) for paper in papers), encoding="utf-8")


def main(sheaf, count=5000):
    archive = SHARED / "feeds" / "bulk" / "oai_arXiv_cs.tar.xz"
    if not archive.exists():
        print(f"SKIPPED: no recorded harvest at {archive}")
        sys.exit(77)
    papers = list(records(archive))
    step = max(1, len(papers) // int(count)) if int(count) else 1
    papers = papers[::step]
    sheaf = str(pathlib.Path(sheaf).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["SHEAF_STORE"] = os.path.join(folder, "sheaf.db")
        write(papers, "papers.jsonl")
        for options, path in ((["csl-json"], "papers.json"), (["bibtex"], "plain.bib"), (["biblatex"], "lated.bib"),
                              (["biblatex", "--ascii"], "ascii.bib")):
            done = run([sheaf, "cite", "--in", "papers.jsonl", "--output", path, "--format", *options])
            check(done.returncode == 0, f"sheaf cite --format {options[0]}", done.stderr)
        print(f"{len(papers)} records")
        read_back("papers.json", ["plain.bib", "lated.bib", "ascii.bib"])
        biber("lated.bib")
        bibtex("plain")
        typeset(sheaf, papers)
        os.chdir("/")


if __name__ == "__main__":
    main(*sys.argv[1:])
