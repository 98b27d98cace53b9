#!/usr/bin/env python3
"""Ranks every reader of a benchmark folder with `sheaf rank` and writes the predictions its scorer reads.

  readers_bench.py SHEAF BENCH OUT.jsonl [--no-keywords] [--newest N]
BENCH holds papers.jsonl.gz, readers/*.json and tools/ranking_metrics.py. Library: title, abstract,
authors, categories and date of each item; candidates: what the scorer's --list-candidates says.
"""
import argparse
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile


def load_papers(bench):
    with gzip.open(bench / "papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {paper["id"]: paper for paper in map(json.loads, lines)}


def candidates(bench, reader):
    tool = [sys.executable, str(bench / "tools" / "ranking_metrics.py"), str(bench)]
    listed = subprocess.run(tool + ["--list-candidates", reader], check=True, capture_output=True, text=True)
    return [line.split()[0] for line in listed.stdout.splitlines()]


def write_lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def paper_of(source):
    return {key: source[key] for key in ("id", "title", "abstract", "categories")} | {
        "authors": [{"name": name} for name in source["authors"]]}


def item_of(source, added):
    return {key: source[key] for key in ("title", "abstract", "authors", "categories")} | {
        "key": source["id"], "added": added}


def rank(sheaf, folder, papers, reader, ids, options):
    library = reader["library"][:options.newest] if options.newest >= 0 else reader["library"]
    write_lines(folder / "library.jsonl", (item_of(papers[i["id"]], i["added"]) for i in library))
    write_lines(folder / "candidates.jsonl", (paper_of(papers[i]) for i in ids))
    keywords = [] if options.no_keywords else reader["keywords"]
    profile = {"categories": reader["categories"], "keywords": keywords}
    (folder / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
    run = subprocess.run([sheaf, "rank", "--profile", str(folder / "profile.json"),
                          "--library", str(folder / "library.jsonl"),
                          "--candidates", str(folder / "candidates.jsonl")],
                         check=True, capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheaf")
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("out")
    parser.add_argument("--no-keywords", action="store_true")
    parser.add_argument("--newest", type=int, default=-1, help="only so many library items")
    options = parser.parse_args()
    papers = load_papers(options.bench)
    with tempfile.TemporaryDirectory() as folder, open(options.out, "w", encoding="utf-8") as out:
        for path in sorted((options.bench / "readers").glob("*.json")):
            reader = json.loads(path.read_text(encoding="utf-8"))
            ids = candidates(options.bench, reader["name"])
            for line in rank(options.sheaf, pathlib.Path(folder), papers, reader, ids, options):
                out.write(json.dumps({"reader": reader["name"], "id": line["id"], "score": line["score"]}) + "\n")
    scorer = [sys.executable, str(options.bench / "tools" / "ranking_metrics.py"), str(options.bench), options.out]
    sys.exit(subprocess.run(scorer + ["--per-reader"]).returncode)


if __name__ == "__main__":
    main()
