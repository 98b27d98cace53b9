#!/usr/bin/env python3
"""The bridge's native layer in Mozilla's engine: the packed plugin's worker, js-ctypes, libsheaf beside
Mozilla's own SQLite, and the process in its place.

  gecko_test.py XPI LIBSHEAF SHEAF REPLAY [TEST...]     exits 77 where the engine is not installed
"""
import json
import os
import pathlib
import shutil
import sys
import time
import unittest
import zipfile

import gecko_fixture
from gecko_fixture import BINARIES, BRIDGE, PROFILE, Gecko, endpoints, engine, silent_server, skip
from gecko_fixture import cli_fixture

PAPER = {"id": "2604.00001", "title": "Boats", "abstract": "Boats are slow. We present a faster boat."}
WRONG_ABI = "unsigned sheaf_abi_version(void) { return 7; }"


def papers(count):
    return [cli_fixture.paper(i + 1, f"Fast boats, part {i + 1}") for i in range(count)]


def packed_library():
    """The library's name below native/ of the plugin."""
    with zipfile.ZipFile(BINARIES["xpi"]) as xpi:
        return next(iter(json.loads(xpi.read("native/files.json"))["files"]))


def permissions(path):
    return oct(path.stat().st_mode & 0o777)


class Opening(Gecko):
    def test_the_library_of_the_plugin_is_unpacked_for_the_reader_alone_and_loaded(self):
        opened = self.opened()
        self.assertEqual((opened["name"], opened["tried"]), ("library", []))
        self.assertRegex(opened["version"], r"^\d+\.\d+\.\d+$")
        file = pathlib.Path(opened["path"])
        self.assertEqual([permissions(each) for each in (file, file.parent, self.unpacked)], ["0o600", "0o700", "0o700"])
        self.assertEqual([each.name for each in file.parent.iterdir()], [file.name])
        self.assertEqual(self.browser.mapped("libsheaf"), [str(file)])

    def test_a_second_start_takes_what_lies_there_and_removes_older_ones(self):
        first = pathlib.Path(self.opened()["path"])
        self.call("close")
        before = first.stat()
        (self.unpacked / "0.0.1-old").mkdir()
        (self.unpacked / "0.0.1-old/libsheaf.so").write_bytes(b"old")
        (first.parent / "libsheaf.so.cut.part").write_bytes(b"half")
        self.assertEqual(self.opened()["path"], str(first))
        after = first.stat()
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))
        self.assertEqual([each.name for each in self.unpacked.iterdir()], [first.parent.name])
        self.assertEqual([each.name for each in first.parent.iterdir()], [first.name])

    def test_a_changed_file_is_not_loaded_but_replaced(self):
        first = pathlib.Path(self.opened()["path"])
        self.call("close")
        sound = first.read_bytes()
        first.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
        self.assertEqual(self.opened()["name"], "library")
        self.assertEqual(first.read_bytes(), sound)

    def repacked(self, change):
        """The plugin with {name: bytes} put through `change`, as a file."""
        target = self.folder / f"changed-{self.serial}.xpi"
        with zipfile.ZipFile(BINARIES["xpi"]) as whole, zipfile.ZipFile(target, "w") as other:
            files = {name: whole.read(name) for name in whole.namelist()}
            for name, content in change(files).items():
                other.writestr(name, content)
        return f"jar:{target.as_uri()}!/"

    def test_a_damaged_plugin_is_told_and_nothing_of_it_is_loaded(self):
        name = f"native/{packed_library()}"
        root = self.repacked(lambda files: {**files, name: files[name][:-1] + b"\x7f"})
        folder = self.folder / "damaged"
        told = self.open(rootURI=root, folder=str(folder))["error"]["tried"]
        self.assertEqual([each["path"] for each in told], [name])
        self.assertRegex(told[0]["why"], "damaged: install the plugin again")
        self.assertEqual([each for each in folder.rglob("*") if each.is_file()], [])

    def test_where_the_library_cannot_be_loaded_the_program_of_the_system_is_used(self):
        name = f"native/{packed_library()}"
        root = self.repacked(lambda files: {**files, name: b"not for this system"})
        prefix = self.folder / "prefix"
        (prefix / "lib").mkdir(parents=True)
        (prefix / "bin").mkdir()
        (prefix / "lib/libsheaf.so.1").write_bytes(b"nor this")
        (prefix / "bin/sheaf").symlink_to(BINARIES["sheaf"])
        opened = self.opened(rootURI=root, prefixes=[str(prefix)], folder=str(self.folder / "none"))
        self.assertEqual((opened["name"], opened["path"]), ("process", str(prefix / "bin/sheaf")))
        tried = {each["path"]: each["why"] for each in opened["tried"]}
        self.assertEqual(list(tried)[:2], [name, str(prefix / "lib/libsheaf.so.1")])
        self.assertIn("not there", tried[str(prefix / f"lib/{os.uname().machine}-linux-gnu/libsheaf.so.1")])

    def test_a_plugin_for_another_system_says_so(self):
        listed = json.dumps({"version": "0.1.0", "files": {"plan9-mips/libsheaf.so": {"sha256": "", "size": 1}}})
        root = self.repacked(lambda files: {**files, "native/files.json": listed})
        told = self.open(rootURI=root, folder=str(self.folder / "other"))["error"]["tried"]
        self.assertRegex(told[0]["why"], f"no library for {packed_library().split('/')[0]}")

    def test_a_library_of_another_abi_is_told_by_both_numbers(self):
        wrong = self.compile("libwrong.so", WRONG_ABI)
        answer = self.open(path=str(wrong))
        self.assertIn("ABI 7, this plugin ABI 1", answer["error"]["message"])
        self.assertIn(str(wrong), answer["error"]["message"])
        self.assertEqual(self.browser.mapped("libwrong"), [])

    def test_what_is_no_libsheaf_is_told(self):
        other = self.compile("libother.so", "int other(void) { return 1; }")
        self.assertIn("no function sheaf_abi_version", self.open(path=str(other))["error"]["message"])
        old = self.compile("libold.so", "unsigned sheaf_abi_version(void) { return 1; }")
        self.assertIn("no libsheaf, or an older one", self.open(path=str(old))["error"]["message"])
        text = self.folder / "text.so"
        text.write_text("no library")
        self.assertIn(str(text), self.open(path=str(text))["error"]["message"])
        self.assertEqual(self.browser.mapped("libother") + self.browser.mapped("libold"), [])

    def test_the_paths_tried_are_told(self):
        answer = self.open(path="/no/such/sheaf")
        self.assertEqual(answer["error"]["status"], "SHEAF_E_UNSUPPORTED")
        self.assertIn("Tried /no/such/sheaf (not there)", answer["error"]["message"])
        self.assertEqual(answer["error"]["tried"], [{"path": "/no/such/sheaf", "why": "not there"}])

    def test_a_store_that_cannot_be_opened_is_told(self):
        folder = self.folder / "a-folder.db"
        folder.mkdir()
        answer = self.open(path=BINARIES["library"], store=str(folder))
        self.assertIn("a-folder.db", answer["error"]["message"])
        self.assertEqual(self.browser.mapped("libsheaf"), [])


