#!/usr/bin/env python3
"""What debuggers get of the packages (dist/build-packages without --as-release; on demand, as that takes a
build of its own): the binaries that users have hold no line of debug information, and by what was split
off them each function of the header is found in its source, and a run stops there.

  debug_test.py PACKAGES
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import unittest

from delivered import PLAIN, PROJECT, Delivered, one, run, skip

PACKAGES = None


class Debug(Delivered):
    def setUp(self):
        self.root = self.folder / self._testMethodName
        self.debug = self.root / "usr/lib/debug"

    def unpack(self, pattern, target, depth=1):
        """A tarball's content without its first folder, where the README says to put it."""
        with tarfile.open(one(PACKAGES, pattern)) as archive:
            for member in archive.getmembers():
                member.name = "/".join(member.name.split("/")[depth:])
                if member.name:
                    archive.extract(member, target)

    def debug_file(self, binary):
        """Where gdb looks for the debug information of a binary, by its build id."""
        identity = re.search(r"Build ID: ([0-9a-f]+)", run("readelf", "-n", binary))[1]
        self.assertNotRegex(run("readelf", "-SW", binary), r"\.debug_info|\.symtab", f"{binary} is not stripped")
        self.assertIn(".gnu_debuglink", run("readelf", "-SW", binary))
        found = self.debug / ".build-id" / identity[:2] / f"{identity[2:]}.debug"
        self.assertTrue(found.exists(), f"nothing was split off {binary}: no {found}")
        self.check_sources(found)
        return found

    def check_sources(self, debug):
        """Sources are named as if they lay in /usr/src/sheaf, wherever they did."""
        names = set(re.findall(r"DW_AT_(?:name|comp_dir).*?: (\S*(?:sheaf|core)/\S+)$",
                               run("readelf", "--debug-dump=info", "--dwarf-depth=1", debug), re.M))
        self.assertGreater(len(names), 10, debug)
        self.assertEqual({name for name in names if not name.startswith("/usr/src/sheaf")}, set())

    def check_lines(self, library):
        """Each function of the header is known by its address, and begins at a line of the sources: its own, or
        that of a short function it begins with, which the compiler put in its place."""
        debug = self.debug_file(library)
        symbols = re.findall(r"^([0-9a-f]+) T (sheaf_\w+)", run("nm", "-D", "--defined-only", library), re.M)
        self.assertGreater(len(symbols), 50)
        said = run("addr2line", "-f", "-e", debug, input="".join(f"0x{address}\n" for address, _ in symbols)).splitlines()
        own_line = 0
        for (_, name), known_as, place in zip(symbols, said[::2], said[1::2]):
            self.assertEqual(known_as, name, place)
            source, line = re.match(r"/usr/(?:src/sheaf|include)/(\S+):(\d+)", place).groups()
            if not source.startswith("core/src/capi/"):
                continue
            text = (PROJECT / source).read_text().splitlines()
            own_line += f"{name}(" in "\n".join(text[max(0, int(line) - 4):int(line)])
        self.assertGreater(own_line, len(symbols) // 2)

    def check_stop(self, program, library_folder):
        """gdb stops in the library, knows the line and the caller's, in the command."""
        if not shutil.which("gdb"):
            self.skipTest("SKIPPED: gdb is missing")
        done = subprocess.run(
            ["gdb", "-nx", "-batch", "-iex", f"set debug-file-directory {self.debug}", "-iex", "set debuginfod enabled off",
             "-ex", "set breakpoint pending on", "-ex", "break sheaf_version", "-ex", "run", "-ex", "backtrace",
             "--args", str(program), "--version"], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**PLAIN, "LD_LIBRARY_PATH": str(library_folder), "HOME": str(self.root)})
        if "ptrace" in done.stdout and "not permitted" in done.stdout:
            self.skipTest("SKIPPED: gdb may not trace here")
        self.assertRegex(done.stdout, r"#0 +sheaf_version \(.*\) at /usr/src/sheaf/core/src/capi/\w+\.cpp:\d+", done.stdout)
        self.assertRegex(done.stdout, r"#\d+ .* main \(.*\) at /usr/src/sheaf/core/cli/\w+\.cpp:\d+", done.stdout)

    def test_the_tarball_serves_the_sdk(self):
        self.unpack("sheaf-sdk-*.tar.xz", self.root / "sdk")
        self.unpack("sheaf-debug-*.tar.xz", self.debug)
        self.check_lines(self.root / "sdk/lib/libsheaf.so.1")
        self.debug_file(self.root / "sdk/bin/sheaf")
        self.check_stop(self.root / "sdk/bin/sheaf", "")

    def test_the_tarball_serves_the_plugins(self):
        self.unpack("sheaf-debug-*.tar.xz", self.debug)
        for pattern, inside in (("sheaf-zotero-*.xpi", "native/*/libsheaf.so"), ("sheaf-obsidian-*.zip", "*/native/*/sheaf.node")):
            shutil.unpack_archive(one(PACKAGES, pattern), self.root / pattern[:12], "zip")
            self.debug_file(next((self.root / pattern[:12]).glob(inside)))

    def test_the_debian_package_serves_the_command(self):
        for package in ("sheaf", "sheaf-dbgsym"):
            run("dpkg-deb", "-x", one(PACKAGES, f"{package}_*.deb"), self.root)
        version = run("dpkg-deb", "-f", one(PACKAGES, "sheaf_*.deb"), "Version").strip()
        self.assertIn(f"sheaf (= {version})", run("dpkg-deb", "-f", one(PACKAGES, "sheaf-dbgsym_*.deb"), "Depends"))
        sums = run("dpkg-deb", "-I", one(PACKAGES, "sheaf-dbgsym_*.deb"), "md5sums").splitlines()
        self.assertEqual([line for line in sums if not line.split("  ")[1].startswith("usr/lib/debug/.build-id/")], [])
        libraries = self.root / "usr/lib" / run("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()
        self.check_lines(libraries / "libsheaf.so.1")
        self.debug_file(self.root / "usr/bin/sheaf")
        self.check_stop(self.root / "usr/bin/sheaf", libraries)


if __name__ == "__main__":
    PACKAGES = pathlib.Path(sys.argv.pop())
    if not list(PACKAGES.glob("sheaf-debug-*")):
        skip("these packages were compiled --as-release, without debug information")
    for tool in ("readelf", "addr2line", "nm"):
        if not shutil.which(tool):
            skip(f"{tool} is missing (package binutils)")
    unittest.main(verbosity=2)
