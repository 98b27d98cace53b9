#!/usr/bin/env python3
"""The command line as its users meet it: the real `sheaf` against the real replay server.

  cli_test.py SHEAF SHEAF-REPLAY [unittest options]
"""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unittest
import xml.etree.ElementTree

from cli_fixture import BINARIES, DAY, Sandbox, load_schema, paper, problems

COMMANDS = ("digest fetch rank summarize export search status init doctor vault library feedback explain "
            "version help").split()


class Usage(Sandbox):
    def test_help_lists_every_command_and_exit_code(self):
        text = self.sheaf("help").stdout
        for word in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {word} ")
        for code in (0, 1, 2, 3, 4, 5, 6, 70, 130):
            self.assertRegex(text, rf"(?m)^  {code} ")

    def test_every_command_has_help_of_its_own(self):
        for word in COMMANDS:
            by_option, by_command = self.sheaf(word, "--help").stdout, self.sheaf("help", word).stdout
            self.assertTrue(by_option.startswith(f"usage: sheaf {word}"))
            self.assertEqual(by_option, by_command)
            self.assertTrue(all(len(line) <= 100 for line in by_option.splitlines()), word)

    def test_no_command_shows_the_overview(self):
        self.assertIn("usage: sheaf COMMAND", self.sheaf(code=2).stdout)

    def test_a_mistyped_word_is_told_with_the_nearest(self):
        for words, wanted in ((["digst"], "'digest'"), (["digest", "--profle", "x"], "'--profile'"),
                              (["export", "--format", "jsno"], "'json'"),
                              (["feedback", "2604.00001", "likd"], "'liked'")):
            done = self.sheaf(*words, code=2)
            self.assertEqual(done.stdout, "")
            self.assertRegex(done.stderr, rf"^sheaf: .*did you mean {wanted}")

    def test_wrong_usage_is_exit_code_2(self):
        for words in (["digest", "--day"], ["digest", "extra"], ["digest", "--sample=1"], ["search"],
                      ["search", "--limit", "many", "x"], ["export"], ["feedback", "x"], ["--json"],
                      ["rank", "--library", "x"], ["library", "import"], ["library", "clear", "x"],
                      ["library", "remove", "x", "--complete"], ["explain"], ["digest", "--sample", "--day", "yesterday"],
                      ["vault"], ["vault", "update", "x"], ["vault", "review", "take"],
                      ["vault", "review", "--dry-run"]):
            self.assertRegex(self.sheaf(*words, code=2).stderr, "^sheaf: .")

    def test_errors_are_an_object_with_json(self):
        done = self.sheaf("digest", "--json", code=2)
        (line,) = self.json_lines(done.stdout)
        self.assertEqual(line["error"]["status"], "SHEAF_E_INVALID")
        self.assertEqual("sheaf: " + line["error"]["message"] + "\n", done.stderr)
        self.assertEqual(line["error"]["http_status"], 0)

    def test_version_tells_of_command_and_library(self):
        self.assertRegex(self.sheaf("version").stdout, r"^sheaf \d+\.\d+\.\d+ \(libsheaf \d+\.")
        self.assertEqual(self.sheaf("--version").stdout, self.sheaf("version").stdout)
        self.assertIn("abi", json.loads(self.sheaf("version", "--json").stdout))


