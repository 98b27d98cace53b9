"""The measures of time: each takes bench_data.Data and gives rows, or raises NotRun. Bars are those of the
requirements; figures are medians of `data.runs` turns, ours and the peer's by turns."""
import re

from bench_table import Row, found, interleaved

READ, STORE, RANK, SUM = "Reading", "Store and harvest", "Ranking", "Summaries"
BIB, VAULT, OUT, WHOLE = "Bibliographies", "Notes", "Pages, plugins, Zotero", "Whole runs"


def parse(data):
    """A page of 2,000 entries, beside the bare XML tree and feedparser."""
    page = data.recorded("feeds/derived/atom_new/page_00000_2000.xml")

    def ours():
        text = data.run(data.program("parse_bench"), "[page]", "--benchmark-samples", "1")
        cold, cold_ratio = found(r"^cold: tree .*\(([\d.]+) pages/s\), ratio ([\d.]+)", text)
        warm, warm_ratio = found(r"^warm: tree .*\(([\d.]+) pages/s\), ratio ([\d.]+)", text)
        return {"cold": cold, "warm": warm, "tree": cold / cold_ratio, "tree warm": warm / warm_ratio}

    def theirs():
        text = data.run(data.python, data.here / "feedparser_bench.py", page)
        return {"feedparser": found(r"([\d.]+) pages/s", text)[0]}

    data.module("feedparser")
    median = interleaved(min(data.runs, 3), ours, theirs)
    what = "arXiv API page of 2,000 entries to papers"
    yield Row(READ, what, median["cold"], "pages/s", bar=0.6 * median["tree"], peer="pugixml, the bare tree",
              peer_figure=median["tree"], note="memory fresh")
    yield Row(READ, what, median["warm"], "pages/s", bar=0.6 * median["tree warm"], peer="pugixml, the bare tree",
              peer_figure=median["tree warm"], note="memory warm")
    yield Row(READ, what, median["warm"], "pages/s", bar=100 * median["feedparser"], peer="feedparser",
              peer_figure=median["feedparser"])


def oai(data):
    """A harvest's pages, beside the bare XML tree."""
    text = data.run(data.program("oai_bench"), data.harvest)
    tree = found(r"bare tree\s+[\d.]+ s\s+([\d.]+) records/s", text)[0]
    ours = found(r"parse_oai_page\s+[\d.]+ s\s+([\d.]+) records/s", text)[0]
    yield Row(READ, "OAI-PMH pages to papers", ours, "records/s", peer="pugixml, the bare tree", peer_figure=tree)


def published(data):
    """The pages of the four digest systems."""
    text = data.run(data.program("published_bench"))
    for suffix, folder in re.findall(r"^all (\S+) of (\S+) ", text, re.M):
        papers = found(rf"^all {re.escape(suffix)} of {re.escape(folder)} .* ([\d.]+) papers/s", text)[0]
        yield Row(READ, f"published {suffix} of {folder} to digests", papers, "papers/s")


def feeds(data):
    """Reloading feeds into a store of one's own."""
    data.recorded("feeds/derived/rss")
    data.tool("newsboat")
    data.module("feedparser")
    feed = data.recorded("feeds/derived/rss/cs.CV_2026-04-21.rss.xml")
    text = data.run(data.python, data.here / "feeds_bench.py", data.sheaf, feed, 3 if data.quick else 10, data.runs)
    for what, place in (("feeds fetched into an empty store", "first"), ("the same feeds again", "again")):
        ours = found(rf"^sheaf fetch .*?{place}\s+([\d.]+) ms", text)[0]
        for peer in ("newsboat reload", r"feedparser + SQLite"):
            theirs = found(rf"^{re.escape(peer)} .*?{place}\s+([\d.]+) ms", text)[0]
            yield Row(READ, what, ours, "ms", less=True, peer=peer, peer_figure=theirs)


