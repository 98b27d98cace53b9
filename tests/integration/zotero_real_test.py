#!/usr/bin/env python3
"""sheaf zotero against an installed Zotero, which SHEAF_ZOTERO names; skipped without it.

  zotero_real_test.py SHEAF SHEAF_REPLAY
The program is started with a profile of its own and ended by its process id. A Zotero 10 gets a key as if its
reader had chosen "Always Allow"; older ones take papers through the connector.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cli_fixture
from zotero_fixture import DAY, ZoteroSandbox, digest

KEY = "sheafkeysheafkeysheafkeysheafkey"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Zotero:
    def __init__(self, program):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-zotero-"))
        self.port = free_port()
        (self.home / "data").mkdir()
        prefs = {"extensions.zotero.dataDir": str(self.home / "data"), "extensions.zotero.useDataDir": True,
                 "extensions.zotero.firstRun2": False, "extensions.zotero.httpServer.localAPI.enabled": True,
                 "extensions.zotero.automaticScraperUpdates": False, "app.update.enabled": False,
                 "extensions.zotero.httpServer.port": self.port, "marionette.port": free_port()}
        (self.home / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                                                   for name, value in prefs.items()))
        key = {"key": KEY, "appName": "Sheaf", "remember": True, "createdAt": "2026-11-20T00:00:00Z"}
        (self.home / "localAPIKeys.json").write_text(json.dumps({"keys": [key]}))
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen([program, "--headless", "-profile", str(self.home), "-purgecaches"],
                                        env={**os.environ, "HOME": str(self.home)}, start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self):
        for _ in range(240):
            if self.process.poll() is not None:
                raise RuntimeError("Zotero ended at once")
            try:
                with urllib.request.urlopen(self.url + "/connector/ping", timeout=2) as reply:
                    return reply.headers.get("X-Zotero-Version", "")
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("Zotero does not answer")

    def get(self, path):
        with urllib.request.urlopen(f"{self.url}/api/users/0/{path}", timeout=60) as reply:
            return json.load(reply)

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # a session of its own: the launcher and what it started
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


@unittest.skipUnless(os.environ.get("SHEAF_ZOTERO"), "SHEAF_ZOTERO names no Zotero")
class Real(ZoteroSandbox):
    @classmethod
    def setUpClass(cls):
        cls.zotero_process = Zotero(os.environ["SHEAF_ZOTERO"])
        cls.addClassCleanup(cls.zotero_process.stop)
        cls.version = cls.zotero_process.wait()
        with urllib.request.urlopen(cls.zotero_process.url + "/api/", timeout=30) as reply:
            cls.writes = "Zotero-Server-ID" in reply.headers

    def setUp(self):
        super().setUp()
        self.env["SHEAF_ZOTERO_LOCAL_URL"] = self.zotero_process.url
        self.env["SHEAF_ZOTERO_LOCAL_KEY"] = KEY
        self.real = self.zotero_process

    def by_paper(self):
        found = {}
        for item in self.real.get("items/top?limit=2000"):
            found.setdefault(item["data"].get("archiveID", "").removeprefix("arXiv:"), []).append(item)
        return found

    def check(self, made, notes=1):
        found = self.by_paper()
        for entry in made["entries"]:
            items = found.get(entry["paper"]["id"], [])
            self.assertEqual(len(items), 1, entry["paper"]["id"])
            data = items[0]["data"]
            self.assertEqual((data["itemType"], data["repository"]), ("preprint", "arXiv"))
            self.assertEqual(data["url"], "http://arxiv.org/abs/" + entry["paper"]["id"])
            children = self.real.get(f"items/{data['key']}/children")
            self.assertEqual(sum(one["data"]["itemType"] == "note" for one in children), notes)
        return found

    def test_1_a_hundred_papers_go_in_once_and_come_out(self):
        if not self.writes:
            self.skipTest("this Zotero only reads; see the connector's test")
        made = digest(100)
        began = time.monotonic()
        report = self.push(made)
        took = time.monotonic() - began
        print(f"Zotero {self.version}: 100 papers in {took:.1f} s, {report['requests']} requests", file=sys.stderr)
        self.assertEqual((report["created"], report["notes_created"], report["failed"]), (100, 100, []))
        found = self.check(made)
        self.assertEqual(found["2611.00001"][0]["data"]["citationKey"], "lovelace2026x1")
        again = self.push(made)
        self.assertEqual((again["created"], again["kept"], again["notes_replaced"]), (0, 100, 0))
        names = sorted(one["data"]["name"] for one in self.real.get("collections"))
        self.assertEqual(names, [DAY, "Sheaf Digest"])
        pulled = json.loads(self.sheaf("zotero", "pull", "--json").stdout)
        self.assertEqual(pulled["total"], 0)  # nothing of it was kept

    def test_2_files_go_in(self):
        if not self.writes:
            self.skipTest("this Zotero only reads")

        class Pdfs(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", str(len(PDF)))
                self.end_headers()
                self.wfile.write(PDF)

            def log_message(self, *_):
                pass

        mirror = ThreadingHTTPServer(("127.0.0.1", 0), Pdfs)
        threading.Thread(target=mirror.serve_forever, daemon=True).start()
        self.addCleanup(mirror.server_close)
        self.addCleanup(mirror.shutdown)
        self.env["SHEAF_ARXIV_SITE_URL"] = f"http://127.0.0.1:{mirror.server_address[1]}"
        made = digest(6, day="2026-11-21", first=200)
        self.assertEqual(self.push(made, "--pdf", "download")["files"], 6)
        self.check(made)
        self.assertEqual(self.push(made, "--pdf", "download")["created"], 0)
        stored = [one.read_bytes() for one in (self.real.home / "data" / "storage").rglob("*.pdf")]
        self.assertEqual(stored.count(PDF), 6)

    def test_3_a_killed_push_is_completed(self):
        if not self.writes:
            self.skipTest("this Zotero only reads")
        made = digest(60, day="2026-11-22", first=300)
        for seconds in (0.4, 0.9, 1.4):
            process = self.start_push(made)
            time.sleep(seconds)
            process.kill()
            process.wait()
        self.assertEqual(self.push(made)["failed"], [])
        self.check(made)

    def test_4_the_connector_takes_papers(self):
        made = digest(12, day="2026-11-23", first=400)
        report = self.push(made, "--connector")
        self.assertEqual(report["created"], 12)
        self.check(made)
        self.assertEqual(self.push(made, "--connector")["created"], 0)
        self.check(made)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
