#!/usr/bin/env python3
"""sheaf zotero push while things go wrong: after every fault the message says what to do, and a push without it
leaves each paper there once, whole.

  zotero_faults_test.py SHEAF SHEAF_REPLAY
"""
import signal
import sys
import unittest

import cli_fixture
from zotero_fixture import DAY, ZoteroSandbox, digest, run_to_end

ITEMS, COLLECTIONS = r"/items$", r"/collections$"
PAPERS = 60  # three batches


class Faults(ZoteroSandbox):
    def suffers(self, kind, method="", path="", code=0, says="", web=False, fast=False, **more):
        """One push with the fault, one without: what the first said. `fast`: through the connector."""
        server, made = self.zotero(web=web), digest(PAPERS)
        words = ["--web"] if web else [] if fast else ["--quiet"]
        fault = server.fault(kind, method, path, **more)
        told = self.push(made, *words, code=code)
        self.assertGreater(fault.hits, 0, "the fault never came")
        if code == 0:
            self.assertEqual((told["created"], told["notes_created"], told["failed"]), (PAPERS, PAPERS, []))
        else:
            self.assertIn(says, told)
        self.recovers(server, made, words, at_once=code == 0)
        return told

    def recovers(self, server, made, words=(), at_once=False):
        server.faults.clear()
        if at_once:
            self.assert_whole(server, made)
        report = self.push(made, *words)
        self.assertEqual(report["failed"], [])
        if at_once:
            self.assertEqual(report["created"], 0)
        self.assert_whole(server, made)

    def refuses(self, server, says, *words, code=3, made=None):
        told = self.push(made or digest(3), *words, "--quiet", code=code)
        self.assertIn(says, told)
        self.assertNotIn("Traceback", told)
        return told

    # asked to wait
    def test_01_too_many_requests_are_waited_out(self):
        self.suffers(429, "POST", ITEMS, headers={"Retry-After": "0"}, times=2)

    def test_02_an_overloaded_server_is_waited_for(self):
        self.suffers(503, "POST", ITEMS, nth=3, headers={"Retry-After": "1"})

    def test_03_a_server_that_stays_overloaded_ends_the_push(self):
        self.suffers(503, "POST", ITEMS, nth=2, times=99, headers={"Retry-After": "0"}, code=6, says="run it again")

    def test_04_a_wait_of_an_hour_is_not_slept_through(self):
        self.suffers(429, "POST", ITEMS, headers={"Retry-After": "3600"}, code=6, says="run it again after that")

    def test_05_backoff_on_a_good_answer_is_kept(self):
        self.suffers("headers", "GET", COLLECTIONS[:-1], headers={"Backoff": "1"})

    def test_06_a_long_backoff_ends_the_push(self):
        self.suffers("headers", "POST", ITEMS, headers={"Backoff": "3000"}, code=6, says="asks to wait")

    def test_07_a_question_asked_too_often_is_asked_again(self):
        self.suffers(429, "POST", "authorize", headers={"Retry-After": "0"})

    # lost answers
    def test_08_items_that_never_arrived_are_sent_again(self):
        self.suffers("drop_before", "POST", ITEMS)

    def test_09_items_whose_answer_was_lost_are_not_doubled(self):
        self.suffers("drop_after", "POST", ITEMS)

    def test_10_notes_whose_answer_was_lost_are_not_doubled(self):
        self.suffers("drop_after", "POST", ITEMS, nth=2)

    def test_11_half_an_answer_is_none(self):
        self.suffers("cut", "POST", ITEMS, nth=4)

    def test_12_an_answer_that_is_no_json_is_none(self):
        self.suffers("garbage", "POST", ITEMS)

    def test_13_a_fault_of_the_server_after_the_write(self):
        self.suffers(500, "POST", ITEMS, nth=2, body="An error occurred")

    def test_14_a_collection_whose_answer_was_lost_is_made_once(self):
        self.suffers("drop_after", "POST", COLLECTIONS)

    def test_15_the_second_collection_too(self):
        self.suffers("drop_after", "POST", COLLECTIONS, nth=2)

    def test_16_reads_are_repeated(self):
        self.suffers("drop_before", "GET", "/items/top")

    def test_17_half_a_list_is_read_again(self):
        self.suffers("cut", "GET", COLLECTIONS[:-1])

    def test_18_a_zotero_that_is_closed_meanwhile(self):
        self.suffers("drop_before", path=r"/users", nth=8, times=10000, code=3, says="the next push completes it")

    def test_19_on_the_web_a_lost_answer_doubles_nothing(self):
        self.suffers("drop_after", "POST", ITEMS, web=True)

    def test_20_on_the_web_a_request_that_never_arrived(self):
        self.suffers("drop_before", "POST", ITEMS, nth=2, web=True)

    def test_21_the_web_asks_to_wait(self):
        self.suffers(503, "POST", ITEMS, web=True, headers={"Retry-After": "0", "Backoff": "1"})

    # changed by somebody else
    def test_22_a_used_write_token_is_looked_into(self):
        self.suffers(412, "POST", ITEMS, body="Write token already used")

    def test_23_a_note_that_is_changed_meanwhile_is_looked_at_again(self):
        server, made = self.zotero(), digest(10)
        self.push(made)
        for entry in made["entries"]:
            entry["summary"]["tldr"] = "Another text"
        note = next(one for one in server.library.items.values() if one["itemType"] == "note")
        words = note["note"] + "<p>MINE</p>"
        server.fault("headers", "POST", ITEMS, after=lambda: server.library.change_item(note["key"], note=words))
        self.push(made)
        self.assertIn("MINE", server.library.items[note["key"]]["note"])

    def test_24_a_collection_that_is_deleted_meanwhile_is_made_again(self):
        server, made = self.zotero(), digest(10)

        def gone():
            for key in [key for key, one in server.library.collections.items() if one["name"] == DAY]:
                del server.library.collections[key]
                server.library.version += 1
        server.fault("headers", "POST", ITEMS, after=gone)
        self.push(made, "--quiet")
        self.recovers(server, made, at_once=True)

    def test_25_an_item_that_is_deleted_meanwhile(self):
        server, made = self.zotero(), digest(10)

        def gone():
            server.library.erase(server.library.top()[0]["key"])
        server.fault("headers", "POST", ITEMS, nth=2, after=gone)
        self.push(made, "--quiet")
        self.recovers(server, made, at_once=True)

    def test_26_another_zotero_answers(self):
        server, made = self.zotero(), digest(PAPERS)
        server.fault("headers", "POST", ITEMS, nth=3, after=lambda: setattr(server, "server_id", "bbbbbbbbbbbb"))
        self.refuses(server, "another Zotero answers than before", made=made)
        self.recovers(server, made)

    def test_27_a_zotero_that_wants_its_id(self):
        server = self.zotero()
        server.fault(428, "POST", body="Zotero-Server-ID not provided", path=ITEMS)
        self.refuses(server, "another Zotero answers than before")
        self.recovers(server, digest(3))

    def test_28_a_collection_in_the_trash_is_not_filled(self):
        server, made = self.zotero(), digest(3)
        self.push(made)
        for one in server.library.collections.values():
            one["deleted"] = one["name"] == DAY
        self.refuses(server, "lies in Zotero's trash: restore it there", code=2, made=digest(5))
        for one in server.library.collections.values():
            one["deleted"] = False
        self.recovers(server, digest(5))

    # refusals
    def test_29_nobody_is_there(self):
        self.env["SHEAF_ZOTERO_LOCAL_URL"] = "http://127.0.0.1:9"
        self.refuses(None, "start Zotero")

    def test_30_the_local_api_is_off(self):
        server = self.zotero()
        server.enabled = False
        self.refuses(server, "Settings > Advanced", "--local")

    def test_31_a_zotero_that_only_reads(self):
        self.refuses(self.zotero("9.0.6"), "older than 10", "--local")

    def test_32_the_reader_says_no(self):
        server = self.zotero()
        server.consent = "deny"
        self.refuses(server, "choose \"Always Allow\"")
        server.consent = "always"
        self.recovers(server, digest(3))

    def test_33_a_library_that_is_read_only(self):
        for web in (False, True):
            server = self.zotero(web=web)
            server.library.editable = False
            self.refuses(server, "allow library and write access" if web else "read-only", *(["--web"] if web else []))

    def test_34_a_wrong_key(self):
        server = self.zotero(web=True)
        server.web_keys.clear()
        self.refuses(server, "does not know this key", "--web")

    def test_35_an_unknown_group(self):
        self.refuses(self.zotero(web=True), "no such library", "--web", "--group", "77")
        self.refuses(self.zotero(), "synced here", "--group", "77")
        self.refuses(self.zotero(), "is no number of a Zotero group", "--group", "mine", code=2)

    def test_36_no_key_at_all(self):
        self.zotero(web=True)
        del self.env["ZOTERO_API_KEY"]
        self.refuses(None, "settings/keys", "--web", code=2)

    def test_37_one_paper_is_refused_and_the_rest_arrives(self):
        server, made = self.zotero(), digest(30)
        server.reject = "Maß"
        report = self.push(made, "--quiet", code=1)
        bad = [one["paper"] for one in report["failed"]]
        self.assertEqual(len(bad), sum("Maß" in one["paper"]["title"] for one in made["entries"]))
        self.assertIn("this title is refused", report["failed"][0]["why"])
        server.reject = None
        self.recovers(server, made)

    # ended in the middle
    def killed(self, kind, method, path, nth, web=False, fast=False):
        server, made = self.zotero(web=web), digest(PAPERS)
        words = ["--web"] if web else [] if fast else ["--quiet"]
        holder = {}
        server.fault(kind, method, path, nth=nth, after=lambda: holder["process"].kill())
        with server.lock:  # the first request waits until the process is known
            holder["process"] = self.start_push(made, *words)
        self.assertEqual(holder["process"].wait(timeout=30), -signal.SIGKILL)
        self.recovers(server, made, words)

    def test_38_killed_before_the_first_items_are_there(self):
        self.killed("drop_before", "POST", ITEMS, 1)

    def test_39_killed_after_items_before_their_notes(self):
        self.killed("drop_after", "POST", ITEMS, 1)

    def test_40_killed_in_the_second_batch(self):
        self.killed("drop_after", "POST", ITEMS, 4)

    def test_41_killed_after_the_last_notes(self):
        self.killed("drop_after", "POST", ITEMS, 6)

    def test_42_killed_while_collections_are_made(self):
        self.killed("drop_after", "POST", COLLECTIONS, 1)

    def test_43_killed_while_zotero_asks(self):
        self.killed("drop_after", "POST", "authorize", 1)

    def test_44_killed_on_the_web(self):
        self.killed("drop_after", "POST", ITEMS, 2, web=True)

    def test_45_interrupted_it_ends_between_whole_papers(self):
        server, made = self.zotero(), digest(PAPERS)
        holder = {}

        def interrupt():
            holder["process"].send_signal(signal.SIGINT)
            server.delay = 0.3
        server.fault("headers", "POST", ITEMS, after=interrupt)
        with server.lock:
            holder["process"] = self.start_push(made, "--quiet")
        process = holder["process"]
        self.assertEqual(process.wait(timeout=30), 130)
        server.delay = 0
        whole = server.library.top()
        self.assertTrue(25 <= len(whole) < PAPERS, len(whole))
        for item in whole:
            self.assertEqual(len(server.library.children(item["key"], "note")), 1)
        self.recovers(server, made)

    # through the connector of a Zotero whose API writes
    def test_46_saved_papers_whose_answer_was_lost_are_not_doubled(self):
        self.suffers("drop_after", "POST", "saveItems", nth=2, fast=True)

    def test_47_papers_that_never_arrived_go_over_the_api(self):
        self.suffers("drop_before", "POST", "saveItems", fast=True)

    def test_48_a_connector_that_refuses_is_done_without(self):
        self.suffers(500, "POST", "saveItems", fast=True, body="library is not editable")

    def test_49_papers_that_were_not_moved_are_filed(self):
        self.suffers("drop_before", "POST", "updateSession", fast=True)

    def test_50_a_move_that_is_refused_is_made_up_for(self):
        self.suffers(400, "POST", "updateSession", fast=True)

    def test_51_a_connector_that_does_not_answer_is_not_waited_for(self):
        self.suffers("drop_before", "", "connector/ping", fast=True)

    def test_52_killed_between_saving_and_moving(self):
        self.killed("drop_after", "POST", "saveItems", 1, fast=True)

    def test_53_killed_before_the_first_is_saved(self):
        self.killed("drop_before", "POST", "saveItems", 1, fast=True)

    def test_54_killed_after_the_move(self):
        self.killed("drop_after", "POST", "updateSession", 2, fast=True)


