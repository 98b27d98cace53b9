#!/usr/bin/env python3
"""Hosts of several kinds on one store at once: a C program with eight threads, two Python processes by
ctypes, and the command line. Nobody is told of a lock, and all that anybody put in is there at the end,
once, in a store that is sound.

  many_hosts.py SHEAF SHEAF_REPLAY LIBSHEAF STORM_PROGRAM [SECONDS]
Some seconds in ctest, 120 by hand.
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "integration"), str(HERE.parents[1] / "core" / "examples")]
import cli_fixture
from sheaf import Sheaf

KINDS = ("liked", "kept", "read", "dismissed")


def be_a_host(library, store, number, seconds):
    """Puts papers, items and opinions until the time is over, and prints what it put."""
    host, put = Sheaf(store, library=library), []
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end or not put:
        paper = f"2606.{int(number) * 20000 + len(put):05d}"
        kind = KINDS[len(put) % len(KINDS)]
        host.run("store_put", papers=[{"id": paper, "title": f"Hosted paper {paper}", "abstract": "We share."}])
        host.run("library_put", items=[{"key": f"H{paper}", "title": "Item"}], origin="host")
        host.run("feedback", id=paper, kind=kind)
        host.run("search", words="hosted")
        put.append([paper, kind])
    host.close()
    print(json.dumps(put))


def be_a_user(sheaf, environment, folder, seconds):
    """Every command must succeed; the number of rounds."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end or rounds == 0:
        for words in (("digest", "--day", cli_fixture.DAY, "--out", "out"), ("search", "hosted"), ("status",),
                      ("feedback", "2604.00001", KINDS[rounds % 4]), ("page", "--out", "out/pages")):
            done = subprocess.run([sheaf, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=100)
            if done.returncode != 0 or "locked" in done.stdout + done.stderr:
                sys.exit(f"sheaf {words[0]} ended with {done.returncode}: {done.stderr[-500:]}")
        rounds += 1
    return rounds


def look(store, put):
    base = sqlite3.connect(store)
    problems = [row[0] for row in base.execute("pragma integrity_check") if row[0] != "ok"]
    papers = [row[0] for row in base.execute("select id from papers where id like '2606.%'")]
    opinions = dict(base.execute("select paper_id, kind from opinions where paper_id like '2606.%'"))
    items = base.execute("select count(*) from library where key like 'H%'").fetchone()[0]
    base.close()
    if sorted(papers) != sorted(paper for paper, _ in put):
        problems.append(f"{len(put)} papers were put, {len(papers)} are there")
    lost = [paper for paper, _ in put if paper not in opinions]
    if lost:
        problems.append(f"{len(lost)} opinions are lost, that of {lost[0]} first")
    if items != len(put):
        problems.append(f"{len(put)} library items were put, {items} are there")
    return problems


def work_side_by_side(folder, sheaf, library, storm, environment, seconds):
    store = environment["SHEAF_STORE"]
    hosts = [subprocess.Popen([sys.executable, __file__, "--host", library, store, str(n), str(seconds)],
                              stdout=subprocess.PIPE, text=True) for n in (1, 2)]
    threads = subprocess.Popen([storm, str(int(seconds * 20)), "1", store], stdout=subprocess.DEVNULL)
    try:
        rounds = be_a_user(sheaf, environment, folder, seconds)
        told = [host.communicate(timeout=300)[0] for host in hosts]
        ends = [host.returncode for host in hosts] + [threads.wait(300)]
    finally:
        for process in [*hosts, threads]:
            process.kill()
    if any(ends):
        sys.exit(f"the hosts ended with {ends}")
    return rounds, [one for text in told for one in json.loads(text)]


def main(sheaf, replay, library, storm, seconds="4"):
    sheaf, library = os.path.abspath(sheaf), os.path.abspath(library)
    cli_fixture.BINARIES.update(sheaf=sheaf, replay=os.path.abspath(replay))
    with tempfile.TemporaryDirectory(prefix="sheaf-hosts-") as name:
        folder = pathlib.Path(name)
        (folder / "feeds").mkdir()
        cli_fixture.write_feed(folder / "feeds", "cs.CL", [cli_fixture.paper(i, f"Drafts {i}") for i in range(1, 21)])
        (folder / "profile.json").write_text(json.dumps({"categories": ["cs.CL"]}))
        server = cli_fixture.Replay(folder / "feeds")
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        environment = {**kept, "HOME": name, "NO_COLOR": "1", "SHEAF_STORE": str(folder / "shared.db"),
                       "SHEAF_PROFILE": str(folder / "profile.json"), "SHEAF_ARXIV_RSS_URL": server.url,
                       "SHEAF_ARXIV_API_URL": server.url + "/api/query", "SHEAF_ARXIV_SITE_URL": server.url}
        try:
            rounds, put = work_side_by_side(folder, sheaf, library, storm, environment, float(seconds))
        finally:
            server.stop()
        problems = look(folder / "shared.db", put)
    if problems:
        sys.exit("\n".join(problems[:5]))
    print(f"{rounds} rounds of commands, {len(put)} papers of two Python hosts, eight C threads: all there")


if __name__ == "__main__":
    if sys.argv[1] == "--host":
        be_a_host(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
