#!/usr/bin/env python3
"""Runs the Python example on two papers and looks at the order it prints.

  check_python.py PYTHON_HOST LIBSHEAF
"""
import pathlib
import subprocess
import sys
import tempfile

from check_install import PAPERS


def main(example, library):
    with tempfile.TemporaryDirectory() as folder:
        papers = pathlib.Path(folder) / "papers.json"
        papers.write_text(PAPERS, encoding="utf-8")
        lines = subprocess.run([sys.executable, example, library, str(papers), "tea"], check=True,
                               text=True, stdout=subprocess.PIPE).stdout.splitlines()
        refused = subprocess.run([sys.executable, "-c", "import runpy, sys; sys.argv[1:] = []\n"
                                  f"Sheaf = runpy.run_path({example!r})['Sheaf']\n"
                                  f"Sheaf({library!r}).run('rank')"], text=True, stderr=subprocess.PIPE)
    print("\n".join(lines))
    if len(lines) != 2 or not lines[0].endswith("On Tea"):
        sys.exit("the example did not print the two papers, best first")
    if refused.returncode == 0 or "candidates" not in refused.stderr:
        sys.exit("a refused job did not become an exception that names the argument")


if __name__ == "__main__":
    main(*sys.argv[1:])
