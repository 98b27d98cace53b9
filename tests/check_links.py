#!/usr/bin/env python3
"""Every relative link and picture of every Markdown file leads to a file, and every anchor to a heading.

  check_links.py PROJECT
Code in the texts is no link; addresses of the web are not asked.
"""
import pathlib
import re
import sys
import urllib.parse

SKIPPED_FOLDERS = {"build", "node_modules", "sheaf-out", "sheaf-sample", "data", "corpus", ".git"}
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^()\s>]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]*`", re.M | re.S)


def without_code(text):
    """Blanks where code was, so that lines keep their numbers."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def anchors(text):
    """As GitHub makes them of headings; the second of a name gets -1."""
    found, seen = set(), {}
    fenceless = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", text, flags=re.M | re.S)
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*#*$", fenceless, flags=re.M):
        plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", plain.replace("`", "")).replace(" ", "-")
        number = seen.setdefault(name, -1) + 1
        seen[name] = number
        found.add(f"{name}-{number}" if number else name)
    return found


def problem(file, target):
    """What is wrong with one link, or ""."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return ""
    path, _, anchor = urllib.parse.unquote(target).partition("#")
    there = (file.parent / path) if path else file
    if not there.exists():
        return f"there is no {path}"
    if anchor and there.suffix == ".md" and anchor not in anchors(there.read_text("utf-8")):
        return f"{path or 'this file'} has no heading #{anchor}"
    return ""


def complaints(project):
    for file in sorted(project.rglob("*.md")):
        if SKIPPED_FOLDERS & set(file.relative_to(project).parts):
            continue
        text = without_code(file.read_text("utf-8"))
        for link in LINK.finditer(text):
            wrong = problem(file, link[1] or link[2])
            if wrong:
                yield f"{file.relative_to(project)}:{text.count(chr(10), 0, link.start()) + 1}: {wrong}"


def main(project):
    found = list(complaints(project))
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
