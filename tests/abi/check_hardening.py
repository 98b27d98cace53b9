#!/usr/bin/env python3
"""What the linker and the compiler put between a fault in the code and somebody who would use it.

  check_hardening.py BINARY... [--hardened]
Every binary: position-independent, no executable stack, relocations read-only from the start, no code
that is written at run time, and no search path in a folder that others may write. With --hardened, as
SHEAF_PACKAGE builds: stacks have guards and the C library's checked functions are called.
"""
import re
import shutil
import subprocess
import sys


def read(option, binary):
    return subprocess.run(["readelf", "-W", option, binary], check=True, text=True, stdout=subprocess.PIPE).stdout


def complaints(binary, hardened):
    segments, dynamic = read("-l", binary), read("-d", binary)
    if "Type:                              DYN" not in read("-h", binary):
        yield "is not position-independent"
    stack = re.search(r"GNU_STACK.*", segments)
    if not stack or re.search(r"\bRWE\b", stack[0]):
        yield "has an executable stack"
    if re.search(r"LOAD.*\bRWE\b", segments):
        yield "has memory that is written and run"
    if "GNU_RELRO" not in segments or not re.search(r"BIND_NOW|Flags:.*\bNOW\b", dynamic):
        yield "binds its functions late, in a table that stays writable"
    if "TEXTREL" in dynamic:
        yield "has relocations in its code"
    for folder in re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", dynamic):
        for part in filter(None, folder.split(":")):
            if not part.startswith(("$ORIGIN", "/")):
                yield f"looks for libraries in {part}"
    if hardened:
        symbols = read("--dyn-syms", binary)
        if "__stack_chk_fail" not in symbols:
            yield "has no stack guards"
        if not re.search(r"__\w+_chk\b(?<!__stack_chk)", symbols.replace("__stack_chk_fail", "")):
            yield "calls no checked functions"


def main(words):
    if not shutil.which("readelf"):
        print("SKIPPED: no readelf: install binutils")
        return 77
    hardened = "--hardened" in words
    found = [f"{binary}: {complaint}" for binary in words if binary not in ("", "--hardened") for complaint in complaints(binary, hardened)]
    print("\n".join(found) or "nothing to complain of")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
