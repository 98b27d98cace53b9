// What the reader sees, in a document without a layout: foreign text stays text, buttons do what they say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { registerColumn, shownText, sortText } from '../../src/ui/column.js';
import { drawDigest } from '../../src/ui/digest_window.js';
import { registerMenus } from '../../src/ui/menus.js';
import { Notices } from '../../src/ui/notices.js';
import { openPane } from '../../src/ui/preferences.js';
import { drawSection } from '../../src/ui/section.js';
import { zoteroDouble } from './zotero_double.mjs';

const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script> & "\u202e\u0000';
const windowOf = (body = '') => new JSDOM(`<!DOCTYPE html><html><body>${body}</body></html>`, { pretendToBeVisual: true }).window;
const settle = () => new Promise((resolve) => { setTimeout(resolve, 20); });
const clean = (root) => assert.equal(root.querySelectorAll('script, img:not(.sheaf-mindmap), [onerror]').length, 0);

const item = { getDisplayTitle: () => HOSTILE };
const told = { paper: '2611.1', day: '2026-11-20', score: 83.44, reason: HOSTILE, tldr: HOSTILE };

function section(more = {}) {
  const body = windowOf().document.body;
  drawSection(body, item, { told: () => told, explain: async () => told, mindmap: async () => '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', judge: async () => {}, ...more });
  const press = async (id) => { body.querySelector(`[data-l10n-id="${id}"]`).click(); await settle(); };
  return { body, press };
}

test('the item pane shows score, reason and TL;DR as text', () => {
  const { body } = section();
  assert.equal(body.querySelector('.sheaf-score').textContent, '83.4');
  assert.equal(body.querySelector('.sheaf-tldr').textContent, HOSTILE);
  clean(body);
});

test('the mindmap is an image, which runs nothing, and goes away by the same button', async () => {
  const { body, press } = section();
  await press('sheaf-section-mindmap');
  assert.match(body.querySelector('img.sheaf-mindmap').getAttribute('src'), /^data:image\/svg\+xml;/);
  clean(body);
  await press('sheaf-section-mindmap');
  assert.equal(body.querySelector('img'), null);
});

test('like and dismiss are told, and the same again takes it back', async () => {
  const judged = [];
  const now = { ...told };
  const { body, press } = section({ told: () => now, judge: async (_item, kind) => { judged.push(kind); now.opinion = kind; } });
  await press('sheaf-section-like');
  assert.equal(body.querySelector('[data-l10n-id="sheaf-section-like"]').getAttribute('aria-pressed'), 'true');
  await press('sheaf-section-like');
  await press('sheaf-section-dismiss');
  assert.deepEqual(judged, ['kept', 'none', 'dismissed']);
});

test('what goes wrong in the item pane is said there', async () => {
  const { body, press } = section({ told: () => undefined, explain: async () => { throw new Error(HOSTILE); } });
  await press('sheaf-section-ask');
  assert.equal(body.querySelector('.sheaf-doubt').textContent, HOSTILE);
  clean(body);
});

test('notices show foreign lines as text, progress is replaced, cancel is called', () => {
  const window = windowOf();
  let cancelled = 0;
  const shown = [];
  const notices = new Notices({ cancel: () => { cancelled += 1; }, show: (one) => shown.push(one) });
  notices.progress({ id: 'sheaf-progress-starting' });
  notices.attach(window);
  notices.progress({ id: 'sheaf-progress-papers', args: { done: 1, total: 4 } }, 0.25);
  const { document } = window;
  assert.deepEqual([document.querySelectorAll('.sheaf-running').length, document.querySelector('progress').getAttribute('value')], [1, '0.25']);
  document.querySelector('.sheaf-running button').click();
  notices.progress(null);
  notices.done({ id: 'sheaf-notice-digest', args: {} }, Array(20).fill(HOSTILE), { id: 7 });
  assert.deepEqual([cancelled, document.querySelectorAll('.sheaf-running').length, document.querySelectorAll('li').length], [1, 0, 8]);
  assert.equal(document.querySelector('li').textContent, HOSTILE);
  clean(document);
  document.querySelector('[data-l10n-id="sheaf-show-collection"]').click();
  document.querySelector('[data-l10n-id="sheaf-close"]').click();
  assert.deepEqual([shown, document.querySelectorAll('.sheaf-notice').length], [[{ id: 7 }], 0]);
  notices.detach(window);
  assert.equal(document.querySelector('.sheaf-notices'), null);
  window.close();
});

test('scores sort as text whatever their sign and scale, and are shown as numbers', () => {
  const scores = [-3.5, 0, 0.25, 7, 12.5, 99.95, 100, 1500];
  assert.deepEqual(scores.map(sortText).sort(), scores.map(sortText));
  assert.deepEqual([shownText(sortText(83.44)), shownText(sortText(-3.5)), sortText(NaN), shownText('')], ['83.4', '-3.5', '', '']);
});

