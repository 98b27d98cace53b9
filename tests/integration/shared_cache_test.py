"""The shared cache against servers that are not ours: s3rver (S3, behind a check of signatures) and
lighttpd (WebDAV with a password). Each is skipped plainly where it is not installed; every process started
here is ended here.
"""
import hashlib
import hmac
import http.client
import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = ""
KEY = "2604.00001v2/some-model/en/0123456789abcdef"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server ended at once")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not listen")


class CacheCase(unittest.TestCase):
    kind, user, secret = "", "", ""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-cache-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.objects = self.folder / "objects"
        self.objects.mkdir()
        self.process, self.url = self.serve()
        self.addCleanup(self.stop)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    def run_cache(self, store, action, *more, secret=None, url=None):
        done = subprocess.run([PROGRAM, str(self.folder / store), self.kind, url or self.url, self.user,
                               self.secret if secret is None else secret, action, *more],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout.splitlines()

    def stored_files(self):
        return [path for path in self.objects.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]

    def check_round_trip(self):
        self.assertEqual(self.run_cache("a.db", "put", KEY, "It works — 猫."), ["hits 0", "writes 1"])
        self.assertEqual(self.run_cache("b.db", "find", KEY), ["found It works — 猫.", "hits 1", "writes 0"])
        # From the store of its own now.
        self.assertEqual(self.run_cache("b.db", "find", KEY)[1], "hits 0")
        self.assertEqual(self.run_cache("c.db", "find", "other"), ["nothing", "hits 0", "writes 0"])

    def check_read_only(self):
        self.assertEqual(self.run_cache("a.db", "readonly-put", KEY, "x"), ["hits 0", "writes 0"])
        self.assertEqual(self.stored_files(), [])

    def check_damage(self):
        self.run_cache("a.db", "put", KEY, "It works.")
        (path,) = self.stored_files()
        path.write_bytes(path.read_bytes().replace(b"It works.", b"It fails."))
        lines = self.run_cache("b.db", "find", KEY)
        self.assertEqual(lines[:2], ["nothing", "hits 0"])
        self.assertIn("ignored", lines[3])
        self.assertIn("checksum", lines[3])

    def check_wrong_secret(self):
        lines = self.run_cache("a.db", "put", KEY, "x", secret="wrong")
        self.assertEqual(lines[1], "writes 0")
        self.assertEqual(len(lines), 3, lines)
        self.assertIn("goes on without it", lines[2])
        self.assertNotIn("wrong", lines[2])
        self.assertEqual(self.run_cache("a.db", "find", KEY)[0], "found x")

    def check_down(self):
        self.stop()
        lines = self.run_cache("d.db", "find", KEY, url=f"http://127.0.0.1:{free_port()}/papers")
        self.assertEqual(lines[0], "nothing")
        self.assertEqual(len([line for line in lines if line.startswith("warning")]), 1)


def expected_signature(request, body, secret):
    """AWS Signature Version 4, computed from the request as it came (AWS General Reference)."""
    fields = dict(part.strip().split("=", 1) for part in request.headers["Authorization"].split(" ", 1)[1].split(","))
    _, day, region, service, _ = fields["Credential"].split("/")
    names = fields["SignedHeaders"].split(";")
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names)
    payload = hashlib.sha256(body).hexdigest()
    canonical = "\n".join([request.command, request.path, "", headers, ";".join(names), payload])
    scope = f"{day}/{region}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", request.headers["X-Amz-Date"], scope,
                      hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret).encode()
    for part in (day, region, service, "aws4_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex(), fields["Signature"], payload


class SignatureGate:
    """Stands before s3rver, which does not check signatures of version 4, and does."""

    def __init__(self, port, secret):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                wanted, given, payload = expected_signature(self, body, secret)
                if not hmac.compare_digest(wanted, given) or self.headers["x-amz-content-sha256"] != payload:
                    return self.reply(403, b"SignatureDoesNotMatch")
                server = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                server.request(self.command, self.path, body, headers)
                response = server.getresponse()
                content = response.read()
                server.close()
                return self.reply(response.status, content)

            def reply(self, status, content):
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_PUT = do_HEAD = answer

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class S3(CacheCase):
    kind, user, secret = "s3", "S3RVER", "S3RVER"

    def serve(self):
        program = HERE / "servers" / "node_modules" / "s3rver" / "bin" / "s3rver.js"
        if not program.exists() or not shutil.which("node"):
            self.skipTest("s3rver is not installed (npm ci in tests/integration/servers)")
        port = free_port()
        process = subprocess.Popen(["node", str(program), "-d", str(self.objects), "-a", "127.0.0.1", "-p", str(port),
                                    "--configure-bucket", "papers"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(port, process)
        gate = SignatureGate(port, self.secret)
        self.addCleanup(gate.stop)
        return process, f"http://127.0.0.1:{gate.port}/papers"

    def test_a_summary_goes_there_and_back(self):
        self.check_round_trip()

    def test_read_only_writes_nothing(self):
        self.check_read_only()

    def test_a_damaged_object_is_ignored_and_said(self):
        self.check_damage()

    def test_a_wrong_secret_is_said_once(self):
        self.check_wrong_secret()

    def test_a_server_that_is_down_is_said_once(self):
        self.check_down()

    def test_a_bucket_that_is_not_there_is_said_once(self):
        lines = self.run_cache("a.db", "put", KEY, "x", url=self.url + "-not")
        self.assertEqual(len(lines), 3, lines)


class WebDav(CacheCase):
    kind, user, secret = "webdav", "ada", "pass word"

    def serve(self):
        program = shutil.which("lighttpd") or "/usr/sbin/lighttpd"
        if not os.path.exists(program):
            self.skipTest("lighttpd is not installed (lighttpd, lighttpd-mod-webdav)")
        port = free_port()
        (self.folder / "users").write_text(f"{self.user}:{self.secret}\n")
        config = self.folder / "lighttpd.conf"
        config.write_text(f'''
server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{self.objects}"
server.upload-dirs = ("{self.folder}")
auth.backend = "plain"
auth.backend.plain.userfile = "{self.folder}/users"
auth.require = ("/" => ("method" => "basic", "realm" => "papers", "require" => "valid-user"))
webdav.activate = "enable"
webdav.is-readonly = "disable"
''')
        process = subprocess.Popen([program, "-D", "-f", str(config)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        try:
            wait_for(port, process)
        except RuntimeError:
            self.skipTest("lighttpd does not start: " + process.stderr.read().decode()[:300])
        return process, f"http://127.0.0.1:{port}"

    def test_a_summary_goes_there_and_back(self):
        self.check_round_trip()

    def test_read_only_writes_nothing(self):
        self.check_read_only()

    def test_a_damaged_object_is_ignored_and_said(self):
        self.check_damage()

    def test_a_wrong_secret_is_said_once(self):
        self.check_wrong_secret()

    def test_a_server_that_is_down_is_said_once(self):
        self.check_down()


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main(verbosity=2)
