#!/usr/bin/env python3
"""Which lines of core/ the tests ran: by layer, in total, and the files with most lines that none ran.

  coverage.py BUILD [--least PERCENT] [--files N] [--missing FILE]
BUILD is of the preset "coverage", its tests have run. --missing FILE lists the lines of one file that
did not run. Exit status 1: less than PERCENT (90) of the lines of core/ ran. Needs gcovr.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTED = ["core/src/", "core/cli/", "core/include/"]


def read_counts(build):
    """{file: {line: times it ran}} of the lines that hold code."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "lines.json"
        filters = [word for one in COUNTED for word in ("--filter", str(ROOT / one))]
        command = ["gcovr", "-r", str(ROOT), "-j", str(os.cpu_count()), "--gcov-ignore-parse-errors",
                   "--exclude-throw-branches", *filters, "--json", str(report), str(build)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        files = json.loads(report.read_text("utf-8"))["files"]
    counts = {}
    for file in files:
        lines = counts.setdefault(file["file"], {})
        for line in file["lines"]:
            if not line.get("gcovr/noncode"):
                lines[line["line_number"]] = max(line["count"], lines.get(line["line_number"], 0))
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
    print(f"{'layer':44} {'lines':>7} {'ran':>7}")
    layers = totals(counts)
    for name in sorted(layers):
        print(row(name, *layers[name]))
    whole = [sum(column) for column in zip(*layers.values())]
    print(row("core/ in all", *whole))
    print(f"\nmost lines that no test ran\n{'file':44} {'lines':>7} {'ran':>7}")
    missed = {file: sum(times == 0 for times in lines.values()) for file, lines in counts.items()}
    for file in sorted(missed, key=missed.get, reverse=True)[:files]:
        print(row(file.removeprefix("core/"), len(counts[file]), len(counts[file]) - missed[file]))
    return 100 * whole[1] / max(whole[0], 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=90)
    parser.add_argument("--files", type=int, default=25)
    parser.add_argument("--missing", metavar="FILE")
    options = parser.parse_args()
    if not shutil.which("gcovr"):
        sys.exit("coverage.py: gcovr is missing: run dist/install-packages coverage")
    counts = read_counts(options.build)
    if not counts:
        sys.exit(f"coverage.py: {options.build} holds no counts: configure with --preset coverage, build and run the tests")
    if options.missing:
        lines = counts.get(options.missing, {})
        print(" ".join(str(number) for number in sorted(lines) if not lines[number]))
        return 0
    share = print_report(counts, options.files)
    if share < options.least:
        print(f"\n{share:.1f} % of the lines ran; {options.least:g} % are wanted")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
