#!/usr/bin/env python3
"""The Debian packages as they are: what lies where, what they need and say, and what lintian thinks of it.
Installing and removing them on a clean system is debian_root's.

  debian_test.py PACKAGES
"""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from delivered import PLAIN, PROJECT, Delivered, one, run, skip

PACKAGES = {}
BOTH = {"copyright", "changelog.gz"}


class Debian(Delivered):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tree = cls.folder / "root"
        for package in PACKAGES.values():
            run("dpkg-deb", "-x", package, cls.tree)
        cls.multiarch = run("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()

    def field(self, package, name):
        return run("dpkg-deb", "-f", PACKAGES[package], name).strip()

    def test_they_need_each_other_and_what_no_tool_sees(self):
        version = self.field("sheaf", "Version")
        needs = self.field("sheaf", "Depends")
        for wanted in ("libcurl4 | libcurl3-gnutls", "libc6 (>=", "libstdc++6 (>="):
            self.assertIn(wanted, needs)
        self.assertEqual(self.field("libsheaf-dev", "Depends"), f"sheaf (= {version})")
        self.assertIn(f"project(sheaf VERSION {version} ", (PROJECT / "CMakeLists.txt").read_text())

    def test_everything_lies_where_debian_looks(self):
        library = self.tree / "usr/lib" / self.multiarch
        for file in (library / "libsheaf.so.1", library / "libsheaf.so", library / "pkgconfig/sheaf.pc",
                     library / "cmake/sheaf/sheafConfig.cmake", self.tree / "usr/bin/sheaf",
                     self.tree / "usr/include/sheaf/sheaf.h", self.tree / "usr/share/man/man1/sheaf.1.gz",
                     self.tree / "usr/share/bash-completion/completions/sheaf",
                     self.tree / "usr/share/zsh/vendor-completions/_sheaf",
                     self.tree / "usr/share/fish/vendor_completions.d/sheaf.fish",
                     self.tree / "usr/lib/systemd/user/sheaf-digest.timer"):
            self.assertTrue(file.exists(), file)
        for package in PACKAGES:
            here = {file.name for file in (self.tree / "usr/share/doc" / package).iterdir()}
            self.assertEqual(BOTH - here, set(), package)

    def test_no_path_is_searched_and_none_is_told(self):
        for file in (self.tree / "usr/bin/sheaf", self.tree / "usr/lib" / self.multiarch / "libsheaf.so.1"):
            self.assertNotRegex(run("readelf", "-d", file), r"RPATH|RUNPATH")
        self.check_knows_no_place(self.tree)

    def test_the_manual_page_is_this_commands(self):
        page = gzip.decompress((self.tree / "usr/share/man/man1/sheaf.1.gz").read_bytes()).decode()
        environment = {**PLAIN, "LD_LIBRARY_PATH": str(self.tree / "usr/lib" / self.multiarch), "SOURCE_DATE_EPOCH": "0"}
        again = run(self.tree / "usr/bin/sheaf", "help", "--man", env=environment)
        date = re.compile(r"(?m)^\.TH SHEAF 1 \S+")
        self.assertEqual(date.sub("", page), date.sub("", again))

    def test_what_lies_in_it_has_the_time_of_the_source(self):
        times = {line.split()[3] + " " + line.split()[4] for package in PACKAGES.values()
                 for line in run("dpkg-deb", "-c", package, env={**PLAIN, "TZ": "UTC"}).splitlines()}
        self.assertEqual(len(times), 1, times)

    def test_the_units_are_ones_that_systemd_takes(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("SKIPPED: systemd-analyze is missing")
        units = self.folder / "units"
        shutil.copytree(self.tree / "usr/lib/systemd/user", units)
        service = units / "sheaf-digest.service"  # the command is not installed here
        service.write_text(service.read_text().replace("ExecStart=sheaf ", "ExecStart=/bin/true "))
        runtime = self.folder / "run"
        runtime.mkdir()
        done = subprocess.run(["systemd-analyze", "verify", "--user", "--man=no", *map(str, units.iterdir())], text=True,
                              capture_output=True, check=False, env={**PLAIN, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime)})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        calendar = re.search(r"OnCalendar=(.*)", (units / "sheaf-digest.timer").read_text())[1]
        # The Friday of a week: the next announcement is Sunday's, 20:00 in New York, which is Monday in UTC.
        shown = run("systemd-analyze", "calendar", "--base-time=2026-11-20 12:00 UTC", "--iterations=2", calendar, env={**PLAIN, "TZ": "UTC"})
        self.assertRegex(shown, r"Next elapse: Mon 2026-11-23 01:15:00 UTC")

    def test_lintian_has_no_error_and_no_warning(self):
        if not shutil.which("lintian"):
            self.skipTest("SKIPPED: lintian is missing")
        done = subprocess.run(["lintian", "--allow-root", *map(str, PACKAGES.values())], capture_output=True, text=True,
                              check=False, env={**PLAIN, "HOME": os.environ.get("HOME", "/")})
        self.assertEqual(re.findall(r"(?m)^[EW]: .*", done.stdout + done.stderr), [])


if __name__ == "__main__":
    if not shutil.which("dpkg-deb") or not shutil.which("dpkg-architecture"):
        skip("no Debian tools here")
    PACKAGES = {name: one(pathlib.Path(sys.argv[1]), f"{name}_*.deb") for name in ("sheaf", "libsheaf-dev")}
    unittest.main(argv=sys.argv[:1], verbosity=1)
