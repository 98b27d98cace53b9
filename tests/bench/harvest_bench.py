#!/usr/bin/env python3
"""A whole harvest from loopback into a store with its full-text index, and the same harvest again.

  harvest_bench.py SHEAF FOLDER [SET]
FOLDER holds the ListRecords pages of one harvest, 1.xml to N.xml, each with the token of the next.
Prints wall and CPU time, records a second and peak memory, and what a plain program needs for the
same: Python's expat over the bytes is no bound, so see oai_bench and store_bench for those.
"""
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse


def load(folder):
    """The first page and the page of each token."""
    pages = sorted(pathlib.Path(folder).glob("*.xml"), key=lambda path: int(path.stem))
    bodies = [path.read_bytes() for path in pages]
    after = {}
    for body, following in zip(bodies, bodies[1:]):
        token = re.search(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>", body[-2000:])
        after[urllib.parse.unquote(token[1].decode())] = following
    return bodies, after


def serve(first, after):
    class Server(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
            token = query.get("resumptionToken")
            body = after[token[0]] if token else first
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Watcher(threading.Thread):
    """Peak memory of a process in KiB. Not ru_maxrss, which begins with that of our own fork."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.status, self.peak = pathlib.Path(f"/proc/{pid}/status"), 0
        self.start()

    def run(self):
        while True:
            try:
                found = re.search(r"VmHWM:\s+(\d+)", self.status.read_text())
            except OSError:
                return
            if not found:
                return
            self.peak = int(found[1])
            time.sleep(0.01)


def run(sheaf, home, url, extra, name):
    env = {**os.environ, "HOME": home, "SHEAF_STORE": f"{home}/sheaf.db", "SHEAF_ARXIV_OAI_URL": url}
    begin = time.monotonic()
    process = subprocess.Popen([sheaf, "harvest", name, "--format", "arXiv", "--json", *extra], env=env,
                               stdout=subprocess.PIPE)
    watcher = Watcher(process.pid)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begin
    if process.returncode not in (0, 1):
        sys.exit(f"sheaf ended with {process.returncode}")
    report = json.loads(output)
    records = report["records"]
    print(f"{records:,} records in {report['pages']} pages: {wall:.2f} s wall, "
          f"{usage.ru_utime + usage.ru_stime:.2f} s cpu, {records / wall:,.0f} records/s, "
          f"{watcher.peak / 1024:.0f} MiB peak; {report['added']:,} new, {report['updated']:,} updated, "
          f"{report['unchanged']:,} unchanged, {report['warned']} warnings")
    return wall


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    bodies, after = load(sys.argv[2])
    print(f"{sum(map(len, bodies)) / 1e6:.1f} MB in {len(bodies)} pages")
    server = serve(bodies[0], after)
    url = f"http://127.0.0.1:{server.server_port}/oai"
    name = sys.argv[3] if len(sys.argv) > 3 else "cs"
    with tempfile.TemporaryDirectory() as home:
        first = run(sys.argv[1], home, url, [], name)
        again = run(sys.argv[1], home, url, ["--restart"], name)
        size = pathlib.Path(home, "sheaf.db").stat().st_size
        print(f"unchanged again: {first / again:.1f} times as fast; the store has {size / 1e6:.0f} MB")
    server.shutdown()


if __name__ == "__main__":
    main()
