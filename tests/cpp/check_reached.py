#!/usr/bin/env python3
"""Sees to it that the C++ header reaches every function of sheaf.h.

  check_reached.py HEADER_DIR ABI_DIR
"""
import pathlib
import re
import sys


def main(headers, abi_folder):
    sys.path.insert(0, abi_folder)
    import sheaf_header
    folder = pathlib.Path(headers)
    declared = {name for name, _, _ in sheaf_header.functions((folder / "sheaf.h").read_text("utf-8"))}
    code = "\n".join(file.read_text("utf-8") for file in sorted(folder.rglob("*.hpp")))
    code = re.sub(r"/\*.*?\*/|//[^\n]*", " ", code, flags=re.S)  # telling of a function is not calling it
    missing = sorted(declared - set(re.findall(r"\bsheaf_\w+", code)))
    sys.exit("\n".join(f"sheaf.hpp does not reach {name}" for name in missing) if missing else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
