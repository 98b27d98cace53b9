#!/usr/bin/env python3
"""A digest in Python, with nothing but ctypes: python_host.py LIBSHEAF PAPERS.json [WORD...]

The jobs of sheaf.h take JSON and give JSON, so a bridge needs only these few functions.
"""
import ctypes
import json
import pathlib
import sys


class Sheaf:
    def __init__(self, library):
        self.lib = ctypes.CDLL(library)
        for name in ("sheaf_error_message", "sheaf_text_data"):
            getattr(self.lib, name).restype = ctypes.c_char_p
        self.ctx = ctypes.c_void_p()
        self.check(lambda err: self.lib.sheaf_open(None, ctypes.byref(self.ctx), err))

    def check(self, call):
        err = ctypes.c_void_p()
        if call(ctypes.byref(err)):
            message = self.lib.sheaf_error_message(err).decode()
            self.lib.sheaf_error_free(err)
            raise RuntimeError(message)

    def run(self, op, **arguments):
        job, text = ctypes.c_void_p(), ctypes.c_void_p()
        args = json.dumps(arguments).encode()
        self.check(lambda err: self.lib.sheaf_job_start(self.ctx, op.encode(), args, ctypes.byref(job), err))
        try:
            self.lib.sheaf_job_wait(job, -1)
            self.check(lambda err: self.lib.sheaf_job_result(job, ctypes.byref(text), err))
            return json.loads(self.lib.sheaf_text_data(text))
        finally:
            self.lib.sheaf_text_free(text)
            self.lib.sheaf_job_free(job)

    def close(self):
        self.lib.sheaf_close(self.ctx)


if __name__ == "__main__":
    sheaf = Sheaf(sys.argv[1])
    papers = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    titles = {paper["id"]: paper["title"] for paper in papers}
    for row in sheaf.run("rank", candidates=papers, keywords=sys.argv[3:])["scores"]:
        print(f"{row['score']:5.1f}  {titles[row['id']]}")
    sheaf.close()
