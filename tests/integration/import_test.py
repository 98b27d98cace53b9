"""What comes from elsewhere, through the real command: published digests, missed days, harvests.

Pages invented for the occasion in the shape of four digest systems; the recorded pages and the 58
days of one system where they are at hand.
"""
import gzip
import http.server
import json
import os
import pathlib
import re
import sys
import threading
import unittest
from datetime import date, timedelta

import cli_fixture

SHARED = pathlib.Path(os.environ.get("SHEAF_SHARED") or cli_fixture.PROJECT / ".." / "shared")

AI_PAGE = """<div id=toc></div>

# Table of Contents

- [cs.CL](#cs.CL) [Total: 2]


<div id='cs.CL'></div>

# cs.CL [[Back]](#toc)

### [1] [Sheaves of *Notes* for $O(n)$ Readers](https://arxiv.org/abs/2604.00001)
*Ada Lovelace,Li Wei*

Main category: cs.CL

TL;DR: Short and sweet.


<details>
  <summary>Details</summary>
Motivation: Readers drown.

Method: We tie papers together.

Result: They float.

Conclusion: Tie more.

Abstract: Papers are many. We tie them.

</details>


### [2] [Second [Thoughts]](https://arxiv.org/abs/2604.00002)
*Grace Hopper*

Main category: cs.LG

TL;DR: Think again.


<details>
  <summary>Details</summary>
Motivation: M2.

Method: X2.

Result: R2.

Conclusion: C2.

Abstract: A2.

</details>
"""

TABLE_PAGE = """# Daily Papers
Last update: 2026-04-17

## Sheaf Theory
| **Title** | **Date** | **Abstract** | **Comment** |
| --- | --- | --- | --- |
| **[One | Two Bars](https://arxiv.org/abs/2604.00003v2)** | 2026-04-16 | <details><summary>Show</summary><p>An abstract | with a bar.</p></details> | 12 pages |
| **[Plain](https://arxiv.org/abs/2604.00004v1)** | 2026-04-15 | <details><summary>Show</summary><p>Plain abstract.</p></details> | |
"""


def lines_page(papers):
    return "".join(json.dumps({"id": one, "title": f"Title {one}", "summary": f"Abstract {one}.",
                               "authors": ["A. Author"], "categories": ["cs.CL"], "comment": None,
                               "abs": f"https://arxiv.org/abs/{one}", "pdf": f"https://arxiv.org/pdf/{one}",
                               "AI": {"tldr": "T", "motivation": "M", "method": "X", "result": "R",
                                      "conclusion": "C"}}) + "\n" for one in papers)


