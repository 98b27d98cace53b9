"""The measures of quality on public benchmarks, beside the predictions of known baselines that lie with them.
Each takes bench_data.Data and gives rows, or raises NotRun. They are the same in every run."""
import gzip
import json

from bench_table import Row, found

AREA = "Quality"


def load_lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def readers(data):
    """Twenty readers' lists: the papers they kept, ranked among four weeks of papers."""
    bench = data.recorded("bench")
    text = data.run("python3", data.here / "readers_bench.py", data.sheaf, bench, data.folder / "readers.jsonl")
    columns = r"^MEAN of \d+ readers" + r"\s+[\d.]+" * 6 + r"\s+([\d.]+)\s+([\d.]+)"
    ours = found(columns, text)
    for sample, name in (("logreg", "scikit-learn's logistic regression"), ("arxiv-sanity-lite", "arxiv-sanity-lite (SVM)")):
        text = data.run("python3", bench / "tools/ranking_metrics.py", bench, bench / f"samples/readers.{sample}.jsonl.gz")
        theirs = found(columns, text)
        for what, mine, other in zip(("dAP", "dNDCG@10"), ours, theirs):
            yield Row(AREA, f"ranking for 20 readers, {what}", mine, "%", peer=name, peer_figure=other)


def tldr(data):
    """SciTLDR's development part, ROUGE of the best reference."""
    gold = data.recorded("bench/scitldr/dev.jsonl.gz")
    rouge = data.recorded("bench/tools/rouge.py")
    papers = data.abstracts(((p["paper_id"], p["title"], p["source"]) for p in load_lines(gold)), "scitldr.jsonl")
    said = data.run(data.sheaf, "summarize", "--in", papers, "--json")
    ours = data.folder / "tldr.jsonl"
    ours.write_text("".join(json.dumps({"id": p["id"], "summary": p["tldr"]}) + "\n"
                            for p in map(json.loads, said.splitlines())), "utf-8")
    scores = [found(r"^max\s+R1\s+([\d.]+)\s+R2\s+([\d.]+)\s+RL\s+([\d.]+)", data.run("python3", rouge, gold, guess))
              for guess in (ours, data.recorded("bench/samples/scitldr-dev.lead.jsonl"))]
    for what, mine, other in zip(("ROUGE-1", "ROUGE-2", "ROUGE-L"), *scores):
        yield Row(AREA, f"TL;DR on SciTLDR dev, {what}", mine, "%", peer="first sentence", peer_figure=other)


def roles(data):
    """CSAbstruct's development part, sentences on which its annotators agree."""
    gold = data.recorded("bench/csabstruct/dev.jsonl.gz")
    tool = data.recorded("bench/tools/roles_f1.py")
    lines, ours = data.folder / "csabstruct.jsonl", data.folder / "roles.jsonl"
    with gzip.open(gold, "rb") as packed:
        lines.write_bytes(packed.read())
    ours.write_text(data.run(data.program("role_features"), "--labels", source=lines), "utf-8")
    scores = [found(r"^micro-F1 \(accuracy\) ([\d.]+)\s+macro-F1 ([\d.]+)",
                    data.run("python3", tool, gold, guess, "--min-conf", "0.6"))
              for guess in (ours, data.recorded("bench/samples/csabstruct-dev.position.jsonl"))]
    for what, mine, other in zip(("micro-F1", "macro-F1"), *scores):
        yield Row(AREA, f"roles of sentences on CSAbstruct dev, {what}", mine, "%", peer="place in the abstract", peer_figure=other)


def fields(data):
    """The card's fields against those that a language model wrote of the same papers."""
    data.recorded("bench/tools/rouge.py")
    data.recorded("corpus")
    text = data.run("python3", data.here / "fields_bench.py", data.sheaf, data.shared, 100 if data.quick else 500,
                    allowed=(0, 1))
    for field in ("tldr", "motivation", "method", "result", "conclusion"):
        ours, *_, theirs = found(rf"^{field}\s+([\d.]+) +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ +([\d.]+)", text)
        yield Row(AREA, f"card, {field}, against a language model's, ROUGE-1", ours, "%", peer="TextRank", peer_figure=theirs)


def grounding(data):
    """Wrong numbers and names planted in true summaries."""
    lines = data.folder / "corpus.jsonl"
    lines.write_bytes(b"".join(path.read_bytes() for path in data.days[:6]))
    text = data.run(data.program("grounding_bench"), "--limit", 500 if data.quick else 2000, source=lines)
    numbers, names = found(r"numbers flagged ([\d.]+) % .*names flagged ([\d.]+) %", text)
    false_numbers, false_names = found(r"own numbers flagged ([\d.]+) % .*own names ([\d.]+) %", text)
    yield Row(AREA, "planted wrong numbers that are marked", numbers, "%")
    yield Row(AREA, "planted wrong names that are marked", names, "%")
    yield Row(AREA, "numbers of the summary itself that are marked", false_numbers, "%", less=True)
    yield Row(AREA, "names of the summary itself that are marked", false_names, "%", less=True)


MEASURES = [readers, tldr, roles, fields, grounding]
