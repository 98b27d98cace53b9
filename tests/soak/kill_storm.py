#!/usr/bin/env python3
"""Kills a day's digest and its pages at random moments, and looks at what is left.

  kill_storm.py SHEAF SHEAF_REPLAY [KILLS [SEED]]
Each round starts from the same finished first day, kills the second day's run with SIGKILL (every
third time twice in a row), and then asks: is the store sound, is every file either the one from before
or the one that belongs there, and does a run that is let be end with exactly what an undisturbed one
ends with, in its files and in the store's rows, leaving nothing behind? Ten kills in ctest, 1,000 by
hand. Everything is invented and served from loopback.
"""
import difflib
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
import cli_fixture

DAYS = ("2026-04-16", "2026-04-17")
LISTS = ("cs.CL", "cs.LG")
PAPERS = 30  # to a list and day
MOMENT = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?")
# What of each table must be the same however a run came about; the rest are times and caches.
ROWS = {
    "papers": "select id, version, title, detail, published, categories from papers order by id",
    "versions": "select id, versions.version from versions join papers on key = paper order by 1, 2",
    "announcements": "select day, list, id, type, position from announcements join papers on key = paper order by 1, 2, 3",
    "batches": "select day, list, source from batches order by 1, 2",
    "scores": "select profile, day, id, value from scores join papers on key = paper order by 1, 2, 3",
    "summaries": "select count(*) from summaries",
    "citation_keys": "select * from citation_keys order by 1, 2",
    "digests": "select profile, day from digests order by 1, 2",
    "baselines": "select count(*) from baselines",
    "intentions": "select count(*) from intentions",
    "reviews": "select count(*) from reviews",
}


def write_feeds(folder):
    """A paper of the first day is replaced on the second, one is cross-listed: both change old notes."""
    for day_number, day in enumerate(DAYS):
        for list_number, category in enumerate(LISTS):
            first = day_number * 1000 + list_number * 100 + 1
            papers = [cli_fixture.paper(first + i, f"Drafting {first + i} tokens ahead") for i in range(PAPERS)]
            if day_number:
                papers[0] = cli_fixture.paper(first - 1000, f"Drafting {first - 1000} tokens ahead, revised", "replace")
                papers[1] = cli_fixture.paper(102 - list_number * 100, "Drafting between two lists", "cross")
            cli_fixture.write_feed(folder, category, papers, day)
            if day_number:
                feed = pathlib.Path(folder) / f"{category}_{day}.rss.xml"
                revised = f"{papers[0]['id']}v"
                feed.write_text(feed.read_text("utf-8").replace(revised + "1", revised + "2"), encoding="utf-8")


def first_difference(wanted, found):
    """A few lines of a diff, cut to what a log can bear."""
    lines = [text.decode("utf-8", "replace").splitlines() if text else [] for text in (wanted, found)]
    diff = difflib.unified_diff(*lines, "undisturbed", "after a kill", lineterm="", n=0)
    return "\n".join(line[:300] for line in itertools.islice(diff, 12))


class Home:
    """A folder with a store and outputs, and the command run in it."""

    def __init__(self, folder, replay):
        self.folder, self.url = folder, replay.url

    def start(self, day, *words):
        base = f"{self.url}/day/{day}"
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        env = {**kept, "HOME": str(self.folder), "LANG": "C.UTF-8", "NO_COLOR": "1",
               "SHEAF_STORE": str(self.folder / "store" / "sheaf.db"), "SHEAF_PROFILE": str(self.folder / "profile.json"),
               "SHEAF_ARXIV_RSS_URL": base, "SHEAF_ARXIV_API_URL": base + "/api/query", "SHEAF_ARXIV_SITE_URL": base}
        return subprocess.Popen([cli_fixture.BINARIES["sheaf"], *words], cwd=self.folder, env=env, text=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def steps(self, day):
        yield "digest", "--day", day, "--out", "out", "--no-catch-up"
        yield "page", "--out", "out/pages"

    def whole_run(self, day):
        for words in self.steps(day):
            process = self.start(day, *words)
            _, said = process.communicate(timeout=120)
            if process.returncode != 0:
                return f"sheaf {words[0]} ended with {process.returncode}: {said.strip()[-500:]}"
        return ""

    def killed_run(self, day, after):
        """True when something was killed; a run that was done before is no complaint."""
        deadline = time.monotonic() + after
        for words in self.steps(day):
            process = self.start(day, *words)
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return True
            finally:
                process.stderr.close()
        return False

    def files(self):
        """Path -> content with moments blotted out."""
        out = self.folder / "out"
        return {str(path.relative_to(out)): MOMENT.sub(b"(moment)", path.read_bytes())
                for path in out.rglob("*") if path.is_file()}

    def database(self):
        """A copy, so that looking does not do the recovery that the next run is to do."""
        copy = self.folder.parent / "looked-at"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder / "store", copy)
        return sqlite3.connect(copy / "sheaf.db")

    def unsound(self):
        base = self.database()
        try:
            found = [row[0] for row in base.execute("pragma integrity_check")]
            found += [str(row) for row in base.execute("pragma foreign_key_check")]
        finally:
            base.close()
        return "" if found == ["ok"] else "the store: " + "; ".join(found[:3])

    def rows(self):
        base = self.database()
        try:
            return {name: MOMENT.sub(b"", repr(base.execute(query).fetchall()).encode()) for name, query in ROWS.items()}
        finally:
            base.close()


