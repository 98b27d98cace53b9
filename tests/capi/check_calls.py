#!/usr/bin/env python3
"""Sees to it that the C tests beside this file call every function of sheaf.h, and fail below it.

  check_calls.py HEADER ABI_DIR
"""
import pathlib
import re
import sys


def main(header, abi_folder):
    sys.path.insert(0, abi_folder)
    import sheaf_header
    declared = {name for name, _, _ in sheaf_header.functions(pathlib.Path(header).read_text("utf-8"))}
    sources = [file.read_text("utf-8") for file in pathlib.Path(__file__).parent.glob("*.c")
               if file.name != "null_test.c"]  # refusing NULL is no use of a function
    called = set(re.findall(r"\b(sheaf_\w+)\s*\(", "\n".join(sources)))
    sources = (pathlib.Path(__file__).parent / "null_test.c").read_text("utf-8")
    refused = set(re.findall(r"\b(sheaf_\w+)\s*\(", sources))
    without_arguments = {"sheaf_version", "sheaf_abi_version", "sheaf_status_name"}
    complaints = [f"no C test calls {name}" for name in sorted(declared - called)]
    complaints += [f"null_test.c leaves out {name}" for name in sorted(declared - refused - without_arguments)]
    steps = (pathlib.Path(__file__).parent / "steps.c").read_text("utf-8")
    failed = set(re.findall(r"\b(?:FUNCTION|INSIDE)\((?:\w+,\s*)?(sheaf_\w+)\)", steps))
    complaints += [f"steps.c leaves out {name}" for name in sorted(declared - failed)]
    complaints += [f"steps.c has {name}, which sheaf.h does not" for name in sorted(failed - declared)]
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
