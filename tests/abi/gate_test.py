#!/usr/bin/env python3
"""Proves that the ABI gate bites: breaks the header in many ways and looks at what the gate says.

  gate_test.py CC HEADERS
"""
import pathlib
import re
import shutil
import sys
import tempfile

import check_abi
import sheaf_header

# name of the change, text in the header (as bare() leaves it), what replaces it, whether the gate must refuse it
CHANGES = [
    ("nothing", "", "", False),
    ("a function is added", "SHEAF_API uint32_t sheaf_abi_version(void);",
     "SHEAF_API uint32_t sheaf_abi_version(void);\nSHEAF_API int sheaf_brand_new(int a);", False),
    ("an option struct grows at its end", "void *http_user_data;", "void *http_user_data;\n int64_t appended;", False),
    ("an enumerator is added", "SHEAF_E_NOMEM = -2,",
     "SHEAF_E_NOMEM = -2,\n SHEAF_E_BRAND_NEW = -77,", False),
    ("a function is removed", "SHEAF_API void sheaf_job_free(sheaf_job *job);", "", True),
    ("a function is renamed", "sheaf_papers_total(", "sheaf_papers_matching(", True),
    ("members change places", "const char *store_path;\n const char *user_agent;",
     "const char *user_agent;\n const char *store_path;", True),
    ("members of other types change places", "int64_t waiting_ms;", "const char *late;", True),
    ("a member goes in the middle", " const char *contact_email;",
     " const char *in_between;\n const char *contact_email;", True),
    ("a member is removed", " uint64_t flags;\n", "", True),
    ("a member gets another type of the same size", "int32_t max_retries;", "uint32_t max_retries;",
     True),
    ("a struct grows at its end and changes before it", "sheaf_http_fn http_fn;\n void *http_user_data;",
     "void *http_user_data; sheaf_http_fn http_fn; int64_t appended;", True),
    ("a struct grows at its end and widens a member", "int32_t sort;\n int32_t ascending;",
     "int32_t sort;\n int64_t ascending;\n int64_t appended;", True),
    ("a parameter changes its type", "sheaf_papers_at(const sheaf_papers *list, size_t index)",
     "sheaf_papers_at(const sheaf_papers *list, uint32_t index)", True),
    ("a parameter is added", "sheaf_job_cancel(sheaf_job *job)", "sheaf_job_cancel(sheaf_job *job, int how)",
     True),
    ("a return type changes", "SHEAF_API double sheaf_scores_value(",
     "SHEAF_API float sheaf_scores_value(", True),
    ("a callback changes", "typedef void (*sheaf_log_fn)(int level,",
     "typedef void (*sheaf_log_fn)(int64_t level,", True),
    ("the status type changes", "typedef int32_t sheaf_status;", "typedef int64_t sheaf_status;", True),
    ("an enumerator gets another value", "SHEAF_E_IO = -9,", "SHEAF_E_IO = -90,",
     True),
    ("an enumerator is removed", "SHEAF_FEEDBACK_READ = 2,", "", True),
    ("an enumerator of a typedef changes", "SHEAF_FIELD_DOI = 6,", "SHEAF_FIELD_DOI = 60,", True),
]


def bare(text):
    """The header without comments, its blanks single: what a change is looked for in."""
    lines = (re.sub(r"[ \t]+", " ", line).rstrip() for line in sheaf_header.without_comments(text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def build(folder, text, compiler):
    """Dump and constants of the interface that a header with this text has."""
    headers = folder / "sheaf"
    headers.mkdir(parents=True)
    (headers / "sheaf.h").write_text(text, encoding="utf-8")
    return check_abi.dump_interface(compiler, str(headers), folder), check_abi.constants(compiler, str(headers))


def main(compiler, headers):
    for tool in ("abidw", "abidiff"):
        if not shutil.which(tool):
            check_abi.skip(f"{tool} is missing (package abigail-tools)")
    text = bare((pathlib.Path(headers) / "sheaf.h").read_text(encoding="utf-8"))
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        baseline, old_constants = build(folder / "old", text, compiler)
        for number, (change, before, after, must_refuse) in enumerate(CHANGES):
            if before not in text:
                sys.exit(f"gate_test.py: the header has no '{before}' any more")
            current, now = build(folder / str(number), text.replace(before, after, 1), compiler)
            complaints, _ = check_abi.compare(baseline, current, sheaf_header.option_structs(text))
            complaints += check_abi.changed_constants(old_constants, now)
            right = bool(complaints) == must_refuse
            failures += not right
            print("ok  " if right else "FAIL", "refused " if complaints else "accepted", change,
                  complaints[:1] or "")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main(*sys.argv[1:])
