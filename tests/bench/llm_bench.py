"""Figures of asking a model in parallel: 100 papers over a chat server of fixed latency, against the
ideal of full rounds; and how soon an interrupt ends the command.

usage: llm_bench.py SHEAF [LATENCY_MS [PAPERS [IN_FLIGHT]]]
"""
import json
import math
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
import llm_server  # noqa: E402

ABSTRACT = "Large language models are slow to serve. We present a method that drafts tokens. It gains 14 %."


def prepare(home, server, papers, in_flight):
    (home / "profile.json").write_text(json.dumps({
        "categories": ["cs.CL"], "summary": {"provider": "llm"},
        "llm": {"base_url": server.url, "model": "small", "max_in_flight": in_flight}}))
    lines = [json.dumps({"id": f"p{i}", "title": f"Paper {i}", "abstract": ABSTRACT}) for i in range(papers)]
    (home / "papers.jsonl").write_text("\n".join(lines) + "\n")
    return ["summarize", "--in", home / "papers.jsonl", "--llm", "--profile", home / "profile.json",
            "--store", home / "store.sqlite"]


def main(sheaf, latency_ms=500, papers=100, in_flight=8):
    # Begun in the background, a shell has its children ignore SIGINT, and ours would with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    latency = float(latency_ms) / 1000
    papers, in_flight = int(papers), int(in_flight)
    ideal = math.ceil(papers / in_flight) * latency
    server = llm_server.ChatServer(latency=latency)
    with tempfile.TemporaryDirectory(prefix="sheaf-bench-") as folder:
        words = [sheaf, *map(str, prepare(pathlib.Path(folder), server, papers, in_flight))]
        begin = time.monotonic()
        out = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        wall = time.monotonic() - begin
        by_model = sum(json.loads(line)["provider"].startswith("small") for line in out.splitlines())
        print(f"{papers} papers, {in_flight} in flight, {latency_ms} ms each: {wall:.2f} s of the whole process, "
              f"ideal {ideal:.2f} s, ratio {wall / ideal:.3f}; {by_model} by the model, at most {server.most} at once")
        begin = time.monotonic()
        subprocess.run(words, check=True, capture_output=True)
        print(f"again, from the store: {time.monotonic() - begin:.2f} s, {server.requests} requests in all")
        waits = []
        for _ in range(5):
            process = subprocess.Popen([*words, "--refresh"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(latency * 2.3)
            begin = time.monotonic()
            process.send_signal(signal.SIGINT)
            process.wait()
            waits.append(time.monotonic() - begin)
        print(f"interrupted: ended after {max(waits) * 1000:.0f} ms at most, of {len(waits)}")
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
