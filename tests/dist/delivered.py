"""What the tests of the delivered packages share: finding them, and unpacking them where nothing of the
build is at hand."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PLAIN = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}  # no variable of the tester's helps


def skip(why):
    print(f"SKIPPED: {why}")
    sys.exit(77)


def run(*command, **options):
    options = {"env": PLAIN, "check": True, "text": True, "stdout": subprocess.PIPE, **options}
    return subprocess.run([str(part) for part in command], **options).stdout


def one(folder, pattern):
    """The only file of that name in the folder of packages; a test without it is skipped."""
    found = sorted(pathlib.Path(folder).glob(pattern))
    if len(found) != 1:
        skip(f"{pattern} was not built: {[file.name for file in found]}")
    return found[0].resolve()


class Delivered(unittest.TestCase):
    """A folder of one's own whose name has a space."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="sheaf packages ")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)

    def check_knows_no_place(self, tree):
        """No file tells where it was built: neither the project's folder nor the builder's home."""
        for file in (file for file in tree.rglob("*") if file.is_file() and not file.is_symlink()):
            content = file.read_bytes()
            for place in {str(PROJECT), str(pathlib.Path.home())} - {"/"}:
                self.assertNotIn(place.encode() + b"/", content, file)

    def check_sample(self, program):
        """The command makes its built-in day."""
        with tempfile.TemporaryDirectory() as home:
            text = run(program, "digest", "--sample", "--out", f"{home}/out", env={**PLAIN, "HOME": home})
            self.assertIn("sample", text.lower())
            notes = list(pathlib.Path(home, "out/vault").rglob("*.md"))
            self.assertGreater(len(notes), 5)
            self.assertTrue(pathlib.Path(home, "out/references.bib").stat().st_size > 1000)
