"""A browser of Mozilla's engine, driven over Marionette in its own (chrome) context: just what the tests
of the bridge need. The protocol is LENGTH:JSON over TCP; a fresh profile for every browser, which is
ended by its process id.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

START_S, SCRIPT_S = 90, 120
PREFERENCES = {"marionette.port": 0, "browser.shell.checkDefaultBrowser": False, "app.update.enabled": False,
               "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.reportingpolicy.firstRun": False,
               "browser.startup.page": 0, "browser.startup.homepage_override.mstone": "ignore",
               "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
               "services.settings.server": "data:,#", "extensions.update.enabled": False,
               "browser.region.network.url": "", "extensions.getAddons.cache.enabled": False}


class ScriptError(Exception):
    pass


class Marionette:
    """One connection, one session."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SCRIPT_S)
        self.buffer = b""
        self.serial = 0
        self.receive()  # the greeting
        self.session = self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})
        self.call("WebDriver:SetTimeouts", {"script": SCRIPT_S * 1000})
        self.call("Marionette:SetContext", {"value": "chrome"})

    def receive(self):
        while b":" not in self.buffer:
            self.fill()
        length, self.buffer = self.buffer.split(b":", 1)
        while len(self.buffer) < int(length):
            self.fill()
        message, self.buffer = self.buffer[:int(length)], self.buffer[int(length):]
        return json.loads(message)

    def fill(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the browser closed the connection")
        self.buffer += data

    def call(self, name, parameters=None):
        self.serial += 1
        text = json.dumps([0, self.serial, name, parameters or {}]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self.receive()
        if error:
            raise ScriptError(f"{error['error']}: {error['message']}\n{error.get('stacktrace', '')[:2000]}")
        return result

    def run(self, body, *arguments):
        """The body of an async function in the browser's own context; its JSON result."""
        script = ("const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);"
                  f"(async (...args) => {{ {body} }})(...given).then((value) => done({{value}}),"
                  " (error) => done({error: `${error}\\n${error?.stack ?? ''}`}));")
        result = self.call("WebDriver:ExecuteAsyncScript",
                           {"script": script, "args": list(arguments), "sandbox": "system", "newSandbox": False})["value"]
        if "error" in result:
            raise ScriptError(result["error"])
        return result.get("value")

    def close(self):
        self.socket.close()


class Browser:
    """A running browser: `program` with a profile below a folder of its own. Close it."""

    def __init__(self, program, preferences=None, environment=None, arguments=("--marionette", "-remote-allow-system-access")):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sheaf-gecko-"))
        self.profile = self.folder / "profile"
        self.profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in {**PREFERENCES, **(preferences or {})}.items()]
        (self.profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self.log = open(self.folder / "log", "wb")
        self.environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LANG": "C.UTF-8",
                            "MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_HEADLESS": "1", **(environment or {})}
        self.command = [program, "--headless", "--no-remote", "--profile", str(self.profile), *arguments]
        self.process = self.driver = None
        self.pid = 0  # of the browser; a launcher may stand before it

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log, cwd=self.folder,
                                        env=self.environment, start_new_session=True)
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.command[0]} ended at once: {self.complaint()}")
            self.pid = self.connect()
            if self.pid:
                return self
            time.sleep(0.1)
        self.close()
        raise RuntimeError(f"{self.command[0]} was not there in {START_S} s: {self.complaint()}")

    def connect(self):
        """The process id once the browser can be driven; 0 before."""
        port = read_or_empty(self.profile / "MarionetteActivePort")
        if not port.isdigit():
            return 0
        self.driver = Marionette(int(port))
        return self.driver.session["capabilities"]["moz:processID"]

    def complaint(self):
        return read_or_empty(self.folder / "log")[-3000:]

    def run(self, body, *arguments):
        return self.driver.run(body, *arguments)

    def quit(self, timeout=60):
        """As a reader does it; the exit code."""
        self.driver.call("Marionette:Quit", {"flags": ["eAttemptQuit"]})
        return self.process.wait(timeout)

    def threads(self):
        """Names of the process's threads."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").glob("*/comm")
        return [name for name in (read_or_empty(task) for task in tasks) if name]

    def mapped(self, name):
        """Files with `name` in their path that the process has mapped, gone ones included."""
        lines = read_or_empty(pathlib.Path(f"/proc/{self.pid}/maps")).splitlines()
        return sorted({line.split(None, 5)[5] for line in lines if name in line and len(line.split(None, 5)) == 6})

    def close(self):
        if self.driver:
            self.driver.close()
        if self.process and self.process.poll() is None:
            # Its own session: the helper processes go with it.
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(20)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def read_or_empty(file):
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
