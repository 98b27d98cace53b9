#!/usr/bin/env python3
"""'sheaf jobs': the library's ops as JSON lines, as a bridge uses them.

  jobs_test.py SHEAF REPLAY
"""
import json
import subprocess
import sys
import unittest

from cli_fixture import BINARIES, Sandbox

PAPER = {"id": "2604.00001", "title": "Boats", "abstract": "Boats are slow. We present a faster boat."}


class Jobs(Sandbox):
    def open(self):
        process = self.start("jobs", stdin=subprocess.PIPE)
        self.addCleanup(lambda: (process.kill(), process.wait(), process.stdin.close(),
                                 process.stdout.close(), process.stderr.close()))
        self.assertEqual(set(json.loads(process.stdout.readline())), {"sheaf", "abi"})
        return process

    def say(self, process, **request):
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()

    def hear(self, process, wanted):
        """Answers until each id of `wanted` has its result or error; progress is checked by the way."""
        ends = {}
        while set(ends) != set(wanted):
            line = json.loads(process.stdout.readline())
            if "progress" in line:
                self.assertEqual(set(line["progress"]), {"stage", "done", "total", "waiting_ms"})
                self.assertNotIn(line["id"], ends, "progress after the end")
                continue
            ends[line["id"]] = line
        return ends

    def test_jobs_run_side_by_side_and_answer_by_id(self):
        process = self.open()
        self.say(process, id=1, op="summarize", args={"papers": [PAPER]})
        self.say(process, id="two", op="rank", args={"candidates": [PAPER], "keywords": ["boat"]})
        ends = self.hear(process, [1, "two"])
        self.assertEqual(ends[1]["result"]["summaries"][0]["id"], PAPER["id"])
        self.assertEqual(ends["two"]["result"]["scores"][0]["id"], PAPER["id"])
        process.stdin.close()
        self.assertEqual(process.wait(20), 0)

    def test_wrong_requests_are_answered_and_the_next_ones_served(self):
        process = self.open()
        process.stdin.write("not json\n[1]\n\n{\"id\": 5}\n")
        self.say(process, id=6, op="no-such-op")
        self.say(process, id=7, op="rank", args={"candidates": 3})
        answers = [json.loads(process.stdout.readline()) for _ in range(5)]
        self.assertTrue(all("error" in answer for answer in answers), answers)
        self.assertIn("no-such-op", json.dumps(answers))
        self.assertIn("candidates", json.dumps(answers))
        self.say(process, id=8, op="summarize", args={"papers": [PAPER]})
        self.assertIn("result", self.hear(process, [8])[8])

    def test_a_cancelled_job_says_so(self):
        server = self.silent_server()
        self.write_profile()
        process = self.open()
        profile = {"categories": ["cs.CL"], "network": {"max_retries": 0},
                   "endpoints": {"arxiv_rss": server, "arxiv_api": server, "arxiv_site": server}}
        self.say(process, id=1, op="digest", args={"profile": profile})
        self.say(process, id=1, cancel=True)
        self.assertEqual(self.hear(process, [1])[1]["error"]["status"], "SHEAF_E_CANCELLED")

    def test_the_end_of_input_finishes_what_runs(self):
        line = json.dumps({"id": 1, "op": "summarize", "args": {"papers": [PAPER] * 50}})
        done = self.sheaf("jobs", stdin=line)  # without a final line feed
        last = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(len(last["result"]["summaries"]), 50)

    def test_a_host_that_is_gone_ends_it(self):
        process = self.open()
        process.stdout.close()
        self.assertEqual(process.wait(20), 0)

    def test_the_ops_are_listed(self):
        self.assertIn("digest", self.sheaf("jobs", "--list").stdout)

    def silent_server(self):
        """A port that takes connections and never answers."""
        import socket
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        self.addCleanup(listener.close)
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


if __name__ == "__main__":
    BINARIES["sheaf"], BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=1)