class Contract:
    """The same of both ways to the core."""

    def test_a_digest_tells_its_progress_and_comes_whole(self):
        self.opened(path=self.path)
        profile = self.replay(papers(40), "--latency-ms", "120")
        answer = self.call("run", "digest", {"profile": profile})
        self.assertNotIn("error", answer)
        digest = answer["result"]["digest"]
        self.assertEqual((digest["day"], len(digest["entries"])), (cli_fixture.DAY, 40))
        self.assertEqual({entry["paper"]["id"] for entry in digest["entries"]},
                         {f"2604.{i + 1:05d}" for i in range(40)})
        self.assertTrue(all(entry["summary"]["tldr"] for entry in digest["entries"]))
        self.assertEqual(set(answer["heard"][0]), {"stage", "done", "total", "waiting_ms"})
        found = self.call("run", "search", {"words": "boats part", "limit": 7})
        self.assertEqual(len(found["result"]["papers"]), 7)

    def test_failures_come_with_status_and_message(self):
        self.opened(path=self.path)
        wrong = self.call("run", "digest", {"profile": {"categories": ["cs.XX"]}})["error"]
        self.assertEqual(wrong["status"], "SHEAF_E_INVALID")
        self.assertIn("cs.XX", wrong["message"])
        self.assertEqual(self.call("run", "no-such-op", {})["error"]["status"], "SHEAF_E_INVALID")

    def test_a_job_is_cancelled_before_and_while_it_runs(self):
        self.opened(path=self.path)
        profile = {**PROFILE, "endpoints": endpoints(silent_server(self))}
        self.assertEqual(self.call("runAborted", "digest", {"profile": profile})["error"]["status"], "SHEAF_E_CANCELLED")
        self.call("leave", "one", "digest", {"profile": profile})
        time.sleep(0.3)
        self.call("abort", "one")
        self.assertEqual(self.call("ended", "one")["error"]["status"], "SHEAF_E_CANCELLED")

    def test_jobs_run_side_by_side(self):
        self.opened(path=self.path)
        self.call("leave", "slow", "digest", {"profile": {**PROFILE, "endpoints": endpoints(silent_server(self))}})
        quick = self.call("run", "summarize", {"papers": [PAPER]})
        self.assertEqual(quick["result"]["summaries"][0]["id"], PAPER["id"])
        self.call("abort", "slow")
        self.assertEqual(self.call("ended", "slow")["error"]["status"], "SHEAF_E_CANCELLED")

    def test_arguments_and_results_longer_than_a_piece_come_whole(self):
        self.opened(path=self.path)
        items = [{"key": f"K{i}", "title": f"Boat {i} \u00fc\u4e2d\U0001d4d0 \"\\", "abstract": "Boats are slow. " * 20}
                 for i in range(1500)]
        put = self.call("run", "library_put", {"items": items, "origin": "test"})
        self.assertEqual(put["result"]["added"], 1500)
        made = self.call("run", "summarize", {"papers": [{**PAPER, "id": f"p{i}", "title": f"\u4e2d {i}"} for i in range(300)]})
        self.assertEqual([each["id"] for each in made["result"]["summaries"]], [f"p{i}" for i in range(300)])

    def test_a_job_sees_its_environment_and_others_do_not(self):
        self.opened(path=self.path)
        profile = self.replay(papers(2))
        given = {"SHEAF_ARXIV_RSS_URL": profile["endpoints"]["arxiv_rss"], "SHEAF_ARXIV_API_URL": profile["endpoints"]["arxiv_api"]}
        bare = {**PROFILE, "endpoints": endpoints("http://127.0.0.1:9")}
        found = self.call("run", "digest", {"profile": bare}, {"env": given})
        self.assertEqual(len(found["result"]["digest"]["entries"]), 2)
        self.assertEqual(self.call("env", "SHEAF_ARXIV_RSS_URL"), "")
        again = self.call("run", "digest", {"profile": {**bare, "categories": ["cs.CV"]}})
        self.assertEqual(again["error"]["status"], "SHEAF_E_NETWORK")

    def test_closing_under_a_job_ends_it(self):
        self.opened(path=self.path)
        profile = {**PROFILE, "endpoints": endpoints(silent_server(self))}
        began = time.monotonic()
        self.assertEqual(self.call("closeUnder", "digest", {"profile": profile})["error"]["status"], "SHEAF_E_CANCELLED")
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(self.browser.mapped("libsheaf"), [])
        self.assertNoWorkers()

    def test_hostile_text_stays_text(self):
        self.opened(path=self.path)
        title = "</script><img src=x onerror=alert(1)> \u2028 \\u0000 \u202e ]]>"
        profile = self.replay([cli_fixture.paper(1, title)])
        digest = self.call("run", "digest", {"profile": profile})["result"]["digest"]
        self.assertIn("onerror", digest["entries"][0]["paper"]["title"])


