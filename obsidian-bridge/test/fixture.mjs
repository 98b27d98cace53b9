// The built plugin in an app of mocks: the real main.js, the real core, a recorded day from the replay
// server. Needs: SHEAF_ADDON, SHEAF_PROGRAM and SHEAF_REPLAY, the built files.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { JSDOM } from 'jsdom';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
export const DAY = '2026-04-17';
export const built = (name) => process.env[name] ?? '';

/** Globals of a window, before the mocks look for them. */
function openWindow() {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true, url: 'http://localhost/' });
  const classes = Object.getOwnPropertyNames(window).filter((name) => /^[A-Z]\w+$/.test(name) && !(name in globalThis));
  for (const name of ['window', 'document', 'localStorage', 'getComputedStyle', 'Event', 'EventTarget', ...classes])
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}

let mocks;
export async function obsidian() {
  if (mocks) return mocks;
  openWindow();
  const { setup } = await import('obsidian-test-mocks/setup');
  setup();
  mocks = require('obsidian-test-mocks/obsidian');
  return mocks;
}

/** One source file of the plugin as a module, for what has no app in it. @param {string} name */
export async function source(name) {
  const { outputFiles } = await build({ entryPoints: [path.join(here, '../src', name)], bundle: true, format: 'cjs', write: false, platform: 'node', external: ['obsidian'] });
  return evaluate(outputFiles[0].text);
}

/** What a CommonJS file exports in an app of mocks. @param {string} text */
async function evaluate(text) {
  const api = await obsidian();
  const module = { exports: {} };
  new Function('require', 'module', 'exports', text)((name) => (name === 'obsidian' ? api : require(name)), module, module.exports);
  return module.exports;
}

/** main.js as the app runs it. */
export async function pluginClass(folder) {
  execFileSync(process.execPath, [path.join(here, '../esbuild.config.mjs'), folder], { cwd: path.join(here, '..') });
  return (await evaluate(readFileSync(path.join(folder, 'main.js'), 'utf8'))).default;
}

const item = (number, title) => `<item><title>${title}</title><link>https://arxiv.org/abs/2604.0000${number}</link>
<description>arXiv:2604.0000${number}v1 Announce Type: new
Abstract: Boats are slow to serve. We present a method that drafts boats with a small model. It is 14 % faster.</description>
<guid isPermaLink="false">oai:arXiv.org:2604.0000${number}v1</guid><category>cs.CL</category>
<pubDate>Fri, 17 Apr 2026 00:00:00 -0400</pubDate><arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ada Lovelace, Li Wei</dc:creator></item>`;

/** A day's page of another system, one paper of it in the feed too. */
export const PUBLISHED = { name: '2026-04-16_AI_enhanced_English.jsonl', text: [1, 11].map((number) => JSON.stringify({
  id: `2604.${String(number).padStart(5, '0')}`, pdf: '', abs: '', authors: ['Grace Hopper'], title: `Ferries ${number}`, categories: ['cs.CL'], comment: '',
  summary: 'Ferries are late. We predict it.', AI: { tldr: 'Delays foreseen.', motivation: 'Late.', method: 'A model.', result: 'Less late.', conclusion: 'Good.' } })).join('\n') };

/** A day of three papers, one title full of traps. @param {string} folder */
export function writeFeed(folder) {
  const titles = ['Fast Boats', '[[Links]] &lt;% tp.x %&gt; --&gt; and `code`', 'Slow Boats'];
  writeFileSync(path.join(folder, `cs.CL_${DAY}.rss.xml`), `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link><description>cs.CL</description>
<lastBuildDate>Fri, 17 Apr 2026 00:00:00 -0400</lastBuildDate><pubDate>Fri, 17 Apr 2026 00:00:00 -0400</pubDate>
${titles.map((title, i) => item(i + 1, title)).join('\n')}</channel></rss>`);
}

/** @returns {Promise<{url: string, stop: () => void}>} */
export function replay(folder) {
  const child = spawn(built('SHEAF_REPLAY'), ['--rss', folder, '--day', DAY], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (text) => resolve({ url: String(text).trim(), stop: () => child.kill('SIGTERM') }));
  });
}

export function scratch() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sheaf-bridge-'));
  mkdirSync(path.join(folder, 'vault'));
  mkdirSync(path.join(folder, 'feeds'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
