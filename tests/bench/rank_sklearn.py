#!/usr/bin/env python3
"""scikit-learn's hashing TF-IDF and logistic regression on the papers rank_bench measures.

  rank_sklearn.py PAPERS.jsonl ITEMS
Prints processor time of learning from all papers and scoring them, without reading the file; compare
with "learn and score" of `rank_bench speed`. Run with OMP_NUM_THREADS=1.
"""
import json
import sys
import time

import numpy
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = [f'{paper["title"]} {paper["title"]} {paper["title"]} {paper["abstract"]}'
                 for paper in map(json.loads, lines)]
    items = int(sys.argv[2])
    start = time.process_time()
    hashed = HashingVectorizer(ngram_range=(1, 2), n_features=2**20, norm=None, alternate_sign=False,
                               stop_words="english").transform(texts)
    vectors = TfidfTransformer(sublinear_tf=True).fit_transform(hashed)
    kept = numpy.arange(len(texts)) < items
    model = LogisticRegression(class_weight="balanced", solver="liblinear").fit(vectors, kept)
    model.decision_function(vectors)
    print(f"scikit-learn: {len(texts)} papers, learn and score: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
