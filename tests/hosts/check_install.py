#!/usr/bin/env python3
"""Installs libsheaf, moves the tree, and builds and runs its examples there as a stranger would, against
the replay server.

  check_install.py c|cmake|cxx|python CMAKE BUILD_DIR CC CXX LIBDIR DOCDIR REPLAY
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from replayed_day import check_lines, day, run


def install(cmake, build, folder):
    """The tree lies elsewhere than it was installed to, since it must not know its place."""
    run(cmake, "--install", build, "--prefix", folder / "first", stdout=subprocess.DEVNULL)
    (folder / "first").rename(folder / "moved")
    return folder / "moved"


class Installed:
    """The tree, and what this machine builds with."""

    def __init__(self, folder, cmake, build, compilers, libdir, docdir):
        self.folder, self.cmake, self.compilers = folder, cmake, compilers
        self.tree = install(cmake, build, folder)
        self.libraries, self.examples = self.tree / libdir, self.tree / docdir / "examples"

    def flags(self):
        found = {**os.environ, "PKG_CONFIG_PATH": str(self.libraries / "pkgconfig")}
        flags = run("pkg-config", "--cflags", "--libs", "sheaf", env=found, stdout=subprocess.PIPE).stdout.split()
        if any(str(self.folder / "first") in flag for flag in flags):
            sys.exit(f"sheaf.pc points to where the tree was installed first: {flags}")
        return flags

    def compiled(self, language, source, standard):
        program = self.folder / "example"
        run(self.compilers[language], f"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
            self.examples / source, *self.flags(), "-o", program)
        return [program]

    def c(self):
        return self.compiled("c", "digest.c", "c11")

    def cxx(self):
        return self.compiled("cxx", "digest.cpp", "c++17")

    def cmake_project(self):
        project, build = pathlib.Path(__file__).parent / "consumer", self.folder / "build"
        run(self.cmake, "-S", project, "-B", build, f"-DCMAKE_PREFIX_PATH={self.tree}",
            f"-DCMAKE_C_COMPILER={self.compilers['c']}", f"-DCMAKE_CXX_COMPILER={self.compilers['cxx']}",
            f"-DEXAMPLE={self.examples / 'digest.c'}", stdout=subprocess.DEVNULL)
        run(self.cmake, "--build", build, stdout=subprocess.DEVNULL)
        run(build / "version")
        return [build / "example"]

    def python(self):
        return [sys.executable, self.examples / "digest.py"]


def main(how, cmake, build, c, cxx, libdir, docdir, replay):
    if how in ("c", "cxx") and not shutil.which("pkg-config"):
        print("SKIPPED: pkg-config is missing")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        installed = Installed(folder, cmake, build, {"c": c, "cxx": cxx}, libdir, docdir)
        program = getattr(installed, "cmake_project" if how == "cmake" else how)()
        with day(replay, folder) as environment:
            check_lines(program, folder, {**environment, "LD_LIBRARY_PATH": str(installed.libraries)})


if __name__ == "__main__":
    main(*sys.argv[1:])
