"""The real command in a bad world: a full disk, folders and a store that may only be read, a clock that
jumps. What fails says which file and what to do, old files stay whole, and afterwards it works.

  bad_world_test.py SHEAF SHEAF_REPLAY SHIFTED_CLOCK_LIBRARY
"""
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
import cli_fixture
from cli_fixture import Sandbox

CLOCK = ""
YEAR = 365 * 86400


class BadWorld(Sandbox):
    def setUp(self):
        super().setUp()
        self.write_profile()
        self.replay({"cs.CL": [cli_fixture.paper(i, f"Drafting {i} tokens ahead") for i in range(1, 31)]})
        self.good = self.home / "good.db"

    def run_sheaf(self, *words, env=None, prefix=()):
        return subprocess.run([*prefix, *self.command(*words)], text=True, capture_output=True, cwd=self.home,
                              env={**self.env, **(env or {})}, timeout=100)

    def digest(self, out, store=None, **more):
        return self.run_sheaf("digest", "--day", cli_fixture.DAY, "--out", out, "--store", store or self.good, **more)

    def assert_refused(self, done, *parts):
        self.assertNotEqual(done.returncode, 0, done.stdout)
        for part in parts:
            self.assertIn(part, done.stderr + done.stdout)

    def assert_no_rest(self, folder):
        rest = [path for path in folder.rglob("*") if path.name.endswith(".tmp") or ".new-" in path.name]
        self.assertEqual(rest, [])


class FullDisk(BadWorld):
    def setUp(self):
        super().setUp()
        self.disk = self.home / "disk"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", self.disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("SKIPPED: a small tmpfs cannot be mounted")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)

    def fill(self, spare=0):
        """Leaves `spare` bytes."""
        with open(self.disk / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
        size = (self.disk / "filler").stat().st_size
        os.truncate(self.disk / "filler", max(0, size - spare))

    def test_outputs_name_the_file_and_the_cause_and_come_later(self):
        for spare in (0, 16 << 10, 64 << 10):
            with self.subTest(spare=spare):
                out = self.disk / f"out{spare}"  # anew: notes that are deleted stay away
                self.fill(spare)
                self.assert_refused(self.digest(out), "disk is full", str(out))
                self.assert_no_rest(self.disk)
                (self.disk / "filler").unlink()
                self.assertEqual(self.digest(out).returncode, 0)
                self.assertEqual(len(list((out / "vault/Papers").glob("*.md"))), 30)
                shutil.rmtree(out)

    def test_old_files_stay_whole(self):
        self.assertEqual(self.digest(self.disk / "out").returncode, 0)
        self.sheaf("page", "--out", self.disk / "out/pages", "--store", self.good)
        before = {path: path.read_bytes() for path in (self.disk / "out").rglob("*") if path.is_file()}
        self.write_profile(keywords=["tokens"])  # other scores, other notes
        self.fill()
        self.assert_refused(self.digest(self.disk / "out"), "disk is full")
        page = self.run_sheaf("page", "--out", self.disk / "out/pages", "--store", self.good)
        export = self.run_sheaf("export", "--format", "markdown", "--output", self.disk / "e.md", "--store", self.good)
        self.assert_refused(page, "disk is full", ".html")
        self.assert_refused(export, "e.md", "No space left")
        after = {path: path.read_bytes() for path in (self.disk / "out").rglob("*") if path.is_file()}
        self.assertEqual({str(p) for p in before}, {str(p) for p in after})
        for path, content in after.items():
            self.assertTrue(content == before[path], path)
        self.assert_no_rest(self.disk)
        (self.disk / "filler").unlink()
        self.assertEqual(self.digest(self.disk / "out").returncode, 0)

    def test_a_store_that_cannot_grow_says_so_and_stays_sound(self):
        store = self.disk / "sheaf.db"
        self.sheaf("status", "--store", store)
        self.fill(32 << 10)
        self.assert_refused(self.digest(self.home / "out", store), "sheaf.db", "full")
        (self.disk / "filler").unlink()
        self.assertEqual(self.digest(self.home / "out", store).returncode, 0)


class ReadOnly(BadWorld):
    """By somebody who is not root, for whom modes count."""

    def setUp(self):
        super().setUp()
        self.prefix = ()
        if os.geteuid() == 0:
            if not shutil.which("setpriv"):
                self.skipTest("SKIPPED: setpriv is missing")
            self.prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            for path in [self.home, *self.home.rglob("*")]:
                shutil.chown(path, 65534, 65534)
            tried = subprocess.run([*self.prefix, cli_fixture.BINARIES["sheaf"], "version"], capture_output=True)
            if tried.returncode != 0:
                self.skipTest("SKIPPED: another user cannot run the command from where it was built")

    def lock(self, path, mode=0o555):
        path.mkdir(exist_ok=True)
        path.chmod(mode)
        self.addCleanup(path.chmod, 0o755)
        return path

    def test_a_folder_that_may_not_be_written(self):
        out = self.lock(self.home / "out")
        self.assert_refused(self.digest(out, prefix=self.prefix), "no permission", str(out))

    def test_a_store_that_may_only_be_read(self):
        folder = self.home / "kept"
        folder.mkdir()
        if self.prefix:
            shutil.chown(folder, 65534, 65534)
        store = folder / "sheaf.db"
        self.assertEqual(self.digest(self.home / "first", store, prefix=self.prefix).returncode, 0)
        store.chmod(0o444)
        self.lock(folder)
        done = self.digest(self.home / "second", store, prefix=self.prefix)
        self.assert_refused(done, "sheaf.db")
        self.assertNotIn("Traceback", done.stderr)


class JumpingClock(BadWorld):
    def test_years_back_and_forth_neither_hang_nor_lose(self):
        limit = {"SHEAF_MIN_INTERVAL_MS": "20"}
        papers = set()
        for years in (0, -1, 1, -1, 0):
            env = {**limit, "LD_PRELOAD": CLOCK, "SHIFTED_CLOCK_SECONDS": str(years * YEAR)}
            begin = time.monotonic()
            done = self.digest(self.home / "out", env=env)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertLess(time.monotonic() - begin, 60)
            papers.add(len(list((self.home / "out/vault/Papers").glob("*.md"))))
        self.assertEqual(papers, {30})

    def test_a_pause_that_a_server_asked_for_is_not_a_year_longer_after_a_jump(self):
        server = self.replay({"cs.CL": [cli_fixture.paper(1, "Drafts")]}, "--fail", "429,retry-after=3,times=9")
        limit = {"SHEAF_MIN_INTERVAL_MS": "20"}
        self.assertEqual(self.digest(self.home / "out", env=limit).returncode, 6)
        clear = urllib.request.Request(f"{server.url}/_replay/fail?clear=1", data=b"", method="POST")
        urllib.request.urlopen(clear, timeout=10).close()
        env = {**limit, "LD_PRELOAD": CLOCK, "SHIFTED_CLOCK_SECONDS": str(-YEAR)}
        begin = time.monotonic()
        done = self.digest(self.home / "out", env=env)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLess(time.monotonic() - begin, 60)


def main():
    global CLOCK
    cli_fixture.BINARIES.update(sheaf=os.path.abspath(sys.argv[1]), replay=os.path.abspath(sys.argv[2]))
    CLOCK = os.path.abspath(sys.argv[3])
    result = unittest.main(argv=sys.argv[:1] + sys.argv[4:], exit=False).result
    for _, reason in result.skipped:
        print(reason)
    sys.exit(1 if not result.wasSuccessful() else 77 if len(result.skipped) == result.testsRun else 0)


if __name__ == "__main__":
    main()
