#!/usr/bin/env python3
"""What the Markdown files say can be done: every 'sheaf' command shown exists and has the options shown,
formats named are formats, and the C program of the README compiles.

  words_test.py PROJECT SHEAF CC
"""
import pathlib
import re
import subprocess
import sys
import unittest

PROJECT, SHEAF, CC = pathlib.Path(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)
FILES = ["README.md", "core/ARCHITECTURE.md", "plugins/README.md", "zotero-bridge/README.md", "obsidian-bridge/README.md"]


def code_of(text):
    """Lines of fenced shell and plain blocks, and code within lines."""
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```", text, flags=re.M | re.S):
        if language in ("", "sh"):
            yield from block.splitlines()
    for inline in re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)):
        yield inline


def commands(text):
    """(subcommand, the rest) of each call of the command."""
    for line in code_of(text):
        for part in re.split(r";|&&|\|", line.split("#")[0]):
            call = re.match(r"\s*(?:\S+=\S+ )*sheaf ([a-z]+)\b(.*)", part)
            if call:
                yield call[1], call[2]


class Words(unittest.TestCase):
    def help_of(self, command):
        done = subprocess.run([SHEAF, "help", command], text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, f"'sheaf {command}' is shown, but: {done.stderr}")
        return done.stdout

    def test_commands_and_options_that_are_shown_exist(self):
        seen = 0
        for name in FILES:
            for command, rest in commands((PROJECT / name).read_text("utf-8")):
                if command == "help":
                    continue
                told = self.help_of(command)
                for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
                    self.assertIn(option, told, f"{name}: sheaf {command}{rest}")
                for form in re.findall(r"--format ([a-z-]+)", rest):
                    self.assertIn(form, told, f"{name}: sheaf {command}{rest}")
                seen += 1
        self.assertGreater(seen, 25, "the texts show fewer commands than they did: is their code still found?")

    def test_the_program_in_the_readme_compiles(self):
        program = re.search(r"^```c\n(.*?)^```", (PROJECT / "README.md").read_text("utf-8"), flags=re.M | re.S)[1]
        subprocess.run([CC, "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", PROJECT / "core/include",
                        "-x", "c", "-"], input=program, text=True, check=True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
