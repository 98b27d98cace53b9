#!/usr/bin/env python3
"""How long the bridge keeps the main thread of Mozilla's engine: a timer of 1 ms ticks while a day is
fetched, scored and summarized and while a library is handed over. Prints the longest gaps, and those of
the idle browser beside them. A measurement, not a test.

  stalls.py XPI LIBSHEAF SHEAF REPLAY [PAPERS [ITEMS]]
"""
import os
import sys

import gecko_fixture
from gecko_fixture import BINARIES, Gecko, cli_fixture

WORDS = ("boats", "sails", "harbours", "tides", "winds", "anchors", "ropes", "charts", "stars", "crews")


def abstract(i):
    return " ".join(f"We present {WORDS[i % 10]} that {WORDS[(i + k) % 10]} improve by {k} % over {WORDS[(i * k) % 10]}."
                    for k in range(1, 16))


class Stalls(Gecko):
    def runTest(self):
        pass


def show(name, told):
    gaps = ", ".join(f"{gap:.1f}" for gap in told["gaps"])
    print(f"{name:34} {told['took']:8.0f} ms, {told['ticks']:6} ticks, longest gaps {gaps} ms; "
          f"result {told['size'] / 1e6:.2f} MB{'; ' + str(told['error']) if told.get('error') else ''}")


def main():
    BINARIES["xpi"], BINARIES["library"], BINARIES["sheaf"], replay = (os.path.abspath(path) for path in sys.argv[1:5])
    papers, items = (int(text) for text in (sys.argv[5:] + ["500", "10000"][len(sys.argv) - 5:]))
    cli_fixture.BINARIES.update(sheaf=BINARIES["sheaf"], replay=replay)
    Stalls.setUpClass()
    test = Stalls()
    try:
        for path in ("", BINARIES["sheaf"]):
            test.setUp()
            test.call("idle", 10000)  # the browser finds its rest
            show("idle", test.call("idle", 3000))
            opening = test.call("stallsOfOpening", {"rootURI": test.root, "path": path, "store": str(test.store),
                                                    "folder": str(test.unpacked)})
            name = opening["name"]
            show(f"{name}: open", opening)
            profile = {**test.replay([cli_fixture.paper(i + 1, f"Fast boats {i}", abstract=abstract(i))
                                      for i in range(papers)]), "max_papers": papers}
            show(f"{name}: digest of {papers} papers", test.call("stalls", "digest", {"profile": profile}))
            library = [{"key": f"K{i}", "title": f"Boats {i}", "abstract": abstract(i)} for i in range(items)]
            test.call("keep", "items", library)
            show(f"{name}: library of {items} items", test.call("stallsOfKept", "library_put", "items"))
            show(f"{name}: digest again", test.call("stalls", "digest", {"profile": profile}))
            test.doCleanups()
    finally:
        gecko_fixture.Gecko.doClassCleanups.__func__(Stalls)


if __name__ == "__main__":
    main()
