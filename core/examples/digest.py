#!/usr/bin/env python3
"""The day's papers in Python: fetched, scored, summarized, and printed best first.

  digest.py [PROFILE.json]
$SHEAF_STORE names the database; without it everything is kept in memory only. sheaf.py beside this
file finds the library, also by $SHEAF_LIBRARY.
"""
import os
import pathlib
import sys

from sheaf import Progress, Sheaf, SheafError


def tell(now: Progress) -> None:
    print(f"{now.stage} {now.done}/{now.total}", file=sys.stderr)


def main(path: str = "") -> None:
    profile = {"categories": ["cs.CL"], "keywords": ["language model"]}
    with Sheaf(os.environ.get("SHEAF_STORE")) as sheaf:
        today = sheaf.digest(pathlib.Path(path).read_text("utf-8") if path else profile, on_progress=tell)
        for source in today.sources:
            if source.status != "ok":
                print(f"{source.name}: {source.status} {source.detail}", file=sys.stderr)
        for entry in today:
            print(f"{entry.score:5.1f}  {entry.paper.title}\n       {entry.summary.tldr}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except (OSError, SheafError) as error:
        sys.exit(f"digest: {error}")
