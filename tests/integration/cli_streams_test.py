#!/usr/bin/env python3
"""JSON lines in, JSON lines out: `sheaf rank` and `sheaf summarize` in a pipeline.

  cli_streams_test.py SHEAF SHEAF-REPLAY [unittest options]
"""
import gzip
import json
import os
import subprocess
import sys
import unittest

from cli_fixture import BINARIES, Sandbox


class Streams(Sandbox):
    CANDIDATES = [
        {"id": "a", "title": "Cooking rice", "abstract": "About rice.", "authors": ["Jane Doe"]},
        {"id": "2401.10020v2", "title": "Speculative decoding", "abstract": "Draft tokens, verify them."},
        {"id": 7, "title": "A survey of decoding", "abstract": "A survey."}]

    def test_rank_writes_ids_as_given_best_first(self):
        path = self.write("c.jsonl", self.CANDIDATES)
        done = self.sheaf("rank", "--candidates", path, "--keywords", "decoding, draft", "--exclude", "survey")
        lines = self.json_lines(done.stdout)
        self.assertEqual([line["id"] for line in lines], ["2401.10020v2", "a", "7"])
        self.assertGreater(lines[0]["score"], lines[1]["score"])
        self.assertTrue(lines[0]["reason"])
        self.assertEqual(lines[2]["score"], -1)
        self.assertFalse((self.home / ".local").exists(), "nothing is stored")

    def test_rank_learns_from_a_library(self):
        library = [{"key": str(i), "title": "Rice and its cooking", "abstract": "Rice, water, heat."}
                   for i in range(3)]
        self.write("l.jsonl", library)
        text = "".join(json.dumps(one) + "\n" for one in self.CANDIDATES)
        done = self.sheaf("rank", "--library", "l.jsonl", "--candidates", "-", "--limit", 1, stdin=text)
        (line,) = self.json_lines(done.stdout)
        self.assertEqual(line["id"], "a")

    def test_rank_counts_like_rss_bot(self):
        path = self.write("c.jsonl", [{"id": "x", "title": "Draft tokens", "abstract": "draft and verify"}])
        words = ["rank", "--candidates", path, "--keywords", "draft,verify", "--scorer", "rss-bot"]
        self.assertEqual(json.loads(self.sheaf(*words).stdout)["score"], 2.5)

    def test_summarize_keeps_order_and_ids_over_many_chunks(self):
        papers = [{"id": i, "title": f"Paper {i}", "sentences": ["We study things.", "It works."]}
                  for i in range(4100)]
        done = self.sheaf("summarize", "--in", self.write("p.jsonl", papers))
        lines = self.json_lines(done.stdout)
        self.assertEqual([line["id"] for line in lines], list(range(4100)))
        self.assertTrue(all(len(line["labels"]) == 2 for line in lines))
        self.assertTrue(all(line["tldr"] and line["mindmap"] for line in lines))

    def test_an_abstract_is_as_good_as_sentences(self):
        text = json.dumps({"id": "x", "title": "T", "abstract": "We propose a method. It is 3.5 % better."})
        (line,) = self.json_lines(self.sheaf("summarize", "--in", "-", stdin=text).stdout)
        self.assertEqual(len(line["labels"]), len(line["sentences"]))
        self.assertEqual(self.sheaf("summarize", "--in", "-", stdin="").stdout, "")

    def test_a_bad_line_is_named(self):
        good = json.dumps({"id": "x", "title": "t", "abstract": "a"})
        for bad, reason in (("{", "not JSON"), ("[1]", "not a JSON object"), ('"x"', "not a JSON object"),
                            ('{"title": "t", "abstract": "a"}', 'has no "id"'),
                            ('{"id": "y", "title": "t"}', "neither"),
                            ('{"id": "y", "abstract": 3}', '"abstract" must be a string'),
                            ('{"id": "y", "sentences": [3]}', '"sentences" must be a list of strings')):
            self.write("p.jsonl", good + "\n\n" + bad + "\n")
            error = self.sheaf("summarize", "--in", "p.jsonl", code=2).stderr
            self.assertRegex(error, r"^sheaf: p\.jsonl:3: ", bad)
            self.assertIn(reason, error)
        self.assertIn("nowhere", self.sheaf("summarize", "--in", "nowhere", code=2).stderr)
        self.assertIn("directory", self.sheaf("summarize", "--in", ".", code=2).stderr)

    def test_compressed_input_is_recognized(self):
        (self.home / "p.gz").write_bytes(gzip.compress(b'{"id": "x"}\n'))
        self.assertIn("zcat", self.sheaf("summarize", "--in", "p.gz", code=2).stderr)

    def test_a_closed_pipe_ends_it_quietly(self):
        papers = [{"id": i, "title": "t", "abstract": "We do. It works. " * 20} for i in range(3000)]
        process = self.start("summarize", "--in", self.write("p.jsonl", papers))
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.stderr.read(), "")
        process.stderr.close()
        self.assertEqual(process.wait(30), 0)

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_a_full_device_is_told(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run(self.command("help"), stdout=full, stderr=subprocess.PIPE, text=True, env=self.env)
        self.assertEqual(done.returncode, 5)
        self.assertIn("standard output", done.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: cli_streams_test.py SHEAF SHEAF-REPLAY [unittest options]")
    BINARIES["sheaf"], BINARIES["replay"] = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
