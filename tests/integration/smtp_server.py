"""A real SMTP server on loopback (aiosmtpd) for the tests of delivery: STARTTLS with a certificate made
for the occasion, AUTH, and faults on demand.

Every server started here is stopped by its test.
"""
import ssl
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP

USER, PASSWORD = "digest", "p4ss-wörd-secret"


def make_certificate(folder):
    """(certificate, key) for 127.0.0.1, signed by nobody."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                    "-nodes", "-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


class Handler:
    """Keeps what arrives. `replies` are given to DATA first, one a mail; "drop" ends the connection."""

    def __init__(self):
        self.mails, self.replies, self.refused = [], [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 no such reader"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        reply = self.replies.pop(0) if self.replies else "250 2.0.0 taken"
        if reply.startswith("250") or reply == "drop":
            self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if reply == "drop":
            server.transport.abort()
        return reply


class MailServer(Controller):
    """`tls`: "starttls", "smtps" or "none"."""

    def __init__(self, folder, tls="starttls", auth=True):
        self.cert, key = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert, key)
        self.tls, self.context, self.auth = tls, context, auth
        super().__init__(Handler(), hostname="127.0.0.1", port=0, ssl_context=context if tls == "smtps" else None)

    def factory(self):
        starttls = self.tls == "starttls"
        return SMTP(self.handler, tls_context=self.context if starttls else None, require_starttls=starttls,
                    auth_required=self.auth, auth_require_tls=starttls, authenticator=self.check, hostname="127.0.0.1")

    def check(self, server, session, envelope, mechanism, data):
        good = data.login == USER.encode() and data.password == PASSWORD.encode()
        return AuthResult(success=good, handled=False)

    def _trigger_server(self):  # port 0: the port is known only now
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def url(self):
        return f"{'smtps' if self.tls == 'smtps' else 'smtp'}://127.0.0.1:{self.port}"
