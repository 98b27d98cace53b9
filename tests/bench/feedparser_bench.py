#!/usr/bin/env python3
"""Pages a second of python3-feedparser on the page that parse_bench reads, and the ratio to it.

  feedparser_bench.py PAGE.xml [PARSE_BENCH_PROGRAM]
With the program (Release build), its figure is taken in the same run and the ratio printed; the bar
is 100.
"""
import re
import subprocess
import sys
import time

import feedparser


def pages_per_second(body, runs=3):
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        feed = feedparser.parse(body)
        best = min(best, time.process_time() - start)
    return 1 / best, len(feed.entries)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as page:
        body = page.read()
    theirs, entries = pages_per_second(body)
    print(f"feedparser {feedparser.__version__}: {theirs:.3f} pages/s of {entries} entries")
    if len(sys.argv) > 2:
        text = subprocess.run([sys.argv[2], "[page]"], capture_output=True, text=True).stdout
        ours = re.search(r"([\d.]+) pages/s", text)
        if not ours:
            sys.exit("no figure from " + sys.argv[2])
        print(f"parse_api_page: {ours[1]} pages/s, {float(ours[1]) / theirs:.0f} times as many")


if __name__ == "__main__":
    main()
