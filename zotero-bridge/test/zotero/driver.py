"""A Zotero with plugins in a fresh profile, driven through an address that a plugin of the test adds to
Zotero's own server: Marionette waits for a window of Firefox's kind, which Zotero has not.
"""
import http.client
import json
import pathlib
import shutil
import socket
import zipfile

from gecko_fixture import endpoints
from marionette import Browser, ScriptError

HERE = pathlib.Path(__file__).resolve().parent
STEPS = (HERE / "steps.js").read_text(encoding="utf-8")
STEP_S = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def preferences(url):
    """Settings of the plugin for a mirror at `url`."""
    settings = {"categories": "cs.CL", "keywords": "boats", "pdf": "link", "learn": False, "endpoints": json.dumps(endpoints(url))}
    return {f"extensions.sheaf.{name}": value for name, value in settings.items()}


class Driven(Browser):
    """`plugins`: {id: XPI}."""

    def __init__(self, program, preferences, environment, plugins):
        self.port = free_port()
        zotero = {"firstRun2": False, "automaticScraperUpdates": False, "httpServer.port": self.port, "useDataDir": True}
        super().__init__(program, {**{f"extensions.zotero.{name}": value for name, value in zotero.items()},
                                   "extensions.autoDisableScopes": 0, **preferences}, environment, ())
        data = self.folder / "data"
        data.mkdir()
        with open(self.profile / "user.js", "a", encoding="utf-8") as user:
            user.write(f'user_pref("extensions.zotero.dataDir", {json.dumps(str(data))});\n')
        extensions = self.profile / "extensions"
        extensions.mkdir()
        for plugin, xpi in plugins.items():
            shutil.copyfile(xpi, extensions / f"{plugin}.xpi")
        with zipfile.ZipFile(extensions / "driver@sheaf.invalid.xpi", "w") as xpi:
            for file in (HERE / "driver_plugin").iterdir():
                xpi.write(file, file.name)

    def connect(self):
        try:
            return self.do("process")
        except (OSError, http.client.HTTPException, ValueError):
            return 0

    def do(self, step, *arguments):
        """A step of steps.js; its JSON result."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=STEP_S)
        try:
            connection.request("POST", "/sheaf-test", json.dumps({"code": STEPS, "args": [step, *arguments]}),
                               {"Content-Type": "text/plain"})
            reply = connection.getresponse()
            text = reply.read().decode()
            if reply.status != 200:
                raise ValueError(f"{reply.status} {text}")
            answer = json.loads(text)
        finally:
            connection.close()
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer.get("value")

    def quit(self, timeout=60):
        self.do("quit")
        return self.process.wait(timeout)
