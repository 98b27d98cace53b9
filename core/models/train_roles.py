#!/usr/bin/env python3
"""train_roles.py - makes roles.bin, the weights of the rhetorical roles, from CSAbstruct's train part.

usage: train_roles.py TRAIN.jsonl[.gz] TOOL [--out roles.bin] [--cv N]
  TRAIN  CSAbstruct: {"sentences": [...], "labels": [...], "confs": [...]} a line
  TOOL   the built program role_features (cmake --build ... --target role_features)
  --cv   instead of writing, cross-validate with N folds
Needs numpy and scipy. Deterministic up to the rounding of the linear algebra library.

A linear-chain conditional random field over the hashed features that TOOL prints. A label is soft
evidence: an annotator's agreement is the chance that the label is right, and the loss is that of
the sum over all sequences, so a doubtful label counts little. Then each bucket of the table keeps
its four weightiest features and these are trained again, so that pruning costs nearly nothing.
"""
import argparse
import gzip
import json
import struct
import subprocess
import sys

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

ROLES = ["background", "objective", "method", "result", "other"]
K = len(ROLES)
PARTS = 3            # a feature speaks of its own sentence, the next one and the previous one
BUCKETS, WAYS = 4992, 4
TAGS = 256
L2_OWN, L2_NEIGHBOURS, L2_FOLLOWS = 8.0, 32.0, 0.1
LEAST_AGREEMENT, MOST_AGREEMENT = 0.21, 0.98
ITERATIONS = 60


