#!/usr/bin/env python3
"""Shell completion in real shells, and the manual page under two readers' checks: both are made from the
command line's own tables, so what they say is compared with 'sheaf help'.

  completion_test.py SHEAF     a shell that is not installed is told as SKIPPED
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SHEAF = ""
# Values that a shell offers: each must be one that the command takes, by its own message.
CHOICES = {"export --format": ["--day", "2026-01-01"], "cite --format": ["2401.00001"], "rank --scorer": ["--candidates", os.devnull]}


def sheaf(*words, **options):
    return subprocess.run([SHEAF, *words], capture_output=True, text=True, check=False, **options)


def commands():
    block = sheaf("help").stdout.split("\ncommands\n")[1].split("\n\n")[0]
    return re.findall(r"(?m)^  ([a-z]+) ", block)


def options(command):
    """{name: whether it takes a value}"""
    text = sheaf("help", command).stdout.partition("\noptions:\n")[2]
    return {name: bool(value) for name, value in re.findall(r"(?m)^  (--[\w-]+)(?: (\S+))?  ", text)}


def need(shell):
    if not shutil.which(shell):
        print(f"SKIPPED: {shell} is not installed")
        raise unittest.SkipTest(shell)


class Completion(unittest.TestCase):
    shell = ""

    @classmethod
    def setUpClass(cls):
        if not cls.shell:
            raise unittest.SkipTest("the shells' tests are below")
        need(cls.shell)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        (cls.folder / "some folder").mkdir()
        (cls.folder / "some file.bib").touch()
        cls.script = cls.folder / "_sheaf"
        cls.script.write_text(sheaf("help", "--completion", cls.shell).stdout, encoding="utf-8")

    def offered(self, *words):
        """What the shell offers in the place of the last word."""
        raise NotImplementedError

    def check_places(self):
        self.assertEqual(self.offered("sheaf", "dig"), ["digest"])
        self.assertEqual(self.offered("sheaf", "library", "im"), ["import"])
        self.assertEqual(self.offered("sheaf", "help", "doc"), ["doctor"])
        self.assertEqual(self.offered("sheaf", "digest", "--vau"), ["--vault"])
        self.assertEqual(self.offered("sheaf", "digest", "--json", "--no-c"), ["--no-catch-up"])
        self.assertEqual(sorted(self.offered("sheaf", "export", "--format", "a")), ["ai-enhanced", "ai-enhanced-jsonl", "atom"])

    def check_files(self):
        self.assertEqual(self.offered("sheaf", "digest", "--vault", "some"), ["some folder"])
        self.assertEqual(sorted(self.offered("sheaf", "cite", "--in", "some")), ["some file.bib", "some folder"])


class Bash(Completion):
    shell = "bash"

    def offered(self, *words):
        quoted = " ".join("'" + word + "'" for word in words)
        program = (f"source '{self.script}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _sheaf; "
                   'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "--norc", "-c", program], cwd=self.folder, capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        return [line for line in done.stdout.split("\n") if line]

    def test_places_and_files(self):
        self.check_places()
        self.check_files()
        self.assertEqual(sorted(self.offered("sheaf", "export", "--format", "=", "at")), ["atom"])

    def test_every_command_and_option_of_the_help_is_offered(self):
        self.assertEqual(self.offered("sheaf", ""), [*commands(), "--help", "--version"])
        for command in commands():
            self.assertEqual(self.offered("sheaf", command, "--"), list(options(command)), command)

    def test_a_real_terminal_completes(self):
        with Typist(["bash", "--norc", "-i"], f"source '{self.script}'", self.folder) as typist:
            typist.check("sheaf digest --no-c\t", "sheaf digest --no-catch-up")


class Fish(Completion):
    shell = "fish"

    def offered(self, *words):
        line = " ".join(word.replace(" ", "\\ ") for word in words)
        environment = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        done = subprocess.run(["fish", "-N", "-c", f"source '{self.script}'; complete -C '{line}'"], cwd=self.folder,
                              capture_output=True, text=True, check=True, env=environment)
        self.assertEqual(done.stderr, "")
        return [line.split("\t")[0].rstrip("/").replace("\\ ", " ") for line in done.stdout.splitlines()]

    def test_places_and_files(self):
        self.check_places()
        self.check_files()

    def test_every_command_of_the_help_is_offered(self):
        self.assertEqual(sorted(self.offered("sheaf", "")), sorted(commands()))


class Zsh(Completion):
    shell = "zsh"

    def test_a_real_terminal_completes(self):
        setup = f"fpath=('{self.folder}' $fpath); autoload -Uz compinit; compinit -u -d '{self.folder}/dump'; setopt nobeep"
        with Typist(["zsh", "-f", "-i"], setup, self.folder) as typist:
            typist.check("sheaf dig\t", "sheaf digest")
            typist.check("--no-c\t", "--no-catch-up")
            typist.check("\x15sheaf export --form\tdoc\t", "--format=docusaurus-mindmap")
            typist.check("\x15sheaf library im\tsome\\ fi\t", "some\\ file.bib")
            typist.check("\x15sheaf digest --vault some\t", "some\\ folder/")
            typist.check("\x15sheaf \t\t", "changes kept out by what you wrote")


class Choices(unittest.TestCase):
    def test_what_is_offered_is_taken(self):
        script = sheaf("help", "--completion", "bash").stdout
        for place, more in CHOICES.items():
            command, option = place.split()
            block = script.split(f"\n    {command})\n")[1].split("\n      esac")[0]
            words = re.search(rf"{option}\) words='([^']+)'", block)[1].split()
            self.assertGreater(len(words), 2)
            with tempfile.TemporaryDirectory() as folder:
                for word in words:
                    done = sheaf(command, option, word, *more, "--store", f"{folder}/x.db")
                    self.assertNotIn("is none of", done.stderr, f"{place} {word}")
                    self.assertNotIn(word, done.stderr, f"{place} {word}")
        self.assertIn("is none of", sheaf("help", "--completion", "csh").stderr)


class Manual(unittest.TestCase):
    def setUp(self):
        self.page = sheaf("help", "--man", env={**os.environ, "SOURCE_DATE_EPOCH": "86400"}).stdout

    def read_with(self, *command):
        """The page as text, or a failure with what its reader complains of."""
        done = subprocess.run(command, input=self.page, capture_output=True, text=True, check=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
        self.assertEqual(done.stderr, "", command)
        return re.sub(r".\x08|\x1b\[[\d;]*m", "", done.stdout)

    def check_text(self, text):
        flat = " ".join(text.split())
        for command in commands():
            self.assertIn(f"sheaf {command}", flat)
            for option, valued in options(command).items():
                self.assertRegex(text, rf"(?m)^\s+{option}( \S|$|\s)" if valued else rf"(?m)^\s+{option}(\s|$)", command)
        for part in ("1970-01-02", "EXIT STATUS", "interrupted", '{"id": 1, "op": "digest", "args": {...}}', "'sheaf help'"):
            self.assertIn(part, flat)

    def test_it_is_ascii_for_any_terminal(self):
        self.assertTrue(self.page.isascii(), re.findall(r"[^\x00-\x7f]", self.page))

    def test_mandoc_reads_it_without_a_complaint(self):
        need("mandoc")
        self.assertEqual(self.read_with("mandoc", "-Tlint", "-Wwarning"), "")
        self.check_text(self.read_with("mandoc", "-Tutf8", "-Owidth=100"))

    def test_groff_reads_it_without_a_complaint(self):
        need("groff")
        self.check_text(self.read_with("groff", "-ww", "-k", "-man", "-Tutf8", "-rLL=100n"))


class Typist:
    """Types into an interactive shell and waits for what it is to show."""

    def __init__(self, command, setup, folder):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", HOME=str(folder), COLUMNS="200", INPUTRC=os.devnull, LC_ALL="C.UTF-8")
            os.execvp(command[0], command)
        self.shown = b""
        self.check(f"PS1='> '; {setup}; echo re''ady\n", "ready")  # quoted: the echo of the keys is not the answer

    def __enter__(self):
        return self

    def check(self, keys, wanted):
        self.shown = b""
        os.write(self.terminal, keys.encode())
        end = time.monotonic() + 30
        while wanted not in self.text():
            ready, _, _ = select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"{keys!r} did not bring {wanted!r} but {self.text()!r}")
            self.shown += os.read(self.terminal, 65536)

    def text(self):
        return re.sub(r"\x1b\[[\d;?]*[A-Za-z]|\r|\x07|.\x08", "", self.shown.decode(errors="replace"))

    def __exit__(self, *_):
        os.close(self.terminal)  # hangs up, which ends the shell
        os.waitpid(self.process, 0)


if __name__ == "__main__":
    SHEAF = str(pathlib.Path(sys.argv[1]).resolve())
    unittest.main(argv=sys.argv[:1], verbosity=1)
