#!/usr/bin/env python3
"""Requests and seconds of 'sheaf zotero' into a library of 10,000 items: a scripted Zotero on loopback, or the
one that SHEAF_ZOTERO names (empty there).

  zotero_bench.py SHEAF [ITEMS]
"""
import json
import os
import pathlib
import resource
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))

import cli_fixture
import zotero_fixture
import zotero_real_test


class Bench(zotero_fixture.ZoteroSandbox):
    def runTest(self):
        pass

    def timed(self, what, work, server=None):
        if server:
            server.log.clear()
        began, spent = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        report = work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
        print(f"{what:42} {time.monotonic() - began:6.2f} s, {cpu:6.2f} s cpu  {report['requests']:4} requests")

    def pull(self, *words):
        return json.loads(self.sheaf("zotero", "pull", *words, "--json", timeout=600).stdout)

    def scripted(self, items, web):
        server, words = self.zotero(web=web), ["--web"] if web else []
        for number in range(items):
            server.library.add_item(title=f"Item {number}", abstractNote="An abstract. " * 60, DOI=f"10.1000/{number}",
                                    extra="Some line")
        name, made = "web" if web else "local", zotero_fixture.digest(100)
        self.timed(f"{name}: 100 papers, first push", lambda: self.push(made, *words), server)
        self.timed(f"{name}: the same again", lambda: self.push(made, *words), server)
        later = zotero_fixture.digest(100, day="2026-11-21", first=500)
        self.timed(f"{name}: 100 papers of the next day", lambda: self.push(later, *words, *([] if web else ["--quiet"])),
                   server)
        self.timed(f"{name}: pull, first", lambda: self.pull(*words), server)
        self.timed(f"{name}: pull, nothing new", lambda: self.pull(*words), server)

    def real(self):
        zotero = zotero_real_test.Zotero(os.environ["SHEAF_ZOTERO"])
        try:
            print("Zotero", zotero.wait())
            self.env.update(SHEAF_ZOTERO_LOCAL_URL=zotero.url, SHEAF_ZOTERO_LOCAL_KEY=zotero_real_test.KEY)
            for words, first, day in (([], 1, "2026-11-20"), (["--quiet"], 200, "2026-11-21")):
                made = zotero_fixture.digest(100, day=day, first=first)
                self.timed(f"real: 100 papers {' '.join(words)}", lambda: self.push(made, *words))
                self.timed("real: the same again", lambda: self.push(made, *words))
        finally:
            zotero.stop()


def main():
    cli_fixture.BINARIES["sheaf"] = str(pathlib.Path(sys.argv[1]).resolve())
    bench = Bench()
    bench.setUp()
    try:
        for web in (False, True):
            bench.scripted(int(sys.argv[2]) if len(sys.argv) > 2 else 10000, web)
        if os.environ.get("SHEAF_ZOTERO"):
            bench.real()
    finally:
        bench.doCleanups()


if __name__ == "__main__":
    main()
