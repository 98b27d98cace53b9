// A whole day: the digest, what the library has, the plan, what is told; and the ledger of what was told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreError } from '../../src/backend/contract.js';
import { Ledger } from '../../src/digest/ledger.js';
import { Papers } from '../../src/digest/paper.js';
import { Runner } from '../../src/digest/runner.js';
import { DEFAULTS } from '../../src/settings.js';
import { coreDouble, saved, zoteroDouble } from './zotero_double.mjs';

const disk = () => {
  const files = new Map();
  return { files, exists: async (path) => files.has(path), readUTF8: async (path) => files.get(path), copy: async (from, to) => { files.set(to, files.get(from)); },
    writeUTF8: async (path, text) => { files.set(path, text); } };
};
const ledgerOn = (io, onChange) => new Ledger('/data', { io, join: (...parts) => parts.join('/'), onChange });

const entry = (id) => ({ paper: { id, title: `Paper ${id}`, authors: [], categories: [] }, score: { value: 83.4, reason: 'like yours' }, summary: { tldr: 'Short.', tags: [] }, announcement: { day: '2026-11-20', type: 'new' } });
const digest = { day: '2026-11-20', profile: 'default', left_out: 0, announced: {}, sources: [{ name: 'arxiv:cs.CL', status: 'stale', detail: '<b>', papers: 0 }], entries: [entry('2611.1'), entry('2611.2')] };
const plan = ({ digest: { day, entries } }) => ({ collection: ['Sheaf Digest', day], summary: {}, warnings: [],
  entries: entries.map(({ paper }) => ({ paper: paper.id, title: paper.title, rank: 1, score: 1, action: 'create', why: '', item: { itemType: 'preprint', title: paper.title } })) });

function runnerOf(answers, settings = {}) {
  const zotero = zoteroDouble();
  const told = [];
  const { asked, backend } = coreDouble({ digest: () => ({ digest }), zotero_search_terms: () => ({ terms: ['2611.1'] }), plan_zotero: plan, ...answers });
  const ledger = ledgerOn(disk());
  const runner = new Runner({ zotero, backend: async () => backend, settings: () => ({ ...DEFAULTS, ...settings }), env: async () => ({ SECRET: 'x' }), ledger,
    endpoints: () => undefined, telling: { progress: (words) => told.push(['progress', words?.id]), done: (...all) => told.push(['done', ...all]), failed: (...all) => told.push(['failed', ...all]) } });
  return { zotero, told, asked, ledger, runner };
}

test('a day is fetched, looked up, planned, written and told', async () => {
  const { zotero, told, asked, ledger, runner } = runnerOf({});
  await saved(zotero, { archiveID: 'arXiv:2611.1' });
  assert.equal(await runner.today(), true);
  assert.deepEqual(asked.map(([op]) => op), ['digest', 'zotero_search_terms', 'plan_zotero']);
  const [, words, details, collection] = told.find(([kind]) => kind === 'done');
  assert.deepEqual([words.id, words.args.created, collection.name], ['sheaf-notice-digest', 2, '2026-11-20']);
  assert.deepEqual(details, ['arxiv:cs.CL: stale (<b>)'], 'foreign text comes as a line, not as an argument');
  assert.deepEqual(told.at(-1), ['progress', undefined]);
  const item = collection.getChildItems()[0];
  assert.deepEqual(ledger.of(item), { paper: '2611.1', day: '2026-11-20', score: 83.4, reason: 'like yours', tldr: 'Short.' });
  assert.deepEqual(ledger.placeOf('2611.1'), { libraryID: 1, key: item.key });
});

test('missed days come first, oldest first', async () => {
  const { asked, runner } = runnerOf({ missed_days: () => ({ days: ['2026-11-18', '2026-11-19'] }) });
  await runner.catchUp();
  assert.deepEqual(asked.filter(([op]) => op === 'digest').map(([, { day }]) => day), ['2026-11-18', '2026-11-19', undefined]);
});

test('a failure is told with its reason, and the next run goes', async () => {
  let fails = true;
  const { told, runner } = runnerOf({ digest: () => { if (fails) throw new CoreError('SHEAF_E_NETWORK', 'no <network>'); return { digest }; } });
  assert.equal(await runner.today(), false);
  assert.deepEqual(told.find(([kind]) => kind === 'failed'), ['failed', { id: 'sheaf-notice-failed' }, ['no <network>']]);
  fails = false;
  assert.equal(await runner.today(), true);
});

test('a cancelled run says so and is no failure', async () => {
  const { told, zotero, runner } = runnerOf({ digest: () => { throw new CoreError('SHEAF_E_CANCELLED', 'cancelled'); } });
  assert.equal(await runner.today(), true);
  assert.deepEqual([told.find(([kind]) => kind === 'failed')[1].id, zotero.errors], ['sheaf-notice-cancelled', []]);
});

