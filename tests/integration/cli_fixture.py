"""What the command line tests stand on: a sandbox with its own home, recorded feeds written for the
occasion, the replay server as a process, and a small JSON Schema check.

Every process started here is ended here.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
import urllib.request
from email.utils import format_datetime
from datetime import datetime, timezone
from xml.sax.saxutils import escape

DAY = "2026-04-17"
PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = {"sheaf": "", "replay": ""}

ITEM = """    <item>
      <title>{title}</title>
      <link>https://arxiv.org/abs/{id}</link>
      <description>arXiv:{id}v1 Announce Type: {type}
Abstract: {abstract}</description>
      <guid isPermaLink="false">oai:arXiv.org:{id}v1</guid>
      <category>{category}</category>
      <pubDate>{date}</pubDate>
      <arxiv:announce_type>{type}</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>Ada Lovelace, Li Wei</dc:creator>
    </item>
"""
FEED = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>{category} updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/{category}</link>
    <description>{category} updates on the arXiv.org e-print archive.</description>
    <language>en-us</language>
    <lastBuildDate>{date}</lastBuildDate>
    <pubDate>{date}</pubDate>
{items}  </channel>
</rss>
"""
ABSTRACT = ("Large language models are slow to serve. We present a method that drafts tokens with a "
            "small model and verifies them in parallel. Experiments on four benchmarks show 14 % "
            "more throughput.")


def paper(number, title, kind="new", abstract=ABSTRACT):
    return {"id": f"2604.{number:05d}", "title": title, "type": kind, "abstract": abstract}


def write_feed(folder, category, papers, day=DAY):
    midnight = datetime.fromisoformat(day + "T04:00:00").replace(tzinfo=timezone.utc)
    date = format_datetime(midnight)
    items = "".join(ITEM.format(id=p["id"], title=escape(p["title"]), type=p["type"], category=category,
                                date=date, abstract=escape(p["abstract"])) for p in papers)
    text = FEED.format(category=category, date=date, items=items)
    (pathlib.Path(folder) / f"{category}_{day}.rss.xml").write_text(text, encoding="utf-8")


class Replay:
    """The replay server as a process, with the feeds of one folder."""

    def __init__(self, folder, *options):
        self.process = subprocess.Popen([BINARIES["replay"], "--rss", str(folder), "--day", DAY, *options],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://"):
            raise RuntimeError("sheaf-replay did not start")

    def fail(self, spec):
        request = urllib.request.Request(f"{self.url}/_replay/fail?spec={spec}", data=b"", method="POST")
        urllib.request.urlopen(request, timeout=10).read()

    def requests(self):
        with urllib.request.urlopen(f"{self.url}/_replay/log", timeout=10) as reply:
            return json.load(reply)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        self.process.stdout.close()


class Sandbox(unittest.TestCase):
    """A home of its own for every test; no test reaches a network beyond this machine."""

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-cli-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        nowhere = "http://127.0.0.1:9"
        self.env = {"HOME": str(self.home), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8",
                    "SHEAF_ARXIV_RSS_URL": nowhere, "SHEAF_ARXIV_API_URL": nowhere + "/api/query",
                    "SHEAF_ARXIV_SITE_URL": nowhere}
        for name in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def command(self, *words):
        return [BINARIES["sheaf"], *map(str, words)]

    def sheaf(self, *words, code=0, stdin="", env=None, timeout=60):
        """Runs `sheaf`, checks the exit code, and gives the finished process."""
        done = subprocess.run(self.command(*words), input=stdin, text=True, capture_output=True,
                              cwd=self.home, env={**self.env, **(env or {})}, timeout=timeout)
        shown = f"sheaf {' '.join(map(str, words))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        self.assertEqual(done.returncode, code, shown)
        return done

    def start(self, *words, **more):
        return subprocess.Popen(self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, cwd=self.home, env=self.env, **more)

    def json_lines(self, text):
        """Every line of `text` as JSON: nothing else may be in it."""
        return [json.loads(line) for line in text.splitlines()]

    def write(self, name, content):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = content if isinstance(content, str) else "".join(json.dumps(one) + "\n" for one in content)
        path.write_text(lines, encoding="utf-8")
        return path

    def write_profile(self, **members):
        profile = {"categories": ["cs.CL"], "keywords": ["language models"],
                   "network": {"max_retries": 0, "timeout_ms": 20000}, **members}
        return self.write(".config/sheaf/profile.json", json.dumps(profile, indent=2))

    def replay(self, feeds, *options):
        """Serves {category: papers} as of DAY and points the sandbox at it."""
        folder = self.home / "feeds"
        folder.mkdir(exist_ok=True)
        for category, papers in feeds.items():
            write_feed(folder, category, papers)
        server = Replay(folder, *options)
        self.addCleanup(server.stop)
        self.env["SHEAF_ARXIV_RSS_URL"] = server.url
        self.env["SHEAF_ARXIV_API_URL"] = server.url + "/api/query"
        self.env["SHEAF_ARXIV_SITE_URL"] = server.url
        return server


def load_schema(name):
    return json.loads((PROJECT / "dist" / "schema" / name).read_text(encoding="utf-8"))


TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
         "integer": int, "number": (int, float)}


def is_type(value, name):
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def scalar_problems(schema, value, where):
    """Of the keywords that look at a value alone."""
    kinds = schema.get("type")
    if kinds and not any(is_type(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{where}: is not {kinds}: {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{where}: is not {schema['const']!r}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: {value!r} does not match {schema['pattern']}"
    if is_type(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{where}: {value} is out of range"


def problems(schema, value, root=None, where="$"):
    """What is wrong with `value`, by the part of JSON Schema that ours use. Members that a schema
    does not name are problems, too: output and schema are to say the same."""
    root = root or schema
    if schema is True:
        return
    if "$ref" in schema:
        target = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        yield from problems(target, value, root, where)
    yield from scalar_problems(schema, value, where)
    if "oneOf" in schema and sum(not list(problems(one, value, root, where)) for one in schema["oneOf"]) != 1:
        yield f"{where}: fits not exactly one of the forms"
    if isinstance(value, dict) and "properties" in schema:
        yield from (f"{where}: lacks {key}" for key in schema.get("required", ()) if key not in value)
        for key, member in value.items():
            if key in schema["properties"]:
                yield from problems(schema["properties"][key], member, root, f"{where}.{key}")
            else:
                yield f"{where}: has an unknown member {key}"
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from problems(schema["items"], item, root, f"{where}[{index}]")
