#!/usr/bin/env python3
"""Installs libsheaf, moves the tree, and builds the example against it as a stranger would.

  check_install.py pkgconfig|cmake CMAKE BUILD_DIR CC LIBDIR EXAMPLES
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PAPERS = """[{"id": "2604.01001", "title": "Retrieval for Language Models", "abstract": "We propose retrieval."},
 {"id": "2604.01002", "title": "On Tea", "abstract": "We drink tea."}]"""


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, **options)


def install(cmake, build, folder):
    """The tree lies elsewhere than it was installed to, since it must not know its place."""
    run(cmake, "--install", build, "--prefix", folder / "first", stdout=subprocess.DEVNULL)
    (folder / "first").rename(folder / "moved")
    return folder / "moved"


def check_example(program, folder, libraries):
    """The example ranks the paper with the keywords first."""
    papers = folder / "papers.json"
    papers.write_text(PAPERS, encoding="utf-8")
    lines = run(program, papers, stdout=subprocess.PIPE,
                env={**os.environ, "LD_LIBRARY_PATH": str(libraries)}).stdout.splitlines()
    print("\n".join(lines))
    if len(lines) != 4 or "Retrieval for Language Models" not in lines[0] or "On Tea" not in lines[2]:
        sys.exit("the example did not print the two papers, best first")


def check_pkgconfig(tree, folder, compiler, libdir, examples):
    found = {**os.environ, "PKG_CONFIG_PATH": str(tree / libdir / "pkgconfig")}
    flags = run("pkg-config", "--cflags", "--libs", "sheaf", env=found, stdout=subprocess.PIPE).stdout.split()
    if any(str(folder / "first") in flag for flag in flags):
        sys.exit(f"sheaf.pc points to where the tree was installed first: {flags}")
    run(compiler, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", examples / "digest.c", *flags,
        "-o", folder / "example")
    check_example(folder / "example", folder, tree / libdir)


def check_cmake(tree, folder, cmake, compiler, libdir, examples):
    project = pathlib.Path(__file__).parent / "consumer"
    run(cmake, "-S", project, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={tree}",
        f"-DCMAKE_C_COMPILER={compiler}", f"-DEXAMPLE={examples / 'digest.c'}", stdout=subprocess.DEVNULL)
    run(cmake, "--build", folder / "build", stdout=subprocess.DEVNULL)
    run(folder / "build" / "version")
    check_example(folder / "build" / "example", folder, tree / libdir)


def main(how, cmake, build, compiler, libdir, examples):
    if how == "pkgconfig" and not shutil.which("pkg-config"):
        print("SKIPPED: pkg-config is missing")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tree = install(cmake, build, folder)
        if how == "pkgconfig":
            check_pkgconfig(tree, folder, compiler, libdir, pathlib.Path(examples))
        else:
            check_cmake(tree, folder, cmake, compiler, libdir, pathlib.Path(examples))


if __name__ == "__main__":
    main(*sys.argv[1:])
