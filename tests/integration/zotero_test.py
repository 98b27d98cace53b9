#!/usr/bin/env python3
"""sheaf zotero against a strict Zotero: what arrives, field by field, and that a second push adds nothing.

  zotero_test.py SHEAF SHEAF_REPLAY
"""
import json
import os
import stat
import sys
import unittest

import cli_fixture
from zotero_fixture import DAY, WEB_KEY, ZoteroSandbox, digest


class Push(ZoteroSandbox):
    def test_a_hundred_papers_arrive_field_by_field(self):
        server, made = self.zotero(), digest(100)
        report = self.push(made)
        self.assertEqual((report["created"], report["notes_created"], report["failed"]), (100, 100, []))
        self.assertEqual(report["collection"], ["Sheaf Digest", DAY])
        self.assert_whole(server, made)
        by_paper = {item["archiveID"]: item for item in server.library.top()}
        for entry in made["entries"]:
            self.assert_fields(entry["paper"], by_paper["arXiv:" + entry["paper"]["id"]])
            (note,) = server.library.children(by_paper["arXiv:" + entry["paper"]["id"]]["key"], "note")
            self.assertIn({"tag": "sheaf:summary"}, note["tags"])
            self.assertIn("&lt;i&gt;x&lt;/i&gt;", note["note"])
            self.assertNotIn("<script", note["note"])

    def test_left_in_peace_a_running_zotero_takes_them_over_its_api(self):
        server, made = self.zotero(), digest(30)
        report = self.push(made, "--quiet")
        self.assertEqual((report["created"], report["notes_created"]), (30, 30))
        self.assertFalse([one for one in server.log if "/connector/" in one[1]])
        self.assert_whole(server, made)
        self.assertEqual(self.push(made)["kept"], 30)

    def test_requests_are_few_and_none_is_too_large(self):
        server = self.zotero()
        self.push(digest(100), "--quiet")
        posts = [one for one in server.log if one[0] == "POST" and one[1].endswith("/items")]
        self.assertLessEqual(len(posts), 16)  # 300 objects, at most 50 at a time, four batches
        self.assertLessEqual(len(server.log), 25)

    def test_a_second_push_writes_nothing(self):
        server, made = self.zotero(), digest(30)
        self.push(made)
        server.log.clear()
        report = self.push(made)
        self.assertEqual((report["created"], report["kept"]), (0, 30))
        self.assertEqual(server.writes(), [])
        self.assert_whole(server, made)

    def test_another_store_finds_the_same_papers(self):
        server, made = self.zotero(), digest(30)
        self.push(made)
        self.env["SHEAF_STORE"] = str(self.home / "other.db")
        report = self.push(made)
        self.assertEqual((report["created"], report["kept"]), (0, 30))
        self.assert_whole(server, made)

    def test_papers_the_reader_has_are_filed_not_doubled(self):
        server, made = self.zotero(), digest(5)
        mine = server.library.add_collection("Mine")
        key = server.library.add_item(title="Drafting", DOI="10.48550/ARXIV.2611.00001", archiveID="arXiv:2611.00001",
                                      collections=[mine], tags=[{"tag": "to read"}])
        report = self.push(made)
        self.assertEqual((report["created"], report["filed"] + report["updated"]), (4, 1))
        item = server.library.items[key]
        self.assertIn(mine, item["collections"])
        self.assertEqual(len(item["collections"]), 2)
        self.assertEqual(item["tags"], [{"tag": "to read"}])

    def test_what_the_reader_threw_away_does_not_come_back(self):
        server, made = self.zotero(), digest(5)
        self.push(made)
        key = next(one["key"] for one in server.library.top() if one["archiveID"] == "arXiv:2611.00003")
        server.library.change_item(key, deleted=1)
        report = self.push(made)
        self.assertEqual([one["paper"] for one in report["left_out"]], ["2611.00003"])
        self.assertEqual(report["created"], 0)

    def test_a_note_the_reader_changed_keeps_his_words(self):
        server, made = self.zotero(), digest(2)
        self.push(made)
        (note,) = server.library.children(server.library.top()[0]["key"], "note")
        server.library.change_item(note["key"], note=note["note"].replace("By drafting", "MY WORDS by drafting"))
        for entry in made["entries"]:
            entry["summary"]["tldr"] = "Another text"
        self.push(made)
        self.assertTrue(any("MY WORDS" in one.get("note", "") for one in server.library.items.values()))

    def test_a_renamed_collection_is_found_again(self):
        server = self.zotero()
        self.push(digest(2))
        (key,) = [key for key, one in server.library.collections.items() if one["name"] == "Sheaf Digest"]
        server.library.collections[key]["name"] = "Daily papers"
        made = digest(2, day="2026-11-21", first=10)
        self.push(made)
        self.assert_whole(server, made, collection=("Daily papers", "2026-11-21"))

    def test_a_chosen_collection_is_made_once(self):
        server, made = self.zotero(), digest(2)
        for _ in range(2):
            self.push(made, "--collection", "Reading/Today")
        self.assert_whole(server, made, collection=("Reading", "Today"))

    def test_a_dry_run_asks_for_nothing_and_writes_nothing(self):
        server, made = self.zotero(), digest(3)
        report = self.push(made, "--dry-run")
        self.assertEqual([one["action"] for one in report["plan"]["entries"]], ["create"] * 3)
        self.assertEqual((server.writes(), server.prompts), ([], []))

    def test_no_pdf_is_no_attachment(self):
        server = self.zotero()
        self.push(digest(2), "--pdf", "none")
        links = [one["url"] for one in server.library.items.values() if one["itemType"] == "attachment"]
        self.assertFalse([url for url in links if "/pdf/" in url])

    def test_no_request_looks_like_a_browsers(self):
        server = self.zotero()
        self.push(digest(1))  # the server drops what does, and refuses chunks and other hosts
        self.assertEqual(len(server.library.top()), 1)


