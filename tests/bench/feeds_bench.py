#!/usr/bin/env python3
"""Reloading feeds: Sheaf against newsboat, and against python3-feedparser with a plain SQLite table.

  feeds_bench.py SHEAF FEED.rss.xml [FEEDS [RUNS]]
Serves so many feeds on loopback, each made from the given one with ids of its own, and lets each
program read them all into an empty store, then again. Sheaf also keeps a full-text index, versions
and announcements; the others store title, link, authors and text. CPU time, medians of RUNS. Needs
newsboat and, for /usr/bin/python3, feedparser.
"""
import http.server
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading

PLAIN = """
import sqlite3, sys, feedparser
db = sqlite3.connect(sys.argv[1])
db.execute("CREATE TABLE IF NOT EXISTS items(guid TEXT PRIMARY KEY, title TEXT, link TEXT, author TEXT,"
           " summary TEXT, published TEXT)")
for url in open(sys.argv[2]).read().split():
    feed = feedparser.parse(url)
    db.executemany("INSERT INTO items VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE SET title=excluded.title,"
                   " summary=excluded.summary",
                   [(e.id, e.title, e.link, e.get("author", ""), e.summary, e.get("published", ""))
                    for e in feed.entries])
    db.commit()
"""


def variants(path, count):
    """The feed `count` times, the papers of each with ids of their own."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    numbers = {one: number for number, one in enumerate(sorted(set(re.findall(r"\b(\d{4}\.\d{5})v\d+", text))))}

    def renamed(found, month):
        number = numbers.get(found[0])
        return found[0] if number is None else f"{month}.{number:05d}"

    for n in range(count):
        # The month part moves, so that ids of different feeds never meet.
        month = f"{n // 12 + 10:02d}{n % 12 + 1:02d}"
        yield re.sub(r"\b\d{4}\.\d{5}", lambda found: renamed(found, month), text).encode(), len(numbers)


def serve(bodies):
    class Server(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = bodies.get(self.path.rsplit("/", 1)[-1].lower())
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def timed(command, env):
    """CPU seconds of the whole process: others on the machine do not count."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def programs(sheaf, home, url, lists):
    """Name, command and environment of each."""
    feeds = [f"{url}/rss/{name}" for name in lists]
    pathlib.Path(home, "urls").write_text("\n".join(feeds) + "\n")
    pathlib.Path(home, "config").write_text("reload-threads 1\n")
    pathlib.Path(home, "profile.json").write_text(
        '{"categories": [%s], "complete_from_api": false}' % ", ".join(f'"{name}"' for name in lists))
    pathlib.Path(home, "plain.py").write_text(PLAIN)
    env = {**os.environ, "HOME": home, "SHEAF_STORE": f"{home}/sheaf.db", "SHEAF_ARXIV_RSS_URL": url}
    yield "sheaf fetch", [sheaf, "fetch", "--profile", f"{home}/profile.json"], env
    if shutil.which("newsboat"):
        yield "newsboat reload", ["newsboat", "-u", f"{home}/urls", "-c", f"{home}/cache.db", "-C",
                                  f"{home}/config", "-x", "reload"], env
    yield "feedparser + SQLite", ["/usr/bin/python3", f"{home}/plain.py", f"{home}/plain.db",
                                  f"{home}/urls"], env


def count_items(home, name):
    """What each has in its own store afterwards, so that nobody is fast by reading nothing."""
    file, table = {"sheaf fetch": ("sheaf.db", "papers"), "newsboat reload": ("cache.db", "rss_item"),
                   "feedparser + SQLite": ("plain.db", "items")}[name]
    with sqlite3.connect(f"{home}/{file}") as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    names = subprocess.run([sys.argv[1], "init", "--list-categories"], capture_output=True, text=True).stdout
    lists = [line.split()[0] for line in names.splitlines() if line.startswith("cs.")][:count]
    made = list(variants(sys.argv[2], len(lists)))
    print(f"{len(lists)} feeds of {made[0][1]} papers, {sum(len(body) for body, _ in made) / 1e6:.1f} MB")
    server = serve({name.lower(): body for name, (body, _) in zip(lists, made)})
    url = f"http://127.0.0.1:{server.server_port}"
    figures, items = {}, {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as home:
            for name, command, env in programs(sys.argv[1], home, url, lists):
                first, again = timed(command, env), timed(command, env)
                figures.setdefault(name, []).append((first, again))
                items[name] = count_items(home, name)
    base = None
    for name, times in figures.items():
        first = statistics.median(one for one, _ in times)
        again = statistics.median(two for _, two in times)
        base = base or (first, again)
        print(f"{name:20} first {first * 1000:8.0f} ms ({first / base[0]:5.1f}x)   again {again * 1000:8.0f} ms "
              f"({again / base[1]:5.1f}x)   {items[name]:,} items")
    server.shutdown()


if __name__ == "__main__":
    main()
