"""Sources beyond arXiv in a profile, through the real command: what is new comes once, one paper is
one record whoever tells of it, and a source that fails is named.

The services are invented on loopback; their answers have the shape of the real ones.
"""
import http.server
import json
import sys
import threading
import unittest
import urllib.parse
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import cli_fixture

PREPRINT = {"doi": "10.1101/2026.01.02.697412", "title": "Neurons That Count", "authors": "Last, F. M.; Lee, A.",
            "author_corresponding": "F. Last", "date": "2026-04-17", "version": "1", "type": "new results",
            "license": "cc_by", "category": "neuroscience", "jatsxml": "", "abstract": "We count neurons.",
            "published": "NA", "server": "bioRxiv"}


class Services:
    """bioRxiv, Hugging Face, Crossref, arXiv's API and a journal's feed in one server."""

    def __init__(self):
        self.preprints, self.items, self.works, self.broken = [PREPRINT], ["One", "Two"], {}, set()
        self.asked, self.searches = [], []
        services = self

        class Server(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                services.asked.append(self.path)
                url = urllib.parse.urlsplit(self.path)
                name = url.path.split("/")[1]
                body = services.answer(name, url)
                status = 500 if name in services.broken else 404 if body is None else 200
                self.send_response(status)
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, name, url):
        if name == "details":
            rows = self.preprints
            return json.dumps({"messages": [{"status": "ok", "interval": "x", "cursor": 0, "count": len(rows),
                                             "total": str(len(rows))}], "collection": rows})
        if name == "journal":
            when = format_datetime(datetime.now(timezone.utc) - timedelta(hours=1))
            items = "".join(f"<item><title>{title} &amp; More</title><link>https://journal.example/{title}</link>"
                            f"<description>About {title}.</description><guid>{title}</guid><pubDate>{when}</pubDate>"
                            "</item>" for title in self.items)
            return ('<?xml version="1.0"?><rss version="2.0"><channel><title>A Journal</title>'
                    f"<link>https://journal.example</link>{items}</channel></rss>")
        if name == "api":
            query = urllib.parse.parse_qs(url.query).get("search_query", [""])[0]
            self.searches.append(query)
            entry = ('<entry><id>http://arxiv.org/abs/2604.00001v1</id><title>Sheaves at Work</title>'
                     '<updated>2026-04-16T17:59:59Z</updated><summary>We bind.</summary><category term="cs.CL"/>'
                     '<published>2026-04-16T17:59:59Z</published><arxiv:primary_category term="cs.CL"/>'
                     '<author><name>Jane Doe</name></author></entry>')
            return ('<?xml version="1.0"?><feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
                    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"><title>arXiv '
                    'Query</title><opensearch:itemsPerPage>1</opensearch:itemsPerPage><opensearch:totalResults>1'
                    '</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>' + entry + "</feed>")
        if name == "works":
            doi = urllib.parse.unquote(url.path.split("/", 2)[2]) if url.path.count("/") > 1 else ""
            found = [work for work in self.works.values()
                     if work["DOI"].lower() == doi.lower() or work["DOI"].lower() in
                     urllib.parse.unquote(url.query).lower()]
            if doi:
                return json.dumps({"status": "ok", "message-type": "work", "message": found[0]}) if found else None
            return json.dumps({"status": "ok", "message-type": "work-list",
                               "message": {"total-results": len(found), "items": found, "items-per-page": 40}})
        return None