class Consent(ZoteroSandbox):
    def test_the_key_is_kept_for_its_user_alone_and_not_asked_for_again(self):
        server = self.zotero()
        self.push(digest(2))
        self.push(digest(2, first=5))
        self.assertEqual(len(server.prompts), 1)
        (path,) = self.home.rglob("zotero-keys.json")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(list(json.loads(path.read_text())), [server.server_id])

    def test_allowed_once_is_asked_for_each_write_and_not_kept(self):
        server, made = self.zotero(), digest(3)
        server.consent = "once"
        self.push(made, "--quiet")
        self.assert_whole(server, made)
        self.assertEqual(len(server.prompts), 4)  # two collections, items, children
        self.assertEqual(list(self.home.rglob("zotero-keys.json")), [])

    def test_a_key_zotero_forgot_is_asked_for_again(self):
        server = self.zotero()
        self.push(digest(2))
        server.keys.clear()
        made = digest(2, first=5)
        self.push(made)
        self.assertEqual(len(server.prompts), 2)
        self.assert_whole(server, made)

    def test_another_zotero_has_a_key_and_an_index_of_its_own(self):
        first, made = self.zotero(), digest(3)
        self.push(made)
        other = self.zotero()
        other.server_id = "bbbbbbbbbbbb"
        self.push(made)
        self.assert_whole(other, made)
        self.assertEqual(len(other.prompts), 1)
        (path,) = self.home.rglob("zotero-keys.json")
        self.assertEqual(len(json.loads(path.read_text())), 2)
        self.assert_whole(first, made)


class Files(ZoteroSandbox):
    PDF = b"%PDF-1.5\ninvented\n%%EOF\n"

    def served(self, count):
        """A digest, and a mirror of arXiv with its PDFs; one of them is none."""
        import http.server
        import threading

        pdf = self.PDF

        class Pdfs(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = b"<html>no</html>" if self.path == "/pdf/2611.00002" else pdf
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pdfs)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.env["SHEAF_ARXIV_SITE_URL"] = f"http://127.0.0.1:{server.server_address[1]}"
        return digest(count)

    def test_pdfs_are_taken_along_and_what_is_none_becomes_a_link(self):
        for web in (False, True):
            server, made = self.zotero(web=web), self.served(7)
            report = self.push(made, "--pdf", "download", *(["--web"] if web else []))
            self.assertEqual(report["files"], 6)
            self.assertEqual(set(server.library.files.values()), {self.PDF})
            self.assertTrue(any("no PDF" in one for one in report["warnings"]), report["warnings"])
            self.assert_whole(server, made)
            self.assertEqual(self.push(made, "--pdf", "download", *(["--web"] if web else []))["files"], 0)

    def test_a_full_storage_leaves_links_and_says_so(self):
        server, made = self.zotero(web=True), self.served(7)
        server.library.quota = 3
        report = self.push(made, "--pdf", "download", "--web")
        self.assertEqual((report["files"], server.library.files), (0, {}))
        self.assertIn("the storage at zotero.org is full", " ".join(report["warnings"]))
        self.assert_whole(server, made)
        modes = {one["linkMode"] for one in server.library.items.values() if one["itemType"] == "attachment"}
        self.assertEqual(modes, {"linked_url"})


