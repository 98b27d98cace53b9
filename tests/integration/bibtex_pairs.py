#!/usr/bin/env python3
"""Items of Zotero as BibTeX and BibLaTeX, field by field against what Better BibTeX makes of them.

  bibtex_pairs.py SHEAF [--show FIELD]
Takes the pairs under $SHEAF_SHARED/feeds/bibtex/bbt, has @retorquere/bibtex-parser read both sides, and
prints how many fields are equal, the other ones by the reason they differ for, and those that have none.
Fails below 90 % of the fields. --show prints the pairs of one field, or of all. Exit 77 where the pairs
or the reader are missing.
"""
import collections
import difflib
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = pathlib.Path(os.environ.get("SHEAF_SHARED", ROOT.parent / "shared"))
WANTED = 0.90
# Paths of somebody's disk, and names for a whole family of entries that only a preference gives.
NOT_COMPARED = {"file", "ids"}
PLAIN = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"',
                       "\xa0": " ", "\u202f": " ", "\u2009": " ", "\u00b5": "\u03bc"})


def preference(name, *values):
    """The pair was made with a preference of Better BibTeX that Sheaf does not have."""
    return lambda pair: pair.preferences.get(name) in values if values else bool(pair.preferences.get(name))


class Pair:
    def __init__(self, config, style, item_text):
        self.preferences = config.get("preferences", {})
        self.options = config.get("options", {})
        self.style = style
        self.item_text = item_text


def is_address_as_note(pair, field, want, have):
    return preference("bibtexURL", "note", "note-url-ish")(pair) and field in ("note", "howpublished", "urldate")


def is_scripted(pair, field, want, have):
    return preference("postscript")(pair)


def is_abbreviated(pair, field, want, have):
    return preference("journalAbbreviation", "abbrev+auto", "abbrev", "auto")(pair) and field in ("journal", "booktitle", "journaltitle")


def is_named_string(pair, field, want, have):
    return preference("exportBibTeXStrings", "detect", "match", "match+reverse")(pair) and field == "journal"


def is_less_precise(pair, field, want, have):
    return field == "month" and not have or field in ("date", "year") and have and want.startswith(have + "-")


def is_time_of_day(pair, field, want, have):
    return field == "date" and want.startswith(have + "T")


def is_cased(pair, field, want, have):
    return want.lower() == have.lower()


def is_hyphened(pair, field, want, have):
    return field == "isbn" and want.replace("-", "") == have.replace("-", "")


def is_of_two_archives(pair, field, want, have):
    return field in ("eprint", "eprinttype", "arxiv", "pmid") and '"PMID' in pair.item_text and '"arXiv:' in pair.item_text


def is_added(*fields):
    return lambda pair, field, want, have: field in fields and not have


def is_no_date(pair, field, want, have):
    return field in ("date", "year") and (want in ("20", "Twentieth century", "nodate") or not have)


def is_spaced(pair, field, want, have):
    invisible = re.compile("[\\s\u200b\ufeff\u00ad]")
    return invisible.sub("", want) == invisible.sub("", have)


def is_mathematics(pair, field, want, have):
    bare = lambda text: re.sub(r"mathrm|[\^_]", "", text)
    return field == "title" and bare(want) == bare(have)


def is_broken_otherwise(pair, field, want, have):
    return field == "note" and difflib.SequenceMatcher(None, want, have, autojunk=False).ratio() > 0.9


# In this order, the first that holds: (reason, does it hold of (pair, field, theirs, ours)).
REASONS = [
    ("their preference: the address stands in note or howpublished", is_address_as_note),
    ("their preference: a script changes the entry", is_scripted),
    ("their preference: journals are abbreviated", is_abbreviated),
    ("their preference: journals are named by a @string", is_named_string),
    ("the item gives day and month in an order nobody can tell: ours has the year alone", is_less_precise),
    ("zero-width spaces, which no font has", is_spaced),
    ("a formula: theirs takes its macros for text", is_mathematics),
    ("theirs reads lines of a box as dashes", lambda pair, field, want, have: want == re.sub("\u2500+", "-", have)),
    ("a note's lines and paragraphs", is_broken_otherwise),
    ("theirs copies a time of day into the date", is_time_of_day),
    ("theirs spells what is no date in another way", is_no_date),
    ("a year in brackets: ours is the date, theirs the original's date alone", is_added("origdate")),
    ("capitals: other rules for title case, or a name that theirs corrects", is_cased),
    ("theirs puts hyphens into an ISBN", is_hyphened),
    ("a paper of two archives: ours names arXiv, theirs PubMed", is_of_two_archives),
    ("theirs abbreviates journals by a list", is_added("shortjournal")),
    ("fields that no style knows for this type", is_added("options", "type", "issue", "chapter", "journal", "journaltitle")),
    ("an archive without a number in it", is_added("eprinttype", "eprintclass")),
    ("a language that is not told", lambda pair, field, want, have: want == "und"),
    ("an arXiv paper that names no journal: ours is an article, as the item says",
     lambda pair, field, want, have: field == "@type" and want == "unpublished"),
]


