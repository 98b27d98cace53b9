#!/usr/bin/env python3
"""The public headers are their own manual: doxygen takes them without a warning, and tells each
enumerator too (which it does not ask for by itself).

  check_manual.py PROJECT
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import sheaf_header


def warnings(project, headers):
    """What doxygen says of the headers in a folder, with the project's own settings."""
    with tempfile.TemporaryDirectory() as out:
        settings = (project / "core" / "Doxyfile").read_text("utf-8")
        settings += f"\nINPUT = {headers}\nOUTPUT_DIRECTORY = {out}\nSTRIP_FROM_PATH = {headers}\n"
        done = subprocess.run(["doxygen", "-"], input=settings, text=True, cwd=project, capture_output=True)
    return done.stderr.strip() if done.returncode else ""


def untold_enumerators(text):
    for name in sheaf_header.enumerators(text):
        if not re.search(rf"\b{name}\s*=\s*-?\d+\s*,?\s*/\*\*<", text):
            yield f"sheaf.h does not say what {name} means"


def bites(project, headers):
    """Whether a function that lost its words is seen."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "sheaf"
        shutil.copytree(headers, copy)
        text = (copy / "sheaf.h").read_text("utf-8")
        (copy / "sheaf.h").write_text(re.sub(r"(void\s+sheaf_error_free\(.*?;)[^\n]*", r"\1", text), "utf-8")
        return "sheaf_error_free" in warnings(project, copy)


def main(project):
    if not shutil.which("doxygen"):
        print("SKIPPED: doxygen is missing")
        sys.exit(77)
    headers = project / "core" / "include" / "sheaf"
    complaints = list(untold_enumerators((headers / "sheaf.h").read_text("utf-8")))
    complaints += warnings(project, headers).splitlines()
    if not complaints and not bites(project, headers):
        complaints = ["doxygen did not see a function without a comment"]
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
