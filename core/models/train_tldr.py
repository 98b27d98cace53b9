#!/usr/bin/env python3
"""train_tldr.py - trains the TL;DR ranker and writes core/models/tldr.bin.

usage: train_tldr.py BENCH TOOL [--out tldr.bin] [--ablate] [--dev-out FILE]
  BENCH  folder with scitldr/train.jsonl.gz, scitldr/dev.jsonl.gz and tools/rouge.py
  TOOL   the program tldr_features (built with SHEAF_BENCH), which has the one definition of the features

Two linear models. The first gives each stem of an abstract its chance to occur in the TL;DR
(logistic regression); the second ranks candidates - sentences, shortened ones, two short ones - with
the expected overlap from the first among its features (listwise softmax against the softmax of
their ROUGE-1 F1). Trained on the train part alone; for the second, the chances of a paper's words
come from a model that has not seen the paper (five folds). Deterministic. Needs numpy and scipy.
"""
import argparse, gzip, json, os, struct, subprocess, sys, tempfile
from collections import Counter

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

FOLDS = 5
WORD_DENSE, WORD_BUCKETS, TITLE_BUCKETS = 30, 8192, 512
DENSE, BUCKETS = 79, 8192
WORD_LAMBDA = 10.0   # ridge penalty of the word model
LAMBDA = 60.0        # … and of the ranker
NGRAM_SCALE = 0.4    # n-grams are shrunk more than dense features
EXPECTED, EXPECTED_WEIGHT = 1, 12.0  # the expected F1 counts so much more: best in five folds of train
TEMPERATURE = 0.1    # of the softmax of ROUGE that the ranker is to reproduce


