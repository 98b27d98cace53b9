#!/usr/bin/env python3
"""Looks at libsheaf.so as the loader sees it: what it exports, needs and is called.

  check_symbols.py LIBRARY HEADER [sanitized]
A sanitized library needs its runtime, so its list of needed libraries is not looked at.
"""
import pathlib
import re
import shutil
import subprocess
import sys

import sheaf_header

# The C and C++ runtimes: a host has them anyway. Everything else is linked in or opened at run time.
MAY_NEED = re.compile(r"(libstdc\+\+|libm|libgcc_s|libc|ld-linux.*)\.so\.\d+$")
VERSION_NODE = "SHEAF_1"
SONAME = "libsheaf.so.1"


def output_of(*command):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def exported(library):
    """{symbol with its version: nm's letter}"""
    lines = output_of("nm", "-D", "--defined-only", "--with-symbol-versions", library).splitlines()
    return {fields[-1]: fields[-2] for fields in (line.split() for line in lines)}


def symbol_complaints(library, header):
    symbols = exported(library)
    declared = {name for name, _, _ in sheaf_header.functions(header)}
    wanted = {f"{name}@@{VERSION_NODE}" for name in declared} | {VERSION_NODE, f"{VERSION_NODE}@@{VERSION_NODE}"}
    complaints = [f"exported but not in sheaf.h: {name}" for name in sorted(set(symbols) - wanted)]
    complaints += [f"in sheaf.h but not exported: {name}" for name in sorted(declared)
                   if f"{name}@@{VERSION_NODE}" not in symbols]
    complaints += [f"unique symbol, so the library could not be unloaded: {name}"
                   for name, letter in symbols.items() if letter == "u"]
    return complaints


def dynamic_complaints(library, sanitized):
    dynamic = output_of("readelf", "-dW", library)
    complaints = []
    if "(TEXTREL)" in dynamic or re.search(r"\(FLAGS\).*TEXTREL", dynamic):
        complaints.append("the code has relocations (TEXTREL)")
    soname = re.search(r"\(SONAME\).*\[(.*)\]", dynamic)
    if not soname or soname[1] != SONAME:
        complaints.append(f"the soname is {soname and soname[1]}, not {SONAME}")
    if not sanitized:
        complaints += [f"needs {name}" for name in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
                       if not MAY_NEED.match(name)]
    if re.search(r"\((RPATH|RUNPATH)\)", dynamic):
        complaints.append("looks for libraries in a folder of the machine it was built on (RUNPATH)")
    stack = re.search(r"GNU_STACK.*?(R\S*)\s", output_of("readelf", "-lW", library))
    if stack and "E" in stack[1]:
        complaints.append("wants an executable stack")
    return complaints


if __name__ == "__main__":
    for tool in ("nm", "readelf"):
        if not shutil.which(tool):
            print(f"SKIPPED: {tool} is missing (package binutils)")
            sys.exit(77)
    header_text = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    if len(sheaf_header.functions(header_text)) != header_text.count("\nSHEAF_API "):
        sys.exit("sheaf_header.py did not understand every declaration of the header")
    found = symbol_complaints(sys.argv[1], header_text)
    found += dynamic_complaints(sys.argv[1], sys.argv[3:] == ["sanitized"])
    sys.exit("\n".join(found) if found else 0)