class Imports(cli_fixture.Sandbox):
    def digest_of(self, path, code=0):
        digest = json.loads(self.sheaf("import", "--json", path, code=code).stdout)
        schema = cli_fixture.load_schema("digest.schema.json")
        self.assertEqual(list(cli_fixture.problems(schema, digest)), [])
        return digest

    def test_a_page_becomes_a_digest_with_all_its_fields(self):
        page = self.write("2026-04-17.md", AI_PAGE)
        digest = self.digest_of(page)
        self.assertEqual(digest["origin"], "daily-arXiv-ai-enhanced")
        self.assertEqual(digest["day"], "2026-04-17")
        self.assertEqual([e["paper"]["id"] for e in digest["entries"]], ["2604.00001", "2604.00002"])
        first = digest["entries"][0]
        self.assertEqual(first["paper"]["title"], "Sheaves of *Notes* for $O(n)$ Readers")
        self.assertEqual([a["name"] for a in first["paper"]["authors"]], ["Ada Lovelace", "Li Wei"])
        self.assertEqual(first["summary"]["tldr"], "Short and sweet.")
        self.assertEqual(first["summary"]["conclusion"], "Tie more.")
        self.assertEqual(digest["entries"][1]["paper"]["title"], "Second [Thoughts]")

    def test_an_imported_digest_is_written_like_any_other(self):
        page = self.write("2026-04-17.md", AI_PAGE)
        self.sheaf("import", page, "--vault", "vault", "--bibtex", "all.bib")
        notes = list((self.home / "vault").rglob("*.md"))
        self.assertTrue(any("Short and sweet." in note.read_text() for note in notes))
        self.assertIn("2604.00001", (self.home / "all.bib").read_text())
        before = {note: note.stat().st_mtime_ns for note in notes}
        self.sheaf("import", page, "--vault", "vault", "--bibtex", "all.bib")
        self.assertEqual(before, {note: note.stat().st_mtime_ns for note in notes})

    def test_a_stored_series_is_exported_by_its_name(self):
        self.sheaf("import", self.write("straw_2026-04-17.md", AI_PAGE))
        text = self.sheaf("export", "--series", "daily-arXiv-ai-enhanced/straw (en)", "--format", "bibtex").stdout
        self.assertIn("2604.00002", text)
        told = self.sheaf("export", "--series", "nobody", "--format", "json", code=2).stderr
        self.assertIn("no digest", told)
        self.assertIn('"daily-arXiv-ai-enhanced/straw (en)" (2026-04-17)', told)
        self.assertIn("series daily-arXiv-ai-enhanced/straw (en): 1 digest", self.sheaf("status").stdout)

    def test_bars_in_a_table_shift_nothing(self):
        digest = self.digest_of(self.write("README.md", TABLE_PAGE))
        entries = digest["entries"]
        self.assertEqual(digest["origin"], "DailyArXiv")
        self.assertEqual(entries[0]["paper"]["title"], "One | Two Bars")
        self.assertEqual(entries[0]["paper"]["version"], 2)
        self.assertEqual(entries[0]["paper"]["abstract"], "An abstract | with a bar.")
        self.assertEqual(entries[0]["paper"]["comment"], "12 pages")
        self.assertEqual(entries[0]["topics"], ["Sheaf Theory"])

    def test_a_repeated_page_is_known_and_no_paper_comes_twice(self):
        self.write("pages/2026-04-17.jsonl", lines_page(["2604.00001", "2604.00002"]))
        self.write("pages/2026-04-18.jsonl", lines_page(["2604.00002", "2604.00001"]))
        self.write("pages/2026-04-20.jsonl", lines_page(["2604.00002", "2604.00003"]))
        text = self.sheaf("import", "pages").stdout
        self.assertIn("a repeat of 2026-04-17", text)
        self.assertIn("2 papers, 1 of them known from earlier days", text)
        again = self.sheaf("import", "pages").stdout
        self.assertEqual(text, again)

    def test_a_page_comes_from_a_server_and_from_standard_input(self):
        body = AI_PAGE.encode()

        class Server(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path.endswith(".md") else 404)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        url = f"http://127.0.0.1:{server.server_port}/data"
        self.assertEqual(len(self.digest_of(f"{url}/2026-04-17.md")["entries"]), 2)
        self.assertIn("404", self.sheaf("import", f"{url}/gone", code=3).stderr)
        told = self.sheaf("import", "--json", "-", "--name", "2026-04-17.md", stdin=AI_PAGE).stdout
        self.assertEqual(json.loads(told)["day"], "2026-04-17")

    def test_what_is_no_digest_is_refused_by_name(self):
        page = self.write("notes.md", "# Shopping\n\n- bread\n")
        self.assertIn("notes.md", self.sheaf("import", page, code=2).stderr)
        self.assertIn("gone.md", self.sheaf("import", "gone.md", code=2).stderr)
        (self.home / "empty").mkdir()
        self.assertIn("empty", self.sheaf("import", "empty", code=2).stderr)

    def test_one_bad_page_does_not_keep_the_others_out(self):
        self.write("pages/2026-04-17.md", AI_PAGE)
        self.write("pages/notes.md", "# Shopping\n")
        text = self.sheaf("import", "pages", code=1).stdout
        self.assertIn("2 papers", text)
        self.assertIn("notes.md", text)

    def test_several_files_are_read_and_one_that_fails_is_told(self):
        good = [self.write("2026-04-17.jsonl", lines_page(["2604.00001"])),
                self.write("2026-04-20.jsonl", lines_page(["2604.00003"]))]
        text = self.sheaf("import", good[0], "gone.md", good[1], code=2)
        self.assertIn("gone.md", text.stderr)
        self.assertIn("2026-04-20", text.stdout)

    def test_a_metadata_snapshot_goes_into_the_store(self):
        record = {"id": "0704.0001", "submitter": "A", "authors": "A. One and B. Two", "title": "Snap\n  shot",
                  "comments": None, "journal-ref": None, "doi": None, "report-no": None, "categories": "math.CO cs.CG",
                  "license": None, "abstract": "  We describe.\n", "update_date": "2008-12-13",
                  "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
                  "authors_parsed": [["One", "A.", ""], ["Two", "B.", ""]]}
        page = self.write("snapshot.json", [record])
        self.assertIn("1 new", self.sheaf("import", page).stdout)
        self.assertIn("1 unchanged", self.sheaf("import", page).stdout)
        found = self.json_lines(self.sheaf("search", "snap shot", "--json").stdout)
        self.assertEqual(found[0]["id"], "0704.0001")
        self.assertEqual(found[0]["title"], "Snap shot")


