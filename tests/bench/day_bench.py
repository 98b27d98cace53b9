"""Whole-process figures of one day: fetch from loopback, store, score, summarize, write 100 notes;
the same day again; and what it costs a host to load the library.

usage: day_bench.py SHEAF SHEAF-REPLAY LIBSHEAF [RUNS]   (recorded days from SHEAF_SHARED)
Prints medians; quote ratios rather than single times on a busy machine.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("SHEAF_SHARED") or PROJECT / ".." / "shared")
FEEDS = SHARED / "feeds" / "derived" / "rss"
DAY = "2026-04-21"


def timed(command, env):
    """Wall seconds, CPU seconds and peak memory in MiB of one whole process."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(name, runs):
    wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
    print(f"{name:34} {wall * 1000:8.1f} ms wall {cpu * 1000:8.1f} ms cpu {memory:7.1f} MiB peak")
    return wall


def days(sheaf, url, runs):
    """Each run starts in an empty folder; the second visit of the day follows at once."""
    first, again = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as home:
            profile = pathlib.Path(home) / "profile.json"
            profile.write_text(json.dumps({"categories": ["cs.CV"], "keywords": ["segmentation", "diffusion"],
                                           "vault": {"max_notes": 99}}))
            env = {**os.environ, "HOME": home, "SHEAF_STORE": f"{home}/sheaf.db",
                   "SHEAF_ARXIV_RSS_URL": url, "SHEAF_ARXIV_API_URL": url + "/api/query",
                   "SHEAF_ARXIV_SITE_URL": url}
            command = [sheaf, "digest", "--profile", str(profile), "--day", DAY, "--out", f"{home}/out"]
            first.append(timed(command, env))
            again.append(timed(command, env))
            notes = len(list(pathlib.Path(home, "out").rglob("*.md")))
            papers = len(json.loads(pathlib.Path(home, "out", "digest.json").read_text())["entries"])
    print(f"{papers} papers, {notes} notes (one of them the day's)")
    one, two = row("a day, first time", first), row("the same day again", again)
    print(f"{'':34} {one / papers * 1e6:8.0f} us a paper; again costs {two / one:.2f} of it")


def loading(library, runs):
    """dlopen in a fresh process each time, by the clock of that process."""
    code = ("import ctypes,time;b=time.perf_counter();l=ctypes.CDLL(%r);e=time.perf_counter();"
            "l.sheaf_abi_version();print((e-b)*1000)" % library)
    times = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(runs)]
    with tempfile.TemporaryDirectory() as folder:
        stripped = pathlib.Path(folder) / "libsheaf.so"
        subprocess.run(["strip", "-o", stripped, library], check=True)
        size = stripped.stat().st_size
    print(f"{'dlopen of libsheaf.so':34} {statistics.median(times):8.2f} ms; {size / 1e6:.2f} MB stripped")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sheaf, replay, library = (os.path.abspath(path) for path in sys.argv[1:4])
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    if not FEEDS.exists():
        sys.exit(f"SKIPPED: no recorded days at {FEEDS} (set SHEAF_SHARED to use them)")
    server = subprocess.Popen([replay, "--rss", str(FEEDS), "--day", DAY], stdout=subprocess.PIPE, text=True)
    try:
        days(sheaf, server.stdout.readline().strip(), runs)
        loading(library, runs)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