class Library(Contract, Gecko):
    def setUp(self):
        super().setUp()
        self.path = BINARIES["library"]

    def test_our_sqlite_works_beside_mozillas_and_leaves_it_as_it_was(self):
        database = str(self.folder / "mozilla.sqlite")
        before = self.call("mozillaSqlite", database)
        self.opened(path=self.path)
        self.call("run", "store_put", {"papers": [PAPER]})
        found = self.call("run", "search", {"words": "boats"})  # needs our FTS5
        self.assertEqual([each["id"] for each in found["result"]["papers"]], [PAPER["id"]])
        after = self.call("mozillaSqlite", database)
        self.assertEqual((after["version"], after["count"]), (before["version"], before["count"] + 1))

    def test_twenty_lives_leave_neither_a_mapping_nor_a_thread(self):
        args = [self.path, str(self.store), 1, "summarize", {"papers": [PAPER]}]
        self.store.parent.mkdir()
        self.call("cycle", *args)
        before = len(self.browser.threads())
        args[2] = 20
        self.assertEqual(self.call("cycle", *args), 20)
        self.assertEqual(self.browser.mapped("libsheaf"), [])
        self.assertNoWorkers()
        self.assertLess(len(self.browser.threads()), before + 10)  # the browser's own pools breathe


class Process(Contract, Gecko):
    def setUp(self):
        super().setUp()
        self.path = BINARIES["sheaf"]

    def children(self):
        tasks = pathlib.Path(f"/proc/{self.browser.pid}/task").glob("*/children")
        return sum(("\0jobs\0" in gecko_fixture.read_or_empty(pathlib.Path(f"/proc/{child}/cmdline")) for task in tasks
                    for child in gecko_fixture.read_or_empty(task).split()), 0)

    def test_it_is_a_process_that_ends_with_the_plugin(self):
        self.assertEqual(self.opened(path=self.path)["name"], "process")
        self.assertEqual(self.children(), 1)
        self.call("close")
        self.assertEqual(self.children(), 0)
        self.assertNoWorkers()

    def test_a_process_that_dies_is_told_and_started_again(self):
        program = self.folder / "once"
        program.write_text(f"#!/bin/sh\nif [ -e '{self.folder}/died' ]; then exec '{self.path}' \"$@\"; fi\n"
                           f"touch '{self.folder}/died'\necho '{{\"sheaf\":\"0.1.0\",\"abi\":1}}'; read line\n"
                           "echo 'out of boats' >&2; exit 9\n")
        program.chmod(0o700)
        self.opened(path=str(program))
        self.assertIn("out of boats", self.call("run", "summarize", {"papers": [PAPER]})["error"]["message"])
        self.assertIn("result", self.call("run", "summarize", {"papers": [PAPER]}))

    def test_a_program_that_is_none_of_ours_is_told(self):
        program = self.folder / "other"
        for says, why in (("echo hello", "this is no sheaf"), ("exit 3", "ended with code 3"),
                          ('echo \'{"sheaf":"9.0.0","abi":7}\'; read line', "ABI 7, this plugin ABI 1")):
            program.write_text(f"#!/bin/sh\n{says}\n")
            program.chmod(0o700)
            self.assertIn(why, self.open(path=str(program))["error"]["message"])


