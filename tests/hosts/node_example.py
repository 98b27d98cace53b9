#!/usr/bin/env python3
"""Runs the Node.js example with the addon on a replayed day.

  node_example.py NODE DIGEST_MJS ADDON REPLAY
"""
import pathlib
import sys
import tempfile

from replayed_day import check_lines, day


def main(node, example, addon, replay):
    if not pathlib.Path(addon).exists():
        print("SKIPPED: the addon of the Obsidian bridge was not built")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with day(replay, folder) as environment:
            check_lines([node, example, addon], folder, environment)


if __name__ == "__main__":
    main(*sys.argv[1:])