class MissedDays(cli_fixture.Sandbox):
    def test_days_that_were_missed_come_as_digests_of_their_own(self):
        today = date.today()
        days = [today - timedelta(days=back) for back in range(9, -1, -1)]
        weekdays = [day for day in days if day.weekday() < 5]
        feeds = self.home / "feeds"
        feeds.mkdir()
        for number, day in enumerate(days):
            papers = [cli_fixture.paper(number + 1, f"Paper of {day}")] if day in weekdays else []
            cli_fixture.write_feed(feeds, "cs.CL", papers, day=str(day))
        first, newest = weekdays[0], days[-1]
        replay = cli_fixture.Replay(feeds, "--day", str(newest))
        self.addCleanup(replay.stop)
        self.write("profile.json", '{"categories": ["cs.CL"]}')

        def digest(*words, feed_day, site=True, code=0):
            env = {"SHEAF_ARXIV_RSS_URL": f"{replay.url}/day/{feed_day}",
                   "SHEAF_ARXIV_API_URL": f"{replay.url}/api/query",
                   "SHEAF_ARXIV_SITE_URL": replay.url if site else "http://127.0.0.1:9"}
            return self.sheaf("digest", "--profile", "profile.json", "--vault", "vault", "--json", *words,
                              env=env, code=code)

        digest("--day", str(first), feed_day=first)
        made = self.json_lines(digest(feed_day=newest).stdout)
        self.assertEqual([one["day"] for one in made], sorted(one["day"] for one in made))
        missed = {one["day"]: one for one in made[:-1]}
        # Days that arXiv's calendar defers may be left out; no weekend may be in.
        self.assertLessEqual(set(missed), {str(day) for day in weekdays[1:]})
        self.assertGreaterEqual(len(missed), len(weekdays) - 4)
        for day, one in missed.items():
            self.assertEqual([entry["paper"]["title"] for entry in one["entries"]], [f"Paper of {day}"])
            self.assertEqual(one["sources"][0]["status"], "ok")
        for day in missed:
            self.assertTrue(list((self.home / "vault").rglob(f"*{day}*.md")), day)
        again = self.json_lines(digest(feed_day=newest).stdout)
        self.assertEqual([one["day"] for one in again], [made[-1]["day"]])


