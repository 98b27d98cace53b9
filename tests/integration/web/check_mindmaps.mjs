// check_mindmaps.mjs FILE [KINDS]: whether every version of Mermaid draws every diagram of
// make_mindmaps with exactly its labels, and whether the SVGs are images that keep their text.
// KINDS is "mindmap,graph,svg" or a part of it. Prints what differs and exits with 1 when anything does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ALL_MERMAIDS, drawnLabelsOfAll, openBrowser, openMermaid, svgFaults } from './browser.mjs';

const BATCH = 40;
const [file, kinds = 'mindmap,graph,svg'] = process.argv.slice(2);
/** @type {{name: string, mindmap: string, graph: string, svg: string, labels: string[], texts: string[]}[]} */
const cases = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

/** White space aside: labels wrap. @param {string} text */
const squeezed = (text) => text.replace(/[\s\u200B]/g, '');

const LOOK_ALIKES = new Map(Object.entries({
  'ˋ': '`', '＜': '<', '＞': '>', '＆': '&', '∗': '*', '∼': '~', '＿': '_', '＃': '#', '‐': '-', '＋': '+',
  '“': '"', '”': '"', '″': '"',
}));
/** A label as it was before look-alikes took the place of what Mermaid reads. @param {string} text */
const plain = (text) => [...squeezed(text)].map((c) => LOOK_ALIKES.get(c) ?? c).join('');

/** @type {string[]} */
const problems = [];
let drawn = 0;

/** @param {string} name @param {'mindmap' | 'graph'} kind @param {import('puppeteer-core').Browser} browser */
async function checkVersion(name, kind, browser) {
  for (let start = 0; start < cases.length; start += BATCH * 10) {
    const page = await openMermaid(browser, name); // a fresh page: some versions keep every diagram
    for (let at = start; at < Math.min(start + BATCH * 10, cases.length); at += BATCH) {
      const batch = cases.slice(at, Math.min(at + BATCH, start + BATCH * 10));
      const results = await drawnLabelsOfAll(page, batch.map((one) => one[kind]));
      results.forEach((result, i) => {
        ++drawn;
        const wanted = batch[i];
        if ('error' in result) return problems.push(`${name} ${kind} ${wanted.name}: ${result.error}`);
        try {
          assert.deepEqual(result.labels.map(squeezed).sort(), wanted.labels.map(squeezed).sort());
        } catch (error) {
          problems.push(`${name} ${kind} ${wanted.name}: ${error instanceof Error ? error.message : error}`);
        }
      });
    }
    await page.close();
  }
}

for (const { name, labels, texts } of cases) {
  labels.forEach((label, i) => {
    if (plain(label) !== plain(texts[i] || '…')) problems.push(`${name}: “${texts[i]}” became “${label}”`);
  });
}
const browser = await openBrowser();
try {
  for (const kind of /** @type {('mindmap' | 'graph')[]} */ (['mindmap', 'graph'])) {
    if (!kinds.includes(kind)) continue;
    for (const name of ALL_MERMAIDS) await checkVersion(name, kind, browser);
  }
  if (kinds.includes('svg')) {
    const page = await browser.newPage();
    for (const one of cases) {
      const faults = await svgFaults(page, one.svg, one.texts.map((text) => text || '…'));
      ++drawn;
      problems.push(...faults.map((fault) => `svg ${one.name}: ${fault}`));
    }
  }
} finally {
  await browser.close();
}
console.log(`${cases.length} mindmaps, ${drawn} drawings, ${problems.length} problems`);
for (const problem of problems.slice(0, 200)) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);