def plain(text, field):
    """One spelling for what readers and style guides spell in several ways: dashes, quotes, spaces, markup."""
    text = html.unescape(re.sub(r"</?(?:i|b|em|strong|sup|sub|span|sc|nc|p|br|pre|a)\b[^>]*>", "", text))
    text = unicodedata.normalize("NFKC", text).translate(PLAIN)
    text = re.sub(r"-+", "-", re.sub(r"[{}$\\]", "", text))
    text = re.sub(r"\s+", " ", text).strip()
    return text.lower() if field in ("doi", "url", "eprint") else text


def cases(base):
    for source in sorted(base.glob("*.json")):
        for style in ("bibtex", "biblatex"):
            golden = source.with_suffix("." + style)
            if golden.exists():
                yield source, style, golden


def export(sheaf, source, pair, output):
    command = [sheaf, "cite", "--in", str(source), "--format", pair.style, "--output", str(output), "--abstract", "--keywords"]
    if pair.preferences.get("exportTitlecase") == "off":
        command.append("--titles-as-written")
    if pair.preferences.get("asciiBibTeX" if pair.style == "bibtex" else "asciiBibLaTeX"):
        command.append("--ascii")
    if pair.options.get("exportNotes"):
        command.append("--notes")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"FAILED: sheaf cite on {source.name}: {done.stderr}")


def read_all(paths):
    done = subprocess.run(["node", str(HERE / "web" / "bib_fields.mjs")], input=json.dumps([str(path) for path in paths]),
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"FAILED: reading back: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def likeness(theirs, ours):
    title = [plain(one["fields"].get("title", ""), "title").lower() for one in (theirs, ours)]
    return difflib.SequenceMatcher(None, *title).ratio() + (theirs["key"] == ours["key"])


def compared(theirs, ours):
    """(field, theirs, ours) of each of their entries and the one of ours that is most like it."""
    left = list(ours)
    for entry in theirs:
        best = max(left, key=lambda one: likeness(entry, one), default={"type": "", "fields": {}})
        if best in left:
            left.remove(best)
        yield "@type", entry["type"], best["type"]
        for field, value in entry["fields"].items():
            if field not in NOT_COMPARED:
                yield field, plain(value, field), plain(best["fields"].get(field, ""), field)


def reason_of(pair, field, want, have):
    return next((reason for reason, holds in REASONS if holds(pair, field, want, have)), "")


def main(sheaf, *options):
    base = SHARED / "feeds" / "bibtex" / "bbt"
    if not base.exists():
        print(f"SKIPPED: no pairs at {base}")
        sys.exit(77)
    if not shutil.which("node") or not (HERE / "web" / "node_modules" / "@retorquere").exists():
        print("SKIPPED: no @retorquere/bibtex-parser: npm ci in tests/integration/web")
        sys.exit(77)
    show = options[1] if options[:1] == ("--show",) else None
    sheaf = str(pathlib.Path(sheaf).resolve())
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHEAF_STORE"] = os.path.join(folder, "sheaf.db")
        for number, (source, style, golden) in enumerate(cases(base)):
            text = source.read_text(encoding="utf-8")
            pair = Pair(json.loads(text)["config"], style, text)
            output = pathlib.Path(folder) / f"{number}.bib"
            export(sheaf, source, pair, output)
            pairs.append((pair, golden, output))
        entries = read_all([path for _, golden, output in pairs for path in (golden, output)])
    total, equal, reasons = collections.Counter(), collections.Counter(), collections.defaultdict(collections.Counter)
    for pair, golden, output in pairs:
        for field, want, have in compared(entries[str(golden)], entries[str(output)]):
            total[field] += 1
            if want == have:
                equal[field] += 1
                continue
            reason = reason_of(pair, field, want, have)
            reasons[reason][field] += 1
            if show in ("all", field):
                print(f"{golden.name[:40]} | {field} | {want[:200]} | {have[:200]} | {reason}")
    report(total, equal, reasons)


def report(total, equal, reasons):
    share = sum(equal.values()) / sum(total.values())
    print(f"{sum(equal.values())} of {sum(total.values())} fields are equal: {100 * share:.1f} %")
    for field, count in total.most_common():
        if equal[field] < count:
            print(f"  {field:16} {equal[field]:4} of {count}")
    print("What differs, and why:")
    for reason, fields in sorted(reasons.items(), key=lambda one: (not one[0], -sum(one[1].values()))):
        told = ", ".join(f"{field} {count}" for field, count in fields.most_common())
        print(f"  {sum(fields.values()):3}  {reason or 'UNCLASSIFIED'}: {told}")
    if share < WANTED:
        sys.exit(f"FAILED: less than {100 * WANTED:.0f} % of the fields are equal")


if __name__ == "__main__":
    main(*sys.argv[1:])