test('only one runs at a time', async () => {
  const { told, runner } = runnerOf({});
  const [first, second] = await Promise.all([runner.today(), runner.today()]);
  assert.deepEqual([first, second], [true, false]);
  assert.ok(told.some(([kind, words]) => kind === 'failed' && words.id === 'sheaf-notice-busy'));
});

test('published pages are written day by day; one that cannot be read is named', async () => {
  const pages = [{ name: 'a.md', digest }, { name: 'b.md', error: { message: 'no digest' } }];
  const { told, runner, zotero } = runnerOf({ import: () => ({ pages }) });
  await runner.importPages('/pages');
  const [, words, details] = told.find(([kind]) => kind === 'done');
  assert.deepEqual([words.args, details], [{ pages: 1, papers: 2, made: 2 }, ['b.md: no digest']]);
  assert.equal([...zotero.collections.values()].length, 2);
});

test('removal asks with everything in the collection, and notes what went with its digest', async () => {
  const removal = ({ known }) => ({ trash: [{ key: known[0].key, why: '' }], unfile: [{ key: known[1].key, why: 'it has a note of your own' }], collections: [] });
  const { told, ledger, asked, runner, zotero } = runnerOf({ plan_zotero_removal: removal });
  await runner.today();
  const day = [...zotero.collections.values()].find(({ name }) => name === '2026-11-20');
  const [first] = day.getChildItems();
  assert.deepEqual([runner.isDigest(day), runner.isDigest(zotero.Collections.get(day.parentID))], [true, false]);
  await runner.remove(day);
  assert.deepEqual(asked.at(-1)[1].collection_keys, [day.key]);
  assert.equal(ledger.of(first).removed, true);
  assert.deepEqual(told.filter(([kind]) => kind === 'done').at(-1).slice(1, 3), [{ id: 'sheaf-notice-removed', args: { trashed: 1, unfiled: 1 } }, ['Paper 2611.2: it has a note of your own']]);
});

test('collections of digests stay known when the reader chooses another name', async () => {
  const { runner, zotero } = runnerOf({});
  await runner.today();
  const names = () => runner.digestCollections(1).map(({ name }) => name);
  assert.deepEqual(names(), ['Sheaf Digest', '2026-11-20']);
  runner.parts.settings = () => ({ ...DEFAULTS, collection: 'Inbox' });
  assert.deepEqual(names(), ['Sheaf Digest', '2026-11-20']);
  const day = [...zotero.collections.values()].find(({ name }) => name === '2026-11-20');
  assert.equal(runner.isDigest(day), true);
});

test('a ledger is written once for many changes, and read again', async () => {
  const io = disk();
  const changed = [];
  const ledger = ledgerOn(io, (places) => changed.push(...places));
  await ledger.load();
  ledger.put([[{ libraryID: 1, key: 'AAAA2222' }, { paper: '2611.1', day: '', score: 1, reason: '', tldr: '' }]]);
  ledger.put([[{ libraryID: 1, key: 'BBBB2222' }, { paper: '2611.2', day: '', score: 2, reason: '', tldr: '' }]]);
  assert.equal(io.files.size, 0);
  await ledger.close();
  const again = ledgerOn(io);
  await again.load();
  assert.deepEqual([again.of({ libraryID: 1, key: 'BBBB2222' }).score, changed.length], [2, 2]);
});

test('a damaged ledger is kept aside; what is none of ours in it is left out', async () => {
  const io = disk();
  io.files.set('/data/sheaf-digest.json', '{"papers": {');
  await ledgerOn(io).load();
  assert.equal(io.files.get('/data/sheaf-digest.json.damaged'), '{"papers": {');
  io.files.set('/data/sheaf-digest.json', '{"papers": {"1/A": 3, "1/B": {"paper": "2611.1", "score": 5}, "1/C": null}}');
  const ledger = ledgerOn(io);
  await ledger.load();
  assert.deepEqual([...ledger.told.keys()], ['1/B']);
});

test('any item can be scored and summarized; one without an abstract says why not', async () => {
  const zotero = zoteroDouble();
  const item = await saved(zotero, { title: 'A', abstractNote: 'We show.', DOI: '10.1000/x' });
  const bare = await saved(zotero, { title: 'B' });
  const { asked, backend } = coreDouble({ rank: () => ({ scores: [{ score: 71, reason: 'near' }] }), summarize: () => ({ summaries: [{ tldr: 'It shows.' }] }), feedback: () => ({}) });
  const ledger = ledgerOn(disk());
  const papers = new Papers({ zotero, ledger, backend: async () => backend, settings: () => DEFAULTS });
  assert.deepEqual(await papers.explain(item), { paper: '10.1000/x', day: '', score: 71, reason: 'near', tldr: 'It shows.' });
  await assert.rejects(papers.explain(bare), /no abstract/);
  await papers.judge([item], 'kept');
  assert.deepEqual([asked.at(-1), ledger.of(item).opinion], [['feedback', { id: '10.1000/x', kind: 'kept' }], 'kept']);
  await ledger.close();
});
