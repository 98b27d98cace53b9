#!/usr/bin/env python3
"""Runs a host program against a loopback server that answers as arXiv's API does.

  run_host.py [--preload LIBRARY] LIBSHEAF COMMAND [ARGUMENT...]
The command gets LIBSHEAF HTTP_URL HTTPS_URL FOLDER after its own arguments. HTTPS_URL is "-"
when there is no openssl command to make a certificate with.
"""
import gzip
import http.server
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading

ENTRY = """<entry><id>http://arxiv.org/abs/2604.0100{n}v1</id><title>Paper {n} on Decoding</title>
<updated>2026-04-16T12:00:00Z</updated><published>2026-04-16T12:00:00Z</published>
<link href="https://arxiv.org/abs/2604.0100{n}v1" rel="alternate" type="text/html"/>
<summary>We study decoding, part {n}.</summary>
<category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
<arxiv:primary_category term="cs.CL"/><author><name>Ada Sample</name></author></entry>"""
PAGE = ("""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
 xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/sample</id><title>arXiv Query: sample</title>
<updated>2026-04-17T04:00:00Z</updated><opensearch:itemsPerPage>2</opensearch:itemsPerPage>
<opensearch:totalResults>2</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
""" + ENTRY.format(n=1) + ENTRY.format(n=2) + "</feed>\n").encode()


class Arxiv(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    requests = []

    def do_GET(self):
        # Compressed whenever the client takes it: zlib is a library that hosts export as well.
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(PAGE) if packed else PAGE
        self.requests.append((self.server.scheme, packed))
        self.send_response(200)
        self.send_header("Content-Type", "application/atom+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(scheme, certificate=None):
    """A server on a free loopback port; its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Arxiv)
    server.daemon_threads, server.scheme = True, scheme
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{scheme}://127.0.0.1:{server.server_address[1]}/api/query"


def make_certificate(folder):
    """A self-signed certificate for 127.0.0.1 with its key in one file, or None."""
    if not shutil.which("openssl"):
        return None
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", str(key), "-out", str(certificate)],
                   check=True, stderr=subprocess.DEVNULL)
    certificate.write_text(certificate.read_text() + key.read_text())
    return certificate


def environment(certificate, preload):
    kept = {name: value for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and not name.startswith("SHEAF_")}
    if certificate:
        kept["CURL_CA_BUNDLE"] = str(certificate)
    if preload:
        kept["LD_PRELOAD"] = preload
    return kept


def main(arguments):
    preload = arguments[1] if arguments[0] == "--preload" else None
    library, *command = arguments[2:] if preload else arguments
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        certificate = make_certificate(folder)
        http_url, https_url = serve("http"), serve("https", certificate) if certificate else "-"
        run = subprocess.run([*command, library, http_url, https_url, name], timeout=100,
                             env=environment(certificate, preload))
    print("requests:", " ".join(f"{scheme}{'+gzip' if packed else ''}" for scheme, packed in Arxiv.requests))
    if run.returncode:
        sys.exit(f"{command[0]} ended with {run.returncode}")
    wanted = {"http", "https"} if certificate else {"http"}
    if wanted - {scheme for scheme, _ in Arxiv.requests}:
        sys.exit("the host did not ask the server")


if __name__ == "__main__":
    main(sys.argv[1:])