class Unregistered(Gecko):
    def test_a_worker_that_cannot_be_reached_is_told(self):
        self.load(self.browser, "")
        for path in (BINARIES["library"], BINARIES["sheaf"]):
            self.assertIn("content/worker.js", self.open(path=path)["error"]["message"])


class TornDown(Gecko):
    def test_a_worker_that_is_torn_down_under_a_job_takes_the_program_not_with_it(self):
        self.opened(path=BINARIES["library"])
        self.call("leave", "one", "digest", {"profile": {**PROFILE, "endpoints": endpoints(silent_server(self))}})
        time.sleep(0.3)
        self.call("tearDown")
        self.assertNoWorkers()
        self.assertEqual(self.browser.mapped("libsheaf"), [BINARIES["library"]])  # its threads still run there
        self.call("close")  # waits for a while, then gives up
        self.assertEqual(self.browser.mapped("libsheaf"), [BINARIES["library"]])


class Quitting(Gecko):
    def test_the_program_quits_cleanly_while_a_job_runs(self):
        self.opened(path=BINARIES["library"])
        self.call("leave", "one", "digest", {"profile": {**PROFILE, "endpoints": endpoints(silent_server(self))}})
        time.sleep(0.3)
        self._cleanups.remove((self.call, ("close",), {}))  # there is nobody left to ask
        self.assertEqual(self.browser.quit(), 0)


