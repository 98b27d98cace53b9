#!/usr/bin/env python3
"""sheaf zotero --web against a Web API server that is not ours: what arrives is read back over its API.

  zotero_selfhost_test.py SHEAF SHEAF_REPLAY

The server heeds neither write tokens nor the limit of 50 objects: zotero_faults_test.py looks after those.
"""
import json
import sys
import unittest

import cli_fixture
from zotero_fixture import DAY, ZoteroSandbox, digest
from zotero_library import Library
from zotero_selfhost import SelfhostServer, what_is_missing

PAPERS = 100


class Selfhost(ZoteroSandbox):
    def setUp(self):
        super().setUp()
        self.server = SelfhostServer(self.home / "server")
        self.addCleanup(self.server.stop)
        self.env["SHEAF_ZOTERO_WEB_URL"] = self.server.url
        self.env["ZOTERO_API_KEY"] = self.server.key

    def library(self):
        """What the server holds, read anew."""
        library = Library(f"users/{self.server.user}")
        library.items, library.collections = self.server.all("items"), self.server.all("collections")
        return library

    def test_a_day_arrives_whole_and_a_second_push_adds_nothing(self):
        made = digest(PAPERS)
        report = self.push(made, "--web")
        self.assertEqual((report["created"], report["notes_created"], report["failed"]), (PAPERS, PAPERS, []))
        self.assertEqual((report["door"], report["collection"]), ("web", ["Sheaf Digest", DAY]))
        library = self.library()
        self.assert_whole(None, made, library)
        self.assertEqual(len(library.top()), PAPERS)
        by_paper = {item["archiveID"]: item for item in library.top()}
        for entry in made["entries"]:
            item = by_paper["arXiv:" + entry["paper"]["id"]]
            self.assert_fields(entry["paper"], item)
            self.check_children(library, entry["paper"], item)
        self.check_relations(library, report["related"])

        before = len(self.server.requests("POST"))
        report = self.push(made, "--web")
        self.assertEqual((report["created"], report["kept"]), (0, PAPERS))
        self.assertEqual(self.server.requests("POST")[before:], [])
        self.assertEqual(self.library().items, library.items)
        self.check_another_store(made, library)

    def check_children(self, library, paper, item):
        (note,) = library.children(item["key"], "note")
        self.assertIn({"tag": "sheaf:summary"}, note["tags"])
        self.assertIn("&lt;i&gt;x&lt;/i&gt;", note["note"])
        self.assertIn("By drafting.", note["note"])
        self.assertNotIn("<script", note["note"])
        (link,) = library.children(item["key"], "attachment")
        self.assertEqual((link["linkMode"], link["contentType"]), ("linked_url", "application/pdf"))
        self.assertIn("/pdf/" + paper["id"], link["url"])

    def check_relations(self, library, related):
        place = f"http://zotero.org/users/{self.server.user}/items/"
        pairs = set()
        for item in library.top():
            uris = item.get("relations", {}).get("dc:relation", [])  # one is no list
            pairs |= {(item["key"], uri) for uri in ([uris] if isinstance(uris, str) else uris)}
        self.assertGreater(related, 0)
        self.assertTrue(pairs)
        for key, uri in pairs:
            self.assertTrue(uri.startswith(place), uri)
            self.assertIn((uri.removeprefix(place), place + key), pairs, "related one way only")

    def check_another_store(self, made, library):
        self.env["SHEAF_STORE"] = str(self.home / "other.db")
        report = self.push(made, "--web")
        self.assertEqual((report["created"], report["kept"]), (0, PAPERS))
        self.assertEqual(self.library().items, library.items)

    def pull(self):
        return json.loads(self.sheaf("zotero", "pull", "--web", "--json").stdout)

    def test_a_pull_brings_the_library_and_follows_it(self):
        items = [{"itemType": "journalArticle", "title": f"Paper {number}", "abstractNote": "An abstract.",
                  "DOI": f"10.1000/{number}", "tags": [{"tag": "mine"}],
                  "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Lovelace"}]}
                 for number in range(130)]
        for at in range(0, len(items), 50):
            done, _ = self.server.send("POST", "items", items[at:at + 50])
            self.assertEqual(done["failed"], {})
        report = self.pull()
        self.assertEqual((report["added"], report["total"]), (130, 130))
        self.assertEqual(self.pull()["read"], 0)
        first, second = list(self.server.all("items").values())[:2]
        self.server.send("PATCH", "items/" + first["key"], {"title": "Another title"},
                         **{"If-Unmodified-Since-Version": str(first["version"])})
        self.server.send("DELETE", "items/" + second["key"],
                         **{"If-Unmodified-Since-Version": str(second["version"])})
        report = self.pull()
        self.assertEqual((report["added"], report["updated"], report["removed"], report["total"]), (0, 1, 1, 129))
        made = digest(3)
        self.push(made, "--web")
        self.assert_whole(None, made, self.library())
        self.assertEqual(self.pull()["total"], 129)  # a digest does not teach itself


if __name__ == "__main__":
    missing = what_is_missing()
    if missing:
        print(f"SKIPPED: the Zotero server that is not ours: no {missing}")
        sys.exit(77)
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