class Storm:
    def __init__(self, folder, replay, seed):
        self.replay, self.random = replay, random.Random(seed)
        self.base, self.work = folder / "base", folder / "work"
        (self.work / "store").mkdir(parents=True)
        profile = {"categories": list(LISTS), "keywords": ["language models"], "network": {"max_retries": 0}}
        (self.work / "profile.json").write_text(json.dumps(profile))
        home = Home(self.work, replay)  # the store knows its vaults by their paths
        self.fail_on(home.whole_run(DAYS[0]))
        self.before = home.files()
        shutil.copytree(self.work, self.base)
        home = self.fresh()
        begin = time.monotonic()
        self.fail_on(home.whole_run(DAYS[1]))
        self.seconds = time.monotonic() - begin
        self.after, self.rows = home.files(), home.rows()
        self.killed = self.slowest = 0

    @staticmethod
    def fail_on(trouble):
        if trouble:
            sys.exit(trouble)

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.base, self.work)
        return Home(self.work, self.replay)

    def half_files(self, home):
        """Neither the old file nor the new one. A name that says temporary is checked at the end."""
        for name, content in home.files().items():
            known = [version[name] for version in (self.before, self.after) if name in version]
            if known and content not in known:
                difference = first_difference(known[-1], content)
                return f"half a file, or neither old nor new: {name} ({len(content)} bytes)\n{difference}"
            if not known and not pathlib.PurePath(name).name.startswith(".") and ".tmp" not in name:
                return f"a file that does not belong there: {name}"
        return ""

    def differences(self, home):
        files, rows = home.files(), home.rows()
        for name in sorted(files.keys() | self.after.keys()):
            if files.get(name) != self.after.get(name):
                what = "is left behind" if name not in self.after else "is missing" if name not in files else "differs"
                return f"after the finishing run {name} {what}\n{first_difference(self.after.get(name), files.get(name))}"
        wrong = [name for name in rows if rows[name] != self.rows[name]]
        return f"after the finishing run the store's {', '.join(wrong)} differ" if wrong else ""

    def round(self, number):
        home = self.fresh()
        for _ in range(2 if number % 3 == 2 else 1):
            self.killed += home.killed_run(DAYS[1], self.random.uniform(0, self.seconds * 1.1))
            trouble = home.unsound() or self.half_files(home)
            if trouble:
                return trouble
        begin = time.monotonic()
        trouble = home.whole_run(DAYS[1])
        self.slowest = max(self.slowest, time.monotonic() - begin)
        return trouble or home.unsound() or self.differences(home)


def main(sheaf, replay, kills="10", seed="1"):
    cli_fixture.BINARIES.update(sheaf=os.path.abspath(sheaf), replay=os.path.abspath(replay))
    with tempfile.TemporaryDirectory(prefix="sheaf-storm-") as name:
        folder = pathlib.Path(name)
        (folder / "feeds").mkdir()
        write_feeds(folder / "feeds")
        server = cli_fixture.Replay(folder / "feeds")
        try:
            storm = Storm(folder, server, int(seed))
            number = 0
            while storm.killed < int(kills):
                trouble = storm.round(number)
                if trouble:
                    sys.exit(f"round {number}, seed {seed}, after {storm.killed} kills: {trouble}")
                number += 1
        finally:
            server.stop()
    print(f"{storm.killed} kills in {number} rounds of a run of {storm.seconds:.2f} s: all whole; "
          f"the slowest finishing run took {storm.slowest:.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