class TwoAtOnce(ZoteroSandbox):
    """Two pushes of one store: the second waits for the first, and finds its papers."""

    def both_arrive(self, server, made, *words):
        first, second = self.start_push(made, *words), self.start_push(made, *words)
        for process in (first, second):
            code, out, err = run_to_end(process)
            self.assertEqual(code, 0, out + err)
        self.assert_whole(server, made)
        self.assertEqual(len(server.library.top()), PAPERS)

    def test_no_paper_is_doubled_over_the_local_api(self):
        self.both_arrive(self.zotero(), digest(PAPERS), "--quiet")

    def test_no_paper_is_doubled_through_the_connector(self):
        self.both_arrive(self.zotero(), digest(PAPERS))

    def test_no_paper_is_doubled_at_zotero_org(self):
        self.both_arrive(self.zotero(web=True), digest(PAPERS), "--web")

    def test_the_second_starts_when_the_first_is_killed(self):
        server, made = self.zotero(), digest(PAPERS)
        first = self.start_push(made, "--quiet")
        server.fault("drop_after", "POST", ITEMS, nth=2, after=first.kill)
        second = self.start_push(made, "--quiet")
        first.wait(timeout=30)
        code, out, err = run_to_end(second)
        self.assertEqual(code, 0, out + err)
        self.assert_whole(server, made)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