class Profiles(Sandbox):
    def test_without_a_profile_the_way_to_one_is_told(self):
        error = self.sheaf("digest", code=2).stderr
        self.assertIn(f"no profile at {self.home}/.config/sheaf/profile.json: run 'sheaf init'", error)

    def test_init_writes_a_profile_and_keeps_one_that_is_there(self):
        self.sheaf("init", "--categories", "cs.CL, stat.ML", "--keywords", "agents")
        path = self.home / ".config/sheaf/profile.json"
        text = path.read_text()
        self.assertIn('"cs.CL"', text)
        self.assertIn('"agents"', text)
        self.assertIn("--force", self.sheaf("init", "--categories", "cs.CV", code=2).stderr)
        self.assertEqual(path.read_text(), text)
        self.sheaf("init", "--categories", "cs.CV", "--force")
        self.assertIn('"cs.CV"', path.read_text())

    def test_what_init_writes_fits_the_schema(self):
        self.sheaf("init", "--categories", "cs.CL", "--keywords", "agents", "--profile", "p.json")
        text = re.sub(r"(?m)^((?:[^\"/]|\"[^\"]*\")*)//.*$", r"\1", (self.home / "p.json").read_text())
        self.assertEqual(list(problems(load_schema("profile.schema.json"), json.loads(text))), [])

    def test_init_does_not_write_a_category_that_does_not_exist(self):
        error = self.sheaf("init", "--categories", "cs.CV,cs.CLL", code=2).stderr
        self.assertRegex(error, r"--categories.*\"cs\.CLL\" is not an arXiv category.*did you mean cs\.CL")
        self.assertFalse((self.home / ".config").exists())

    def test_init_lists_the_categories(self):
        text = self.sheaf("init", "--categories").stdout
        self.assertRegex(text, r"(?m)^cs\.CL +Computation and Language$")
        self.assertEqual(text, self.sheaf("init", "--list-categories").stdout)

    def test_a_wrong_key_is_told_with_file_and_line(self):
        path = self.write("mine.json", '{\n  "categories": ["cs.CL"],\n  "keyword": ["x"]\n}\n')
        done = self.sheaf("digest", "--profile", path, code=2)
        self.assertRegex(done.stderr, r"^sheaf: \S*mine\.json:3: keyword: .*did you mean \"keywords\"")
        broken = self.write("broken.json", '{\n  "categories": [,]\n}\n')
        self.assertRegex(self.sheaf("digest", "--profile", broken, code=2).stderr, r"broken\.json:2:")

    def test_the_environment_names_profile_and_store(self):
        self.write("here.json", '{"scorer": "best"}')
        error = self.sheaf("digest", code=2, env={"SHEAF_PROFILE": "here.json"}).stderr
        self.assertRegex(error, r"here\.json:1: scorer: ")
        self.sheaf("status", env={"SHEAF_STORE": "deep/down/my.db"})
        self.assertTrue((self.home / "deep/down/my.db").exists())
        self.sheaf("status", env={"XDG_DATA_HOME": "not/absolute"})
        self.assertTrue((self.home / ".local/share/sheaf/sheaf.db").exists())


