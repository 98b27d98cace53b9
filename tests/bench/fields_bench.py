#!/usr/bin/env python3
"""The card's fields against those that a language model wrote for the same papers.

  fields_bench.py SHEAF SHARED [PAPERS]
Takes PAPERS (500) papers evenly from SHARED/corpus, lets SHEAF summarize their abstracts and
compares tldr, motivation, method, result and conclusion with the corpus's (ROUGE-1, 2 and L, F1,
the functions of SHARED/bench/tools/rouge.py). Beside it, each with one and with two sentences, the
better figure counting: the first sentences; TextRank (Mihalcea and Tarau 2004); and "place", which
gives each field the place it usually has (first, middle, last but one, last).
Exit status 1: Sheaf is not better than the first sentences and TextRank in every field.
"""
import gzip
import json
import math
import pathlib
import subprocess
import sys
import tempfile

FIELDS = ["tldr", "motivation", "method", "result", "conclusion"]
PLACES = {"tldr": 0.4, "motivation": 0.0, "method": 0.5, "result": 0.8, "conclusion": 1.0}


def papers_of(corpus, most):
    papers = {}
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                if all(paper.get("AI", {}).get(field) for field in FIELDS):
                    papers.setdefault(paper["id"], paper)
    step = max(1, len(papers) // most)
    return list(papers.values())[::step][:most]


def summaries_of(sheaf, papers):
    with tempfile.TemporaryDirectory() as folder:
        into = pathlib.Path(folder) / "in.jsonl"
        into.write_text("".join(json.dumps({"id": p["id"], "title": p["title"], "abstract": p["summary"]})
                                + "\n" for p in papers), encoding="utf-8")
        out = subprocess.run([sheaf, "summarize", "--in", str(into), "--json"], check=True,
                             stdout=subprocess.PIPE, encoding="utf-8").stdout
        return [json.loads(line) for line in out.splitlines()]


def text_rank(sentences, tokens):
    """Weights of sentences by the walk over shared words, divided by the logarithms of lengths."""
    words = [set(tokens(s)) for s in sentences]
    count = len(sentences)
    edges = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i):
            scale = math.log(len(words[i]) + 1) + math.log(len(words[j]) + 1)
            if scale > 0:
                edges[i][j] = edges[j][i] = len(words[i] & words[j]) / scale
    out = [sum(row) or 1.0 for row in edges]
    rank = [1.0] * count
    for _ in range(30):
        rank = [0.15 + 0.85 * sum(edges[j][i] / out[j] * rank[j] for j in range(count)) for i in range(count)]
    return rank


def candidates(sentences, field, tokens):
    rank = text_rank(sentences, tokens)
    best = sorted(range(len(sentences)), key=lambda i: -rank[i])
    at = round(PLACES[field] * (len(sentences) - 1))
    for n in (1, 2):
        yield f"first {n}", " ".join(sentences[:n])
        yield f"TextRank {n}", " ".join(sentences[i] for i in sorted(best[:n]))
        start = min(at, max(0, len(sentences) - n))
        yield f"place {n}", " ".join(sentences[start:start + n])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    shared = pathlib.Path(sys.argv[2])
    sys.path.insert(0, str(shared / "bench" / "tools"))
    import rouge
    papers = papers_of(shared / "corpus", int(sys.argv[3]) if len(sys.argv) > 3 else 500)
    summaries = summaries_of(sys.argv[1], papers)
    sums = {field: {} for field in FIELDS}
    empty = dict.fromkeys(FIELDS, 0)
    words = dict.fromkeys(FIELDS, 0)
    for paper, ours in zip(papers, summaries):
        sentences = ours.get("sentences") or [paper["summary"]]
        for field in FIELDS:
            gold = rouge.tokens(paper["AI"][field])
            text = ours.get(field) or ""
            empty[field] += not text
            words[field] += len(text.split())
            for name, guess in [("sheaf", text), *candidates(sentences, field, rouge.tokens)]:
                scores = rouge.rouge(rouge.tokens(guess), gold)
                total = sums[field].setdefault(name, [0.0, 0.0, 0.0])
                for k in range(3):
                    total[k] += 100 * scores[k] / len(papers)
    print(f"{len(papers)} papers       sheaf R1 R2 RL      " + "   ".join(
        f"{name:17s}" for name in ("first", "TextRank", "place")) + " empty words")
    better = True
    for field in FIELDS:
        rows = [sums[field]["sheaf"]]
        for name in ("first", "TextRank", "place"):
            one, two = sums[field][f"{name} 1"], sums[field][f"{name} 2"]
            rows.append([max(pair) for pair in zip(one, two)])
        better = better and all(rows[0][k] > row[k] for row in rows[1:3] for k in range(3))
        print(f"{field:12s}   " + "    ".join(" ".join(f"{x:5.2f}" for x in row) for row in rows)
              + f"  {empty[field]:5d} {words[field] / len(papers):5.1f}")
    if not better:
        print("not better than the first sentences and TextRank in every field")
    return 0 if better else 1


if __name__ == "__main__":
    sys.exit(main())
