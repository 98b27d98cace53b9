#!/usr/bin/env python3
"""Writes a C file that defines every function of some shared libraries as one that aborts.

  make_stubs.py OUT LIBRARY...
A host that is linked with it exports names that Sheaf's own libraries have too; whoever is led to
the host's function instead of its own ends the program, which says which one it was.
"""
import subprocess
import sys

# Of the C++ runtime (templates that a library happens to have instances of), or of the linker.
NOT_OURS = ("_ZNSt", "_ZNKSt", "_ZSt", "_ZTH", "_ZTW", "_ZN9__gnu_cxx", "_ZNK9__gnu_cxx", "_init", "_fini")
HEAD = """/* Made from the installed libraries: their functions, each ending the program. */
#include <stdlib.h>
#include <unistd.h>
#include <string.h>
void evil_called(const char *name) {
  static const char said[] = "the host's own function was called: ";
  (void)!write(2, said, sizeof said - 1);
  (void)!write(2, name, strlen(name));
  (void)!write(2, "\\n", 1);
  abort();
}
"""


def functions(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, text=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    fields = (line.split()[-2:] for line in lines)
    names = {name.split("@")[0] for kind, name in fields if kind in ("T", "W", "i")}
    return {name for name in names if not name.startswith(NOT_OURS)}


def main(out, *libraries):
    names = sorted(set().union(*map(functions, libraries)))
    with open(out, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for number, name in enumerate(names):
            file.write(f'void evil_{number}(void) __asm__("{name}");\n'
                       f'void evil_{number}(void) {{ evil_called("{name}"); }}\n')
    print(f"{len(names)} functions of {len(libraries)} libraries")


if __name__ == "__main__":
    main(*sys.argv[1:])