class Sample(Sandbox):
    def test_works_without_profile_and_network_and_says_what_it_is(self):
        done = self.sheaf("digest", "--sample")
        self.assertIn("SAMPLE", done.stdout.splitlines()[0])
        self.assertEqual(done.stderr, "")
        out = self.home / "sheaf-sample"
        self.assertTrue(list((out / "vault").rglob("*.md")))
        self.assertIn("@", (out / "references.bib").read_text())
        self.assertIs(json.loads((out / "digest.json").read_text())["sample"], True)

    def test_the_second_run_writes_nothing_and_says_so_in_one_line(self):
        self.sheaf("digest", "--sample", "--day", DAY)
        files = {p: p.stat().st_mtime_ns for p in (self.home / "sheaf-sample").rglob("*") if p.is_file()}
        self.assertTrue(files)
        again = self.sheaf("digest", "--sample", "--day", DAY).stdout
        self.assertEqual(len(again.splitlines()), 1, again)
        self.assertIn("nothing new, nothing written", again)
        after = {p: p.stat().st_mtime_ns for p in (self.home / "sheaf-sample").rglob("*") if p.is_file()}
        self.assertEqual(files, after)

    def test_json_is_one_digest_that_fits_the_schema(self):
        done = self.sheaf("digest", "--sample", "--json")
        (digest,) = self.json_lines(done.stdout)
        self.assertEqual(list(problems(load_schema("digest.schema.json"), digest)), [])
        self.assertTrue(digest["entries"])

    def test_out_and_vault_say_where(self):
        self.sheaf("digest", "--sample", "--vault", "notes")
        self.assertTrue(list((self.home / "notes").rglob("*.md")))
        self.assertFalse((self.home / "sheaf-sample").exists())
        self.sheaf("digest", "--sample", "--vault", "notes2", "--out", "rest")
        self.assertEqual(sorted(p.name for p in (self.home / "rest").iterdir()),
                         ["digest.json", "references.bib"])

    def test_a_dry_run_names_each_file_and_writes_none(self):
        text = self.sheaf("digest", "--sample", "--vault", "notes", "--dry-run").stdout
        self.assertIn("nothing was written", text.splitlines()[0])
        self.assertRegex(text, r"(?m)^  created +Papers/.+\.md$")
        self.assertFalse((self.home / "notes").exists())
        done = self.sheaf("digest", "--sample", "--out", "rest", "--dry-run", "--json")
        (told,) = self.json_lines(done.stdout)
        self.assertEqual({file["outcome"] for file in told["reports"]["bibtex"]}, {"created"})
        self.assertFalse((self.home / "rest").exists())

    def test_what_the_readers_text_kept_out_can_be_listed_and_taken(self):
        write = ["digest", "--sample", "--vault", "notes", "--day"]
        self.sheaf(*write, DAY)
        note = sorted((self.home / "notes" / "Papers").glob("*.md"))[0]
        text = note.read_text()
        note.write_text(re.sub(r"(?m)^announced: .*$", "announced: 1999-01-01", text))
        self.sheaf(*write, "2026-04-20")
        (review,) = json.loads(self.sheaf("vault", "review", "--json").stdout)["reviews"]
        self.assertEqual((review["block"], review["fresh"]), ("announced", "announced: 2026-04-20"))
        self.assertIn("- announced: 1999-01-01", self.sheaf("vault", "review", "--vault", "notes").stdout)
        done = self.sheaf("vault", "review", "take", review["key"], "announced")
        self.assertIn("1 change taken", done.stdout)
        self.assertIn("announced: 2026-04-20", note.read_text())
        self.assertIn("nothing waits", self.sheaf("vault", "review").stdout)
        self.assertRegex(self.sheaf("vault", "review", "drop", review["key"], code=2).stderr, "nothing waits")

    def test_a_path_below_a_file_cannot_be_written(self):
        self.write("plain", "a file\n")
        for words in (["--out", "plain/out"], ["--vault", "plain/vault"]):
            done = self.sheaf("digest", "--sample", *words, code=5)
            self.assertRegex(done.stderr, r"^sheaf: .*plain")
        self.assertEqual((self.home / "plain").read_text(), "a file\n")


