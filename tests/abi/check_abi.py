#!/usr/bin/env python3
"""Holds the library's binary interface to the committed baseline.

  check_abi.py baseline CC HEADERS DIR    types and functions, by libabigail
  check_abi.py constants CC HEADERS DIR   enumerators and their values, which no function carries
With --update as last argument the file in DIR is written anew. Exit 77: a tool is missing.

The interface is dumped from a library of empty functions that is made from sheaf.h. It is the same
as libsheaf's: the compiler holds the C functions to their declarations, and check_symbols.py what is
exported to what is declared. A dump of libsheaf itself would be three megabytes of C++ types that
nobody outside sees, and differ with every option of the build.
"""
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import sheaf_header

DUMP = ["abidw", "--drop-private-types", "--no-corpus-path", "--no-comp-dir-path",
        "--no-show-locs", "--no-elf-needed", "--no-parameter-names"]


def skip(reason):
    print("SKIPPED:", reason)
    sys.exit(77)


def dump_interface(compiler, headers, folder):
    """Builds the library of empty functions in `folder`; gives its dump."""
    stub, library, out = folder / "stub.c", folder / "libsheaf.so", folder / "interface.abi"
    text = (pathlib.Path(headers) / "sheaf.h").read_text(encoding="utf-8")
    stub.write_text(sheaf_header.stub_source(text), encoding="utf-8")
    version_script = folder / "sheaf.map"
    version_script.write_text("SHEAF_1 { global: sheaf_*; local: *; };\n")
    # In the folder and by bare name: the dump must not tell where it was made.
    subprocess.run([compiler, "-g", "-shared", "-fPIC", "-Wl,-soname,libsheaf.so.1",
                    f"-Wl,--version-script={version_script}", "-I", str(pathlib.Path(headers).parent),
                    stub.name, "-o", str(library)], check=True, cwd=folder)
    subprocess.run([*DUMP, "--headers-dir", str(headers), "--out-file", str(out), str(library)], check=True)
    return out


def members(abi_file, names):
    """{struct: [(member, offset, type)]}, types spelled out so that two files can be compared."""
    root = ElementTree.parse(abi_file).getroot()
    by_id = {node.get("id"): node for node in root.iter() if node.get("id")}

    def spell(type_id):
        node = by_id[type_id]
        inner = [node.get("type-id")] if node.get("type-id") else []
        inner += [part.get("type-id") for part in node if part.tag in ("parameter", "return")]
        label = node.get("name", "") if node.tag != "function-type" else ""
        return f"{node.tag}:{label}:{node.get('size-in-bits', '')}({','.join(map(spell, inner))})"

    found = {}
    for node in root.iter("class-decl"):
        if node.get("name") in names and node.get("is-declaration-only") != "yes":
            found[node.get("name")] = [
                (part.find("var-decl").get("name"), int(part.get("layout-offset-in-bits")),
                 spell(part.find("var-decl").get("type-id"))) for part in node.iter("data-member")]
    return found


def grown_at_end(baseline, current, names):
    """Complaints about option structs whose old members are not what the new ones begin with.

    abidiff's suppression passes over a struct it names whatever happens in it (seen in 2.2), so
    this looks at every old member's name, place and type.
    """
    old, new = members(baseline, names), members(current, names)
    return [f"{name}: its first {len(layout)} members are no longer what they were"
            for name, layout in old.items() if new.get(name, [])[:len(layout)] != layout]


def suppression(option_structs):
    """The one change abidiff may pass over: struct_size tells the library which members the caller
    knows, so option structs may grow at their end."""
    names = "|".join(sorted(option_structs))
    return ("[suppress_type]\n  type_kind = struct\n"
            f"  name_regexp = ^({names})$\n  has_data_member_inserted_at = end\n")


def compare(baseline, current, option_structs):
    """Complaints, and what abidiff printed. Any bit of its exit status counts: a reordered struct
    does not set the one that says "incompatible"."""
    command = ["abidiff", "--no-default-suppression", "--no-added-syms"]
    run = subprocess.run([*command, str(baseline), str(current)], stdout=subprocess.PIPE, text=True)
    if run.returncode == 0:
        return [], run.stdout
    report = run.stdout
    complaints = grown_at_end(baseline, current, option_structs)
    with tempfile.NamedTemporaryFile("w", suffix=".suppr") as file:
        file.write(suppression(option_structs))
        file.flush()
        run = subprocess.run([*command, "--suppressions", file.name, str(baseline), str(current)],
                             stdout=subprocess.PIPE, text=True)
    if run.returncode:
        complaints.append(f"abidiff ended with {run.returncode}")
    return complaints, report


def constants(compiler, headers):
    """["NAME = value", ...] as the compiler sees them."""
    text = (pathlib.Path(headers) / "sheaf.h").read_text(encoding="utf-8")
    names = sheaf_header.enumerators(text)
    lines = "".join(f'  printf("{name} = %lld\\n", (long long){name});\n' for name in names)
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder) / "constants.c", pathlib.Path(folder) / "constants"
        source.write_text(f"#include <stdio.h>\n#include <sheaf.h>\nint main(void) {{\n{lines}}}\n")
        subprocess.run([compiler, "-I", headers, str(source), "-o", str(program)], check=True)
        return subprocess.run([str(program)], check=True, text=True,
                              stdout=subprocess.PIPE).stdout.splitlines()


def changed_constants(old, new):
    return [f"'{line}' is gone or has another value" for line in old if line not in new]


def check_baseline(compiler, headers, folder, update):
    for tool in ("abidw", "abidiff"):
        if not shutil.which(tool):
            skip(f"{tool} is missing (package abigail-tools)")
    if platform.machine() != "x86_64" and not update:
        skip(f"the baseline is of x86_64, this is {platform.machine()}")
    baseline = folder / "libsheaf.abi"
    text = (pathlib.Path(headers) / "sheaf.h").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        current = dump_interface(compiler, headers, pathlib.Path(temporary))
        if update:
            shutil.copyfile(current, baseline)
            return
        complaints, report = compare(baseline, current, sheaf_header.option_structs(text))
    if complaints:
        print(report)
        sys.exit("\n".join(complaints) + "\nA break needs a new soname; see tests/abi/update_baseline")


def check_constants(compiler, headers, folder, update):
    now, file = constants(compiler, headers), folder / "constants.txt"
    if update:
        file.write_text("\n".join(now) + "\n")
        return
    complaints = changed_constants(file.read_text().splitlines(), now)
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    what, subject, header_folder, own_folder = sys.argv[1:5]
    check = {"baseline": check_baseline, "constants": check_constants}[what]
    check(subject, str(pathlib.Path(header_folder).resolve()), pathlib.Path(own_folder),
          sys.argv[5:] == ["--update"])
