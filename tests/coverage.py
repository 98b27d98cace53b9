#!/usr/bin/env python3
"""Which lines of core/'s C++ the tests ran: by layer, in total, and the files with most lines that none ran.

  coverage.py BUILD [--least PERCENT] [--layer NAME]... [--files N] [--missing FILE]...
BUILD is of the preset "coverage", and tests have run in it. Counted are core/src, core/cli and core/include;
not the pages' scripts in core/view and core/page, which browsers run, nor what the build makes of data files.
--layer counts the objects of that layer alone ("cli" for the command line): after unit_NAME it says what the
layer's own tests reach. --missing shows a file's lines that did not run. Exit status 1: less than PERCENT (90)
ran. Needs gcc's gcov and leaves no file behind.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTED = ["core/src/", "core/cli/", "core/include/"]
AT_ONCE = 40   # objects for one gcov


def find_notes(build, layers):
    """What the compiler noted of each object of core/; objects that no test ran have notes too."""
    folders = [f"sheaf_{name}.dir" if name != "cli" else "sheaf-cli.dir" for name in layers] or ["sheaf_*.dir", "sheaf-cli.dir"]
    return sorted(str(file.resolve()) for folder in folders for file in build.glob(f"core/CMakeFiles/{folder}/**/*.gcno"))


def complaint(said):
    """What gcov said without its remarks on files that no test ran or that changed since."""
    said = [line for line in said.splitlines() if "stamp mismatch" in line or "newer than notes" not in line
            and "not executed" not in line and "displayed only once" not in line]
    if any("stamp mismatch" in line for line in said):
        return f"compiled anew since the tests ran: delete the counts (*.gcda), run the tests again:\n{said[0]}"
    return "gcov failed: " + "\n".join(said[:5])


def run_gcov(notes):
    """(file below ROOT, its lines as gcov tells them) of each counted file that these objects hold."""
    done = subprocess.run(["gcov", "--json-format", "--stdout", *notes], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    if done.returncode:
        raise OSError(complaint(done.stderr.decode("utf-8", "replace")))
    found = []
    for document in done.stdout.splitlines():
        told = json.loads(document)
        for file in told["files"]:
            path = os.path.relpath(os.path.join(told["current_working_directory"], file["file"]), ROOT)
            if path.startswith(tuple(COUNTED)):
                found.append((path, file["lines"]))
    return found


def read_counts(notes):
    """{file: {line: times it ran}} of the lines that hold code. A line of a template or of an inline function ran
    when it ran in any of its copies."""
    counts = {}
    parts = [notes[start:start + AT_ONCE] for start in range(0, len(notes), AT_ONCE)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(run_gcov, parts):
            for file, told in found:
                lines = counts.setdefault(file, {})
                for line in told:
                    number = line["line_number"]
                    lines[number] = max(line["count"], lines.get(number, 0))
    return counts


def layer_of(file):
    parts = pathlib.PurePath(file).parts
    return parts[2] if parts[1] == "src" else parts[1]


def row(name, lines, ran):
    return f"{name:44} {lines:7,} {ran:7,} {100 * ran / max(lines, 1):7.1f} %"


def totals(counts):
    """Lines and lines that ran, by layer."""
    layers = collections.defaultdict(lambda: [0, 0])
    for file, lines in counts.items():
        layers[layer_of(file)][0] += len(lines)
        layers[layer_of(file)][1] += sum(times > 0 for times in lines.values())
    return layers


def print_report(counts, files):
    print(f"lines of C++ in {', '.join(COUNTED)} that a test ran\n\n{'layer':44} {'lines':>7} {'ran':>7}")
    layers = totals(counts)
    for name in sorted(layers):
        print(row(name, *layers[name]))
    whole = [sum(column) for column in zip(*layers.values())]
    print(row("in all", *whole))
    print(f"\nmost lines that no test ran\n{'file':44} {'lines':>7} {'ran':>7}")
    missed = {file: sum(times == 0 for times in lines.values()) for file, lines in counts.items()}
    for file in sorted(missed, key=missed.get, reverse=True)[:files]:
        print(row(file.removeprefix("core/"), len(counts[file]), len(counts[file]) - missed[file]))
    return 100 * whole[1] / max(whole[0], 1)


def print_missing(file, lines):
    text = (ROOT / file).read_text("utf-8").splitlines()
    for number in sorted(lines):
        if not lines[number]:
            print(f"{file}:{number}: {text[number - 1] if number <= len(text) else ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=90)
    parser.add_argument("--layer", metavar="NAME", action="append", default=[])
    parser.add_argument("--files", type=int, default=25)
    parser.add_argument("--missing", metavar="FILE", action="append", default=[])
    options = parser.parse_args()
    if not any(options.build.glob("core/CMakeFiles/**/*.gcda")):
        sys.exit(f"coverage.py: {options.build} holds no counts: configure with --preset coverage, build and run the tests")
    try:
        counts = read_counts(find_notes(options.build, options.layer))
    except OSError as error:
        sys.exit(f"coverage.py: {error}")
    if options.layer:   # an object holds inline functions of other layers' headers
        counts = {file: lines for file, lines in counts.items() if layer_of(file) in options.layer}
    for file in options.missing:
        print_missing(file, counts.get(file, {}))
    if options.missing:
        return 0
    share = print_report(counts, options.files)
    if share < options.least:
        print(f"\n{share:.1f} % of the lines ran; {options.least:g} % are wanted")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
