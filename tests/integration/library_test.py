#!/usr/bin/env python3
"""The reader's library and feedback on the command line: files of reference managers in, why a paper has its
score out.

  library_test.py SHEAF SHEAF_REPLAY
"""
import json
import sys
import unittest

import cli_fixture
from cli_fixture import DAY, Sandbox, paper

BIB = r"""@article{doe2020,
  title = {Drafting {T}okens for language models},
  author = {Doe, Jane and Noether, Emmy},
  abstract = {We draft tokens with a small model.},
  groups = {Thesis}
}
@article{broken, title = {Never closed
@misc{gone2021, title = {Cooking rice}, abstract = {Rice, water, heat.}}
"""
ZOTERO = {"config": {}, "collections": {"C1": {"key": "C1", "name": "Thesis", "parent": False},
                                        "C2": {"key": "C2", "name": "Old", "parent": "C1"}},
          "items": [{"itemKey": "AAAA1111", "itemType": "preprint", "title": "Verifying drafts", "collections": ["C2"],
                     "abstractNote": "", "archiveID": "arXiv:2604.00001", "creators": []},
                    {"itemType": "note", "note": "mine"}]}


class Library(Sandbox):
    def imported(self, *words, code=0, stdin=""):
        return json.loads(self.sheaf("library", "import", *words, "--json", code=code, stdin=stdin).stdout)

    def test_a_bibliography_becomes_the_library_and_its_faults_are_told(self):
        self.write("references.bib", BIB)
        done = self.sheaf("library", "import", "references.bib", code=1)
        self.assertIn("references.bib: BibTeX, 2 items; left out: 1 that could not be read", done.stdout)
        self.assertIn("2 added, 0 updated, 0 unchanged; the library has 2 items", done.stdout)
        self.assertIn("references.bib:7: @article{broken}: the value of title in line 7 is broken", done.stderr)
        self.assertEqual(self.imported("references.bib", code=1)["unchanged"], 2)

    def test_several_files_join_and_a_complete_one_takes_out_what_is_gone(self):
        self.write("references.bib", BIB.replace("@article{broken, title = {Never closed\n", ""))
        self.write("zotero.json", json.dumps(ZOTERO))
        self.assertEqual(self.imported("references.bib", "zotero.json", "--complete")["total"], 3)
        self.write("references.bib", "@misc{doe2020, title = {Another}}\n")
        done = self.imported("references.bib", "--complete")
        self.assertEqual((done["updated"], done["removed"], done["total"]), (1, 1, 2))

    def test_a_broken_file_with_complete_takes_nothing_out(self):
        self.write("references.bib", BIB.replace("@article{broken, title = {Never closed\n", ""))
        self.imported("references.bib", "--complete")
        self.write("references.bib", "@misc{doe2020, title = {Another}}\n@misc{x, title = {open\n")
        self.assertEqual(self.imported("references.bib", "--complete", code=1)["removed"], 0)

    def test_what_is_no_library_is_refused(self):
        self.write("letter.txt", "Dear reader,\n")
        self.assertIn("letter.txt: not a library file", self.sheaf("library", "import", "letter.txt", code=2).stderr)
        self.assertIn("nowhere.bib", self.sheaf("library", "import", "nowhere.bib", code=2).stderr)

    def test_the_library_is_shown_and_emptied(self):
        self.write_profile(ranking={"exclude": ["thesis/**"]})
        self.write("zotero.json", json.dumps(ZOTERO))
        self.write("more.jsonl", [{"key": "a", "title": "Reading"}, {"key": "b", "title": "Writing", "abstract": "x"}])
        self.imported("zotero.json")
        self.imported("more.jsonl", "--collection", "Shelf")
        shown = self.sheaf("library").stdout
        self.assertIn("3 items, 2 without an abstract, 1 excluded", shown)
        status = json.loads(self.sheaf("library", "--json").stdout)
        self.assertEqual((status["items"], status["excluded"], status["feedback"]["liked"]), (3, 1, 0))
        self.assertEqual(self.sheaf("library", "remove", "a").stdout, "1 item removed\n")
        self.assertIn("no item zzz", self.sheaf("library", "remove", "zzz", code=2).stderr)
        self.assertEqual(self.sheaf("library", "clear").stdout, "2 items removed; feedback stays\n")
        self.assertEqual(json.loads(self.sheaf("library", "--json").stdout)["items"], 0)

    def test_titles_cannot_steer_the_terminal(self):
        self.write("a.bib", "@misc{a\x1b[31m, title = {T}}\n@misc{b, year = \x1b[2J")
        done = self.sheaf("library", "import", "a.bib", code=1)
        self.assertNotIn("\x1b", done.stdout + done.stderr)


