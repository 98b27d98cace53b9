#!/usr/bin/env python3
"""Plugins from Python through the C ABI alone, as a host of another language uses them.

  plugins_abi_test.py SHEAF_PY LIBSHEAF
"""
import json
import pathlib
import runpy
import sys
import tempfile
import unittest

PAPERS = [{"id": "2604.00001", "title": "Tea"}, {"id": "2604.00002", "title": "Sand"}]
SCRIPT = "exports.score = function (input) { return input.papers.map(function (one) {\n" \
         "  return one.title === input.options.word ? {points: 3, reason: 'a word'} : null; }); };\n"


class PluginsFromPython(unittest.TestCase):
    def setUp(self):
        self.sheaf = runpy.run_path(EXAMPLE)["Sheaf"](library=LIBRARY)
        self.addCleanup(self.sheaf.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.mine = pathlib.Path(folder.name) / "mine"
        self.mine.mkdir()
        (self.mine / "manifest.json").write_text(json.dumps(
            {"contract": 1, "name": "mine", "version": "1", "kind": "scorer", "options": {"word": {"default": "Tea"}}}))
        (self.mine / "main.js").write_text(SCRIPT)

    def test_bundled_plugins_are_there_and_keep_their_recordings(self):
        plugins = self.sheaf.run("plugin_list")["plugins"]
        self.assertEqual({one["kind"] for one in plugins}, {"source", "scorer", "summarizer", "exporter"})
        for one in plugins:
            self.assertEqual(self.sheaf.run("plugin_test", name=one["name"])["failed"], 0, one["name"])

    def test_a_folder_is_run_with_options(self):
        def points(**arguments):
            return [one["points"] for one in self.sheaf.run("plugin_run", path=str(self.mine), papers=PAPERS, **arguments)["scores"]]
        self.assertEqual(points(), [3, 0])
        self.assertEqual(points(options={"word": "Sand"}), [0, 3])

    def test_failures_are_exceptions_that_name_file_and_line(self):
        (self.mine / "main.js").write_text("\n\nexports.score = function (input) { return input.a.b; };")
        with self.assertRaisesRegex(Exception, r"main\.js:3: TypeError"):
            self.sheaf.run("plugin_run", path=str(self.mine), papers=PAPERS)
        with self.assertRaisesRegex(Exception, "a store in memory keeps no plugins"):
            self.sheaf.run("plugin_add", path=str(self.mine))


if __name__ == "__main__":
    EXAMPLE, LIBRARY = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1], verbosity=2)