def fnv1a64(data):
    h = 14695981039346656037
    for b in data:
        h = ((h ^ b) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return h


def load(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def run(tool, mode, papers, *more):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, p in enumerate(papers):
            f.write(json.dumps({"id": str(i), "title": p["title"], "sentences": p["source"]}) + "\n")
        f.flush()
        out = subprocess.run([tool, mode, f.name, *more], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


# ---------------------------------------------------------------- model file
def part(bias, dense, hashed):
    scale = max(float(np.abs(hashed).max()), 1e-9) / 127
    q = np.rint(hashed / scale).astype(np.int8)
    return (struct.pack("<ffI", bias, scale, len(dense)) + np.asarray(dense, "<f4").tobytes()
            + struct.pack("<I", len(q)) + q.tobytes())


def write_model(path, word, ranker):
    payload = part(*word) + part(*ranker)
    with open(path, "wb") as f:
        f.write(b"SHTL" + struct.pack("<IIQ", 1, len(payload), fnv1a64(payload)) + payload)


def empty_ranker():
    return 0.0, np.zeros(DENSE), np.zeros(BUCKETS)


# ---------------------------------------------------------------- words
def csr(rows, columns):
    ptr = np.cumsum([0] + [len(r) for r in rows])
    ind = np.fromiter((c for r in rows for c in r), np.int32, int(ptr[-1]))
    m = sp.csr_matrix((np.ones(len(ind)), ind, ptr), shape=(len(rows), columns))
    m.sum_duplicates()
    return m


def standardised(x):
    mean, sd = x.mean(0), x.std(0)
    sd[sd < 1e-6] = 1
    return (x - mean) / sd, mean, sd


def word_rows(words):
    x = np.array([w["x"] for w in words])
    h = csr([[w["stem"] % WORD_BUCKETS] + ([WORD_BUCKETS + w["stem"] % TITLE_BUCKETS] if w["title"] else [])
             for w in words], WORD_BUCKETS + TITLE_BUCKETS)
    return x, h


def fit_words(x, h, y):
    """Ridge logistic regression; bias, dense weights for raw features, hashed weights."""
    z, mean, sd = standardised(x)
    a = sp.hstack([sp.csr_matrix(z), h]).tocsr()
    at = a.T.tocsr()

    def f(v):
        s = a @ v[:-1] + v[-1]
        p = 1 / (1 + np.exp(-s))
        loss = np.logaddexp(0, s).sum() - y @ s + WORD_LAMBDA / 2 * (v[:-1] @ v[:-1])
        g = p - y
        return loss, np.append(at @ g + WORD_LAMBDA * v[:-1], g.sum())

    v = minimize(f, np.zeros(a.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    dense = v[:WORD_DENSE] / sd
    return float(v[-1] - dense @ mean), dense, v[WORD_DENSE:-1]


# ---------------------------------------------------------------- candidates
def softmax(s, ptr):
    e = np.exp(s - np.repeat(np.maximum.reduceat(s, ptr[:-1]), np.diff(ptr)))
    return e / np.repeat(np.add.reduceat(e, ptr[:-1]), np.diff(ptr))


def fit_list(a, y, ptr, penalty):
    n, at, target = len(ptr) - 1, a.T.tocsr(), softmax(y / TEMPERATURE, ptr)

    def f(w):
        s = a @ w
        p = softmax(s, ptr)
        return -(target @ np.log(p + 1e-300)) / n + penalty / 2 / n * (w @ w), at @ (p - target) / n + penalty / n * w

    return minimize(f, np.zeros(a.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x


def best(scores, values, ptr):
    return 100 * float(np.mean([values[a:b][np.argmax(scores[a:b])] for a, b in zip(ptr, ptr[1:])]))


class Part:
    """Candidates of a set of papers: dense features, n-grams, ROUGE-1 F1 against the best reference."""

    def __init__(self, rows, papers, rouge):
        self.ptr = np.cumsum([0] + [len(r["candidates"]) for r in rows])
        every = [c for r in rows for c in r["candidates"]]
        self.texts = [c["text"] for c in every]
        self.x = np.array([c["x"] for c in every])
        self.n = csr([c["n"] for c in every], BUCKETS)
        self.y = np.array([v for r, p in zip(rows, papers) for v in rouge1(r, p, rouge)])


def rouge1(row, paper, rouge):
    refs = [Counter(rouge.tokens(t)) for t in paper["target"]]
    for c in row["candidates"]:
        t = Counter(rouge.tokens(c["text"]))
        yield max(2 * sum((t & r).values()) / max(1, sum(t.values()) + sum(r.values())) for r in refs)


def train_ranker(tr, keep, ngrams=True, candidates=None):
    """Weights for raw features and, out of fold, the scores of the train part."""
    z, mean, sd = standardised(tr.x)
    z = z * keep
    a = sp.hstack([sp.csr_matrix(z), tr.n * (NGRAM_SCALE if ngrams else 0.0)]).tocsr()
    ptr, n = tr.ptr, len(tr.ptr) - 1
    fold = np.repeat(np.arange(n) % FOLDS, np.diff(ptr))
    scores = np.zeros(len(tr.y))
    for k in range(FOLDS):
        train = fold != k
        counts = np.diff(ptr)[np.arange(n) % FOLDS != k]
        w = fit_list(a[train], tr.y[train], np.append(0, np.cumsum(counts)), LAMBDA)
        scores[~train] = a[~train] @ w + EXPECTED_WEIGHT * keep[EXPECTED] * tr.x[~train, EXPECTED]
    w = fit_list(a, tr.y, ptr, LAMBDA)
    dense = w[:DENSE] * keep / sd
    dense[EXPECTED] += EXPECTED_WEIGHT * keep[EXPECTED]
    return (0.0, dense, w[DENSE:] * (NGRAM_SCALE if ngrams else 0.0)), scores


def only(p, mask):
    """The part with the candidates of a mask; every paper keeps at least one."""
    q = Part.__new__(Part)
    q.x, q.n, q.y = p.x[mask], p.n[mask], p.y[mask]
    q.texts = [t for t, m in zip(p.texts, mask) if m]
    q.ptr = np.append(0, np.cumsum([int(mask[a:b].sum()) for a, b in zip(p.ptr, p.ptr[1:])]))
    return q


def figures(name, tr, dev, keep=None, ngrams=True):
    keep = np.ones(DENSE) if keep is None else keep
    (bias, dense, hashed), cv = train_ranker(tr, keep, ngrams)
    s = dev.x @ dense + dev.n @ hashed
    print(f"{name:34s} R1 dev {best(s, dev.y, dev.ptr):5.2f}   5-fold on train {best(cv, tr.y, tr.ptr):5.2f}", flush=True)
    return (bias, dense, hashed), s


def ablations(tr, dev):
    groups = {"without expected overlap": list(range(0, 12)), "without title": [18, 19, 20, 21, 64, 65, 66, 67],
              "without length": list(range(23, 31)) + [43], "without surroundings": list(range(51, DENSE)),
              "without position": list(range(12, 18))}
    for name, columns in groups.items():
        keep = np.ones(DENSE)
        keep[columns] = 0
        figures(name, tr, dev, keep)
    figures("without n-grams", tr, dev, None, False)
    single = lambda p: only(p, p.x[:, 50] == 0)
    figures("without pairs", single(tr), single(dev))
    whole = lambda p: only(p, whole_mask(p))
    figures("whole sentences only", whole(tr), whole(dev))


def whole_mask(p):
    mask = (p.x[:, 42] == 0) & (p.x[:, 50] == 0)
    for a, b in zip(p.ptr, p.ptr[1:]):
        if not mask[a:b].any():
            mask[a:b] = True
    return mask


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("bench")
    ap.add_argument("tool")
    ap.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "tldr.bin"))
    ap.add_argument("--ablate", action="store_true")
    ap.add_argument("--dev-out", help="predictions for dev, for tools/rouge.py")
    args = ap.parse_args()
    sys.path.insert(0, os.path.join(args.bench, "tools"))
    import rouge
    train, dev = (load(os.path.join(args.bench, "scitldr", s + ".jsonl.gz")) for s in ("train", "dev"))

    words = run(args.tool, "words", train)
    # The label of a stem is told by Porter's stems of the reference, which the measure uses. The tool
    # gives hashes only, so the reference is read by the tool too: as a one-sentence paper.
    gold = run(args.tool, "words", [{"title": "", "source": [p["target"][0]]} for p in train])
    gold = [{w["stem"] for w in g.get("words", [])} for g in gold]
    flat = [w for r in words for w in r["words"]]
    x, h = word_rows(flat)
    y = np.array([float(w["stem"] in g) for r, g in zip(words, gold) for w in r["words"]])
    fold = np.array([i % FOLDS for i, r in enumerate(words) for _ in r["words"]])
    rows = [None] * len(train)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "fold.bin")
        for k in range(FOLDS):
            write_model(path, fit_words(x[fold != k], h[fold != k], y[fold != k]), empty_ranker())
            ids = [i for i in range(len(train)) if i % FOLDS == k]
            for i, row in zip(ids, run(args.tool, "candidates", [train[i] for i in ids], path)):
                rows[i] = row
        word = fit_words(x, h, y)
        write_model(path, word, empty_ranker())
        dev_rows = run(args.tool, "candidates", dev, path)
    tr, dv = Part(rows, train, rouge), Part(dev_rows, dev, rouge)
    print(f"candidates: train {len(tr.y)}, dev {len(dv.y)}; best possible R1: train {best(tr.y, tr.y, tr.ptr):.2f}, dev {best(dv.y, dv.y, dv.ptr):.2f}")
    print(f"expected overlap alone: dev {best(dv.x[:, 1], dv.y, dv.ptr):.2f}, train {best(tr.x[:, 1], tr.y, tr.ptr):.2f}")
    ranker, scores = figures("all", tr, dv)
    write_model(args.out, word, ranker)
    print(f"{args.out}: {os.path.getsize(args.out)} bytes")
    if args.dev_out:
        with open(args.dev_out, "w") as f:
            for p, a, b in zip(dev, dv.ptr, dv.ptr[1:]):
                f.write(json.dumps({"id": p["paper_id"], "summary": dv.texts[a + int(np.argmax(scores[a:b]))]}) + "\n")
    if args.ablate:
        ablations(tr, dv)


if __name__ == "__main__":
    main()
