"""What the Zotero tests share: digests of any number of invented papers, a sandbox that points `sheaf` at a
Zotero of the test's own, and what must hold of a library after every push.

Every process and server started here is ended here.
"""
import json
import subprocess

from cli_fixture import Sandbox
from zotero_server import Server

DAY = "2026-11-20"
WEB_KEY = "WEBKEYWEBKEYWEBKEYWEBKEY"
TITLES = ["Drafting tokens for language models", "On <b>rice</b> & \"water\"", "Größe, Maß und Ñandú", "量子纠错的新方法",
          "A title with $x^2$ and \\alpha", "Control\u0007characters and\ttabs", "Naïve — or not?", "=HYPERLINK(1)"]


def paper(number):
    name = f"2611.{number:05d}"
    made = {"id": name, "version": 2, "title": f"{TITLES[number % len(TITLES)]} {number}",
            "abstract": f"We study question {number}. A <script>method</script> is given & it works.",
            "authors": [{"name": "Ada Lovelace"}, {"name": f"Wei Li {number}"}, {"name": "van der Meer, Ilse"}],
            "categories": ["cs.CL", "stat.ML"], "published": "2026-11-18T10:00:00Z", "updated": "2026-11-19T10:00:00Z",
            "citation_key": f"lovelace2026x{number}", "abs_url": f"https://arxiv.org/abs/{name}",
            "pdf_url": f"https://arxiv.org/pdf/{name}"}
    if number % 7 == 0:
        made["doi"] = f"10.1000/JOURNAL.{number}"
    return made


def digest(count, day=DAY, first=1):
    entries = [{"paper": paper(number), "announcement": {"day": day, "type": "new"},
                "score": {"value": 90 - number % 80, "reason": f"like item {number}"},
                "summary": {"provider": "builtin", "tldr": f"Short text {number} <i>x</i>", "method": "By drafting.",
                            "mindmap": {"label": "root", "children": [{"label": "A & B"}, {"label": "C"}]}}}
               for number in range(first, first + count)]
    return {"day": day, "profile": "default", "sample": False, "sources": [], "announced": {"new": count},
            "left_out": 0, "entries": entries}


class ZoteroSandbox(Sandbox):
    def zotero(self, version="10.0.5", web=False):
        server = Server(version, web)
        self.addCleanup(server.stop)
        self.point_at(server)
        return server

    def point_at(self, server):
        self.env["SHEAF_ZOTERO_WEB_URL" if server.web else "SHEAF_ZOTERO_LOCAL_URL"] = server.url
        if server.web:
            self.env["ZOTERO_API_KEY"] = WEB_KEY

    def push(self, made, *words, code=0, timeout=120):
        self.write("digest.json", json.dumps(made))
        done = self.sheaf("zotero", "push", "--digest", "digest.json", *words, "--json", code=code, timeout=timeout)
        return json.loads(done.stdout) if code in (0, 1) else done.stderr

    def start_push(self, made, *words):
        self.write("digest.json", json.dumps(made))
        process = self.start("zotero", "push", "--digest", "digest.json", *words)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def assert_whole(self, server, made, library=None, collection=("Sheaf Digest", DAY), notes=True):
        """Each paper once, with its note and link, filed; nothing that belongs to nothing."""
        library = library or server.library
        by_paper = {}
        for item in library.top():
            by_paper.setdefault(item.get("archiveID", "").removeprefix("arXiv:"), []).append(item)
        for entry in made["entries"]:
            name = entry["paper"]["id"]
            found = by_paper.get(name, [])
            self.assertEqual(len(found), 1, f"{name} is there {len(found)} times")
            key = found[0]["key"]
            if notes:
                self.assertEqual(len(library.children(key, "note")), 1, f"notes of {name}")
            links = [one["url"] for one in library.children(key, "attachment")]
            self.assertEqual(len(links), len(set(links)), f"attachments of {name}: {links}")
            self.assertTrue(links, f"{name} has no PDF")
            self.assertEqual([self.path_of(library, one) for one in found[0]["collections"]], [list(collection)], name)
        for item in library.items.values():
            self.assertIn(item.get("parentItem", item["key"]), library.items, "an orphan")
        places = [(one["parentCollection"], one["name"]) for one in library.collections.values()]
        self.assertEqual(len(places), len(set(places)), f"a collection was made twice: {places}")

    def assert_fields(self, paper, item):
        """An item as the Web API gives it says what the paper of a digest() says."""
        self.assertEqual(item["itemType"], "preprint")
        self.assertEqual(item["title"].split()[-1], paper["title"].split()[-1])
        self.assertNotIn("\u0007", item["title"])
        self.assertIn("We study question", item["abstractNote"])
        self.assertEqual(item["date"], "2026-11-19")
        self.assertEqual(item["DOI"].lower(), paper.get("doi", "10.48550/arXiv." + paper["id"]).lower())
        self.assertEqual(item["citationKey"], paper["citation_key"])
        self.assertEqual(item["url"], "http://arxiv.org/abs/" + paper["id"])
        self.assertEqual(item["repository"], "arXiv")
        self.assertEqual(item["libraryCatalog"], "arXiv.org")
        self.assertEqual(item["extra"], f"arXiv:{paper['id']} [cs.CL]\nversion: 2")
        self.assertEqual(item["creators"][0], {"creatorType": "author", "firstName": "Ada", "lastName": "Lovelace"})
        self.assertEqual(len(item["creators"]), 3)
        tags = [tag["tag"] for tag in item["tags"]]
        self.assertIn("Computer Science - Computation and Language", tags)
        self.assertIn("Statistics - Machine Learning", tags)

    @staticmethod
    def path_of(library, key):
        path = []
        while key:
            path.insert(0, library.collections[key]["name"])
            key = library.collections[key]["parentCollection"]
        return path


def run_to_end(process, timeout=60):
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, out, err
