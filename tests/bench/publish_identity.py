#!/usr/bin/env python3
"""How much of a published page comes back when Sheaf reads and writes it again.

  publish_identity.py MAKE_PAGES SHARED [--differences N]
Prints, per format, the share of the sample's lines that are not blank and stand in the new page just
so, each counted as often as it stands there, and the same for what a reader sees: references
decoded, addresses in one spelling. With --differences the first N lines of each page that do not.
"""
import argparse
import collections
import html
import pathlib
import re
import subprocess

FORMATS = {"docusaurus-mindmap": ("docusaurus-ai_toutiao", "*.md"),
           "ai-enhanced": ("daily-arXiv-ai-enhanced", "*.md"),
           "ai-enhanced-jsonl": ("daily-arXiv-ai-enhanced", "*.jsonl"),
           "daily-table": ("DailyArXiv", "*.md"),
           "scored-readme": ("arxiv_rss_bot", "*.md")}


def seen(line):
    line = html.unescape(line.replace("<br>", " "))
    line = re.sub(r"\\([{}<>|])", r"\1", line).replace("http://arxiv", "https://arxiv")
    return " ".join(line.split())


def lines_of(text):
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def share(before, after):
    common = sum((collections.Counter(before) & collections.Counter(after)).values())
    return common, len(before)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("make_pages")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--differences", type=int, default=0)
    args = parser.parse_args()
    for name, (folder, pattern) in FORMATS.items():
        same = total = alike = 0
        for page in sorted((args.shared / "digests" / folder).glob(pattern)):
            run = subprocess.run([args.make_pages, "again", name, str(page)], capture_output=True)
            if run.returncode:
                print(f"  {page.name}: {run.stderr.decode().strip()[:150]}")
                continue
            before = lines_of(page.read_text(encoding="utf-8"))
            after = lines_of(run.stdout.decode())
            one, count = share(before, after)
            two, _ = share([seen(x) for x in before], [seen(x) for x in after])
            same, total, alike = same + one, total + count, alike + two
            print(f"  {page.name}: {one / count:.1%} of {count} lines, {two / count:.1%} as seen")
            left = collections.Counter(map(seen, before)) - collections.Counter(map(seen, after))
            for line in list(left)[:args.differences]:
                print("      " + line[:160])
        print(f"{name}: {same / total:.2%} of {total} lines just so, {alike / total:.2%} as seen")


if __name__ == "__main__":
    main()
