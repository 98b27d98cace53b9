#!/usr/bin/env python3
"""The SDK, unpacked where its builder never was: found by pkg-config and by CMake, in C and in C++, its
command, its library's needs, and that it tells nothing of the machine that built it.

  sdk_test.py PACKAGES REPLAY
"""
import pathlib
import re
import shlex
import shutil
import sys
import tarfile
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "hosts"))
import replayed_day
from delivered import PLAIN, PROJECT, Delivered, one, run, skip

ARCHIVE = None
CONSUMER = PROJECT / "tests/hosts/consumer"
# What every Linux has; neither the C++ runtime of one compiler nor a library that a host carries too.
LINKED = {"libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


class Sdk(Delivered):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with tarfile.open(ARCHIVE) as archive:
            cls.members = archive.getmembers()
            archive.extractall(cls.folder)
        first = cls.folder / cls.members[0].name
        cls.sdk = first.rename(cls.folder / "moved sdk")
        cls.examples = cls.sdk / "share/doc/sheaf/examples"

    def flags(self):
        found = run("pkg-config", "--cflags", "--libs", "sheaf", env={**PLAIN, "PKG_CONFIG_PATH": f"{self.sdk}/lib/pkgconfig"})
        return [*shlex.split(found), f"-Wl,-rpath,{self.sdk}/lib"]

    def test_pkg_config_builds_c(self):
        program = self.folder / "in_c"
        run("cc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", self.examples / "digest.c", *self.flags(), "-o", program)
        self.check_ranks(program)

    def check_ranks(self, program):
        """The example prints an invented day of the replay server, best first."""
        with tempfile.TemporaryDirectory() as name, replayed_day.day(REPLAY, name) as environment:
            replayed_day.check_lines([program], pathlib.Path(name), environment)

    def test_pkg_config_builds_cpp(self):
        program = self.folder / "in_cpp"
        run("c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", CONSUMER / "version.cpp", *self.flags(), "-o", program)
        run(program)
        for example in sorted(self.examples.glob("*.cpp")):
            run("c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", example, *self.flags(), "-o", self.folder / example.stem)

    def test_cmake_builds_both(self):
        build = self.folder / "build"
        run("cmake", "-S", CONSUMER, "-B", build, f"-DCMAKE_PREFIX_PATH={self.sdk}", f"-DEXAMPLE={self.examples / 'digest.c'}")
        run("cmake", "--build", build)
        run(build / "version")
        self.check_ranks(build / "example")

    def test_python_reads_it_by_ctypes(self):
        text = run(sys.executable, "-c", "from sheaf import Sheaf\n"
                   "with Sheaf() as sheaf:\n"
                   "    sheaf.run('store_put', papers=[{'id': '2604.00001', 'title': 'On Coffee'}])\n"
                   "    print(sheaf.search('coffee')[0].title)",
                   env={**PLAIN, "PYTHONPATH": str(self.examples), "SHEAF_LIBRARY": str(self.sdk / "lib/libsheaf.so.1")})
        self.assertEqual(text.strip(), "On Coffee")

    def test_the_command_finds_its_library(self):
        self.assertIn("libsheaf 0.1.", run(self.sdk / "bin/sheaf", "version"))
        self.check_sample(self.sdk / "bin/sheaf")
        linked = self.folder / "sheaf"
        linked.symlink_to(self.sdk / "bin/sheaf")
        run(linked, "version")

    def test_it_needs_what_every_system_has(self):
        library = (self.sdk / "lib/libsheaf.so").resolve()
        for file, more in ((library, set()), (self.sdk / "bin/sheaf", {"libsheaf.so.1"})):
            self.assertEqual(set(re.findall(r"NEEDED.*\[(.+)\]", run("readelf", "-d", file))) - LINKED - more, set())
        taken = run("nm", "-D", "--undefined-only", library)
        self.assertNotRegex(taken, r" (_ZS|_ZNS|_Znw|__cxa_throw|sqlite3_|curl_|duk_|pugi)")
        self.assertNotRegex(taken, r"GLIBCXX")
        given = {line.split()[-1].split("@")[0] for line in run("nm", "-D", "--defined-only", library).splitlines()}
        self.assertEqual({name for name in given if not name.startswith("sheaf_")}, {"SHEAF_1"} & given)

    def test_symbols_are_split_off_and_named(self):
        for file in ((self.sdk / "lib/libsheaf.so").resolve(), self.sdk / "bin/sheaf"):
            sections = run("readelf", "-SW", file)
            self.assertNotRegex(sections, r"\.(symtab|debug_)")
            self.assertIn(".gnu_debuglink", sections)

    def test_it_tells_nothing_of_its_builder(self):
        self.check_knows_no_place(self.sdk)
        self.assertEqual({(info.uid, info.gid, info.uname, info.gname) for info in self.members}, {(0, 0, "", "")})
        self.assertEqual(len({info.mtime for info in self.members}), 1)
        self.assertEqual([info.name for info in self.members[1:]], sorted(info.name for info in self.members[1:]))


if __name__ == "__main__":
    if not shutil.which("pkg-config"):
        skip("pkg-config is missing")
    ARCHIVE, REPLAY = one(pathlib.Path(sys.argv[1]), "sheaf-sdk-*.tar.xz"), sys.argv[2]
    unittest.main(argv=sys.argv[:1], verbosity=1)
