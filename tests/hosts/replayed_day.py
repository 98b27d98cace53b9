"""An invented announcement day on the replay server, and what every example has to say of it."""
import contextlib
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
import cli_fixture  # noqa: E402

PROFILE = '{"categories": ["cs.CL"], "keywords": ["tea"], "scorer": "keywords"}  // a comment is allowed\n'
TEA = "We drink tea."


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, timeout=100, **options)


@contextlib.contextmanager
def day(replay, folder):
    """The environment that points libsheaf at two papers of one category."""
    cli_fixture.BINARIES["replay"] = replay
    feeds = pathlib.Path(folder) / "feeds"
    feeds.mkdir()
    cli_fixture.write_feed(feeds, "cs.CL", [cli_fixture.paper(1, "Retrieval for Language Models"),
                                            cli_fixture.paper(2, "On Tea", abstract=TEA)])
    server = cli_fixture.Replay(feeds)
    try:
        site = {"SHEAF_ARXIV_RSS_URL": server.url, "SHEAF_ARXIV_SITE_URL": server.url,
                "SHEAF_ARXIV_API_URL": f"{server.url}/api/query"}
        yield {**os.environ, **site, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    finally:
        server.stop()


def check_lines(program, folder, environment):
    """Best first, score and title, then the TL;DR; kept in the store; a wrong profile is refused by name."""
    profile, wrong, store = folder / "profile.json", folder / "wrong.json", folder / "papers.db"
    profile.write_text(PROFILE, encoding="utf-8")
    wrong.write_text('{"categories": 7}', encoding="utf-8")
    environment = {**environment, "SHEAF_STORE": str(store)}
    lines = run(*program, profile, env=environment, stdout=subprocess.PIPE).stdout.splitlines()
    print("\n".join(lines))
    wanted = [lines[0][:5].strip() > "0", lines[0][5:] == "  On Tea", lines[1] == f"       {TEA}",
              lines[2][5:] == "  Retrieval for Language Models", len(lines) == 4] if len(lines) > 3 else [False]
    if not all(wanted):
        sys.exit("the example did not print the two papers, best first")
    if not store.exists():
        sys.exit("the example kept nothing in $SHEAF_STORE")
    refused = subprocess.run([*map(str, program), wrong], env=environment, text=True, stderr=subprocess.PIPE)
    if refused.returncode != 1 or "categories: must be a list" not in refused.stderr:
        sys.exit(f"a wrong profile was not refused with its place: {refused.returncode} {refused.stderr}")
