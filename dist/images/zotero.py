#!/usr/bin/env python3
"""The sample day in a real Zotero: its collection, and the pane of its best paper.

  zotero.py XPI LIBSHEAF SHEAF REPLAY PICTURE     SHEAF_ZOTERO names the program of Zotero
"""
import base64
import datetime
import json
import os
import pathlib
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / part) for part in ("zotero-bridge/test/zotero", "zotero-bridge/test/gecko", "tests/integration")]

import cli_fixture  # noqa: E402
import driver  # noqa: E402
from gecko_fixture import endpoints  # noqa: E402

CATEGORY, BEST = "cs.CL", "Cache Me If You May: Privacy Leaks in Shared Prompt Caches"


def last_weekday():
    """The day of an announcement that no feed of today makes old."""
    day = datetime.date.today() - datetime.timedelta(days=1)
    while day.weekday() > 4:
        day -= datetime.timedelta(days=1)
    return day.isoformat()


def write_sample(folder, day):
    """The invented papers as one category's announcement; ids as arXiv forms them."""
    papers = [json.loads(line) for line in (PROJECT / "dist/sample/day.jsonl").read_text("utf-8").splitlines()]
    cli_fixture.write_feed(folder, CATEGORY, [cli_fixture.paper(number, one["title"], abstract=one["abstract"])
                                              for number, one in enumerate(papers, 1)], day)
    feed = next(pathlib.Path(folder).glob("*.rss.xml"))
    parts = feed.read_text("utf-8").split("<dc:creator>Ada Lovelace, Li Wei<")
    names = [escape(", ".join(author["name"] for author in one["authors"])) for one in papers]
    feed.write_text(parts[0] + "".join(f"<dc:creator>{who}<{rest}" for who, rest in zip(names, parts[1:])), "utf-8")


def main(xpi, _library, sheaf, replay, picture):
    cli_fixture.BINARIES.update(sheaf=sheaf, replay=replay)
    driver.STEPS = (PROJECT / "zotero-bridge/test/ui/pictures.js").read_text("utf-8")
    with zipfile.ZipFile(xpi) as packed:
        plugin = json.loads(packed.read("manifest.json"))["applications"]["zotero"]["id"]
    with tempfile.TemporaryDirectory() as folder:
        day = last_weekday()
        write_sample(folder, day)
        server = cli_fixture.Replay(folder, "--day", day)
        settings = {"categories": CATEGORY, "learn": False, "endpoints": json.dumps(endpoints(server.url)),
                    "keywords": "speculative decoding, language model, prompt caches, reading list, silent failures, checkpointing"}
        zotero = driver.Driven(os.environ["SHEAF_ZOTERO"],
                               {"extensions.zotero.sync.reminder.setUp.enabled": False,
                                **{f"extensions.sheaf.{name}": value for name, value in settings.items()}},
                               {"XDG_DATA_HOME": folder}, {plugin: os.path.abspath(xpi)})
        try:
            zotero.start()
            pathlib.Path(picture).write_bytes(base64.b64decode(zotero.do("shown", BEST)["png"]))
        finally:
            zotero.close()
            server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
