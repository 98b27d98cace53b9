#!/usr/bin/env python3
"""`sheaf send` and `sheaf digest --send` against a real SMTP server and a real HTTP server on loopback.

  delivery_test.py SHEAF SHEAF_REPLAY
"""
import email
import email.policy
import http.server
import json
import os
import re
import sys
import threading
import unittest

import cli_fixture
from cli_fixture import DAY, Sandbox, load_schema, paper, problems

DEBIAN_PYTHON = "/usr/bin/python3"
try:
    from smtp_server import PASSWORD, USER, MailServer
except ImportError:
    if os.path.realpath(sys.executable) != os.path.realpath(DEBIAN_PYTHON) and os.path.exists(DEBIAN_PYTHON):
        os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])  # packages are installed for that one
    print("SKIPPED: no aiosmtpd: install python3-aiosmtpd")
    sys.exit(77)

TITLE = "Zoë's <b>Boats</b> =?UTF-8?Q?x?= & $O(n^2)$"


class Hooks:
    """A server that keeps what is posted and answers from a list."""

    def __init__(self):
        self.posts, self.answers = [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posts.append((self.path, dict(self.headers), json.loads(body)))
                status, text = outer.answers.pop(0) if outer.answers else (200, "ok")
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Delivery(Sandbox):
    def setUp(self):
        super().setUp()
        self.env["CURL_CA_BUNDLE"] = str(self.home / "cert.pem")
        self.env["MAIL_PASSWORD"] = PASSWORD

    def mail_server(self, **options):
        server = MailServer(self.home, **options)
        server.start()
        self.addCleanup(server.stop)
        return server

    def profile(self, delivery):
        text = json.dumps({"categories": ["cs.CL"], "complete_from_api": False, "network": {"max_retries": 1}, "delivery": delivery})
        self.assertEqual(list(problems(load_schema("profile.schema.json"), json.loads(text))), [])
        path = self.home / "profile.json"
        path.write_text(text, encoding="utf-8")
        return path

    def mail(self, server, **more):
        return {"server": server.url, "user": USER, "password": {"env": "MAIL_PASSWORD"},
                "from": "Täglich <digest@example.org>", "to": ["Ada <ada@example.org>"], **more}

    def digest(self, profile, papers, *words, code=0):
        self.replay({"cs.CL": papers})
        return self.sheaf("digest", "--profile", profile, "--day", DAY, "--out", self.home / "out", *words, code=code)

    def send(self, profile, *words, code=0):
        return self.sheaf("send", "--profile", profile, *words, code=code)

    def states(self, done):
        return [one["state"] for one in json.loads(done.stdout)["deliveries"]]


class Mail(Delivery):
    def test_a_digest_arrives_once_as_text_and_html(self):
        server = self.mail_server()
        profile = self.profile({"mail": self.mail(server, unsubscribe="https://example.org/leave")})
        done = self.digest(profile, [paper(1, TITLE), paper(2, "Second")], "--send")
        self.assertIn("mail:ada@example.org: sent", done.stdout)
        (sender, to, raw), = server.handler.mails
        self.assertEqual((sender, to), ("digest@example.org", ["ada@example.org"]))
        self.assertTrue(all(len(line) <= 998 and line.isascii() for line in raw.split(b"\r\n")))
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(mail["subject"], "2 papers · Friday 17 April 2026 · default")
        self.assertEqual(mail["from"].addresses[0].display_name, "Täglich")
        self.assertEqual(mail["list-unsubscribe"], "<https://example.org/leave>")
        self.assertEqual(mail.defects, [])
        text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
        self.assertIn("Zoë's <b>Boats</b> =?UTF-8?Q?x?=", text)
        self.assertIn("Zoë&#39;s &lt;b&gt;Boats&lt;/b&gt;", html)
        self.assertIsNone(re.search(r"<(script|img|link|iframe|b)\b", html))
        self.assertEqual(self.states(self.send(profile, "--json")), ["already sent"])
        self.digest(profile, [paper(1, TITLE), paper(2, "Second")], "--send")
        self.assertEqual(len(server.handler.mails), 1)
        self.assertEqual(self.states(self.send(profile, "--again", "--json")), ["sent"])
        ids = {email.message_from_bytes(one[2])["message-id"] for one in server.handler.mails}
        self.assertEqual(len(ids), 2)

    def test_a_passing_refusal_is_tried_again_and_a_lasting_one_is_not(self):
        server = self.mail_server()
        profile = self.profile({"mail": self.mail(server)})
        self.digest(profile, [paper(1, "One")])
        server.handler.replies = ["451 4.3.0 try later"]
        self.assertEqual(self.states(self.send(profile, "--json")), ["sent"])
        server.handler.replies = ["554 5.7.1 no digests here"]
        done = self.send(profile, "--again", code=1)
        self.assertIn("554 5.7.1 no digests here", done.stderr)
        self.assertNotIn("tried", done.stderr)
        self.assertEqual(len(server.handler.mails), 1)

    def test_a_connection_lost_after_the_message_is_not_sent_twice(self):
        server = self.mail_server()
        profile = self.profile({"mail": self.mail(server)})
        self.digest(profile, [paper(1, "One")])
        server.handler.replies = ["drop"]
        done = self.send(profile, code=1)
        self.assertIn("may have arrived", done.stderr)
        self.assertEqual(len(server.handler.mails), 1)

    def test_one_refused_reader_does_not_keep_the_others_from_theirs(self):
        server = self.mail_server()
        server.handler.refused = {"eve@example.org"}
        profile = self.profile({"mail": self.mail(server, to=["eve@example.org", "ada@example.org"])})
        self.digest(profile, [paper(1, "One")])
        self.assertEqual(self.states(self.send(profile, "--json", code=1)), ["failed", "sent"])
        server.handler.refused = set()
        self.assertEqual(self.states(self.send(profile, "--json")), ["sent", "already sent"])

    def test_without_tls_or_trust_nothing_is_sent(self):
        server = self.mail_server(tls="none", auth=False)
        profile = self.profile({"mail": self.mail(server)})
        self.digest(profile, [paper(1, "One")])
        self.assertIn("offers no TLS", self.send(profile, code=1).stderr)
        profile = self.profile({"mail": self.mail(server, security="none", user="", password={})})
        self.assertEqual(self.states(self.send(profile, "--json")), ["sent"])
        other = self.mail_server(tls="smtps")
        del self.env["CURL_CA_BUNDLE"]
        done = self.send(self.profile({"mail": self.mail(other)}), "--again", code=1)
        self.assertIn("certificate", done.stderr)
        self.assertEqual(other.handler.mails, [])

    def test_a_wrong_password_is_named_and_not_shown(self):
        server = self.mail_server()
        self.env["MAIL_PASSWORD"] = "wrong-and-secret"
        profile = self.profile({"mail": self.mail(server)})
        self.digest(profile, [paper(1, "One")])
        done = self.send(profile, code=1)
        self.assertIn("refused user and password", done.stderr)
        self.assertNotIn("wrong-and-secret", done.stderr + done.stdout)

    def test_smtps_works_too(self):
        server = self.mail_server(tls="smtps", auth=False)
        profile = self.profile({"mail": self.mail(server, user="", password={})})
        self.digest(profile, [paper(1, "One")], "--send")
        self.assertEqual(len(server.handler.mails), 1)


class Days(Delivery):
    def test_an_empty_day_says_what_the_profile_says(self):
        hooks = Hooks()
        self.addCleanup(hooks.stop)
        self.digest(self.profile({"webhooks": [{"url": hooks.url}]}), [], "--send")
        self.assertEqual(hooks.posts, [])
        profile = self.profile({"webhooks": [{"url": hooks.url}], "when_empty": "line"})
        self.send(profile)
        self.send(profile)
        self.assertEqual([body["kind"] for _, _, body in hooks.posts], ["empty"])

    def test_a_failed_run_is_told_once_and_the_papers_follow(self):
        hooks = Hooks()
        self.addCleanup(hooks.stop)
        profile = self.profile({"webhooks": [{"url": hooks.url}]})
        for _ in range(2):  # no server of arXiv is there
            self.sheaf("digest", "--profile", profile, "--day", DAY, "--send", code=3)
        (_, _, body), = hooks.posts
        self.assertEqual((body["kind"], body["day"]), ("failed", DAY))
        self.assertIn("could not reach 127.0.0.1", body["status"][0])
        self.digest(profile, [paper(1, "One")], "--send")
        self.assertEqual([body["kind"] for _, _, body in hooks.posts], ["failed", "papers"])
        self.send(self.profile({"webhooks": [{"url": hooks.url}], "when_failed": "nothing"}), "--day", "2026-04-20", "--failure", "x")
        self.assertEqual(len(hooks.posts), 2)


class Webhooks(Delivery):
    def test_each_kind_has_its_form_and_no_secret_is_shown(self):
        hooks = Hooks()
        self.addCleanup(hooks.stop)
        self.env.update(SLACK=hooks.url + "/services/T0/B0/s3cr3t-path", TOKEN="t0k3n-value", SIGN="s1gn")
        profile = self.profile({"webhooks": [{"kind": "slack", "url_from": {"env": "SLACK"}},
                                             {"kind": "feishu", "url": hooks.url + "/feishu", "secret": {"env": "SIGN"}},
                                             {"kind": "json", "url": hooks.url + "/json", "secret": {"env": "TOKEN"}}]})
        self.digest(profile, [paper(1, "<!channel> *One* & more")])
        hooks.answers = [(503, "later"), (200, "ok"), (200, '{"code":19021,"msg":"sign match fail"}'), (200, "{}")]
        done = self.send(profile, "--json", code=1)
        self.assertEqual(self.states(done), ["sent", "failed", "sent"])
        paths = [path for path, _, _ in hooks.posts]
        self.assertEqual(paths, ["/services/T0/B0/s3cr3t-path"] * 2 + ["/feishu", "/json"])
        slack = json.dumps(hooks.posts[1][2]["blocks"])
        self.assertIn("&lt;!channel&gt;", slack)
        self.assertNotIn("<!channel>", slack)
        self.assertEqual(hooks.posts[3][1]["Authorization"], "Bearer t0k3n-value")
        self.assertEqual(hooks.posts[3][2]["papers"][0]["title"], "<!channel> *One* & more")
        self.assertIn("sign match fail", done.stderr)
        hooks.answers = [(404, "no such hook")]
        told = self.send(profile, "--again", code=1)
        for secret in ("s3cr3t-path", "t0k3n-value"):
            self.assertNotIn(secret, done.stderr + done.stdout + told.stderr + told.stdout)

    def test_a_profile_without_readers_says_so(self):
        profile = self.profile({})
        self.digest(profile, [paper(1, "One")])
        self.assertIn("names nobody to send to", self.send(profile, code=2).stderr)


if __name__ == "__main__":
    cli_fixture.BINARIES.update(sheaf=sys.argv[1], replay=sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