def opened(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def read_features(abstracts, tool):
    """One row per sentence, one column per place in the table (bucket and tag), 1 where present."""
    lines = "".join(json.dumps({"sentences": a["sentences"]}) + "\n" for a in abstracts)
    printed = subprocess.run([tool], input=lines, text=True, capture_output=True, check=True).stdout
    columns, starts = [], [0]
    for line in printed.splitlines():
        if not line:
            continue
        hashes = np.array([int(h, 16) for h in line.replace("|", "").split()], dtype=np.uint64)
        bucket = (hashes * np.uint64(BUCKETS)) >> np.uint64(32)
        columns.append(np.unique(bucket * np.uint64(TAGS) + (hashes & np.uint64(TAGS - 1))))
        starts.append(starts[-1] + len(columns[-1]))
    columns = np.concatenate(columns).astype(np.int64)
    rows = len(starts) - 1
    assert rows == sum(len(a["sentences"]) for a in abstracts), "one line per sentence"
    return sp.csr_matrix((np.ones(len(columns), np.float32), columns, starts),
                         shape=(rows, BUCKETS * TAGS))


def evidence_of(abstracts):
    """Logarithms of each role's chance by the annotators, one row per sentence."""
    label = np.array([ROLES.index(x) for a in abstracts for x in a["labels"]])
    sure = np.clip([c for a in abstracts for c in a["confs"]], LEAST_AGREEMENT, MOST_AGREEMENT)
    chance = np.repeat(((1 - sure) / (K - 1))[:, None], K, axis=1)
    chance[np.arange(len(label)), label] = sure
    return np.log(chance), label


class Chain:
    """Abstracts as rows of one matrix, padded to the longest for forward and backward."""

    def __init__(self, lengths):
        self.index = np.full((len(lengths), max(lengths)), -1)
        at = 0
        for i, length in enumerate(lengths):
            self.index[i, :length] = np.arange(at, at + length)
            at += length
        self.mask = self.index >= 0
        self.first = np.zeros(at, bool)
        self.first[self.index[:, 0]] = True

    def gather(self, z):
        """Sums of weights (rows x 15) to points: own, from the sentence before, from the one after."""
        points = z[:, :K].astype(np.float64)
        inner = ~self.first[1:]
        points[1:][inner] += z[:-1, K:2 * K][inner]
        points[:-1][inner] += z[1:, 2 * K:][inner]
        return points

    def scatter(self, gradient):
        z = np.zeros((len(gradient), PARTS * K), np.float32)
        z[:, :K] = gradient
        inner = ~self.first[1:]
        z[:-1, K:2 * K][inner] = gradient[1:][inner]
        z[1:, 2 * K:][inner] = gradient[:-1][inner]
        return z

    def sums(self, points, follows):
        """Log of the sum over sequences; chances of roles; expected counts of pairs of roles."""
        def log_sum(a, axis):
            most = a.max(axis=axis, keepdims=True)
            return (most + np.log(np.exp(a - most).sum(axis=axis, keepdims=True))).squeeze(axis)

        mask, steps = self.mask, self.index.shape[1]
        e = np.where(mask[..., None], points[np.maximum(self.index, 0)], 0)
        ahead, back = np.zeros_like(e), np.zeros_like(e)
        ahead[:, 0] = e[:, 0]
        for t in range(1, steps):
            step = log_sum(ahead[:, t - 1][:, :, None] + follows[None], 1) + e[:, t]
            ahead[:, t] = np.where(mask[:, t][:, None], step, ahead[:, t - 1])
        total = log_sum(ahead[:, -1], 1)
        for t in range(steps - 2, -1, -1):
            step = log_sum(follows[None] + (e[:, t + 1] + back[:, t + 1])[:, None, :], 2)
            back[:, t] = np.where(mask[:, t + 1][:, None], step, 0)
        chances = np.zeros_like(points)
        chances[self.index[mask]] = np.exp(ahead + back - total[:, None, None])[mask]
        pairs = np.zeros((K, K))
        for t in range(steps - 1):
            m = mask[:, t + 1]
            pairs += np.exp(ahead[m, t][:, :, None] + follows[None] - total[m][:, None, None]
                            + (e[m, t + 1] + back[m, t + 1])[:, None, :]).sum(0)
        return total.sum(), chances, pairs


def fit(x, chain, evidence):
    """Weights (columns x 15) and follows (5 x 5) by L-BFGS."""
    width = x.shape[1]
    x_turned = x.T.tocsr()
    l2 = np.repeat([L2_OWN, L2_NEIGHBOURS, L2_NEIGHBOURS], K).astype(np.float32)

    def loss(theta):
        weights = theta[:-K * K].reshape(width, PARTS * K).astype(np.float32)
        follows = theta[-K * K:].reshape(K, K)
        points = chain.gather(x @ weights)
        free, chances, pairs = chain.sums(points, follows)
        held, seen, seen_pairs = chain.sums(points + evidence, follows)
        value = free - held + 0.5 * float((l2 * weights ** 2).sum()) + 0.5 * L2_FOLLOWS * (follows ** 2).sum()
        slope = x_turned @ chain.scatter(chances - seen) + l2 * weights
        return value, np.concatenate([slope.ravel().astype(np.float64),
                                      (pairs - seen_pairs + L2_FOLLOWS * follows).ravel()])

    done = minimize(loss, np.zeros(width * PARTS * K + K * K), jac=True, method="L-BFGS-B",
                    options={"maxiter": ITERATIONS, "maxcor": 6})
    return done.x[:-K * K].reshape(width, PARTS * K), done.x[-K * K:].reshape(K, K)


def weightiest(columns, weights, uses):
    """The columns that the table has room for: WAYS of each bucket."""
    worth = np.linalg.norm(weights, axis=1) * np.sqrt(uses)
    taken = np.zeros(BUCKETS, int)
    kept = []
    for i in np.argsort(-worth, kind="stable"):
        bucket = columns[i] // TAGS
        if taken[bucket] < WAYS:
            taken[bucket] += 1
            kept.append(columns[i])
    return np.sort(np.array(kept))


def rounded(weights):
    """Whole numbers of -127..127 and the scale of each part."""
    parts = weights.reshape(-1, PARTS, K)
    scales = np.abs(parts).max(axis=(0, 2)) / 127
    return np.rint(parts / scales[None, :, None]).astype(np.int8).reshape(weights.shape), scales


def train(x, lengths, evidence):
    chain = Chain(lengths)
    uses = np.asarray(x.sum(axis=0)).ravel()
    columns = np.where(uses >= 2)[0]
    weights, _ = fit(x[:, columns], chain, evidence)
    columns = weightiest(columns, weights, uses[columns])
    weights, follows = fit(x[:, columns], chain, evidence)
    whole, scales = rounded(weights)
    return columns, whole, scales, follows


def chances_by(model, x, lengths):
    columns, whole, scales, follows = model
    chain = Chain(lengths)
    weights = whole * np.repeat(scales, K)[None]
    return chain.sums(chain.gather(x[:, columns] @ weights), follows)[1]


def packed(model):
    columns, whole, scales, follows = model
    rows = np.zeros((BUCKETS, WAYS, PARTS * K + 1), np.int8)
    used = np.zeros(BUCKETS, int)
    for column, values in zip(columns, whole):
        bucket = column // TAGS
        rows[bucket, used[bucket], :-1] = values
        rows[bucket, used[bucket], -1] = np.uint8(column % TAGS).astype(np.int8)
        used[bucket] += 1
    body = struct.pack("<3f25f", *scales, *follows.ravel())
    body += bytes(144 - 24 - len(body)) + rows.tobytes()
    checksum = 14695981039346656037
    for byte in body:
        checksum = ((checksum ^ byte) * 1099511628211) & (2 ** 64 - 1)
    return b"SHFROLES" + struct.pack("<IIQ", 1, BUCKETS, checksum) + body


def cross_validate(abstracts, x, folds):
    lengths = np.array([len(a["sentences"]) for a in abstracts])
    evidence, label = evidence_of(abstracts)
    sure = np.array([c for a in abstracts for c in a["confs"]]) >= 0.6
    fold = np.arange(len(abstracts)) % folds
    of_row = np.repeat(fold, lengths)
    guess = np.zeros(len(label), int)
    for f in range(folds):
        model = train(x[of_row != f], lengths[fold != f], evidence[of_row != f])
        guess[of_row == f] = chances_by(model, x[of_row == f], lengths[fold == f]).argmax(axis=1)
        right = (guess == label)[of_row == f]
        print(f"fold {f}: {100 * right.mean():.2f}, agreed sentences "
              f"{100 * right[sure[of_row == f]].mean():.2f}", flush=True)
    right = guess == label
    print(f"all: {100 * right.mean():.2f}, agreed sentences {100 * right[sure].mean():.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("tool")
    parser.add_argument("--out", default="roles.bin")
    parser.add_argument("--cv", type=int)
    args = parser.parse_args()
    with opened(args.train) as lines:
        abstracts = [json.loads(line) for line in lines if line.strip()]
    x = read_features(abstracts, args.tool)
    if args.cv:
        return cross_validate(abstracts, x, args.cv)
    model = train(x, [len(a["sentences"]) for a in abstracts], evidence_of(abstracts)[0])
    with open(args.out, "wb") as out:
        out.write(packed(model))
    print(f"{args.out}: {len(model[0])} features", file=sys.stderr)


if __name__ == "__main__":
    main()