class Web(ZoteroSandbox):
    def test_parents_and_notes_go_together_to_zotero_org(self):
        server, made = self.zotero(web=True), digest(100)
        report = self.push(made, "--web")
        self.assertEqual(report["created"], 100)
        self.assert_whole(server, made)
        self.assertEqual(self.push(made, "--web")["kept"], 100)

    def test_related_papers_are_related_both_ways(self):
        server, made = self.zotero(web=True), digest(10)
        report = self.push(made, "--web")
        if report["related"] == 0:
            self.skipTest("the plan relates none of these papers")
        for item in server.library.top():
            for uri in item["relations"].get("dc:relation", []):
                self.assertTrue(uri.startswith("http://zotero.org/users/475425/items/"))
                other = server.library.items[uri.rsplit("/", 1)[1]]
                self.assertIn(item["key"], " ".join(other["relations"]["dc:relation"]))

    def test_a_group_gets_its_own(self):
        server, made = self.zotero(web=True), digest(3)
        group = server.group(5)
        self.push(made, "--web", "--group", "5")
        self.assert_whole(server, made, group)
        self.assertEqual(server.library.items, {})

    def test_a_local_group_gets_its_own(self):
        server, made = self.zotero(), digest(3)
        group = server.group(5)
        self.push(made, "--group", "5")
        self.assert_whole(server, made, group)

    def test_a_large_library_is_read_once(self):
        server = self.zotero(web=True)
        for number in range(1000):
            server.library.add_item(title=f"Other {number}", url=f"https://example.org/{number}")
        self.push(digest(2), "--web")
        first = len(server.log)
        server.log.clear()
        made = digest(2, first=50)
        self.push(made, "--web")
        self.assertGreater(first, 12)
        self.assertLess(len(server.log), 10)
        self.assert_whole(server, made)

    def test_the_key_is_never_shown(self):
        server = self.zotero(web=True)
        server.web_keys.clear()
        told = self.push(digest(1), "--web", code=3)
        self.assertIn("does not know this key", told)
        self.assertNotIn(WEB_KEY, told)


class Connector(ZoteroSandbox):
    def test_an_older_zotero_takes_papers_through_its_connector(self):
        server, made = self.zotero("9.0.6"), digest(23)
        report = self.push(made)
        self.assertEqual((report["door"], report["created"]), ("connector", 23))
        self.assertIn("makes no collections", " ".join(report["warnings"]))
        self.assertEqual(len(server.library.top()), 23)
        self.assertEqual(len([one for one in server.library.items.values() if one["itemType"] == "note"]), 23)
        self.assertEqual(self.push(made)["created"], 0)
        self.assertEqual(len(server.library.top()), 23)

    def test_a_collection_that_is_there_is_used(self):
        server, made = self.zotero("9.0.6"), digest(3)
        root = server.library.add_collection("Sheaf Digest")
        server.library.add_collection(DAY, root)
        report = self.push(made)
        self.assertEqual(report["warnings"], [])
        self.assert_whole(server, made)

    def test_a_lost_answer_doubles_nothing(self):
        server, made = self.zotero("9.0.6"), digest(23)
        server.enabled = False  # nothing can be looked up
        server.fault("drop_after", "POST", "saveItems", nth=2)
        self.push(made)
        self.assertEqual(len(server.library.top()), 23)

    def test_a_killed_push_goes_on(self):
        server, made = self.zotero("9.0.6"), digest(23)
        server.enabled = False
        process = self.start_push(made)
        server.fault("drop_after", "POST", "saveItems", nth=2, after=process.kill)
        process.wait(timeout=30)
        self.push(made)
        self.assertEqual(len(server.library.top()), 23)


