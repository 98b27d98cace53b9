// check_front_matter.mjs VAULT EXPECTED.json: whether two YAML readers find in the front matter of
// every note of a large vault exactly what the papers' records say, and whether all links lead to a note.
// EXPECTED.json maps an arXiv id to its record (vault_bench writes one). Exits with 1 on any difference.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { readVault } from './notes.mjs';

/** Dates as Obsidian shows them. @param {unknown} value @returns {unknown} */
function plain(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** The names that links to authors show; a look-alike stands for a backslash. @param {string[]} links */
const shownNames = (links) => links.map((link) => (/\|([^\]]*)\]\]$/.exec(link)?.[1] ?? link).replaceAll('∖', '\\'));

/** @param {any} read @param {any} wanted */
function compare(read, wanted) {
  for (const key of ['arxiv', 'title', 'categories', 'announced', 'version', 'score'])
    assert.deepEqual(read[key], wanted[key], key);
  assert.equal(read.area ?? '', wanted.area, 'area');
  assert.deepEqual(shownNames(read.authors), wanted.authors.slice(0, 100), 'authors');
}

const [, , vault, expectedPath] = process.argv;
const expected = JSON.parse(readFileSync(expectedPath, 'utf8'));
/** @type {string[]} */
const problems = [];
const seen = new Set();
let links = 0;
for (const note of readVault(vault)) {
  try {
    const read = /** @type {any} */ (plain(jsYaml.load(note.yaml)));
    assert.deepEqual(plain(yaml.parse(note.yaml)), read, 'two YAML readers disagree');
    if (read.arxiv) {
      assert.ok(expected[read.arxiv], 'no such paper');
      compare(read, expected[read.arxiv]);
      assert.ok(!seen.has(read.arxiv), 'a second note');
      seen.add(read.arxiv);
    }
    for (const { target } of note.links) {
      ++links;
      if (!/^Papers\/(Authors|Topics)\//.test(target))
        assert.ok(existsSync(join(vault, /\.(base|canvas)$/.test(target) ? target : `${target}.md`)), `[[${target}]] leads nowhere`);
    }
  } catch (error) {
    problems.push(`${note.path}: ${error instanceof Error ? error.message : error}`);
  }
}
for (const id of Object.keys(expected)) if (!seen.has(id)) problems.push(`${id} has no note`);
console.log(`${seen.size} notes of papers, ${links} links, ${problems.length} problems`);
for (const problem of problems.slice(0, 50)) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