class Bootstrap(Gecko):
    """bootstrap.js of the packed plugin with a script that only tells what it was called with."""

    STUB = """var SheafDigest = (() => { const said = []; return { said,
      startup(plugin) { said.push(`startup ${plugin.id} ${plugin.version} VERSION`); },
      shutdown() { said.push('shutdown'); },
      onMainWindowLoad(window) { said.push(`load ${window.name}`); },
      onMainWindowUnload(window) { said.push(`unload ${window.name}`); } }; })();"""
    DRIVE = """const [root, reason] = args, plugin = {id: 'x@y', version: '1', rootURI: root}, b = globalThis.sheafTest.Bootstrap;
      await b.startup(plugin, 1);
      b.onMainWindowLoad({window: {name: 'w'}});
      b.onMainWindowUnload({window: {name: 'w'}});
      const {said} = b.sheaf;
      const reached = () => fetch('chrome://sheaf-digest/content/worker.js').then((reply) => reply.ok, () => false);
      const during = await reached();
      await b.shutdown(plugin, reason);
      return {said, during, after: await reached()};"""

    def unpacked_plugin(self, version):
        folder = self.folder / "plugin"
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(BINARIES["xpi"]) as whole:
            whole.extractall(folder)
        (folder / "content/sheaf.js").write_text(self.STUB.replace("VERSION", version))
        return folder

    def life(self, version, reason):
        folder = self.unpacked_plugin(version)
        self.load(self.browser, "", folder / "bootstrap.js", "Bootstrap")
        return self.browser.run(self.DRIVE, folder.as_uri() + "/", reason)

    def test_a_reinstalled_plugin_runs_its_new_code_and_a_disabled_one_leaves_nothing(self):
        for version in ("old", "new"):
            told = self.life(version, 4)
            self.assertEqual(told["said"], [f"startup x@y 1 {version}", "load w", "unload w", "shutdown"])
            self.assertEqual((told["during"], told["after"]), (True, False))

    def test_nothing_is_done_when_the_program_quits(self):
        told = self.life("old", 2)
        self.assertEqual((told["said"][-1], told["after"]), ("unload w", True))


def main():
    if not engine():
        skip("firefox-esr is not installed: run dist/install-packages web")
    if not (BRIDGE / "node_modules/esbuild").exists():
        skip("no node_modules: run 'npm ci' in zotero-bridge")
    BINARIES["xpi"], BINARIES["library"], BINARIES["sheaf"], replay = (os.path.abspath(path) for path in sys.argv[1:5])
    BINARIES["library"] = os.path.realpath(BINARIES["library"])
    cli_fixture.BINARIES.update(sheaf=BINARIES["sheaf"], replay=replay)
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]], verbosity=2)


if __name__ == "__main__":
    main()
