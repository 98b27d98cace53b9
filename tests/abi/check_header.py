#!/usr/bin/env python3
"""Compiles sheaf.h on its own in every C and C++ standard that callers use, warnings as errors.

  check_header.py COMPILER INCLUDE_DIR
"""
import subprocess
import sys

FLAGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-fsyntax-only"]
STANDARDS = ["c99", "c11", "c17", "c++11", "c++14", "c++17", "c++20"]
# First in the file, so that the header has to bring what it needs; twice, for its guard. The
# macros only count when somebody expands them.
CALLER = """#include <sheaf/sheaf.h>
#include <sheaf/sheaf.h>
int main(void) {
  SHEAF_INIT(sheaf_config, config);
  SHEAF_INIT(sheaf_query, query);
  return config.struct_size == sizeof config && query.struct_size == sizeof(sheaf_query) ? 0 : 1;
}
"""


def main(compiler, include):
    failed = []
    for standard in STANDARDS:
        language = "c++" if "++" in standard else "c"
        run = subprocess.run([compiler, f"-std={standard}", *FLAGS, "-x", language, "-I", include, "-"],
                             input=CALLER, text=True)
        failed += [standard] if run.returncode else []
    if failed:
        sys.exit(f"{compiler} does not take sheaf.h as " + ", ".join(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
