"""Bibliographies, searches and pages at the terminal: what sheaf cite, search and page print and write."""
import json
import sys
import unittest

import cli_fixture
from cli_fixture import DAY, paper

BOOK = {"itemType": "book", "title": "On Small Things", "date": "2020", "creators": [
    {"creatorType": "author", "firstName": "Ada", "lastName": "Berg"}]}


class Cites(cli_fixture.Sandbox):
    def test_items_of_a_file_become_a_bibliography_in_each_format(self):
        source = self.write("items.json", json.dumps([BOOK]))
        self.assertIn("@book{berg2020small,", self.sheaf("cite", "--in", source).stdout)
        self.assertIn("date = {2020}", self.sheaf("cite", "--in", source, "--format", "biblatex").stdout)
        self.assertIn("TY  - BOOK", self.sheaf("cite", "--in", source, "--format", "ris").stdout)
        items = json.loads(self.sheaf("cite", "--in", source, "--format", "csl-json").stdout)
        self.assertEqual(items[0]["author"], [{"family": "Berg", "given": "Ada"}])
        keyed = self.sheaf("cite", "--in", "-", "--keys", "auth + '-' + year", stdin=json.dumps(BOOK)).stdout
        self.assertIn("@book{Berg-2020,", keyed)

    def test_a_bibliography_is_written_whole_or_not_at_all(self):
        source = self.write("items.json", json.dumps([BOOK]))
        self.assertEqual(self.sheaf("cite", "--in", source, "--output", "refs.bib").stdout, "")
        self.assertIn("@book{", (self.home / "refs.bib").read_text())
        done = self.sheaf("cite", "--in", source, "--output", "items.json/refs.bib", code=5)
        self.assertIn("items.json", done.stderr)
        self.assertEqual(json.loads(source.read_text()), [BOOK])

    def test_what_is_no_item_is_told_and_the_others_are_written(self):
        done = self.sheaf("cite", "--in", self.write("items.json", json.dumps([BOOK, 7])), code=1)
        self.assertIn("items.json", done.stderr)
        self.assertIn("@book{", done.stdout)

    def test_papers_of_the_store_are_cited_by_the_key_they_have(self):
        self.replay({"cs.CL": [paper(1, "Sheaves of Notes")]})
        self.write_profile()
        digest = json.loads(self.sheaf("digest", "--day", DAY, "--json").stdout)
        key = digest["entries"][0]["paper"]["citation_key"]
        self.assertIn("@misc{" + key + ",", self.sheaf("cite", "2604.00001").stdout)
        self.assertIn("@misc{" + key + ",", self.sheaf("cite", "https://arxiv.org/abs/2604.00001", "--keys", "'x'").stdout)
        self.assertIn("2604.99999", self.sheaf("cite", "2604.99999", code=2).stderr)

    def test_a_mistake_is_told_before_anything_is_read(self):
        self.assertIn("'cite' needs ids", self.sheaf("cite", code=2).stderr)
        self.assertIn("'cite' needs ids", self.sheaf("cite", "2604.00001", "--in", "x", code=2).stderr)
        self.assertIn("missing.json", self.sheaf("cite", "--in", "missing.json", code=2).stderr)
        self.assertIn("endnote", self.sheaf("cite", "2604.00001", "--format", "endnote", code=2).stderr)


class Reads(cli_fixture.Sandbox):
    def setUp(self):
        super().setUp()
        self.replay({"cs.CL": [paper(1, "Sheaves of Notes"), paper(2, "Second Thoughts")]})
        self.write_profile()
        self.sheaf("digest", "--day", DAY)

    def test_a_search_shows_titles_with_their_ids_and_authors(self):
        shown = self.sheaf("search", "sheaves").stdout
        for part in ("Sheaves of Notes", "2604.00001", "Ada Lovelace, Li Wei · cs.CL"):
            self.assertIn(part, shown)
        self.assertNotIn("Second Thoughts", shown)
        self.assertEqual(len(self.json_lines(self.sheaf("search", "tokens", "--limit", "1", "--json").stdout)), 1)
        nothing = self.sheaf("search", "unicorns")
        self.assertEqual(nothing.stdout, "")
        self.assertIn("no paper in the store has all of these words", nothing.stderr)

    def test_pages_are_written_and_told_with_where_to_look(self):
        first = self.sheaf("page", "--out", "site").stdout
        self.assertIn("site/index.html", first)
        self.assertTrue((self.home / "site" / "index.html").is_file())
        again = json.loads(self.sheaf("page", "--out", "site", "--json").stdout)
        self.assertEqual({file["outcome"] for file in again["report"]}, {"unchanged"})
        self.assertIn("index.html", self.sheaf("page", "--sample", "--out", "sample").stdout)
        self.write("blocked", "a file where a folder should be")
        self.assertIn("blocked", self.sheaf("page", "--out", "blocked", code=5).stderr)
        self.assertIn("elsewhere", self.sheaf("page", "--series", "elsewhere", "--out", "site", code=2).stderr)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