class Pull(ZoteroSandbox):
    def pull(self, *words, code=0):
        done = self.sheaf("zotero", "pull", *words, "--json", code=code)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def filled(self, server, count):
        top = server.library.add_collection("Thesis")
        below = server.library.add_collection("Chapter 1", top)
        return [server.library.add_item(title=f"Paper {number}", abstractNote="An abstract.", DOI=f"10.1000/{number}",
                                        creators=[{"creatorType": "author", "firstName": "A", "lastName": "B"}],
                                        tags=[{"tag": "mine"}], collections=[below] if number % 2 else [])
                for number in range(count)]

    def test_a_library_comes_and_follows_what_changes(self):
        for web in (False, True):
            words = ["--web"] if web else []
            server = self.zotero(web=web)
            self.sheaf("library", "clear")
            keys = self.filled(server, 600)
            first = self.pull(*words)
            self.assertEqual((first["added"], first["total"]), (600, 600))
            self.assertEqual(self.pull(*words)["read"], 0)
            server.library.change_item(keys[3], title="Another title")
            server.library.erase(keys[4])
            server.library.change_item(keys[5], deleted=1)
            server.library.add_item(title="New one", abstractNote="x")
            server.log.clear()
            later = self.pull(*words)
            self.assertEqual((later["added"], later["updated"], later["removed"], later["total"]), (1, 1, 2, 599))
            self.assertLessEqual(len(server.log), 7)
            self.assertEqual(self.pull("--full", *words)["unchanged"], 599)

    def test_only_what_a_pull_brought_leaves(self):
        server = self.zotero()
        self.filled(server, 5)
        self.write("mine.jsonl", [{"key": "mine1", "title": "Mine"}])
        self.sheaf("library", "import", "mine.jsonl")
        self.pull()
        for key in list(server.library.items):
            server.library.erase(key)
        self.assertEqual(self.pull()["total"], 1)

    def test_one_collection_and_those_below_it_can_be_chosen(self):
        server = self.zotero()
        self.filled(server, 10)
        self.assertEqual(self.pull("--collection", "Thesis")["total"], 5)

    def test_renamed_collections_are_noticed(self):
        server = self.zotero()
        self.filled(server, 4)
        self.pull()
        for one in server.library.collections.values():
            one["name"] += "!"
        self.assertEqual(self.pull()["updated"], 2)

    def test_a_digest_does_not_teach_itself_but_what_became_of_it_does(self):
        server, made = self.zotero(), digest(6)
        self.push(made)
        self.assertEqual(self.pull()["total"], 0)
        keys = {one["archiveID"]: one["key"] for one in server.library.top()}
        mine = server.library.add_collection("Mine")
        kept, gone = keys["arXiv:2611.00001"], keys["arXiv:2611.00002"]
        server.library.change_item(kept, collections=server.library.items[kept]["collections"] + [mine])
        server.library.change_item(gone, deleted=1)
        report = self.pull()
        self.assertEqual((report["kept"], report["trashed"], report["total"]), (1, 1, 1))
        status = json.loads(self.sheaf("library", "--json").stdout)
        self.assertEqual((status["feedback"]["kept"], status["feedback"]["trashed"]), (1, 1))

    def test_an_older_zotero_is_read_whole(self):
        server = self.zotero("9.0.6")
        self.filled(server, 8)
        self.assertEqual(self.pull()["added"], 8)
        self.assertEqual(self.pull()["unchanged"], 8)


class Status(ZoteroSandbox):
    def test_each_door_is_told_and_nobody_is_asked(self):
        server = self.zotero()
        told = json.loads(self.sheaf("zotero", "status", "--json").stdout)
        self.assertEqual((told["local"]["state"], told["local"]["allowed"]), ("writes", False))
        self.assertEqual(told["connector"]["state"], "writes")
        self.assertEqual((told["web"]["state"], server.prompts), ("failed", []))
        self.env["SHEAF_ZOTERO_LOCAL_URL"] = "http://127.0.0.1:9"
        self.assertIn("start Zotero", self.sheaf("zotero", "status").stdout)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
