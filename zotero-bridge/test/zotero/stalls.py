#!/usr/bin/env python3
"""How long a digest keeps Zotero's main thread: a timer of 1 ms ticks while a day becomes a collection.
Prints the longest gaps, and those of Zotero at rest beside them. A measurement, not a test.

  stalls.py XPI LIBSHEAF SHEAF REPLAY [PAPERS]      SHEAF_ZOTERO names the program of Zotero
"""
import json
import os
import pathlib
import shutil
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "gecko"), str(HERE.parents[2] / "tests/integration")]

import cli_fixture  # noqa: E402
from driver import Driven, preferences  # noqa: E402


def show(name, told):
    longest = ", ".join(f"{gap:.0f}" for gap in told["longest"])
    print(f"{name:24} {told['ticks']:6} ticks, {told['over']} over 16 ms, longest {longest} ms")


def measure(zotero, papers):
    zotero.do("pause", 10000)
    show("at rest", zotero.do("ticks", "", 8000))
    for name in ("first", "again"):
        show(f"{papers} papers, {name}", zotero.do("ticks", "sheaf-menu-today", 8000))
        made = len(zotero.do("collected", cli_fixture.DAY, papers)["items"])
        if made != papers:
            print(f"only {made} of them were there in time")


def main():
    xpi, _, sheaf, replay = (os.path.abspath(path) for path in sys.argv[1:5])
    papers = int(sys.argv[5]) if len(sys.argv) > 5 else 50
    cli_fixture.BINARIES.update(sheaf=sheaf, replay=replay)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-zotero-"))
    cli_fixture.write_feed(folder, "cs.CL", [cli_fixture.paper(i + 1, f"Fast boats, part {i + 1}") for i in range(papers)])
    server = cli_fixture.Replay(folder)
    with zipfile.ZipFile(xpi) as packed:
        plugin = json.loads(packed.read("manifest.json"))["applications"]["zotero"]["id"]
    zotero = Driven(os.environ["SHEAF_ZOTERO"], {**preferences(server.url), "extensions.sheaf.maxPapers": papers},
                    {"XDG_DATA_HOME": str(folder / "share")}, {plugin: xpi})
    try:
        measure(zotero.start(), papers)
    finally:
        zotero.close()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