class Digest(Sandbox):
    PAPERS = [paper(1, "Faster Language Models"), paper(2, "大规模语言模型的检索增强生成" * 8, "cross"),
              paper(3, "A Study of Sparse Attention", "replace")]

    def serve(self, **feeds):
        named = {name.replace("_", "."): papers for name, papers in feeds.items()}
        return self.replay(named or {"cs.CL": self.PAPERS})

    def test_a_day_is_fetched_ranked_and_written(self):
        self.serve()
        self.write_profile()
        lines = self.sheaf("digest", "--day", DAY, "--out", "out").stdout.splitlines()
        self.assertEqual(lines[0], "cs.CL · Friday 17 April 2026")
        self.assertRegex(lines[1], r"^  fetch +3 papers +\(1 new, 1 cross-listed, 1 replaced\)$")
        self.assertIn("Faster Language Models", "\n".join(lines))
        digest = json.loads((self.home / "out/digest.json").read_text())
        self.assertEqual(list(problems(load_schema("digest.schema.json"), digest)), [])
        self.assertEqual(digest["entries"][0]["paper"]["id"], "2604.00001")
        again = self.sheaf("digest", "--day", DAY, "--out", "out").stdout
        self.assertEqual(again, "cs.CL · Friday 17 April 2026: nothing new, nothing written\n")

    def test_a_failed_source_is_told_and_is_exit_code_1(self):
        self.serve(cs_CL=self.PAPERS, cs_AI=[paper(4, "Agents")]).fail("404,path=cs.AI,times=0")
        self.write_profile(categories=["cs.CL", "cs.AI"])
        done = self.sheaf("digest", "--day", DAY, code=1)
        self.assertRegex(done.stdout, r"(?m)^  ! arxiv:cs\.AI: failed \(.+\)$")
        self.assertIn("Faster Language Models", done.stdout)

    def test_when_nothing_can_be_fetched_the_exit_code_is_3(self):
        self.write_profile()
        error = self.sheaf("digest", "--day", DAY, "--json", code=3)
        (line,) = self.json_lines(error.stdout)
        self.assertEqual(line["error"]["status"], "SHEAF_E_NETWORK")
        self.assertFalse((self.home / "sheaf-out").exists())

    def test_a_server_that_asks_to_wait_is_exit_code_6(self):
        server = self.serve()
        for path in ("/rss", "/catchup"):
            server.fail(f"429,path={path},times=0,retry-after=3600")
        self.write_profile()
        done = self.sheaf("digest", "--day", DAY, "--json", code=6)
        (line,) = self.json_lines(done.stdout)
        self.assertEqual(line["error"]["status"], "SHEAF_E_RATE_LIMIT")

    def test_an_empty_day_is_no_failure(self):
        self.serve(cs_CL=self.PAPERS, cs_CV=[])
        self.write_profile(categories=["cs.CV"])
        text = self.sheaf("digest", "--day", DAY).stdout
        self.assertIn("arxiv:cs.CV: empty (no announcement)", text)
        self.assertIn("nothing announced", text)

    def test_fetch_alone_feeds_an_offline_digest(self):
        self.serve()
        self.write_profile()
        fetched = json.loads(self.sheaf("fetch", "--day", DAY, "--json").stdout)
        self.assertEqual((fetched["day"], fetched["announced"]["new"]), (DAY, 1))
        self.env["SHEAF_ARXIV_RSS_URL"] = "http://127.0.0.1:9"
        digest = json.loads(self.sheaf("digest", "--offline", "--json").stdout)
        self.assertEqual(len(digest["entries"]), 3)

    def test_what_is_stored_can_be_asked_for(self):
        self.serve()
        self.write_profile()
        self.assertIn("sheaf digest", self.sheaf("export", "--format", "json", code=2).stderr)
        digest = json.loads(self.sheaf("digest", "--day", DAY, "--json").stdout)
        self.assertEqual(json.loads(self.sheaf("export", "--format", "json").stdout), digest)
        self.assertEqual([e["paper"]["id"] for e in digest["entries"]],
                         [line["id"] for line in self.json_lines(self.sheaf("rank", "--json").stdout)])
        self.assertIn("Faster Language Models", self.sheaf("rank").stdout)
        self.assertIn("Faster Language Models", self.sheaf("summarize").stdout)
        found = self.json_lines(self.sheaf("search", "sparse", "attention", "--json").stdout)
        self.assertEqual([one["id"] for one in found], ["2604.00003"])
        status = json.loads(self.sheaf("status", "--json").stdout)
        self.assertEqual((status["store"]["papers"], status["latest"]["day"]), (3, DAY))
        self.assertIn("cs.CL: ok", self.sheaf("status").stdout)

    def test_exports_go_to_files_and_a_bibliography_is_merged(self):
        self.serve()
        self.write_profile()
        self.sheaf("digest", "--day", DAY)
        self.write("mine.bib", "@book{knuth1984, title = {The TeXbook}}\n")
        self.sheaf("export", "--format", "bibtex", "--output", "mine.bib")
        text = (self.home / "mine.bib").read_text()
        self.assertIn("knuth1984", text)
        self.assertIn("2604.00001", text)
        self.sheaf("export", "--format", "markdown", "--output", "deep/day.md")
        self.assertIn("Faster Language Models", (self.home / "deep/day.md").read_text())
        self.sheaf("export", "--format", "json", "--output", "mine.bib/x.json", code=5)

    def test_pages_and_feeds_are_exported_and_a_week_is_brought_up_to_date(self):
        self.serve()
        self.write_profile()
        self.sheaf("digest", "--day", DAY)
        self.sheaf("export", "--format", "atom", "--days", "7", "--url", "https://feeds.example/a", "--output", "feed.xml")
        feed = xml.etree.ElementTree.parse(self.home / "feed.xml").getroot()
        self.assertEqual(len(feed.findall("{http://www.w3.org/2005/Atom}entry")), 3)
        self.sheaf("export", "--format", "docusaurus-mindmap", "--output", "week.md")
        page = (self.home / "week.md").read_text()
        self.assertIn(f"## {DAY}\n", page)
        self.sheaf("export", "--format", "docusaurus-mindmap", "--output", "week.md")
        self.assertEqual((self.home / "week.md").read_text(), page)
        diary = self.write("diary.md", "# My diary\n")
        done = self.sheaf("export", "--format", "docusaurus-mindmap", "--output", diary, code=2)
        self.assertIn("no weekly page", done.stderr)
        self.assertEqual(diary.read_text(), "# My diary\n")
        for wrong in (["--format", "bibtex", "--days", "3"], ["--format", "json", "--topic", "x"],
                      ["--format", "daily-table", "--url", "https://x.example"]):
            self.assertIn("is for", self.sheaf("export", *wrong, code=2).stderr)

    def test_a_file_that_is_no_store_is_exit_code_4(self):
        self.write_profile()
        store = self.write("novel.db", "It was a dark and stormy night. " * 50)
        done = self.sheaf("digest", "--store", store, code=4)
        self.assertIn("novel.db", done.stderr)
        self.assertIn("dark and stormy", store.read_text())

    def test_doctor_tells_what_is_wrong(self):
        checks = json.loads(self.sheaf("doctor", "--json", code=1).stdout)["checks"]
        states = {check["name"]: check["state"] for check in checks}
        self.assertEqual((states["profile"], states["store"], states["arXiv feed"]), ("fail", "ok", "fail"))
        self.assertIn("sheaf init", next(c["remedy"] for c in checks if c["name"] == "profile"))

    def test_progress_comes_as_json_lines_when_asked_for(self):
        self.serve()
        self.write_profile()
        done = self.sheaf("digest", "--day", DAY, "--json", "--progress")
        self.assertEqual(len(self.json_lines(done.stdout)), 1)
        for line in self.json_lines(done.stderr):
            self.assertEqual(set(line["progress"]), {"stage", "done", "total", "waiting_ms"})

    def test_feedback_and_library_reach_the_store(self):
        self.serve()
        self.write_profile()
        self.sheaf("digest", "--day", DAY)
        self.sheaf("feedback", "2604.00001", "liked")
        items = [{"key": f"K{i}", "title": f"Paper {i}", "abstract": "words"} for i in range(1500)]
        path = self.write("library.jsonl", items)
        first = json.loads(self.sheaf("library", "import", path, "--json").stdout)
        self.assertEqual((first["added"], first["total"]), (1500, 1500))
        again = json.loads(self.sheaf("library", "import", "-", "--json", stdin=json.dumps(items)).stdout)
        self.assertEqual((again["added"], again["unchanged"]), (0, 1500))
        bad = self.write("bad.jsonl", '{"key": "a", "title": "t"}\n\n{"title": "no key"}\n')
        self.assertIn("bad.jsonl:3: has no \"key\"", self.sheaf("library", "import", bad, code=1).stderr)


