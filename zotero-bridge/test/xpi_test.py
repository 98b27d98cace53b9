#!/usr/bin/env python3
"""The XPI: the same bytes twice, all that belongs in it and nothing else, a manifest that Zotero takes, and
a library that gives and takes no symbol but its own.

  xpi_test.py LIBSHEAF     exits 77 when npm packages are missing
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile

BRIDGE = pathlib.Path(__file__).resolve().parents[1]
PROJECT = BRIDGE.parent
NEEDED = {"bootstrap.js", "prefs.js", "manifest.json", "LICENSE", "content/sheaf.js", "content/worker.js",
          "content/digest-view.css", "native/files.json"}
ALLOWED = re.compile(r"content/[\w/.-]+\.(js|xhtml|html|css|svg|png)|locale/[\w-]+/sheaf-[\w-]+\.ftl|README\.md|"
                     r"native/linux-(x64|arm64)/libsheaf\.so")
# What every Linux has; no SQLite, no libcurl, nothing that Zotero carries too.
LINKED = {"libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
MESSAGES = re.compile(r"^([\w-]+)\s*=", re.M)


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Xpi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.first, cls.second = (cls.pack(name) for name in ("sheaf.xpi", "again.xpi"))
        with zipfile.ZipFile(cls.first) as xpi:
            cls.infos = xpi.infolist()
            cls.files = {name: xpi.read(name) for name in xpi.namelist()}

    @classmethod
    def pack(cls, name, *options):
        target = cls.folder / name
        subprocess.run([PROJECT / "dist/zotero-plugin", LIBSHEAF, target, *options], check=True, stdout=subprocess.DEVNULL)
        return target

    def library(self):
        file = self.folder / "libsheaf.so"
        file.write_bytes(next(content for name, content in self.files.items() if name.endswith("/libsheaf.so")))
        return str(file)

    def test_two_builds_have_the_same_bytes(self):
        self.assertEqual(self.first.read_bytes(), self.second.read_bytes())

    def test_all_that_belongs_in_it_is_there_and_nothing_else(self):
        self.assertEqual(NEEDED - set(self.files), set())
        self.assertEqual([name for name in self.files if name not in NEEDED and not ALLOWED.fullmatch(name)], [])
        self.assertEqual({info.external_attr >> 16 for info in self.infos}, {0o644})
        self.assertEqual(len(self.infos), len(self.files))

    def test_the_manifest_is_one_that_zotero_takes(self):
        manifest = json.loads(self.files["manifest.json"])
        zotero = manifest["applications"]["zotero"]
        self.assertEqual(set(manifest), {"manifest_version", "name", "version", "description", "author", "applications"})
        self.assertEqual(manifest["manifest_version"], 2)
        self.assertRegex(zotero["id"], r"^[\w.-]+@[\w.-]+$")
        self.assertTrue(zotero["update_url"].startswith("https://"))
        self.assertEqual((zotero["strict_min_version"], zotero["strict_max_version"]), ("9.0", "11.*"))

    def test_all_versions_are_one(self):
        version = json.loads(self.files["manifest.json"])["version"]
        self.assertEqual(json.loads((BRIDGE / "package.json").read_text())["version"], version)
        self.assertEqual(json.loads(self.files["native/files.json"])["version"], version)
        self.assertIn(f"project(sheaf VERSION {version} ", (PROJECT / "CMakeLists.txt").read_text())

    def test_the_library_is_the_listed_one(self):
        listed = json.loads(self.files["native/files.json"])["files"]
        native = {name[len("native/"):]: content for name, content in self.files.items()
                  if name.startswith("native/") and name != "native/files.json"}
        self.assertEqual(len(native), 1)
        self.assertEqual({name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in native.items()},
                         {name: (entry["sha256"], entry["size"]) for name, entry in listed.items()})

    def test_the_library_exports_its_interface_only(self):
        names = {line.split()[-1] for line in output("nm", "-D", "--defined-only", self.library()).splitlines()}
        self.assertEqual({name for name in names if not name.startswith("sheaf_")}, {"SHEAF_1@@SHEAF_1"} & names | {"SHEAF_1"} & names)
        header = (PROJECT / "core/include/sheaf/sheaf.h").read_text()
        self.assertTrue(all(re.search(rf"\b{name.split('@')[0]}\(", header) for name in names if name.startswith("sheaf_")))

    def test_the_library_needs_what_every_system_has(self):
        linked = set(re.findall(r"NEEDED.*\[(.+)\]", output("readelf", "-d", self.library())))
        self.assertEqual(linked - LINKED, set())
        self.assertNotIn("not found", output("ldd", self.library()))
        wanted = output("nm", "-D", "--undefined-only", self.library())
        self.assertNotRegex(wanted, r"\b(sqlite3_|curl_|pugi)")

    def test_scripts_are_bundled_whole(self):
        for name in ("content/sheaf.js", "content/worker.js", "bootstrap.js"):
            text = self.files[name].decode()
            self.assertNotRegex(text, r"(?m)^\s*(import|export)\s", name)
            self.assertNotIn("sourceMappingURL", text)
        worker = self.files["content/worker.js"].decode()
        self.assertNotRegex(worker, r"\b(Zotero|Services|fetch)\b")

    def test_every_language_has_the_same_messages(self):
        by_language = {}
        for name, content in self.files.items():
            if name.startswith("locale/"):
                _, language, file = name.split("/", 2)
                found = by_language.setdefault(language, {})
                found[file] = MESSAGES.findall(content.decode())
                self.assertEqual([each for each in found[file] if not each.startswith("sheaf-")], [], name)
        for language, files in by_language.items():
            self.assertEqual({file: sorted(ids) for file, ids in files.items()},
                             {file: sorted(ids) for file, ids in by_language["en-US"].items()}, language)

    def test_the_update_manifest_names_the_file_by_its_hash(self):
        target = self.pack("sheaf-digest.xpi", "--update-url", "https://example.org/x/updates.json")
        with zipfile.ZipFile(target) as xpi:
            zotero = json.loads(xpi.read("manifest.json"))["applications"]["zotero"]
        self.assertEqual(zotero["update_url"], "https://example.org/x/updates.json")
        listed = json.loads(target.with_suffix(".updates.json").read_text())["addons"][zotero["id"]]["updates"][0]
        self.assertEqual(listed["update_link"], "https://example.org/x/sheaf-digest.xpi")
        self.assertEqual(listed["update_hash"], "sha256:" + hashlib.sha256(target.read_bytes()).hexdigest())


if __name__ == "__main__":
    if not (BRIDGE / "node_modules/esbuild").exists():
        print("SKIPPED: no node_modules: run 'npm ci' in zotero-bridge")
        sys.exit(77)
    LIBSHEAF = pathlib.Path(sys.argv[1]).resolve()
    unittest.main(argv=sys.argv[:1], verbosity=1)
