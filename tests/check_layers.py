#!/usr/bin/env python3
"""Includes go one way only, as the sheaf_layer() table of core/CMakeLists.txt has it.

  check_layers.py PROJECT
The public header is for capi and for those outside the library, and they see nothing else of it.
"""
import pathlib
import re
import sys

# Slow headers stay in .cpp files; json_fwd.hpp exists to be included in headers.
ONLY_IN_SOURCES = ("nlohmann/json.hpp", "pugixml.hpp")
# C libraries that one layer wraps: a header that includes one, or such a header, is private to it.
OWNED = {"sqlite3.h": "store", "curl/curl.h": "net"}
# Folders whose files see of the library what every host sees.
OUTSIDE = ("core/cli", "core/examples", "tests/capi", "tests/hosts", "tests/abi")
SOURCES = (".c", ".h", ".cpp", ".hpp")


def table(project):
    """{layer: what it may include} from the build's own table."""
    text = (project / "core/CMakeLists.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^sheaf_layer\((\w+)([^)]*)\)", text, flags=re.M)
    return {name: {name, *below.split()} for name, below in rows}


def table_complaints(layers):
    """The table itself goes one way: a layer lists only layers above its own line."""
    seen, complaints = set(), []
    for name, below in layers.items():
        seen.add(name)
        complaints += [f"core/CMakeLists.txt: {name} lists {other}, which comes after it"
                       for other in below - seen]
    return complaints


def includes(file):
    """(line number, quoted or angled, path)"""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match[1], match[2]


def layer_complaint(layer, file, path, layers):
    if path == "sheaf/sheaf.h":
        return None if layer == "capi" else "only capi sees the public header"
    first = path.split("/")[0]
    if first in layers and first not in layers[layer]:
        return f"{layer} must not include {first}"
    if path in ONLY_IN_SOURCES and file.suffix != ".cpp":
        return f"{path} belongs into a .cpp file"
    return None


def quote_complaint(file, path, source_root):
    """Every quoted include is the project's own, spelled from the source root."""
    if path == "sheaf/sheaf.h" or (source_root / path).exists() or (file.parent / path).exists():
        return None
    return f"no such file below {source_root.name}: {path}"


def private_headers(root):
    """{header or library header: the layer that owns it}, followed through headers of the layer."""
    owners, headers, before = dict(OWNED), sorted(root.rglob("*.hpp")), 0
    while before != len(owners):
        before = len(owners)
        for file in headers:
            name = str(file.relative_to(root))
            for _, _, path in includes(file):
                if path in owners:
                    owners.setdefault(name, owners[path])
    return owners


def core_complaints(project, layers):
    root = project / "core/src"
    owners = private_headers(root)
    for file in sorted(path for path in root.rglob("*") if path.suffix in SOURCES):
        layer = file.relative_to(root).parts[0]
        if layer not in layers:
            yield file, 1, f"folder {layer} is not in the table of core/CMakeLists.txt"
            continue
        for number, kind, path in includes(file):
            complaint = layer_complaint(layer, file, path, layers)
            if not complaint and owners.get(path, layer) != layer:
                complaint = f"{path} is private to {owners[path]}"
            if not complaint and kind == '"':
                complaint = quote_complaint(file, path, root)
            if complaint:
                yield file, number, complaint


def outside_complaints(project, layers):
    for folder in OUTSIDE:
        for file in sorted((project / folder).rglob("*")):
            if file.suffix not in SOURCES:
                continue
            for number, _, path in includes(file):
                private = path.split("/")[0] in layers and (project / "core/src" / path).exists()
                if private or path in OWNED or "core/src" in path:
                    yield file, number, f"{folder} may use sheaf.h only, not {path}"


def main(project):
    layers = table(project)
    if len(layers) < 5:
        sys.exit("check_layers.py: cannot read the table of core/CMakeLists.txt")
    complaints = table_complaints(layers)
    for found in (core_complaints(project, layers), outside_complaints(project, layers)):
        complaints += [f"{file.relative_to(project)}:{number}: {text}" for file, number, text in found]
    print(f"{len(layers)} layers: " + " ".join(layers))
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