def store(data):
    """Records into the store, beside one table of plain SQLite with its own full text."""
    papers = data.papers(5000) if data.quick else data.all_papers

    def run():
        text = data.run(data.program("store_bench"), papers)
        rate = r".*?([\d.]+) by the processor"
        return {"first": found("first load:" + rate, text)[0], "same": found("unchanged:" + rate, text)[0],
                "plain": found("stock full text:" + rate, text)[0], "search": found(r"three words: ([\d.]+) ms", text)[0]}

    median = interleaved(data.runs, run)
    yield Row(STORE, "records into the store, with versions and full text", median["first"], "records/s",
              peer="plain SQLite with FTS5", peer_figure=median["plain"])
    yield Row(STORE, "the same records again, unchanged", median["same"], "records/s")
    yield Row(STORE, "search of three words", median["search"], "ms wall", less=True)


def harvest(data):
    """A harvest over HTTP into the store."""
    def run():
        text = data.run("python3", data.here / "harvest_bench.py", data.sheaf, data.harvest)
        lines = [line for line in text.splitlines() if " records in " in line]
        first, again = (found(r"([\d,]+) records .* ([\d.]+) s cpu, .* (\d+) MiB peak", line) for line in lines[:2])
        return {"first": first[0] / first[1], "again": again[0] / again[1], "peak": first[2]}

    median = interleaved(data.runs, run)
    yield Row(STORE, "OAI-PMH harvest from loopback into the store", median["first"], "records/s")
    yield Row(STORE, "the same harvest again", median["again"], "records/s")
    yield Row(STORE, "peak memory of a harvest", median["peak"], "MiB", less=True)


def rank(data):
    """Learning and scoring, beside scikit-learn's TF-IDF and logistic regression."""
    papers, items = (data.papers(6000), 1500) if data.quick else (data.all_papers, 8000)
    data.module("sklearn")

    def ours():
        text = data.run(data.program("rank_bench"), "speed", papers, items, 1200)
        return {"all": found(r"learn and score: ([\d.]+) s", text)[0],
                "day": found(r"papers scored ([\d.]+) ms", text)[0],
                "one": found(r"one more item: ([\d.]+) ms", text)[0], "peak": found(r"peak (\d+) MB", text)[0]}

    def theirs():
        text = data.run(data.python, data.here / "rank_sklearn.py", papers, items)
        return {"sklearn": found(r"learn and score: ([\d.]+) s", text)[0]}

    median = interleaved(data.runs, ours, theirs)
    yield Row(RANK, f"learn from {items:,} items among a stream, score all", median["all"], "s", less=True,
              peer="scikit-learn", peer_figure=median["sklearn"])
    yield Row(RANK, f"read the model of {items:,} items, score 1,200 papers", median["day"], "ms", less=True)
    yield Row(RANK, f"one more item on top of {items:,}", median["one"], "ms", less=True)


def day_list(data):
    """Near-duplicates, diversity, exploring."""
    text = data.run(data.program("list_bench"))
    value = found(r"^ 1200 papers, spread and exploring\s+([\d.]+) ms", text)[0]
    yield Row(RANK, "the day's list of 1,200 papers, with diversity", value, "ms", less=True, bar=10)


def library(data):
    """A reader's library in the store, explaining and searching."""
    papers, items, learned = (data.papers(5000), 3000, 1000) if data.quick else (data.all_papers, 20000, 8000)
    text = data.run(data.program("library_bench"), papers, items, learned)
    yield Row(STORE, f"{items:,} library items into the store", found(r"put a library:\s+([\d.]+)", text)[0], "ms", less=True)
    yield Row(STORE, "the same items again, unchanged", found(r"unchanged:\s+([\d.]+)", text)[0], "ms", less=True)
    yield Row(RANK, "explain one paper's score, model stored", found(r"^explain:\s+median\s+([\d.]+)", text)[0], "ms", less=True)