class Sources(cli_fixture.Sandbox):
    def setUp(self):
        super().setUp()
        self.services = Services()
        self.addCleanup(self.services.server.server_close)
        self.addCleanup(self.services.server.shutdown)
        for name in ("BIORXIV", "CROSSREF", "HUGGINGFACE"):
            self.env[f"SHEAF_{name}_URL"] = self.services.url
        self.write("profile.json", json.dumps({
            "sources": ["biorxiv:neuroscience", f"rss:{self.services.url}/journal"],
            "network": {"max_retries": 0}}))

    def digest(self, *words, code=0):
        done = self.sheaf("digest", "--profile", "profile.json", "--vault", "vault", "--json", *words, code=code)
        return json.loads(done.stdout)

    def titles(self, digest):
        return sorted(entry["paper"]["title"] for entry in digest["entries"])

    def test_a_profile_without_arxiv_has_a_digest_of_its_sources(self):
        digest = self.digest()
        self.assertEqual(self.titles(digest), ["Neurons That Count", "One & More", "Two & More"])
        preprint = next(e["paper"] for e in digest["entries"] if e["paper"]["title"].startswith("Neurons"))
        self.assertEqual((preprint["id"], preprint["scheme"]), ("10.1101/2026.01.02.697412", "doi"))
        self.assertEqual([a["name"] for a in preprint["authors"]], ["F. M. Last", "A. Lee"])
        self.assertEqual({s["name"]: s["status"] for s in digest["sources"]},
                         {"biorxiv:neuroscience": "ok", f"rss:{self.services.url}/journal": "ok"})
        notes = "".join(note.read_text() for note in (self.home / "vault").rglob("*.md"))
        self.assertIn("We count neurons.", notes)

    def test_a_second_run_tells_the_same_day_and_no_paper_twice(self):
        first = self.digest()
        self.services.items = ["Three", "Two"]  # a feed that rolls on
        second = self.digest()
        self.assertEqual(self.titles(second), sorted(self.titles(first) + ["Three & More"]))

    def test_a_source_that_fails_is_named_and_leaves_the_others(self):
        self.services.broken.add("details")
        digest = self.digest(code=1)
        self.assertEqual(self.titles(digest), ["One & More", "Two & More"])
        states = {s["name"]: s["status"] for s in digest["sources"]}
        self.assertEqual(states["biorxiv:neuroscience"], "failed")

    def test_a_topic_finds_papers_by_a_search_and_says_so(self):
        self.env["SHEAF_ARXIV_API_URL"] = self.services.url + "/api/query"
        self.write("profile.json", json.dumps({
            "topics": [{"name": "Sheaves", "keywords": ["sheaf \" OR all:x", "bind"], "categories": ["cs.CL"]}],
            "network": {"max_retries": 0}}))
        digest = self.digest()
        self.assertEqual(self.titles(digest), ["Sheaves at Work"])
        self.assertEqual(digest["entries"][0]["topics"], ["Sheaves"])
        self.assertEqual(digest["sources"][0]["name"], "topic:Sheaves")
        query = self.services.searches[0]
        self.assertIn("submittedDate:[", query)
        self.assertIn("cat:cs.CL", query)
        self.assertNotIn('OR all:x"', query.replace('"sheaf OR all x"', ""))
        self.assertEqual(self.titles(self.digest()), ["Sheaves at Work"])

    def test_an_unknown_source_is_refused_with_what_there_is(self):
        self.write("profile.json", '{"sources": ["bioarchive:x"]}')
        done = self.sheaf("digest", "--profile", "profile.json", code=2)
        self.assertIn("sources[0]", done.stderr)
        self.assertIn("biorxiv", done.stderr)

    def test_a_published_version_completes_the_paper_it_belongs_to(self):
        self.digest()
        self.services.works["x"] = {
            "DOI": "10.1101/2026.01.02.697412", "type": "posted-content", "title": ["Neurons That Count"],
            "is-referenced-by-count": 7, "container-title": [], "author": [{"family": "Last", "given": "F. M."}]}
        report = json.loads(self.sheaf("complete", "10.1101/2026.01.02.697412", "--from", "crossref", "--profile",
                                       "profile.json", "--json").stdout)
        self.assertEqual(report["papers"][0]["citations"], 7)
        self.assertEqual(report["papers"][0]["abstract"], "We count neurons.")
        self.assertEqual(json.loads(self.sheaf("status", "--json").stdout)["store"]["papers"], 3)
        shown = self.sheaf("complete", "10.1101/2026.01.02.697412", "10.1101/2026.09.09.999999", "--from", "crossref",
                           "--profile", "profile.json").stdout
        self.assertIn("Neurons That Count\n    bioRxiv  10.1101/2026.01.02.697412  cited 7 times", shown)
        self.assertIn("10.1101/2026.09.09.999999  not known", shown)


if __name__ == "__main__":
    cli_fixture.BINARIES["sheaf"], cli_fixture.BINARIES["replay"] = sys.argv[1:3]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
