"""A Web API server that is not ours, as a process: zotero-selfhost-server under wrangler's local workerd, with
fresh state in a folder of the caller's and one user with a key.

Whoever starts it ends it with stop(), which ends the processes it started and no others.
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

MODULES = pathlib.Path(__file__).resolve().parent / "servers" / "node_modules"
NODE = MODULES / "node-22" / "bin" / "node"
WRANGLER = MODULES / "wrangler" / "bin" / "wrangler.js"
WORKER = MODULES / "zotero-selfhost-server"
BOOTSTRAP = "bootstrap-token-of-a-test"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback goes through no proxy


def what_is_missing():
    """The first thing that is not installed, or ""."""
    for path in (NODE, WRANGLER, WORKER / "src" / "index.ts"):
        if not path.exists():
            return f"tests/integration/servers/{path.relative_to(MODULES.parent)} (npm ci in that folder)"
    return ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration():
    """As the package's own wrangler.jsonc, with secrets that open nothing but this server."""
    secrets = {"BOOTSTRAP_TOKEN": BOOTSTRAP, "FILE_URL_SIGNING_SECRET": "signing-secret-of-a-test",
               "R2_ACCESS_KEY_ID": "id", "R2_ACCOUNT_ID": "0" * 32, "R2_SECRET_ACCESS_KEY": "secret"}
    return {"name": "zotero-selfhost", "main": str(WORKER / "src" / "index.ts"), "send_metrics": False,
            "compatibility_date": "2026-07-01", "compatibility_flags": ["nodejs_compat"],
            "vars": {"DEPLOYMENT_MODE": "production", "R2_BUCKET_NAME": "attachments", **secrets},
            "d1_databases": [{"binding": "DB", "database_name": "zotero", "migrations_dir": str(WORKER / "migrations"),
                              "database_id": "00000000-0000-0000-0000-000000000001"}],
            "r2_buckets": [{"binding": "ATTACHMENTS", "bucket_name": "attachments"}],
            "durable_objects": {"bindings": [{"name": "STREAM_HUB", "class_name": "ZoteroStreamHub"}]},
            "migrations": [{"tag": "v1-stream-hub", "new_sqlite_classes": ["ZoteroStreamHub"]}]}


class SelfhostServer:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        (self.folder / "wrangler.json").write_text(json.dumps(configuration()), encoding="utf-8")
        self.env = {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "CI": "1",
                    "XDG_CONFIG_HOME": str(self.folder / "config"), "WRANGLER_SEND_METRICS": "false",
                    "CLOUDFLARE_CF_FETCH_ENABLED": "false"}
        made = subprocess.run(self.wrangler("d1", "migrations", "apply", "DB", "--local"), cwd=self.folder, env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        if made.returncode != 0:
            raise RuntimeError("no database: " + made.stdout[-2000:] + made.stderr[-2000:])
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = open(self.folder / "server.log", "wb")
        self.process = subprocess.Popen(
            self.wrangler("dev", "--local", "--ip", "127.0.0.1", "--port", str(port), "--inspector-port", "0",
                          "--show-interactive-dev-session=false"),
            cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
            start_new_session=True)
        try:
            self.wait()
            self.key, self.user = self.make_user()
        except BaseException:
            self.stop()
            raise

    def wrangler(self, *words):
        return [str(NODE), str(WRANGLER), *words, "--config", "wrangler.json"]

    def wait(self):
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                DIRECT.open(self.url + "/health", timeout=10).read()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        raise RuntimeError("the server does not answer: " + self.told())

    def told(self):
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def requests(self, method):
        """The paths of the requests of this method that it served so far."""
        lines = (self.folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return [line.split(f" {method} ", 1)[1].split(" ")[0] for line in lines if f" {method} " in line]

    def make_user(self):
        request = urllib.request.Request(self.url + "/_selfhost/bootstrap", data=b"{}", method="POST", headers={
            "Authorization": "Bearer " + BOOTSTRAP, "Content-Type": "application/json"})
        with DIRECT.open(request, timeout=30) as reply:
            made = json.load(reply)
        return made["apiKey"], made["ownerUserID"]

    def send(self, method, path, body=None, **headers):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/users/{self.user}/{path}", data=data, method=method, headers={
            "Zotero-API-Key": self.key, "Zotero-API-Version": "3", "Content-Type": "application/json", **headers})
        with DIRECT.open(request, timeout=60) as reply:
            text = reply.read()
            return json.loads(text) if text else None, int(reply.headers.get("Total-Results") or 0)

    def all(self, kind):
        """The data of every object of a kind, by key."""
        found = {}
        while True:
            page, total = self.send("GET", f"{kind}?limit=100&start={len(found)}&sort=dateAdded")
            found.update((one["key"], one["data"]) for one in page)
            if not page or len(found) >= total:
                return found

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()  # it ends its own children
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)  # a group of its own: nobody else is in it
                self.process.wait(15)
        self.log.close()