class Interrupts(Sandbox):
    def stalled(self):
        server = self.replay({"cs.CL": [paper(1, "A Paper")]})
        for path in ("/rss", "/catchup"):
            server.fail(f"stall,path={path},times=0,ms=30000")
        self.write_profile()
        process = self.start("digest", "--day", DAY, "--json")
        deadline = time.monotonic() + 20
        while not server.requests() and time.monotonic() < deadline:
            time.sleep(0.05)
        return process

    def finish(self, process, most):
        started = time.monotonic()
        out, err = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - started, most)
        return out, err

    def test_interrupt_and_terminate_end_it_soon(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.stalled()
            process.send_signal(number)
            out, err = self.finish(process, 5)
            self.assertEqual(process.returncode, 130)
            self.assertEqual(err, "sheaf: interrupted\n")
            self.assertEqual(json.loads(out)["error"]["status"], "SHEAF_E_CANCELLED")

    def test_a_reader_that_waits_for_input_is_interrupted_too(self):
        process = self.start("summarize", "--in", "-", stdin=subprocess.PIPE)
        process.stdin.write(json.dumps({"id": "1", "title": "t", "abstract": "a"}) + "\n")
        process.stdin.flush()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(10), 130)
        process.communicate()

    def test_the_second_interrupt_ends_it_at_once(self):
        process = self.stalled()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        self.finish(process, 5)
        self.assertEqual(process.returncode, 130)


