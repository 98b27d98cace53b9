#!/usr/bin/env python3
"""What the Markdown files say can be done: every 'sheaf' command shown exists and has the options shown,
formats named are formats, and the programs of the README and of the headers' heads compile.

  words_test.py PROJECT SHEAF CC CXX
"""
import pathlib
import re
import subprocess
import sys
import unittest

PROJECT, (SHEAF, CC, CXX) = pathlib.Path(sys.argv.pop(1)), [sys.argv.pop(1) for _ in range(3)]
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

    def compile(self, compiler, language, standard, program):
        subprocess.run([compiler, f"-std={standard}", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I",
                        PROJECT / "core/include", "-x", language, "-"], input=program, text=True, check=True)

    def example_of(self, header):
        text = (PROJECT / "core/include/sheaf" / header).read_text("utf-8")
        return re.sub(r"^ \* ?", "", re.search(r"@code\S*\n(.*?)^ \* @endcode", text, flags=re.M | re.S)[1], flags=re.M)

    def test_the_program_in_the_readme_compiles(self):
        program = re.search(r"^```c\n(.*?)^```", (PROJECT / "README.md").read_text("utf-8"), flags=re.M | re.S)[1]
        self.compile(CC, "c", "c11", program)

    def test_the_examples_at_the_head_of_the_headers_compile(self):
        self.compile(CC, "c", "c11", "#include <sheaf/sheaf.h>\n#include <stdio.h>\nint main(void) {\n"
                     + self.example_of("sheaf.h") + "  return 0;\n}\n")
        self.compile(CXX, "c++", "c++17", "#include <sheaf/sheaf.hpp>\n#include <iostream>\nint main() {\n"
                     + self.example_of("sheaf.hpp") + "}\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
