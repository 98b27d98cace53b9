"""What tests/bench/run writes: rows of figures beside their bars and peers, and the machine they are of."""
import dataclasses
import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess


class NotRun(Exception):
    """Why a measure could not be taken."""


@dataclasses.dataclass
class Row:
    """One figure. `less`: less is better. `ratio` says how many times better than the peer's Sheaf's is."""
    area: str
    what: str
    figure: float
    unit: str
    less: bool = False
    bar: float | None = None
    peer: str = ""
    peer_figure: float | None = None
    note: str = ""

    @property
    def ratio(self):
        if not self.peer_figure or not self.figure:
            return None
        return self.peer_figure / self.figure if self.less else self.figure / self.peer_figure

    @property
    def kept(self):
        """Whether the bar is reached; None without one."""
        if self.bar is None:
            return None
        return self.figure <= self.bar if self.less else self.figure >= self.bar

    def as_json(self):
        return dataclasses.asdict(self) | {"ratio": self.ratio, "kept": self.kept}


def interleaved(runs, *works):
    """Runs the works in turns, so that what else the machine does meets all alike; medians of what they say."""
    said = {}
    for _ in range(runs):
        for work in works:
            for name, value in work().items():
                said.setdefault(name, []).append(value)
    return {name: statistics.median(values) for name, values in said.items()}


def found(pattern, text):
    """The groups of the first place that fits, as numbers."""
    match = re.search(pattern, text, re.M)
    if not match:
        raise NotRun(f"nothing like \"{pattern}\" in what the program printed: {text.strip()[-200:]!r}")
    return [float(group.replace(",", "")) for group in match.groups()]


def first_line(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def machine(root, build):
    """What must be known beside a figure."""
    lines = pathlib.Path("/proc/cpuinfo").read_text("utf-8")
    model = re.search(r"model name\s*:\s*(.*)", lines)
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text("utf-8"))[1])
    release = re.search(r'PRETTY_NAME="?([^"\n]*)', pathlib.Path("/etc/os-release").read_text("utf-8"))
    cache = (build / "CMakeCache.txt").read_text("utf-8")
    compiler = re.search(r"CMAKE_CXX_COMPILER:\w+=(.*)", cache)[1]
    changed = subprocess.run(["git", "-C", str(root), "status", "--porcelain", "core"], capture_output=True, text=True)
    commit, core = (first_line(["git", "-C", str(root), "rev-parse", "--short=12", name]) for name in ("HEAD", "HEAD:core"))
    return {"cpu": model[1].strip() if model else platform.machine(), "cores": os.cpu_count(),
            "memory_gib": round(memory / 2**20, 1), "system": f"{release[1]}, Linux {platform.release()}",
            "compiler": first_line([compiler, "--version"]),
            "commit": commit + (" with changes" if changed.stdout.strip() else ""), "core_tree": core,
            "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
            "load_before": round(os.getloadavg()[0], 1)}


def number(value):
    """As many digits as say something."""
    if value is None:
        return ""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def bar_cell(row):
    if row.bar is None:
        return ""
    return ("≤ " if row.less else "≥ ") + number(row.bar) + ("" if row.kept else " **missed**")


def row_line(row):
    ratio = "" if row.ratio is None else f"{number(row.ratio)}×"
    what = row.what + (f" ({row.note})" if row.note else "")
    peer = f"{row.peer}: {number(row.peer_figure)}" if row.peer else ""
    return f"| {what} | {number(row.figure)} | {row.unit} | {bar_cell(row)} | {peer} | {ratio} |"


def load_words(known):
    if max(known["load_before"], known["load_after"]) > 1.5:
        return ("Other work was on the machine: what is told in time of the processor and every ratio stand, "
                "what is told by the wall would be less on a quiet one.")
    return "The machine was quiet."


def markdown(known, rows, not_run):
    """The whole page."""
    out = ["# Benchmarks", "", "Written by `tests/bench/run`; do not edit. Medians; Sheaf and its peer in turns on the",
           "same data. Times are the processor's, of one core, unless the wall is named. The ratio says how many times",
           "better Sheaf is than the peer.", "",
           f"{known['date']}, commit {known['commit']} (core/ is tree {known['core_tree']}). {known['cpu']}, {known['cores']} cores, {known['memory_gib']} GiB;",
           f"{known['system']}; {known['compiler']}. Load {known['load_before']} before and {known['load_after']} after, "
           f"turns of each: {known['runs']}.", load_words(known)]
    for area in dict.fromkeys(row.area for row in rows):
        out += ["", f"## {area}", "", "| what | figure | unit | bar | peer | ratio |", "|---|--:|---|--:|---|--:|"]
        out += [row_line(row) for row in rows if row.area == area]
    if not_run:
        out += ["", "## Not run", ""] + [f"- {name}: {why}" for name, why in not_run]
    return "\n".join(out) + "\n"


def as_json(known, rows, not_run):
    return json.dumps({"machine": known, "rows": [row.as_json() for row in rows],
                       "not_run": [{"name": name, "reason": why} for name, why in not_run]},
                      indent=1, ensure_ascii=False) + "\n"
