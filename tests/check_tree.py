#!/usr/bin/env python3
"""The source tree as a reader meets it: head comments, sizes of files and functions, leftovers.

  check_tree.py PROJECT [-v]
Prints medians; -v also the longest files and functions.
"""
import ast
import pathlib
import re
import statistics
import sys

MAX_FILE, MAX_FUNCTION = 500, 60
# Files that are mostly a table: as long as what they list.
TABLES = {"core/src/model/category.cpp", "core/src/base/ascii.cpp", "core/src/summarize/cues.cpp",
          "core/include/sheaf/sheaf.h"}
SKIPPED_FOLDERS = {"build", "node_modules", "__pycache__", "sheaf-out", "data", ".git", ".venv", "corpus"}
BRACES = {".c", ".h", ".cpp", ".hpp", ".js", ".mjs", ".cjs", ".ts"}
HASHES = {".py", ".sh", ".cmake"}
COMMENT = {**dict.fromkeys(BRACES, ("//", "/*")), **dict.fromkeys(HASHES, ("#", '"""'))}
# Spelled in pieces, so that this file does not find itself.
LEFTOVERS = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|X" + r"XX)\b")
OWN_PATHS = re.compile(r"(?<![\w.$}/>)-])/(" + "wo" + r"rk|root|home/(?!(?:user|me|reader|you)\b)\w+)(?=/|\b)")
CONTROL = re.compile(r"^(if|for|while|switch|catch|else|do|try|return|namespace|class|struct|enum|"
                     r"union|extern|template\s*<[^>]*>\s*(class|struct)|export\s+(default\s+)?class)\b")


def source_files(project):
    for file in sorted(project.rglob("*")):
        relative = file.relative_to(project)
        hidden = any(part in SKIPPED_FOLDERS or part.startswith(".") for part in relative.parts[:-1])
        known = file.suffix in COMMENT or file.name == "CMakeLists.txt" or is_script(file)
        if file.is_file() and known and not hidden:
            yield relative


def is_script(file):
    if file.suffix or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(2) == b"#!"


def head_complaint(file, lines):
    start = 1 if lines and lines[0].startswith("#!") else 0
    marks = COMMENT.get(file.suffix, ("#", "//", '"""'))
    if start < len(lines) and lines[start].startswith(marks):
        return []
    return [f"{file}:1: no comment at its head"]


def blank_out(match):
    """Comments and strings become blanks, so that their braces do not count; lines stay."""
    return re.sub(r"[^\n]", " ", match[0])


# Preprocessor lines with their continuations count as blanks too.
TOKENS = re.compile(r'(?m:^[ \t]*#(?:\\\n|[^\n])*)|//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|'
                    r"`(?:\\.|[^`\\])*`", re.S)


def starts_function(statement):
    """Whether the text before a brace looks like the head of a function or method."""
    head = re.sub(r"^(public|private|protected)\s*:\s*", "", statement.strip())
    return "(" in head and not CONTROL.match(head) and not re.match(r"^[\w:<>,\s*&]*=", head)


def brace_functions(text):
    """[(first line, lines)] of outermost functions; what is inside one belongs to it."""
    text = TOKENS.sub(blank_out, text)
    found, stack, begin = [], [], 0
    for place in re.finditer(r"[{};]", text):
        mark = place[0]
        if mark == "{":
            inside = any(kind for kind, _ in stack)
            statement = text[begin:place.start()]
            first = begin + len(statement) - len(statement.lstrip())
            stack.append((not inside and starts_function(statement), text.count("\n", 0, first) + 1))
        elif mark == "}" and stack:
            is_function, first = stack.pop()
            if is_function:
                found.append((first, text.count("\n", 0, place.start()) + 2 - first))
        begin = place.end()
    return found


def python_functions(text):
    nodes = (node for node in ast.walk(ast.parse(text))
             if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [(node.lineno, node.end_lineno - node.lineno + 1) for node in nodes]


def functions(file, text):
    if file.suffix in BRACES:
        return brace_functions(text)
    return python_functions(text) if file.suffix == ".py" else []


def line_complaints(file, lines):
    for number, line in enumerate(lines, 1):
        if LEFTOVERS.search(line):
            yield f"{file}:{number}: unfinished: {line.strip()}"
        if OWN_PATHS.search(line):
            yield f"{file}:{number}: a path of one machine: {line.strip()}"


def spread(numbers):
    numbers = sorted(numbers)
    return (f"{len(numbers)}, median {statistics.median(numbers):.0f}, "
            f"p90 {numbers[len(numbers) * 9 // 10]}, longest {numbers[-1]} lines")


def main(project, verbose):
    complaints, files, lengths = [], [], []
    for file in source_files(project):
        text = (project / file).read_text(encoding="utf-8")
        lines = text.splitlines()
        complaints += head_complaint(file, lines) + list(line_complaints(file, lines))
        table = str(file) in TABLES
        if len(lines) > MAX_FILE and not table:
            complaints.append(f"{file}: {len(lines)} lines, more than {MAX_FILE}")
        files.append((len(lines), str(file)))
        for first, length in functions(file, text):
            lengths.append((length, f"{file}:{first}"))
            if length > MAX_FUNCTION and not table:
                complaints.append(f"{file}:{first}: a function of {length} lines, more than {MAX_FUNCTION}")
    print("files:", spread([length for length, _ in files]))
    print("functions:", spread([length for length, _ in lengths]))
    if verbose:
        print(*(f"{length:5} {name}" for length, name in sorted(files)[-8:] + sorted(lengths)[-12:]), sep="\n")
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:] == ["-v"])