test('a cell of the column holds its number as text', () => {
  let column;
  registerColumn({ ItemTreeManager: { registerColumn: (one) => { column = one; return 'key'; } } }, 'id', 'Score', () => 5);
  const cell = column.renderCell(0, column.dataProvider({}), { className: 'x' }, false, windowOf().document);
  assert.deepEqual([cell.textContent, cell.className], ['5', 'cell x']);
});

test('menus fit Zotero 9 and 10, whose contexts name the collection differently', () => {
  const menus = {};
  const removed = [];
  registerMenus({ MenuManager: { registerMenu: (menu) => { menus[menu.menuID] = menu; return menu.menuID; } } }, { pluginID: 'x', icon: '', running: () => false,
    run: () => {}, isDigest: (one) => one.name === '2026-11-20', remove: (_window, one) => removed.push(one.name), isTold: () => true, judge: () => {} });
  const [remove] = menus['sheaf-collection'].menus;
  const row = (name) => ({ isCollection: () => true, ref: { name } });
  const ten = (rows) => ({ collectionTreeRows: rows, get collectionTreeRow() { throw new Error('it throws'); }, setVisible: (now) => { shown.push(now); }, setEnabled: () => {} });
  const shown = [];
  remove.onShowing({}, ten([row('2026-11-20')]));
  remove.onShowing({}, ten([row('Reading')]));
  remove.onShowing({}, ten([row('2026-11-20'), row('Reading')]));
  remove.onShowing({}, { collectionTreeRow: row('2026-11-20'), setVisible: (now) => { shown.push(now); }, setEnabled: () => {} });
  assert.deepEqual(shown, [true, false, false, true]);
  remove.onCommand({ target: windowOf().document.body }, ten([row('2026-11-20')]));
  assert.deepEqual(removed, ['2026-11-20']);
});

test('the digest window draws the day, keeps links out of itself and names its trouble', async () => {
  const window = windowOf('<main id="sheaf-root"></main>');
  const launched = [];
  const judged = [];
  const entry = { paper: { id: '2611.1', title: HOSTILE, authors: [{ name: HOSTILE }], categories: ['cs.CL'], pdf_url: 'https://arxiv.org/pdf/2611.1' }, score: { value: 5, reason: HOSTILE },
    summary: { tldr: HOSTILE, tags: [], mindmap: { label: 'x', children: [{ label: HOSTILE }] } }, announcement: { day: '2026-11-20', type: 'new' } };
  await drawDigest(window, { language: () => 'en', digest: async () => ({ day: '2026-11-20', profile: 'p', left_out: 0, announced: { new: 1 }, sources: [], entries: [entry] }), open: () => {}, save: () => {},
    judge: (paper, kind) => judged.push([paper.id, kind]), mindmap: async () => '<svg/>', launch: (url) => launched.push(url) });
  const { document } = window;
  assert.equal(document.querySelector('.sheaf-tldr').textContent, HOSTILE);
  clean(document);
  const click = new window.MouseEvent('click', { bubbles: true, cancelable: true });
  document.querySelector('a.sheaf-out').dispatchEvent(click);
  assert.deepEqual([launched, click.defaultPrevented], [['https://arxiv.org/pdf/2611.1'], true]);
  document.querySelector('.sheaf-do-kept').click();
  document.querySelector('.sheaf-do-mindmap').click();
  for (let i = 0; i < 20 && !document.querySelector('img.sheaf-mindmap'); ++i) await null;
  assert.deepEqual([judged, document.querySelectorAll('img.sheaf-mindmap').length], [[['2611.1', 'kept']], 1]);
  window.close();
});

test('without a digest the window says how to make one', async () => {
  const window = windowOf('<main id="sheaf-root"></main>');
  await drawDigest(window, { language: () => 'en', digest: async () => null });
  assert.ok(window.document.querySelector('[data-l10n-id="sheaf-window-none"]'));
});

test('the preference pane lists places, keeps the key elsewhere, and tells every path that was tried', async () => {
  const source = readFileSync(new URL('../../content/preferences.xhtml', import.meta.url), 'utf8').replaceAll('html:', '').replace(/<(\w+)([^<>]*)\/>/g, '<$1$2></$1>');
  const { document, Event } = windowOf(source);
  const zotero = zoteroDouble();
  const keys = [];
  const tried = Object.assign(new Error('not found'), { tried: [{ path: '/usr/lib/libsheaf.so.1', why: HOSTILE }] });
  await openPane(document, { zotero, readKey: async () => 'sk-old', writeKey: async (key) => { keys.push(key); }, test: async () => { throw tried; } });
  assert.deepEqual([...document.getElementById('sheaf-pane-parent').options].map(({ value, textContent }) => [value, textContent]), [['1/', 'My Library']]);
  const key = document.getElementById('sheaf-pane-key');
  assert.deepEqual([key.value, key.type, key.hasAttribute('preference')], ['sk-old', 'password', false]);
  key.value = ' sk-new ';
  key.dispatchEvent(new Event('change'));
  document.getElementById('sheaf-pane-test').click();
  await settle();
  assert.deepEqual(keys, ['sk-new']);
  assert.equal(document.querySelector('.sheaf-checks li').textContent, `/usr/lib/libsheaf.so.1: ${HOSTILE}`);
  clean(document);
});
