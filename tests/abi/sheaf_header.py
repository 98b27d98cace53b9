"""What sheaf.h declares, for the checks beside this file: functions, enumerators, option structs.

A reader of this one header's habits, not of C: every declaration starts with SHEAF_API, every
struct and enum is a typedef of its own name.
"""
import re


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def functions(text):
    """[(name, return type, parameters)] in the header's order."""
    pattern = r"^SHEAF_API\s+([\w\s*]+?)\b(sheaf_\w+)\s*\(([^;]*)\)\s*;"
    found = re.findall(pattern, without_comments(text), flags=re.M)
    return [(name, kind.strip(), " ".join(arguments.split())) for kind, name, arguments in found]


def enumerators(text):
    names = []
    for body in re.findall(r"\benum\b\s*\w*\s*\{(.*?)\}", without_comments(text), flags=re.S):
        names += re.findall(r"(\w+)\s*=", body)
    return names


def structs(text):
    """{name: [member names in order]} of every struct whose members the header shows."""
    found = {}
    pattern = r"typedef\s+struct\s+(\w+)\s*\{(.*?)\}\s*\1\s*;"
    for name, body in re.findall(pattern, without_comments(text), flags=re.S):
        members = []
        for declaration in filter(None, (part.strip() for part in body.split(";"))):
            members += [re.search(r"(\w+)\s*$", part)[1] for part in declaration.split(",")]
        found[name] = members
    return found


def option_structs(text):
    return {name: members for name, members in structs(text).items() if "struct_size" in members}


def stub_source(text):
    """A C file that defines every function of the header and does nothing in any of them."""
    lines = ["/* Empty bodies for every function of the header. */", "#include <sheaf/sheaf.h>"]
    for name, kind, arguments in functions(text):
        body = "" if kind == "void" else " return 0; "
        lines.append(f"{kind} {name}({arguments}) {{{body}}}")
    return "\n".join(lines) + "\n"
