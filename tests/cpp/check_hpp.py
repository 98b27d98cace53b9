#!/usr/bin/env python3
"""Compiles sheaf.hpp, and each of its parts, on its own in every standard it is for, warnings as errors.

  check_hpp.py COMPILER INCLUDE_DIR
Two sources that include it must link, and what includes it without using it must define nothing.
"""
import pathlib
import subprocess
import sys
import tempfile

FLAGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wold-style-cast", "-Werror"]
HEADERS = ["sheaf.hpp", "cpp/base.hpp", "cpp/results.hpp"]


def compile_text(compiler, include, text, *options):
    run = subprocess.run([compiler, *FLAGS, "-I", include, "-x", "c++", "-", *options], input=text, text=True)
    return run.returncode == 0


def defined_symbols(compiler, include, folder):
    """Of an object that only includes the header."""
    unused = str(pathlib.Path(folder) / "unused.o")
    if not compile_text(compiler, include, "#include <sheaf/sheaf.hpp>\n", "-std=c++17", "-c", "-o", unused):
        sys.exit(f"{compiler} does not compile sheaf.hpp")
    listed = subprocess.run(["nm", "--defined-only", "-g", unused], check=True, text=True, stdout=subprocess.PIPE)
    return listed.stdout.split()


def main(compiler, include):
    failed = []
    for standard in ("c++17", "c++20"):
        for header in HEADERS:
            text = f"#include <sheaf/{header}>\n#include <sheaf/{header}>\nint main() {{}}\n"
            if not compile_text(compiler, include, text, f"-std={standard}", "-fsyntax-only"):
                failed.append(f"{header} as {standard}")
    if failed:
        sys.exit(f"{compiler} does not take " + ", ".join(failed))
    with tempfile.TemporaryDirectory() as folder:
        symbols = defined_symbols(compiler, include, folder)
    if symbols:
        sys.exit("sheaf.hpp defines what is not inline: " + " ".join(symbols))


if __name__ == "__main__":
    main(*sys.argv[1:])
