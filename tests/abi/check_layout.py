#!/usr/bin/env python3
"""Sees to it that layout_test.c looks at every option struct of sheaf.h, up to its last member.

  check_layout.py HEADER LAYOUT_TEST
"""
import pathlib
import re
import sys

import sheaf_header


def main(header, layout_test):
    text = pathlib.Path(header).read_text(encoding="utf-8")
    checked = dict(re.findall(r"^OPTION_STRUCT\((\w+), (\w+)\);",
                              pathlib.Path(layout_test).read_text(encoding="utf-8"), flags=re.M))
    complaints = [f"{name} shows its members but has no struct_size"
                  for name in sheaf_header.structs(text).keys() - sheaf_header.option_structs(text).keys()]
    for name, members in sheaf_header.option_structs(text).items():
        if members[0] != "struct_size":
            complaints.append(f"{name} does not start with struct_size")
        if checked.get(name) != members[-1]:
            complaints.append(f"layout_test.c lacks OPTION_STRUCT({name}, {members[-1]});")
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