class Harvests(cli_fixture.Sandbox):
    """Two pages by OAI-PMH; the second can be made to fail."""

    def setUp(self):
        super().setUp()
        record = ('<record><header><identifier>oai:arXiv.org:2604.{0:05d}</identifier><datestamp>2026-04-17'
                  '</datestamp><setSpec>cs</setSpec></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">'
                  '<id>2604.{0:05d}</id><created>2026-04-16</created><authors><author><keyname>Doe</keyname>'
                  '<forenames>Jane</forenames></author></authors><title>Record {0}</title><categories>cs.CL'
                  '</categories><abstract>About {0}.</abstract></arXiv></metadata></record>')

        def page(numbers, token):
            return ('<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>'
                    '2026-04-18T00:00:00Z</responseDate><request>x</request><ListRecords>'
                    + "".join(record.format(n) for n in numbers)
                    + f'<resumptionToken>{token}</resumptionToken></ListRecords></OAI-PMH>').encode()

        test = self
        self.broken = False
        self.asked = []

        class Server(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                second = "resumptionToken=" in self.path
                test.asked.append(self.path)
                self.send_response(500 if second and test.broken else 200)
                self.end_headers()
                self.wfile.write(page([3], "") if second else page([1, 2], "next"))

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.env["SHEAF_ARXIV_OAI_URL"] = f"http://127.0.0.1:{server.server_port}/oai"
        self.profile = self.write("profile.json", '{"network": {"max_retries": 0}}')

    def harvest(self, *words, code=0):
        return self.sheaf("harvest", "cs", "--format", "arXiv", "--profile", self.profile, "--json", *words, code=code)

    def test_a_harvest_that_broke_goes_on_where_it_was(self):
        self.broken = True
        self.harvest(code=3)
        self.broken, self.asked[:] = False, []
        report = json.loads(self.harvest().stdout)
        self.assertTrue(report["resumed"])
        self.assertEqual((report["pages"], report["records"], report["added"]), (1, 1, 1))
        self.assertEqual(len(self.asked), 1)
        self.assertEqual(json.loads(self.sheaf("status", "--json").stdout)["store"]["papers"], 3)

    def test_the_terminal_says_what_came_and_whether_it_was_all(self):
        words = ("harvest", "cs", "--format", "arXiv", "--profile", self.profile)
        half = self.sheaf(*words, "--pages", "1").stdout
        self.assertIn("2 records   (2 new, 0 updated, 0 unchanged)", half)
        self.assertIn("not finished: the next run goes on here", half)
        rest = self.sheaf(*words).stdout
        self.assertIn("1 record   (1 new, 0 updated, 0 unchanged)", rest)
        self.assertNotIn("not finished", rest)
        whole = self.sheaf(*words, "--restart", "--from", "2026-01-01", "--pages", "5").stdout
        self.assertIn("3 records   (0 new, 0 updated, 3 unchanged)", whole)
        self.assertIn("from=2026-01-01", self.asked[-2])

    def test_the_next_harvest_asks_for_what_has_changed(self):
        self.assertEqual(json.loads(self.harvest().stdout)["added"], 3)
        self.asked.clear()
        report = json.loads(self.harvest().stdout)
        self.assertIn("from=2026-04-18", self.asked[0])
        self.assertEqual((report["added"], report["unchanged"]), (0, 3))


@unittest.skipUnless((SHARED / "corpus").is_dir(), "no recorded corpus below " + str(SHARED))
class Corpus(cli_fixture.Sandbox):
    def test_every_repeat_of_58_days_is_known_and_no_paper_is_kept_twice(self):
        pages = self.home / "corpus"
        pages.mkdir()
        truth, seen = {}, {}
        for path in sorted((SHARED / "corpus").glob("*.jsonl.gz")):
            text = gzip.decompress(path.read_bytes())
            (pages / path.stem).write_bytes(text)
            ids = {json.loads(line)["id"] for line in text.decode().splitlines() if line.strip()}
            day = path.name[:10]
            truth[day] = (ids, {one for one in ids if one in seen})
            for one in ids:
                seen.setdefault(one, day)
        done = self.sheaf("import", "corpus", timeout=600)
        told = {}
        for line in done.stdout.splitlines():
            if match := re.match(r"(\d{4}-\d\d-\d\d)  .*?  ([\d,]+) papers?(.*?)  \S+$", line):
                told[match[1]] = (int(match[2].replace(",", "")), match[3])
        self.assertEqual(sorted(told), sorted(truth))
        repeats = 0
        for day, (ids, known) in truth.items():
            count, rest = told[day]
            self.assertEqual(count, len(ids), day)
            if known == ids:
                repeats += 1
                self.assertIn("a repeat of", rest, day)
            elif known:
                self.assertIn(f"{len(known):,} of them known", rest, day)
            else:
                self.assertEqual(rest, "", day)
        weekend = [day for day in truth if date.fromisoformat(day).weekday() >= 5]
        print(f"{len(truth)} days, {repeats} of them repeats, {len(weekend)} weekend days, {len(seen)} papers",
              file=sys.stderr)
        self.assertGreater(repeats, 0)
        status = json.loads(self.sheaf("status", "--json").stdout)["store"]
        self.assertEqual(status["papers"], len(seen))
        self.assertEqual(status["announcements"], len(seen))


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
