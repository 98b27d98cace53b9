#!/usr/bin/env python3
"""summary_bench.py - the built-in summary beside a TextRank in Python, on the same papers.

usage: summary_bench.py SUMMARY_BENCH PAPERS.jsonl[.gz]

The baseline is what most scripts do: split at full stops, a graph of sentences weighted by shared
words (Mihalcea and Tarau 2004), PageRank by power iteration, the best sentence. Standard library
only; CPU time of one thread for both.
"""
import gzip, json, math, re, subprocess, sys, tempfile, time

WORD = re.compile(r"[a-z0-9]+")


def textrank(text, damping=0.85, rounds=30):
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
    bags = [set(WORD.findall(s.lower())) for s in sentences]
    n = len(bags)
    weight = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            shared = len(bags[i] & bags[j])
            if shared:
                weight[i][j] = weight[j][i] = shared / (math.log(1 + len(bags[i])) + math.log(1 + len(bags[j])))
    total = [sum(row) or 1.0 for row in weight]
    rank = [1.0] * n
    for _ in range(rounds):
        rank = [1 - damping + damping * sum(weight[j][i] / total[j] * rank[j] for j in range(n)) for i in range(n)]
    return sentences[max(range(n), key=rank.__getitem__)] if n else ""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    opener = gzip.open if sys.argv[2].endswith(".gz") else open
    with opener(sys.argv[2], "rt", encoding="utf-8") as f:
        papers = [json.loads(line) for line in f if line.strip()]
    texts = [p.get("abstract") or p.get("summary") or "" for p in papers]
    start = time.process_time()
    for text in texts:
        textrank(text)
    baseline = len(texts) / (time.process_time() - start)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for paper, text in zip(papers, texts):
            f.write(json.dumps({"title": paper["title"], "abstract": text}) + "\n")
        f.flush()
        out = subprocess.run([sys.argv[1], f.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    print(out, end="")
    ours = float(re.search(r"abstracts_per_second (\d+)", out).group(1))
    print(f"TextRank in Python: {baseline:.0f} abstracts/s; ratio {ours / baseline:.1f}")


if __name__ == "__main__":
    main()