class Feedback(Sandbox):
    def kind(self, *words, code=0):
        return json.loads(self.sheaf("feedback", *words, "--json", code=code).stdout).get("kind")

    def test_words_and_signs_are_taken_and_taken_back(self):
        self.assertEqual(self.kind("2604.00001", "+"), "liked")
        self.assertEqual(self.kind("arXiv:2604.00001v2", "-"), "dismissed")
        self.assertEqual(self.kind("2604.00001", "undo"), "liked")
        self.assertEqual(self.kind("2604.00001", "undo"), "none")
        self.assertIn("no feedback on 2604.00001", self.sheaf("feedback", "2604.00001", "undo", code=2).stderr)
        self.assertEqual(self.sheaf("feedback", "2604.00001", "kept").stdout, "2604.00001: kept\n")
        self.assertEqual(json.loads(self.sheaf("library", "--json").stdout)["feedback"]["kept"], 1)


class Explained(Sandbox):
    def setUp(self):
        super().setUp()
        self.replay({"cs.CL": [paper(1, "Drafting tokens for language models"), paper(2, "On rice", abstract="Rice.")]})
        self.write_profile()

    def test_a_stored_paper_is_explained(self):
        self.write("references.bib", BIB)
        self.sheaf("library", "import", "references.bib", code=1)
        self.sheaf("digest", "--day", DAY)
        self.sheaf("feedback", "2604.00001", "+")
        text = self.sheaf("explain", "2604.00001").stdout
        for part in ("Drafting tokens for language models", "score", "by learned", "you", "liked since"):
            self.assertIn(part, text)
        told = json.loads(self.sheaf("explain", "https://arxiv.org/abs/2604.00001v1", "--json").stdout)
        self.assertEqual(told["id"], "2604.00001")
        self.assertEqual(told["opinion"]["kind"], "liked")
        self.assertTrue(told["score"]["reason"])
        other = json.loads(self.sheaf("explain", "2604.00002", "--json").stdout)
        self.assertGreater(told["score"]["value"], other["score"]["value"])

    def test_an_unknown_paper_and_an_excluded_one_are_told(self):
        self.assertIn('the store has no paper "2604.99999"', self.sheaf("explain", "2604.99999", code=2).stderr)
        self.write_profile(exclude=["rice"])
        self.sheaf("digest", "--day", DAY)
        self.assertIn('the excluded word "rice"', self.sheaf("explain", "2604.00002").stdout)

    def test_a_digest_counts_every_paper(self):
        self.write_profile(max_papers=1)
        digest = json.loads(self.sheaf("digest", "--day", DAY, "--json").stdout)
        digest = digest.get("digest", digest)
        self.assertEqual(sum(digest["announced"].values()), len(digest["entries"]) + digest["left_out"])

    def test_an_embeddings_service_that_is_down_is_a_source_half_done(self):
        self.write_profile(ranking={"embeddings": {"base_url": "http://127.0.0.1:9/v1", "model": "m"}})
        self.write("mine.jsonl", [{"key": "k", "title": "Rice", "abstract": "On rice."}])
        self.sheaf("library", "import", "mine.jsonl")
        digest = json.loads(self.sheaf("digest", "--day", DAY, "--json", code=1).stdout)
        digest = digest.get("digest", digest)
        (status,) = [one for one in digest["sources"] if one["name"] == "ranking"]
        self.assertEqual(status["status"], "partial")
        self.assertIn("127.0.0.1:9", status["detail"])
        self.assertEqual(len(digest["entries"]), 2)


class Rank(Sandbox):
    CANDIDATES = [{"id": "a", "title": "Cooking rice", "abstract": "Rice and water."},
                  {"id": "b", "title": "Drafting tokens", "abstract": "A small model drafts tokens."}]

    def test_every_scorer_takes_a_library_and_a_background(self):
        self.write("c.jsonl", self.CANDIDATES)
        self.write("l.jsonl", [{"id": 7, "title": "Tokens drafted", "abstract": "Drafting tokens with a small model."}])
        self.write("b.jsonl", [{"id": str(i), "title": f"Other {i}", "abstract": "Something else, or tokens."}
                                 for i in range(20)])
        for scorer in ("learned", "keywords", "sanity-lite", "zotero-arxiv-daily"):
            done = self.sheaf("rank", "--candidates", "c.jsonl", "--library", "l.jsonl", "--background", "b.jsonl",
                              "--scorer", scorer)
            lines = self.json_lines(done.stdout)
            self.assertEqual([line["id"] for line in lines], ["b", "a"], scorer)
            self.assertTrue({"id", "score", "reason"} <= set(lines[0]))
        self.assertIn("not one of learned, keywords, rss-bot, sanity-lite, zotero-arxiv-daily",
                      self.sheaf("rank", "--candidates", "c.jsonl", "--scorer", "oracle", code=2).stderr)

    def test_wrong_types_are_named(self):
        self.write("c.jsonl", self.CANDIDATES)
        self.write("l.jsonl", [{"key": "k", "title": "T", "tags": "x"}])
        self.assertIn('library[0]: "tags" must be a list',
                      self.sheaf("rank", "--candidates", "c.jsonl", "--library", "l.jsonl", code=2).stderr)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=2)
