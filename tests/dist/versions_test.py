#!/usr/bin/env python3
"""One version: project(VERSION) of CMakeLists.txt is what everything else says, too.

  versions_test.py SHEAF LIBSHEAF
"""
import ctypes
import json
import pathlib
import re
import subprocess
import sys
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
VERSION = re.search(r"project\(sheaf VERSION ([\d.]+) ", (PROJECT / "CMakeLists.txt").read_text())[1]
SHEAF = LIBSHEAF = ""


def text_of(name):
    return (PROJECT / name).read_text(encoding="utf-8")


class Versions(unittest.TestCase):
    def test_manifests_and_packages_of_the_bridges(self):
        for bridge in ("zotero-bridge", "obsidian-bridge"):
            for name in ("manifest.json", "package.json", "package-lock.json"):
                self.assertEqual(json.loads(text_of(f"{bridge}/{name}"))["version"], VERSION, f"{bridge}/{name}")
            own = json.loads(text_of(f"{bridge}/package-lock.json"))["packages"][""]
            self.assertEqual(own["version"], VERSION, bridge)

    def test_the_header_and_the_library(self):
        header = text_of("core/include/sheaf/sheaf.h")
        parts = [re.search(rf"#define SHEAF_VERSION_{part} +(\d+)", header)[1] for part in ("MAJOR", "MINOR", "PATCH")]
        self.assertEqual(".".join(parts), VERSION)
        library = ctypes.CDLL(LIBSHEAF)
        library.sheaf_version.restype = ctypes.c_char_p
        self.assertEqual(library.sheaf_version().decode(), VERSION)
        abi = re.search(r"#define SHEAF_ABI_VERSION +(\d+)", header)[1]
        self.assertEqual(str(library.sheaf_abi_version()), abi)
        soname = re.search(r"SONAME.*\[libsheaf\.so\.(\d+)\]",
                           subprocess.run(["readelf", "-d", LIBSHEAF], capture_output=True, text=True, check=True).stdout)[1]
        self.assertEqual(soname, abi)

    def test_the_command_and_its_manual_page(self):
        def said(*words):
            return subprocess.run([SHEAF, *words], capture_output=True, text=True, check=True).stdout
        about = json.loads(said("version", "--json"))
        self.assertEqual((about["version"], about["libsheaf"]), (VERSION, VERSION))
        self.assertIn(f'"Sheaf {VERSION}"', said("help", "--man").splitlines()[1])

    def test_the_changelog_begins_with_it(self):
        self.assertEqual(re.search(r"(?m)^## ([\d.]+)", text_of("CHANGELOG.md"))[1], VERSION)


if __name__ == "__main__":
    SHEAF, LIBSHEAF = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=1)
