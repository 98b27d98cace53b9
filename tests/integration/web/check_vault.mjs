// check_vault.mjs VAULT: whether readers that are not ours find in a vault what Sheaf meant, and in
// VAULT-styled, whose notes are made by templates and whose pages are tables and a canvas.
// Prints every difference and exits with 1 when there is one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsYaml from 'js-yaml';
import MarkdownIt from 'markdown-it';
import * as yaml from 'yaml';
import { MERMAID_PACKAGES, drawnLabels, openBrowser, openMermaid } from './browser.mjs';
import { readVault } from './notes.mjs';

/** @type {string[]} */
const problems = [];

/** @param {string} where @param {() => void} check */
function expect(where, check) {
  try {
    check();
  } catch (error) {
    problems.push(`${where}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Dates as Obsidian shows them. @param {unknown} value @returns {unknown} */
function plain(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** @param {import('./notes.mjs').Note} note @param {any} wanted */
function checkFrontMatter(note, wanted) {
  const read = /** @type {any} */ (plain(jsYaml.load(note.yaml)));
  assert.deepEqual(plain(yaml.parse(note.yaml)), read, 'two YAML readers disagree');
  for (const [key, value] of Object.entries(read)) {
    const simple = (/** @type {unknown} */ item) => ['string', 'number', 'boolean'].includes(typeof item);
    assert.ok(simple(value) || (Array.isArray(value) && value.every((item) => typeof item === 'string')), `${key} is no property`);
  }
  for (const tag of read.tags) assert.match(tag, /^(?=.*[^\d/])[\p{L}\p{M}\p{N}_/-]+$/u, 'no Obsidian tag');
  if (!wanted) return;
  for (const key of ['arxiv', 'title', 'version', 'score', 'announced', 'categories'])
    assert.deepEqual(read[key], wanted[key], `property ${key}`);
  if (wanted.doi) assert.equal(read.doi, wanted.doi);
  assert.ok(read.tags.includes('sheaf/sample') && read.aliases.includes(wanted.arxiv));
}

const markdown = new MarkdownIt({ html: true });

/** Nothing that came from outside may be structure; a template of the reader's brings code and a picture.
 * @param {import('./notes.mjs').Note} note @param {boolean} styled */
function checkStructure(note, styled) {
  assert.ok(!`${note.yaml}${note.body}`.includes('<%'), 'Templater would run it');
  let prose = note.prose.replace(/\[\[[^\]]*\]\]/g, 'link').replace(/`@[\w.-]+`/g, '');
  if (styled) prose = prose.replace(/`\d{4}\.\d{5}`/g, '').replace(/^!(?=\[picture\|480\]\()/gm, '');
  assert.ok(!/^[^\n]*[^\\\n:]::/m.test(prose.replace(/\$[^$\n]+\$/g, '')), 'Dataview would read a field');
  assert.ok(!prose.includes('%%'), 'a comment would hide the rest');
  assert.ok(!/(^|\s)#[\p{L}\p{N}_/-]*\p{L}/mu.test(prose.replace(/^#{1,2} /gm, '')), 'a tag');
  const marks = [...note.body.matchAll(/(?:^|\s)\^([\w-]+)$/gm)].map((match) => match[1]);
  assert.equal(new Set(marks).size, marks.length, 'a mark stands twice');
  assert.ok(marks.every((mark) => mark.startsWith('sheaf-')), `foreign mark in ${marks}`);
  const tokens = markdown.parse(prose.replace(/\$[^$\n]+\$/g, 'math'), {}).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const token of tokens) {
    assert.ok(!['image', 'code_inline', 'code_block', 'fence', 'hr', 's_open'].includes(token.type), `${token.type}: ${token.content}`);
    assert.ok(!token.type.startsWith('html') || token.content === '<br>', `HTML: ${token.content}`);
    if (token.type === 'link_open') assert.match(String(token.attrGet('href')), /^https:\/\/(arxiv\.org|github\.com|doi\.org)\//);
  }
}

/** @param {string} vault @param {import('./notes.mjs').Note} note */
function checkLinks(vault, note) {
  for (const { target } of note.links) {
    if (/^Papers\/(Authors|Topics)\//.test(target)) continue;
    const file = /\.(base|canvas)$/.test(target) ? target : `${target}.md`;
    assert.ok(existsSync(join(vault, file)), `[[${target}]] leads nowhere`);
  }
}

/** Text that a property must hold as it is. @param {import('./notes.mjs').Note} note @param {any} wanted */
function checkStyledMatter(note, wanted) {
  const read = /** @type {any} */ (plain(jsYaml.load(note.yaml)));
  assert.deepEqual(plain(yaml.parse(note.yaml)), read, 'two YAML readers disagree');
  if (!wanted) return;
  assert.deepEqual([read.arxiv, read.title, read.announced, read.status], [wanted.arxiv, wanted.title, wanted.announced, 'unread']);
  assert.ok(read.people.every((/** @type {unknown} */ item) => typeof item === 'string') && typeof read.summary === 'string');
  assert.equal(read.tags[0], 'reading/list');
}

/** @param {string} folder */
function checkBase(folder) {
  const text = readFileSync(join(folder, 'Papers/Papers.base'), 'utf8');
  const base = /** @type {any} */ (jsYaml.load(text));
  assert.deepEqual(yaml.parse(text), base, 'two YAML readers disagree');
  assert.deepEqual(base.views.map((/** @type {any} */ view) => view.name), ['Today', 'This week', 'Unread by score', 'By topic']);
  const used = base.views.flatMap((/** @type {any} */ view) => [...view.order, view.groupBy?.property, ...view.sort.map((/** @type {any} */ by) => by.property)]);
  for (const name of used.filter(Boolean)) {
    if (name.startsWith('formula.')) assert.ok(base.formulas[name.slice(8)], `no formula ${name}`);
    else assert.match(name, /^note\.(score|authors|read|announced|area)$/);
  }
  for (const formula of Object.values(base.formulas)) assert.equal(typeof formula, 'string');
}

/** @param {string} folder */
function checkCanvas(folder) {
  const { nodes, edges } = JSON.parse(readFileSync(join(folder, 'Digests/2026-04-17.canvas'), 'utf8'));
  const files = nodes.filter((/** @type {any} */ node) => node.type === 'file');
  assert.ok(files.length > 20 && edges.length > 20);
  for (const node of files) assert.ok(existsSync(join(folder, node.file)), `${node.file} is not there`);
  for (const a of files)
    for (const b of files)
      if (a.id < b.id) assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y, `${a.id} over ${b.id}`);
  const ids = new Set(nodes.map((/** @type {any} */ node) => node.id));
  for (const edge of edges) assert.ok(ids.has(edge.fromNode) && ids.has(edge.toNode));
}

/** @param {string} text */
const squeezed = (text) => text.replace(/\s/g, '');

/** @param {import('./notes.mjs').Note[]} notes @param {Map<string, any>} expected */
async function checkDiagrams(notes, expected) {
  const browser = await openBrowser();
  let drawn = 0;
  try {
    for (const name of MERMAID_PACKAGES) {
      const page = await openMermaid(browser, name);
      for (const note of notes) {
        for (const source of note.diagrams) {
          const shown = await drawnLabels(page, source);
          expect(`${name}: ${note.path}`, () => {
            if ('error' in shown) throw new Error(shown.error);
            assert.deepEqual(shown.labels.map(squeezed).sort(), expected.get(note.path).labels.map(squeezed).sort());
          });
          ++drawn;
        }
      }
    }
  } finally {
    await browser.close();
  }
  return drawn;
}

const vault = process.argv[2];
const expected = new Map(
  JSON.parse(readFileSync(join(vault, 'expected.json'), 'utf8')).notes.map((/** @type {any} */ note) => [note.path, note]),
);
const notes = readVault(vault);
assert.equal(notes.length, expected.size + 1, 'one note per paper and one for the day');
for (const note of notes) {
  expect(`front matter of ${note.path}`, () => checkFrontMatter(note, expected.get(note.path)));
  expect(`structure of ${note.path}`, () => checkStructure(note, false));
  expect(`links of ${note.path}`, () => checkLinks(vault, note));
}
const styledVault = `${vault}-styled`;
const styled = readVault(styledVault);
assert.equal(styled.length, notes.length, 'as many notes with templates');
for (const note of styled) {
  expect(`front matter of styled ${note.path}`, () => checkStyledMatter(note, expected.get(note.path)));
  expect(`structure of styled ${note.path}`, () => checkStructure(note, true));
  expect(`links of styled ${note.path}`, () => checkLinks(styledVault, note));
}
expect('Papers.base', () => checkBase(styledVault));
expect('the canvas', () => checkCanvas(styledVault));
const drawn = await checkDiagrams(notes, expected);
const links = notes.reduce((sum, note) => sum + note.links.length, 0);
console.log(`${notes.length} notes, as many styled, ${links} links, ${drawn} drawings, ${problems.length} problems`);
for (const problem of problems) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
