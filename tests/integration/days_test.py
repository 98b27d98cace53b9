"""Consecutive announcement days through the real command against the replay server.

The eighteen recorded days of cs.CV where they are at hand, and a few invented ones in any case: each
digest holds exactly the day's announcements, a second run changes no file, a replaced paper keeps
its one note, and links lead somewhere.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree

import cli_fixture

ANNOUNCE = "{http://arxiv.org/schemas/atom}announce_type"
SHARED = pathlib.Path(os.environ.get("SHEAF_SHARED") or cli_fixture.PROJECT / ".." / "shared")


def announced(path):
    """id -> type, read from the feed by other means than Sheaf's."""
    out = {}
    for item in ElementTree.parse(path).getroot().iter("item"):
        base = re.match(r"oai:arXiv\.org:(.+)v\d+$", item.findtext("guid")).group(1)
        out[base] = item.findtext(ANNOUNCE)
    return out


def snapshot(folder):
    return {str(p.relative_to(folder)): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def front_matter(path):
    text = path.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[0] if text.startswith("---\n") else ""


class Week:
    """A sandbox that runs `sheaf digest` day by day."""

    def __init__(self, feeds, category, **profile):
        self.feeds, self.category = pathlib.Path(feeds), category
        self.folder = tempfile.TemporaryDirectory(prefix="sheaf-days-")
        self.home = pathlib.Path(self.folder.name)
        self.out = self.home / "out"
        self.profile = self.home / "profile.json"
        self.profile.write_text(json.dumps({"categories": [category], "keywords": ["segmentation", "diffusion"],
                                            "vault": {"max_notes": 40}, **profile}))
        self.replay = cli_fixture.Replay(self.feeds)

    def close(self):
        self.replay.stop()
        self.folder.cleanup()

    def run(self, day, *options):
        env = {**os.environ, "HOME": str(self.home), "SHEAF_STORE": str(self.home / "sheaf.db"), "NO_COLOR": "1",
               "SHEAF_ARXIV_RSS_URL": f"{self.replay.url}/day/{day}",
               "SHEAF_ARXIV_API_URL": f"{self.replay.url}/day/{day}/api/query",
               "SHEAF_ARXIV_SITE_URL": f"{self.replay.url}/day/{day}"}
        return subprocess.run([cli_fixture.BINARIES["sheaf"], "digest", "--profile", str(self.profile), "--day", day,
                               "--out", str(self.out), *options], env=env, capture_output=True, text=True, timeout=300)

    def feed(self, day):
        return self.feeds / f"{self.category}_{day}.rss.xml"

    def digest(self):
        return json.loads((self.out / "digest.json").read_text(encoding="utf-8"))

    def notes(self):
        """arXiv id -> paths of the notes that carry it."""
        found = collections.defaultdict(list)
        for path in (self.out / "vault").rglob("*.md"):
            match = re.search(r'^arxiv: "(.+)"$', front_matter(path), re.MULTILINE)
            if match:
                found[match.group(1)].append(path)
        return found


class DaysTest(unittest.TestCase):
    def check_day(self, week, day):
        expected = announced(week.feed(day))
        done = week.run(day)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        digest = week.digest()
        self.assertEqual(digest["day"], day)
        self.assertEqual({e["paper"]["id"]: e["announcement"]["type"] for e in digest["entries"]}, expected)
        if not expected:
            self.assertEqual((digest["sources"][0]["status"], digest["sources"][0]["detail"]), ("empty", "no announcement"))
            self.assertEqual(digest["sources"][0]["reason"], "weekend")
            self.assertIn("empty (no announcement), weekend", done.stdout)
            note = (week.out / "vault" / "Digests" / f"{day}.md").read_text(encoding="utf-8")
            self.assertIn("empty (no announcement), weekend", note)
        before = snapshot(week.out)
        again = week.run(day)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(snapshot(week.out), before, f"the second run of {day} changed a file")
        return expected

    def check_notes(self, week):
        notes = week.notes()
        doubles = {k: v for k, v in notes.items() if len(v) > 1}
        self.assertFalse(doubles, "two notes for one paper")
        vault = week.out / "vault"
        broken = []
        for path in vault.rglob("*.md"):
            for target in re.findall(r"\[\[([^\]|#\\]+)", path.read_text(encoding="utf-8")):
                page = target.endswith((".base", ".canvas"))
                wanted = vault / (target if page else target + ".md")
                pages = target.startswith(("Papers/Authors/", "Papers/Topics/"))
                if not pages and not wanted.exists():
                    broken.append((path.name, target))
        self.assertFalse(broken[:5], f"{len(broken)} links lead nowhere")
        return notes

    def run_days(self, week, days):
        versions, updated = {}, 0
        for day in days:
            expected = self.check_day(week, day)
            for entry in week.digest()["entries"]:
                base = entry["paper"]["id"]
                note = week.notes_now.get(base) if hasattr(week, "notes_now") else None
                if note and expected[base].startswith("replace"):
                    self.assertIn(f"version: {entry['paper']['version']}", front_matter(note[0]))
                    updated += 1
                versions[base] = entry["paper"]["version"]
            week.notes_now = self.check_notes(week)
        return updated

    def test_invented_days(self):
        """Three invented days: new, a weekend, a replacement."""
        with tempfile.TemporaryDirectory() as feeds:
            write, paper = cli_fixture.write_feed, cli_fixture.paper
            write(feeds, "cs.CV", [paper(1, "Image Segmentation"), paper(2, "Poetry", "cross")], "2026-04-17")
            write(feeds, "cs.CV", [], "2026-04-18")
            replaced = dict(paper(1, "Image Segmentation, Revised", "replace"))
            write(feeds, "cs.CV", [replaced, paper(3, "A Third")], "2026-04-20")
            path = pathlib.Path(feeds) / "cs.CV_2026-04-20.rss.xml"
            path.write_text(path.read_text().replace("2604.00001v1", "2604.00001v2"))
            week = Week(feeds, "cs.CV")
            self.addCleanup(week.close)
            self.assertEqual(self.run_days(week, ["2026-04-17", "2026-04-18", "2026-04-20"]), 1)
            note = week.notes()["2604.00001"][0].read_text(encoding="utf-8")
            self.assertIn("Revised", note)

    def test_reader_text_survives_a_replacement(self):
        """What the reader wrote in a note, and a note they moved, outlive updates."""
        with tempfile.TemporaryDirectory() as feeds:
            write, paper = cli_fixture.write_feed, cli_fixture.paper
            write(feeds, "cs.CV", [paper(1, "Image Segmentation")], "2026-04-17")
            write(feeds, "cs.CV", [paper(1, "Image Segmentation", "replace", "We present another method. It is new.")], "2026-04-20")
            path = pathlib.Path(feeds) / "cs.CV_2026-04-20.rss.xml"
            path.write_text(path.read_text().replace("2604.00001v1", "2604.00001v2"))
            week = Week(feeds, "cs.CV")
            self.addCleanup(week.close)
            week.run("2026-04-17")
            note = week.notes()["2604.00001"][0]
            moved = week.out / "vault" / "Mine" / "Renamed.md"
            moved.parent.mkdir()
            moved.write_text(note.read_text(encoding="utf-8") + "\nMy own thought.\n", encoding="utf-8")
            note.unlink()
            self.assertEqual(week.run("2026-04-20").returncode, 0)
            self.assertEqual(week.notes()["2604.00001"], [moved])
            text = moved.read_text(encoding="utf-8")
            self.assertIn("My own thought.", text)
            self.assertIn("version: 2", text)
            self.assertIn("another method", text)

    def test_recorded_days(self):
        """The eighteen recorded days of cs.CV."""
        feeds = SHARED / "feeds" / "derived" / "rss"
        days = sorted(re.findall(r"(\d{4}-\d\d-\d\d)\.rss", " ".join(p.name for p in feeds.glob("cs.CV_*.rss.xml"))))
        if not days:
            print(f"SKIPPED: no recorded days at {feeds} (set SHEAF_SHARED to use them)")
            return
        week = Week(feeds, "cs.CV")
        self.addCleanup(week.close)
        begin = time.monotonic()
        updated = self.run_days(week, days)
        print(f"{len(days)} days, {len(week.notes())} notes, {updated} notes updated by replacements, "
              f"{time.monotonic() - begin:.1f} s")
        self.assertGreater(updated, 0)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=2)
