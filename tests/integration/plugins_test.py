#!/usr/bin/env python3
"""Plugins on the command line: in a digest against servers on a loopback address, added, tested and run.

  plugins_test.py SHEAF SHEAF_REPLAY
"""
import json
import sys
import threading
import unittest
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cli_fixture
from cli_fixture import DAY, Sandbox, paper

FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Lab",
        "items": [{"id": "1", "url": "https://lab.example/1", "title": "Sorting sand", "content_text": "We sort sand."}]}
ANSWER = {"tldr": "Tokens are drafted.", "explained": "A small model drafts and a large one verifies.",
          "second_tldr": "Token werden entworfen.", "question": "What is drafted?"}


class Pages:
    """A JSON Feed, a redirect away from the host, and a chat server; it counts what it is asked."""

    def __init__(self):
        owner = self
        self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                owner.asked.append(self.path)
                if self.path == "/away":
                    self.send_response(302)
                    self.send_header("Location", f"http://localhost:{owner.port}/feed.json")
                    self.end_headers()
                else:
                    self.give(json.dumps(FEED))

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                owner.asked.append(self.path)
                message = {"role": "assistant", "content": json.dumps(ANSWER)}
                self.give(json.dumps({"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}))

            def give(self, text):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Plugins(Sandbox):
    def setUp(self):
        super().setUp()
        self.pages = Pages()
        self.addCleanup(self.pages.stop)
        self.base = f"http://127.0.0.1:{self.pages.port}"
        self.replay({"cs.CL": [paper(1, "Drafting tokens"), paper(2, "Cooking rice", abstract="We cook rice.")]})

    def digest(self, code, **profile):
        self.write_profile(scorer="keywords", min_score=-100, complete_from_api=False, **profile)
        self.sheaf("digest", "--day", DAY, "--json", code=code)
        return json.loads(self.sheaf("export", "--format", "json").stdout)

    def statuses(self, digest):
        return {one["name"]: one for one in digest["sources"]}

    def test_every_kind_takes_part_in_a_digest(self):
        digest = self.digest(0, plugins=[
            {"name": "json-feed", "label": "lab", "options": {"url": self.base + "/feed.json"}},
            {"name": "not-my-field", "options": {"words": {"rice": -5}}},
            {"name": "email", "output": str(self.home / "mail"), "options": {"to": "me@example.org"}}])
        titles = {entry["paper"]["title"]: entry for entry in digest["entries"]}
        self.assertEqual(set(titles), {"Drafting tokens", "Cooking rice", "Sorting sand"})
        self.assertIn("not my field: rice (not-my-field) -5", titles["Cooking rice"]["score"]["reason"])
        self.assertEqual({one["status"] for one in digest["sources"]}, {"ok"})
        mail = message_from_string((self.home / "mail" / f"papers-{DAY}.eml").read_text(), policy=policy.default)
        self.assertEqual([part.get_content_type() for part in mail.iter_parts()], ["text/plain", "text/html"])
        self.assertIn("Sorting sand", mail.get_body(("plain",)).get_content())

    def test_a_summarizer_asks_the_model_once_and_keeps_the_answer(self):
        profile = {"plugins": ["bilingual-tutor"], "summary": {"second_language": "de"},
                   "llm": {"base_url": self.base + "/v1", "model": "small", "min_grounding": 0}}
        digest = self.digest(0, **profile)
        summary = digest["entries"][0]["summary"]
        self.assertEqual((summary["tldr"], summary["second"]["tldr"]), (ANSWER["tldr"], ANSWER["second_tldr"]))
        self.assertIn("To think about", summary["text"])
        asked = len(self.pages.asked)
        self.assertEqual(asked, 2)
        self.digest(0, **profile)
        self.assertEqual(len(self.pages.asked), asked)

    def test_bad_plugins_fail_by_name_and_the_papers_stay(self):
        self.write("bad/manifest.json", '{"contract": 1, "name": "bad", "version": "1", "kind": "scorer"}')
        self.write("bad/main.js", "exports.score = function (input) {\n  return input.nothing.at.all;\n};\n")
        digest = self.digest(1, plugins=[{"path": str(self.home / "bad")}, "nowhere",
                                         {"name": "json-feed", "options": {"url": self.base + "/away"}}])
        self.assertEqual(len(digest["entries"]), 2)
        statuses = self.statuses(digest)
        self.assertIn("main.js:2: TypeError", statuses["plugin:bad"]["detail"])
        self.assertIn('there is no plugin "nowhere"', statuses["plugin:nowhere"]["detail"])
        self.assertIn("not among the hosts", statuses["plugin:json-feed"]["detail"])
        self.assertEqual(self.pages.asked, ["/away"])

    def test_a_plugin_is_added_listed_tested_and_run(self):
        self.write("mine/manifest.json", '{"contract": 1, "name": "mine", "version": "1", "kind": "exporter", "description": "Titles"}')
        self.write("mine/main.js", "exports.export = function (input) { return {files: [{path: 'titles.txt', text: "
                                   "input.digest.entries.map(function (e) { return e.paper.title; }).join('\\n')}]}; };\n")
        self.write("mine/tests.json", json.dumps([{"name": "one file", "input": {"digest": {"day": DAY, "profile": "p", "entries": []}},
                                                   "expect": {"files": [{"path": "titles.txt"}]}},
                                                  {"name": "wrong", "input": {"digest": {"day": DAY, "profile": "p", "entries": []}},
                                                   "expect": {"files": []}}]))
        self.digest(0)
        self.assertIn("Titles", self.sheaf("plugin", "add", "./mine").stdout)
        self.assertIn("mine", self.sheaf("plugin", "list").stdout)
        tests = self.sheaf("plugin", "test", "mine", code=1).stdout
        self.assertIn("ok      one file", tests)
        self.assertIn("FAILED  wrong", tests)
        self.sheaf("plugin", "run", "mine", "--output", "out")
        self.assertIn("Cooking rice", (self.home / "out" / "titles.txt").read_text())
        self.assertIn("is the name of a bundled plugin", self.refused_add())

    def test_a_plugin_that_fails_by_itself_has_an_exit_code_of_its_own(self):
        self.write("bad/manifest.json", '{"contract": 1, "name": "bad", "version": "1", "kind": "scorer"}')
        self.write("bad/main.js", "exports.score = function (input) {\n  while (true) {}\n};\n")
        self.digest(0)
        self.assertIn("stopped after 2000 ms", self.sheaf("plugin", "run", "./bad", code=7).stderr)
        self.write("bad/main.js", "exports.score = function (input) {\n  return input.no.thing;\n};\n")
        self.assertIn("main.js:2: TypeError", self.sheaf("plugin", "run", "./bad", code=7).stderr)
        self.assertIn("there is no plugin", self.sheaf("plugin", "run", "nowhere", code=2).stderr)

    def test_explain_rank_and_doctor_know_the_plugins(self):
        rice = {"name": "not-my-field", "options": {"words": {"rice": -5}}}
        self.digest(0, plugins=[rice])
        self.assertIn("not my field: rice (not-my-field) -5", self.sheaf("explain", "2604.00002").stdout)
        checks = json.loads(self.sheaf("doctor", "--json").stdout)["checks"]
        self.assertEqual([(one["state"], one["detail"]) for one in checks if one["name"] == "plugins"], [("ok", "not-my-field")])
        self.write("candidates.jsonl", json.dumps({"id": "a", "title": "Rice"}) + "\n" + json.dumps({"id": "b", "title": "Tea"}) + "\n")
        profile = self.write_profile(scorer="keywords", plugins=[rice, "nowhere"])
        ranked = self.sheaf("rank", "--candidates", "candidates.jsonl", "--profile", str(profile))
        self.assertEqual([json.loads(line)["id"] for line in ranked.stdout.splitlines()], ["b", "a"])
        self.assertIn("plugin:nowhere", ranked.stderr)

    def test_the_profile_to_start_from_tells_of_plugins(self):
        self.sheaf("init", "--profile", "new.json")
        self.assertIn("sheaf plugin list", (self.home / "new.json").read_text())

    def refused_add(self):
        self.write("fake/manifest.json", '{"contract": 1, "name": "dblp", "version": "1", "kind": "scorer"}')
        self.write("fake/main.js", "exports.score = function () { return []; };\n")
        return self.sheaf("plugin", "add", "./fake", code=2).stderr


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=2)
