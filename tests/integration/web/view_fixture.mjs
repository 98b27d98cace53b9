// A page with the digest view in a real browser: the view's files from a server on loopback, and
// digests made here.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VIEW = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../core/view');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>view</title>
<link rel="stylesheet" href="digest-view.css">
<style>:root { color-scheme: light dark } body { margin: 0 } #place { height: 100vh; box-sizing: border-box }</style>
<main id="place"></main>
<script type="module">
import { DigestView } from './digest-view.js';
window.calls = [];
const record = (name) => (paper, more) => window.calls.push([name, paper.id, typeof more === 'string' ? more : undefined]);
window.open_view = (language) => {
  window.view?.destroy();
  window.view = new DigestView(document.getElementById('place'),
    { language, open: record('open'), createNote: record('note'), feedback: record('feedback'),
      hasNote: (paper) => window.noted?.has(paper.id) ?? false });
  return true;
};
</script></html>`;

/** @returns {Promise<{url: string, close: () => void}>} */
export function serveView() {
  const server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://x').pathname) || 'index.html';
    response.setHeader('Content-Type', TYPES[path.extname(name)] ?? 'text/plain');
    if (name === 'index.html') return void response.end(PAGE);
    try {
      response.end(readFileSync(path.join(VIEW, name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    resolve({ url: `http://127.0.0.1:${address.port}/index.html`, close: () => server.close() });
  }));
}

const TITLES = ['Speculative Decoding for Boats', 'A <b>bold</b> & "quoted" $x^2$ Title', '渡轮延误的预测',
  '<img src=x onerror=alert(1)>', 'Ein sehr langer Titel '.repeat(9)];

/** @param {number} count */
export function digestOf(count) {
  const entries = Array.from({ length: count }, (_, i) => ({
    paper: { id: `2604.${String(i).padStart(5, '0')}`, title: `${TITLES[i % TITLES.length]} ${i}`,
      authors: [{ name: i % 7 === 0 ? 'Zoë Müller' : 'Ada Lovelace' }, { name: 'Li Wei' }], categories: ['cs.CL'],
      abs_url: 'https://arxiv.org/abs/2604.00001', pdf_url: i % 2 ? 'javascript:alert(1)' : 'https://arxiv.org/pdf/2604.00001' },
    announcement: { day: '2026-04-17', type: i % 5 ? 'new' : 'cross' },
    score: { value: 100 - i / 13, reason: 'speculative decoding, draft model · like "Medusa" in your library',
      interest: i % 3 ? 'Decoding' : 'Boats', explored: i === 4 },
    summary: { tldr: 'We present a method that drafts tokens with a small model and verifies them in parallel, '
        + 'and show that it is faster on four benchmarks than what there was before.', tags: ['decoding'],
      motivation: 'Boats are slow.', method: 'We draft boats with a small model.', result: 'It is 14 % faster.',
      mindmap: { label: 'root', children: [{ label: 'Problem', children: [{ label: 'slow boats' }] }] },
      grounding: { checked: 4, unsupported: i === 2 ? ['42 %'] : [] } },
  }));
  return { day: '2026-04-17', profile: 'default', left_out: 3, announced: { new: count, cross: 3 }, entries,
    sources: [{ name: 'arxiv:cs.CL', status: 'ok', detail: '', papers: count },
      { name: 'arxiv:cs.LG', status: 'failed', detail: 'the server <did> not answer', papers: 0 }] };
}
