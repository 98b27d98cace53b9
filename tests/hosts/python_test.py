#!/usr/bin/env python3
"""core/examples/sheaf.py on a replayed day: digests as objects, jobs waited for, iterated and awaited,
exceptions, closing.

  python_test.py EXAMPLES LIBSHEAF REPLAY
"""
import asyncio
import gc
import os
import pathlib
import sys
import tempfile
import threading
import time
import unittest

from replayed_day import TEA, day

EXAMPLES, LIBRARY, REPLAY = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
sys.path.insert(0, EXAMPLES)
import sheaf as module  # noqa: E402
from sheaf import Cancelled, InvalidArgument, NetworkProblem, NotFound, Sheaf, SheafError  # noqa: E402

PROFILE = {"categories": ["cs.CL"], "keywords": ["tea"], "network": {"max_retries": 0}}
MANY = [{"id": f"2604.{i:05d}", "title": f"Boat {i}", "abstract": "Boats are loud. We present a quiet boat. " * 8}
        for i in range(3000)]


class Module(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.day = day(REPLAY, cls.folder.name)
        os.environ.update(cls.day.__enter__())
        os.environ["SHEAF_LIBRARY"] = LIBRARY

    @classmethod
    def tearDownClass(cls):
        cls.day.__exit__(None, None, None)
        cls.folder.cleanup()

    def setUp(self):
        self.sheaf = Sheaf()
        self.addCleanup(self.sheaf.close)

    def test_a_digest_is_a_sequence_of_entries_best_first(self):
        heard = []
        today = self.sheaf.digest(PROFILE, on_progress=heard.append)
        self.assertEqual(len(today), 2)
        self.assertEqual([entry.paper.title for entry in today], ["On Tea", "Retrieval for Language Models"])
        best = today[0]
        self.assertEqual(best.summary.tldr, TEA)
        self.assertGreater(best.score, today[1].score)
        self.assertIn("tea", best.reason)
        self.assertEqual(best.announced, "new")
        self.assertEqual(best.paper.authors, ["Ada Lovelace", "Li Wei"])
        self.assertEqual(today.day, "2026-04-17")
        self.assertFalse(today.is_sample)
        self.assertEqual(today.sources[0].name, "arxiv:cs.CL")
        self.assertIn("summarize", {progress.stage for progress in heard})
        self.assertIn("@", self.sheaf.bibtex(today))
        self.assertIsNone(best.paper.no_such_member)

    def test_papers_are_ranked_summarized_searched_and_told_of(self):
        papers = [{"id": "2604.00001", "title": "On Coffee", "abstract": "We brew."},
                  {"id": "2604.00002", "title": "On Tea", "abstract": TEA}]
        self.assertEqual(self.sheaf.rank(papers, keywords=["tea"])[0].id, "2604.00002")
        self.assertEqual(self.sheaf.summarize(papers)[1].tldr, TEA)
        self.sheaf.run("store_put", papers=papers)
        self.assertEqual([paper.id for paper in self.sheaf.search("coffee")], ["2604.00001"])
        self.sheaf.feedback("2604.00001", "liked")
        with self.assertRaises(InvalidArgument):
            self.sheaf.feedback("2604.00001", "adored")

    def test_a_job_tells_its_progress_while_it_runs(self):
        job = self.sheaf.start("summarize", papers=MANY)
        seen = list(job)
        self.assertTrue(job.done())
        self.assertEqual(seen[-1].total, len(MANY))
        self.assertTrue(0 < seen[-1].done <= seen[-1].total)
        self.assertEqual(len(job.result()["summaries"]), len(MANY))
        self.assertEqual(len(job.result()["summaries"]), len(MANY), "a result may be asked for again")

    def test_jobs_are_awaited_beside_each_other(self):
        async def both():
            jobs = [self.sheaf.start("summarize", papers=MANY[:50]), self.sheaf.start("categories")]
            return await asyncio.gather(*jobs)
        summaries, categories = asyncio.run(both())
        self.assertEqual(len(summaries["summaries"]), 50)
        self.assertTrue(categories["categories"])

    def test_a_task_that_is_cancelled_cancels_its_job(self):
        async def give_up(job):
            await asyncio.wait_for(job, 0.01)
        job = self.sheaf.start("summarize", papers=MANY * 10)
        with self.assertRaises(asyncio.TimeoutError):
            asyncio.run(give_up(job))
        with self.assertRaises(Cancelled):
            job.result()

    def test_what_a_progress_function_raises_comes_out_and_ends_the_job(self):
        class Mine(Exception):
            pass

        def stop(_progress):
            raise Mine
        with self.assertRaises(Mine):
            self.sheaf.run("summarize", papers=MANY, on_progress=stop)

    def test_failures_are_exceptions_of_their_kind(self):
        with self.assertRaises(InvalidArgument) as caught:
            self.sheaf.digest('{\n  "keyword": 1\n}')
        self.assertIn(":2", str(caught.exception))
        self.assertEqual(caught.exception.name, "SHEAF_E_INVALID")
        with self.assertRaises(NotFound):
            self.sheaf.run("explain", id="2604.77777")
        nowhere = {"arxiv_rss": "http://127.0.0.1:9", "arxiv_site": "http://127.0.0.1:9"}
        saved = {name: os.environ.pop(name) for name in ("SHEAF_ARXIV_RSS_URL", "SHEAF_ARXIV_SITE_URL")}
        try:
            with self.assertRaises(NetworkProblem):
                self.sheaf.digest({**PROFILE, "endpoints": nowhere})
        finally:
            os.environ.update(saved)

    def test_a_closed_store_says_so_and_its_jobs_have_ended(self):
        job = self.sheaf.start("summarize", papers=MANY * 10)
        self.sheaf.close()
        self.sheaf.close()
        self.assertTrue(job.done())
        with self.assertRaises(Cancelled):
            job.result()
        with self.assertRaises(InvalidArgument):
            self.sheaf.run("categories")

    def test_a_dropped_job_is_ended(self):
        started = time.monotonic()
        job = self.sheaf.start("summarize", papers=MANY * 20)
        del job
        gc.collect()
        self.sheaf.close()
        self.assertLess(time.monotonic() - started, 30)

    def test_other_threads_run_while_a_job_is_waited_for(self):
        ticks = []
        stop = threading.Event()
        thread = threading.Thread(target=lambda: [ticks.append(1) for _ in iter(lambda: stop.wait(0.005), True)])
        thread.start()
        self.sheaf.run("summarize", papers=MANY)
        stop.set()
        thread.join()
        self.assertGreater(len(ticks), 3)

    def test_a_store_on_disk_is_found_again(self):
        path = pathlib.Path(self.folder.name) / "späti.db"
        with Sheaf(path) as one:
            one.run("store_put", papers=MANY[:3])
        with Sheaf(path) as two:
            self.assertEqual(len(two.search("quiet boat")), 3)
        with self.assertRaises(SheafError):
            Sheaf(self.folder.name)

    def test_a_library_that_is_not_there_is_told_with_its_place(self):
        with self.assertRaisesRegex(ImportError, "no-such-sheaf.so"):
            Sheaf(library="/no-such-sheaf.so")

    def test_every_name_the_module_offers_is_there(self):
        self.assertEqual([name for name in module.__all__ if not hasattr(module, name)], [])
        self.assertIn("digest", [op["op"] for op in self.sheaf.ops()])
        self.assertRegex(self.sheaf.version, r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main()