class TerminalOutput(Sandbox):
    """What reaches a real (pseudo) terminal."""

    def on_terminal(self, *words, columns=70, **env):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen(self.command(*words), stdin=follower, stdout=follower, stderr=follower,
                                   cwd=self.home, env={**self.env, "TERM": "xterm", **env})
        os.close(follower)
        output = b""
        while select.select([leader], [], [], 30)[0]:
            try:
                block = os.read(leader, 65536)
            except OSError:  # how Linux tells that the other side closed
                break
            if not block:
                break
            output += block
        os.close(leader)
        process.wait(10)
        return output.decode().replace("\r\n", "\n")

    def columns_of(self, line):
        wide = r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
        return len(line) + len(re.findall(wide, line))

    def test_tables_fit_the_terminal_and_hostile_titles_do_nothing(self):
        hostile = "Evil \u009b31m title \u202e\u0085 with %s and \u001b" .replace("\u001b", "") + "x" * 90
        self.replay({"cs.CL": [paper(1, hostile), paper(2, "大规模语言模型的检索增强生成方法" * 6), paper(3, "Short")]})
        self.write_profile()
        text = self.on_terminal("digest", "--day", DAY)
        shown = re.sub(r"\r\x1b\[K[^\n]*?\r\x1b\[K|\r\x1b\[K", "", text)
        plain = re.sub(r"\x1b\[(0|1|2|31|32|33)m", "", shown)
        self.assertNotRegex(plain, r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
        rows = [line for line in plain.splitlines() if re.search(r"2604\.0000\d$", line)]
        self.assertEqual(len(rows), 3)
        self.assertTrue(all(self.columns_of(row) <= 70 for row in rows), rows)
        self.assertEqual(len({self.columns_of(row) for row in rows}), 1, rows)

    def test_titles_are_told_without_their_tex(self):
        self.replay({"cs.CL": [paper(1, r"Gau{\ss} and $\ell_1$ over $\bar P_5$-free graphs")]})
        self.write_profile()
        self.assertIn("Gauß and ℓ₁ over P̄₅-free graphs", self.on_terminal("digest", "--day", DAY))
        self.assertIn("Gauß and ℓ₁", self.sheaf("search", "graphs").stdout)

    def test_colours_are_off_when_asked(self):
        self.assertIn("\x1b[1m", self.on_terminal("digest", "--sample"))
        self.assertNotIn("\x1b[1m", self.on_terminal("digest", "--sample", "--out", "b", NO_COLOR="1"))
        self.assertNotIn("\x1b[1m", self.on_terminal("digest", "--sample", "--out", "c", TERM="dumb"))
        self.assertNotIn("\x1b", self.sheaf("digest", "--sample", "--out", "d").stdout)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: cli_test.py SHEAF SHEAF-REPLAY [unittest options]")
    BINARIES["sheaf"], BINARIES["replay"] = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