def summaries(data):
    """The whole built-in summary, beside TextRank as scripts write it."""
    papers = data.papers(1500 if data.quick else 6000)

    def run():
        text = data.run("python3", data.here / "summary_bench.py", data.program("summary_bench"), papers)
        return {"ours": found(r"abstracts_per_second (\d+)", text)[0],
                "textrank": found(r"TextRank in Python: (\d+)", text)[0]}

    median = interleaved(data.runs, run)
    yield Row(SUM, "built-in summaries: roles, TL;DR, card, tags, mindmap", median["ours"], "abstracts/s", bar=10000,
              peer="TextRank in Python, one sentence", peer_figure=median["textrank"])
    text = data.run(data.program("cards_bench"), data.papers(2000), "mindmap")
    yield Row(SUM, "a mindmap of a summary", found(r"mindmap\s+([\d.]+) us", text)[0], "µs", less=True)


def models(data):
    """A hundred papers over a chat server that takes half a second for each."""
    text = data.run("python3", data.here / "llm_bench.py", data.sheaf)
    ours, ideal = found(r": ([\d.]+) s of the whole process, ideal ([\d.]+) s", text)
    yield Row(SUM, "100 papers by a model of 0.5 s, 8 in flight", ours, "s wall", less=True, peer="full rounds, the ideal",
              peer_figure=ideal)
    yield Row(SUM, "interrupted: until the process has ended", found(r"ended after (\d+) ms", text)[0], "ms wall", less=True)


def cite(data):
    """Papers to BibTeX, beside pandoc over the same entries."""
    count = 600 if data.quick else 2000
    files, papers = data.bibliography, data.papers(count)

    def ours():
        text = data.run(data.program("cite_bench"), source=papers)
        return {name: found(rf"^{name}\s+([\d.]+) entries/s", text)[0] for name in ("bibtex", "biblatex", "csl-json", "keys")}

    def whole():
        return {"whole": count / data.cpu(data.sheaf, "cite", "--in", papers, "--format", "bibtex")}

    def pandoc():
        return {"pandoc": count / data.cpu(data.tool("pandoc"), "-f", "csljson", "-t", "bibtex", files["csl-json"])}

    median = interleaved(data.runs, ours, whole, pandoc)
    for name in ("bibtex", "biblatex"):
        yield Row(BIB, f"papers to {name}", median[name], "entries/s", bar=100000)
    yield Row(BIB, "citation keys", median["keys"], "entries/s")
    yield Row(BIB, "sheaf cite, the whole process with reading the papers", median["whole"], "entries/s", peer="pandoc, CSL-JSON to BibTeX",
              peer_figure=median["pandoc"])


PARSERS = {
    "bibtexparser": "from bibtexparser import bparser, load\nreader = bparser.BibTexParser(common_strings=True)\n"
                    "with open(sys.argv[1]) as f: n = len(load(f, reader).entries)",
    "pybtex": "from pybtex.database import parse_file\nn = len(parse_file(sys.argv[1], 'bibtex').entries)",
}


def read_bibliography(data):
    """A .bib to items, beside two of Python's readers; the time of the reading alone."""
    bib = data.bibliography["bibtex"]

    def ours():
        return {"ours": found(r": (\d+) entries/s", data.run(data.program("bib_bench"), bib))[0]}

    def peer(name):
        code = ("import sys, time\nb = time.process_time()\n" + PARSERS[name] + "\nprint(n / (time.process_time() - b))")
        return lambda: {name: float(data.run(data.python, "-c", code, bib).split()[-1])}

    for name in PARSERS:
        data.module(name)
    median = interleaved(data.runs, ours, *(peer(name) for name in PARSERS))
    for name in PARSERS:
        yield Row(BIB, "a .bib read as a library", median["ours"], "entries/s", peer=name, peer_figure=median[name])


