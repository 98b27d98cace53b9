"""The recorded data of tests/bench/run, brought into a temporary folder in the shapes that the benches take,
and the programs it runs. Each piece is made when it is first asked for; a missing one raises NotRun."""
import functools
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile

from bench_table import NotRun

DAYS = [f"2026-01-{day:02}" for day in (5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23)]


class Data:
    """Paths; `folder` is the caller's and is removed by it."""

    def __init__(self, root, build, shared, folder, quick):
        self.root, self.build, self.shared, self.folder = root, build, shared, folder
        self.quick, self.runs = quick, 1 if quick else 5
        self.sheaf, self.replay = build / "core" / "sheaf", build / "tests" / "sheaf-replay"
        self.here = root / "tests" / "bench"
        # Debian's own, for Debian's packages of Python; else the one in the path.
        self.python = "/usr/bin/python3" if pathlib.Path("/usr/bin/python3").exists() else "python3"

    def program(self, name):
        for place in ("tests/bench", "tests/integration/web", "core"):
            path = self.build / place / name
            if path.is_file():
                return str(path)
        raise NotRun(f"{name} is not built")

    def recorded(self, name):
        path = self.shared / name
        if not path.exists():
            raise NotRun(f"no recorded {name} (set SHEAF_SHARED)")
        return path

    def tool(self, name):
        return shutil.which(name) or self.lacks(name)

    def module(self, name):
        """A package of Debian's Python."""
        if subprocess.run([self.python, "-c", f"import {name}"], capture_output=True).returncode:
            self.lacks(f"Python's {name}")

    def lacks(self, what):
        raise NotRun(f"{what} is missing: run dist/install-packages bench")

    def run(self, *command, source=None, allowed=(0,), **extra):
        """What a program prints. Peers get one thread, as Sheaf does."""
        env = {**os.environ, "SHEAF_SHARED": str(self.shared), "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"} | extra
        with open(source or os.devnull, "rb") as stdin:
            done = subprocess.run([str(word) for word in command], stdin=stdin, capture_output=True, env=env, timeout=1800)
        if done.returncode == 77:
            raise NotRun(done.stdout.decode(errors="replace").strip().removeprefix("SKIPPED: "))
        if done.returncode not in allowed:
            said = (done.stderr or done.stdout).decode(errors="replace").strip()
            raise NotRun(f"{pathlib.Path(command[0]).name} ended with {done.returncode}: {said[-300:]}")
        return done.stdout.decode(errors="replace")

    def cpu(self, *command, to=os.devnull):
        """Seconds of the processor that a whole process takes."""
        with open(to, "wb") as out:
            process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise NotRun(f"{pathlib.Path(command[0]).name} ended with {process.returncode}")
        return usage.ru_utime + usage.ru_stime

    def papers(self, count):
        """JSON lines of so many papers with title, abstract, authors and categories."""
        return self.head(self.all_papers, count)

    def head(self, path, count):
        out = self.folder / f"{path.stem}_{count}{path.suffix}"
        if not out.exists():
            with open(path, encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as into:
                into.writelines(line for _, line in zip(range(count), lines))
        return out

    @functools.cached_property
    def all_papers(self):
        return self.unpacked(self.recorded("bench/papers.jsonl.gz"), "papers.jsonl")

    def unpacked(self, source, name):
        with gzip.open(source, "rb") as packed, open(self.folder / name, "wb") as out:
            shutil.copyfileobj(packed, out)
        return self.folder / name

    @functools.cached_property
    def days(self):
        """Fifteen days as files of JSON lines."""
        corpus = self.recorded("corpus")
        return [self.unpacked(corpus / f"{day}_AI_enhanced_English.jsonl.gz", f"{day}.jsonl") for day in DAYS]

    @functools.cached_property
    def harvest(self):
        """A folder of pages of an OAI-PMH harvest, 1.xml to N.xml; the last one is made the end of it."""
        count, out = 5 if self.quick else 25, self.folder / "harvest"
        out.mkdir()
        with tarfile.open(self.recorded("feeds/bulk/oai_arXiv_cs.tar.xz")) as archive:
            for member in archive:
                number = re.search(r"(\d+)\.xml$", member.name)
                if number and int(number[1]) <= count:
                    (out / f"{number[1]}.xml").write_bytes(archive.extractfile(member).read())
        last = out / f"{count}.xml"
        last.write_bytes(re.sub(rb"<resumptionToken[^>]*>[^<]*</resumptionToken>", b"", last.read_bytes()))
        return out

    @functools.cached_property
    def bibliography(self):
        """What `sheaf cite` writes of some papers: a .bib and a CSL-JSON file of the same entries."""
        papers, out = self.papers(600 if self.quick else 2000), {}
        for name, suffix in (("bibtex", "bib"), ("csl-json", "json")):
            out[name] = self.folder / f"references.{suffix}"
            out[name].write_text(self.run(self.sheaf, "cite", "--in", papers, "--format", name), "utf-8")
        return out

    def abstracts(self, lines, name):
        """JSON lines of {"id", "title", "abstract"} of a benchmark whose abstracts come in sentences."""
        out = self.folder / name
        with open(out, "w", encoding="utf-8") as into:
            for identifier, title, sentences in lines:
                into.write(json.dumps({"id": identifier, "title": title, "abstract": " ".join(sentences)}) + "\n")
        return out
