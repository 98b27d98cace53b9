"""What the tests in Mozilla's engine stand on: a browser with the packed plugin's chrome:// address and
the scenarios in a sandbox, recorded feeds on loopback, and a library of another ABI.
"""
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
BRIDGE = HERE.parents[1]
PROJECT = BRIDGE.parent
sys.path.insert(0, str(PROJECT / "tests/integration"))

import cli_fixture  # noqa: E402
from marionette import Browser, read_or_empty  # noqa: E402

BINARIES = {"xpi": "", "library": "", "sheaf": ""}
PROFILE = {"categories": ["cs.CL"], "keywords": ["boats"], "network": {"max_retries": 0, "timeout_ms": 20000}}
NOWHERE = "http://127.0.0.1:9"


def engine():
    """The program of the engine, or None."""
    return shutil.which("firefox-esr")


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(77)


def endpoints(url):
    return {"arxiv_rss": url, "arxiv_api": url + "/api/query", "arxiv_site": url}


def bundle_scenarios(target):
    subprocess.run([BRIDGE / "node_modules/.bin/esbuild", HERE / "scenarios.js", "--bundle", "--format=iife",
                    "--global-name=Scenarios", "--log-level=warning", f"--outfile={target}"], check=True)


def silent_server(test):
    """A port that takes connections and never answers."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(32)
    test.addCleanup(listener.close)
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


class Gecko(unittest.TestCase):
    """One browser for a class; every test has a store of its own and closes what it opened."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-bridge-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        bundle_scenarios(cls.folder / "scenarios.js")
        cls.browser = cls.start_browser()
        cls.serial = 0

    @classmethod
    def start_browser(cls):
        browser = Browser(engine(), environment={"SHEAF_ARXIV_SITE_URL": NOWHERE})
        cls.addClassCleanup(browser.close)
        browser.start()
        cls.load(browser, f"jar:file://{BINARIES['xpi']}!/")
        return browser

    @classmethod
    def load(cls, browser, root, script=None, name="Scenarios"):
        script = script or cls.folder / "scenarios.js"
        browser.run((HERE / "sandbox.js").read_text(encoding="utf-8"), root, script.parent.as_uri() + "/", script.name, name)

    def setUp(self):
        type(self).serial += 1
        self.root = f"jar:file://{BINARIES['xpi']}!/"
        self.store = self.folder / f"store-{self.serial}" / "sheaf.db"
        self.unpacked = self.folder / "native"
        self.addCleanup(self.call, "close")

    def call(self, name, *arguments):
        return self.browser.run("const [name, ...given] = args; return globalThis.sheafTest.Scenarios[name](...given);",
                                name, *arguments)

    def open(self, **places):
        return self.call("open", {"rootURI": self.root, "path": "", "store": str(self.store),
                                  "folder": str(self.unpacked), "prefixes": [], **places})

    def opened(self, **places):
        answer = self.open(**places)
        self.assertNotIn("error", answer)
        return answer

    def replay(self, papers, *options):
        """A day of cs.CL on loopback; the profile that reads it."""
        folder = self.folder / f"feeds-{self.serial}"
        folder.mkdir()
        cli_fixture.write_feed(folder, "cs.CL", papers)
        server = cli_fixture.Replay(folder, *options)
        self.addCleanup(server.stop)
        return {**PROFILE, "endpoints": endpoints(server.url)}

    def assertNoWorkers(self):
        """None of the bridge's workers lives, or will in a moment."""
        until = time.monotonic() + 10
        while self.workers() and time.monotonic() < until:
            time.sleep(0.05)
        self.assertEqual(self.workers(), [])

    def workers(self):
        return self.browser.run("""const manager = Cc['@mozilla.org/dom/workers/workerdebuggermanager;1'].getService(Ci.nsIWorkerDebuggerManager);
            return [...manager.getWorkerDebuggerEnumerator()].map(({url}) => url).filter((url) => url.includes('sheaf-digest'));""")

    def compile(self, name, source):
        """A shared library from C text."""
        file = self.folder / name
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", str(file)], input=source, text=True, check=True)
        return file