def vault(data):
    """A vault of fourteen days, again, and the next morning."""
    days = data.days[-4:] if data.quick else data.days
    names = {"the whole vault": f"{len(days) - 1} days into an empty vault", "all of it again": "all of them again",
             "the next day": "the next day's notes", "the next day with other scores": "that day with other scores"}
    turn, files = [0], {}

    def run():
        turn[0] += 1
        text = data.run(data.program("vault_bench"), data.folder / f"vault{turn[0]}", *days)
        said = {}
        for name in names:
            count, wall, cpu = found(rf"^{name}\s+(\d+) files,.*written\s+([\d.]+) s,\s+([\d.]+) s cpu", text)
            files[name] = int(count)
            said |= {name: cpu * 1e3, name + " wall": wall * 1e3}
        return said

    median = interleaved(data.runs, run)
    for name, what in names.items():
        yield Row(VAULT, f"{what}, {files[name]:,} files", median[name], "ms", less=True,
                  note=f"by the wall {median[name + ' wall']:,.0f} ms")


def plugins(data):
    """A heap, and the bundled scorers over a day."""
    def run():
        text = data.run(data.program("plugin_bench"))
        said = {"heap": found(r"^empty heap\s+start ([\d.]+) ms", text)[0]}
        for name in ("venue-bonus", "author-style", "not-my-field"):
            said[name] = found(rf"^{name}\s+start [\d.]+ ms, 1200 papers ([\d.]+) ms", text)[0]
        return said

    median = interleaved(data.runs, run)
    yield Row(OUT, "a plugin's heap started", median.pop("heap"), "ms", less=True, bar=2)
    for name, value in median.items():
        yield Row(OUT, f"scorer {name} over 1,200 papers", value, "ms", less=True, bar=50)


def page(data):
    """A day of 1,200 papers as a page, in Chromium."""
    text = data.run("bash", data.root / "tests/integration/web/check_page.sh", data.program("make_archive"))
    load, fastest, most = found(r"loaded in (\d+) ms \(fastest (\d+),.*slowest filter ([\d.]+) ms", text)
    yield Row(OUT, "page of 1,200 papers until cards are seen, Chromium", load, "ms wall", less=True, bar=100,
              note=f"fastest {fastest:.0f}")
    yield Row(OUT, "its slowest filter", most, "ms wall", less=True, bar=100)


def zotero(data):
    """Pushing and pulling against a scripted Zotero with many items."""
    items = 1000 if data.quick else 10000
    text = data.run("python3", data.here / "zotero_bench.py", data.sheaf, items)
    for name in ("local", "web"):
        for what, words in (("100 papers, first push", f"100 papers pushed into {items:,} items"),
                            ("the same again", "the same papers again"), ("pull, first", f"{items:,} items pulled"),
                            ("pull, nothing new", "nothing new to pull")):
            cpu, requests = found(rf"^{name}: {what} .*,\s+([\d.]+) s cpu\s+(\d+) requests", text)
            yield Row(OUT, f"Zotero, {name}: {words}", cpu * 1e3, "ms", less=True, note=f"{requests:.0f} requests")


def day(data):
    """From nothing to the notes of the day: fetched from loopback, stored, scored, summarized, written."""
    data.recorded("feeds/derived/rss")
    text = data.run("python3", data.here / "day_bench.py", data.sheaf, data.replay, data.build / "core" / "libsheaf.so",
                    data.runs)
    papers = found(r"^(\d+) papers", text)[0]
    for name, what in (("a day, first time", f"a day of {papers:.0f} papers and its 100 notes, from nothing"),
                       ("the same day again", "the same day again")):
        wall, cpu, peak = found(rf"^{name}\s+([\d.]+) ms wall\s+([\d.]+) ms cpu\s+([\d.]+) MiB", text)
        yield Row(WHOLE, what, cpu, "ms", less=True, note=f"by the wall {wall:,.0f} ms; peak {peak:.0f} MiB")
    load, size = found(r"libsheaf.so\s+([\d.]+) ms; ([\d.]+) MB", text)
    yield Row(WHOLE, "libsheaf.so loaded by a host", load, "ms wall", less=True)
    yield Row(WHOLE, "libsheaf.so, stripped", size, "MB", less=True)


MEASURES = [parse, oai, published, feeds, store, harvest, rank, day_list, library, summaries, models, cite,
            read_bibliography, vault, plugins, page, zotero, day]
