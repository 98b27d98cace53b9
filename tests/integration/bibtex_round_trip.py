#!/usr/bin/env python3
"""Real records as bibliographies, read back by programs that are not ours.

  bibtex_round_trip.py SHEAF [COUNT | --all | --in PAPERS.jsonl]
Takes COUNT (5,000) records evenly out of the recorded harvest at $SHEAF_SHARED, or all, writes them as
BibTeX, BibLaTeX and BibLaTeX in ASCII, and has biber and bibtex check them, @retorquere/bibtex-parser and
pandoc read them and the records compared, and LaTeX typeset 500 of those that need LaTeX most. More than
10,000 are taken in batches, each a file of its own. Says what it skips; 77 when it is all.
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
import unicodedata
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
    # In the archive's order: anywhere else would be unpacked from the beginning again.
    with tarfile.open(archive, "r|*") as pages:
        for member in pages:
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


LETTERS = str.maketrans({"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe",
                         "ß": "ss", "ð": "d", "þ": "th", "ȷ": "j"})


def letters(text):
    """Letters and digits without their accents, however these are written."""
    text = re.sub(r"\\(?:[cvuHkrdbt](?![A-Za-z])|[^A-Za-z\s])", "", text)  # \c{c}, \'e
    text = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(one for one in text if one.isalnum()).lower()


def words(title):
    """Words outside mathematics and macros; those no reader takes for anything else."""
    return [one.lower() for one in re.findall(r"[A-Za-z]{4,}", re.sub(r"\$[^$]*\$|\\[a-zA-Z]+", " ", title))]


def told_by(paper, item):
    """What pandoc's item tells otherwise than the record."""
    got = letters(item.get("title", ""))
    lost = [one for one in words(paper["title"]) if one not in got]
    if lost:
        yield f"title: {lost} of {paper['title']!r} are not in {item.get('title')!r}"
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    # Debian's pandoc does not know TeX's \\dj, \\dh, \\th and \\ng and leaves the letter out.
    told = lambda text: sorted(letters(re.sub(r"[đĐðÐþÞŋŊ]|\\d[jh]|\\[cvuHkr](?=[A-Za-z])", "", text)))
    name = lambda one: told("".join(one.get(part, "") for part in parts))
    # Some lists were cut at their commas only: "and Pradip K. Das" is a person without the "and".
    named = [re.sub("^and ", "", author["name"]) for author in paper["authors"]]
    want = [told(one) for one in named if letters(one)]
    if [name(one) for one in item.get("author", [])] != want:
        yield f"authors: {[one['name'] for one in paper['authors']]} became {item.get('author')}"
    year = str(item.get("issued", {}).get("date-parts", [[""]])[0][0])
    if year != paper["published"][:4] and year not in paper["journal_ref"]:
        yield f"year: {paper['published'][:4]} became {year}"
    if paper["doi"] and item.get("DOI", "").lower() != paper["doi"].lower().replace("\\_", "_"):
        yield f"doi: {paper['doi']} became {item.get('DOI')}"
    if not item.get("URL", "").endswith(paper["id"]):
        yield f"url: {paper['id']} became {item.get('URL')}"


def pandoc(papers, path, style):
    """pandoc lists by key, so that a paper is found by the address its entry holds."""
    if not shutil.which("pandoc"):
        return print("SKIPPED: no pandoc: install pandoc")
    done = run(["pandoc", "-f", style, "-t", "csljson", path])
    check(done.returncode == 0, f"pandoc on {path}", done.stderr)
    items = {item.get("URL", "").partition("/abs/")[2]: item for item in json.loads(done.stdout)}
    found = [f"{paper['id']}: {line}" for paper in papers for line in told_by(paper, items.get(paper["id"], {}))]
    check(not found, f"pandoc on {path}: {len(found)} differences", "\n".join(found[:40]))
    print(f"pandoc: {len(items)} entries of {path} as in the records")


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
    print(f"LaTeX: {min(500, len(fit))} entries typeset, twice")


def write(papers, path):
    pathlib.Path(path).write_text("\n".join(json.dumps(paper) for paper in papers), encoding="utf-8")


def batch(sheaf, papers):
    write(papers, "papers.jsonl")
    for options, path in ((["csl-json"], "papers.json"), (["bibtex"], "plain.bib"), (["biblatex"], "lated.bib"),
                          (["biblatex", "--ascii"], "ascii.bib")):
        done = run([sheaf, "cite", "--in", "papers.jsonl", "--output", path, "--format", *options])
        check(done.returncode == 0, f"sheaf cite --format {options[0]}", done.stderr)
    print(f"{len(papers)} records", flush=True)
    read_back("papers.json", ["plain.bib", "lated.bib", "ascii.bib"])
    pandoc(papers, "plain.bib", "bibtex")
    pandoc(papers, "ascii.bib", "biblatex")
    biber("lated.bib")
    bibtex("plain")


def sampled(how, value):
    if how == "--in":
        return [json.loads(line) for line in pathlib.Path(value).read_text(encoding="utf-8").splitlines()]
    archive = SHARED / "feeds" / "bulk" / "oai_arXiv_cs.tar.xz"
    if not archive.exists():
        print(f"SKIPPED: no recorded harvest at {archive}")
        sys.exit(77)
    papers = list(records(archive))
    return papers if how == "--all" else papers[::max(1, len(papers) // int(how))]


def main(sheaf, how="5000", value=""):
    papers = sampled(how, value)
    sheaf = str(pathlib.Path(sheaf).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["SHEAF_STORE"] = os.path.join(folder, "sheaf.db")
        for start in range(0, len(papers), 10000):
            batch(sheaf, papers[start:start + 10000])
        typeset(sheaf, papers)
        os.chdir("/")


if __name__ == "__main__":
    main(*sys.argv[1:])
