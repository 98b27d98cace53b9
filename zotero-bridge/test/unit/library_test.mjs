// What a library has, where digests lie in it, and how it is handed to the core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPath, makePath, pathName, rootOf, withDescendants } from '../../src/digest/collections.js';
import { candidates, knownItem, mentions } from '../../src/digest/known.js';
import { LibraryFeed } from '../../src/learning/library_feed.js';
import { collection, coreDouble, saved, zoteroDouble } from './zotero_double.mjs';

const spelled = (field, text, terms) => mentions({ getField: (name) => (name === field ? text : '') }, new Set(terms));

test('a paper is found by every spelling of its id', () => {
  for (const [field, text] of [['archiveID', 'arXiv:2611.01234'], ['DOI', '10.48550/ARXIV.2611.01234'], ['url', 'http://arxiv.org/abs/2611.01234v3'],
    ['extra', 'Note\narXiv: 2611.01234 [cs.CL]'], ['url', 'https://arxiv.org/pdf/2611.01234.pdf']]) assert.ok(spelled(field, text, ['2611.01234']), text);
  assert.ok(spelled('DOI', '10.1000/ABC.5', ['10.1000/abc.5']));
  assert.ok(spelled('extra', 'see 10.1000/abc.5).', ['10.1000/abc.5']));
  assert.ok(spelled('archiveID', 'arXiv:hep-th/9901001', ['hep-th/9901001']));
  assert.ok(!spelled('extra', 'arXiv:2611.01235', ['2611.01234']));
  assert.ok(!spelled('title', '2611.01234', ['2611.01234']));
});

test('a field of a megabyte takes no longer than its length', () => {
  const begin = Date.now();
  spelled('extra', 'a'.repeat(1_000_000), ['2611.01234']);
  spelled('extra', '10.1234/'.repeat(100_000), ['2611.01234']);
  spelled('extra', '1234.'.repeat(200_000), ['2611.01234']);
  assert.ok(Date.now() - begin < 2000);
});

test('candidates come from one pass, those in the trash too, without notes', async () => {
  const zotero = zoteroDouble();
  const here = await saved(zotero, { archiveID: 'arXiv:2611.00001' });
  const trashed = await saved(zotero, { DOI: '10.1000/X' });
  trashed.deleted = true;
  await saved(zotero, { url: '2611.00001' }, { type: 'note' });
  await saved(zotero, { archiveID: 'arXiv:2611.00009' });
  assert.deepEqual(await candidates(zotero, 1, ['2611.00001', '10.1000/x'], {}), [here, trashed]);
  assert.deepEqual(await candidates(zotero, 1, [], {}), []);
});

test('a known item carries its notes and whether it is in the trash', async () => {
  const zotero = zoteroDouble();
  const item = await saved(zotero, { title: 'A' });
  await saved(zotero, {}, { type: 'note', parent: item.id, note: '<p>x</p>' });
  item.deleted = true;
  const known = knownItem(zotero, item);
  assert.deepEqual([known.trashed, known.title, known.notes.map((note) => note.note)], [true, 'A', ['<p>x</p>']]);
});

test('a path is made once; a collection in the trash is not used', async () => {
  const zotero = zoteroDouble();
  const root = { libraryID: 1, parentID: null };
  const day = await makePath(zotero, root, ['Sheaf Digest', '2026-11-20']);
  assert.equal(await makePath(zotero, root, ['Sheaf Digest', '2026-11-20']), day);
  assert.equal(pathName(zotero, day), 'Sheaf Digest/2026-11-20');
  assert.equal(withDescendants(zotero, findPath(zotero, root, ['Sheaf Digest'])).length, 2);
  day.deleted = true;
  assert.equal(findPath(zotero, root, ['Sheaf Digest', '2026-11-20']), null);
});

test('a place that cannot be written to falls back to My Library', async () => {
  const zotero = zoteroDouble();
  const parent = await collection(zotero, 'Reading');
  assert.deepEqual(await rootOf(zotero, `1/${parent.key}`), { libraryID: 1, parentID: parent.id });
  for (const wrong of ['', '1/', '2/', '9/', '1/ABCDEFGH', '../../x'])
    assert.deepEqual(await rootOf(zotero, wrong), { libraryID: 1, parentID: null }, wrong);
  parent.deleted = true;
  assert.equal((await rootOf(zotero, `1/${parent.key}`)).parentID, null);
});

const lesson = ({ known }) => ({ library: known.filter((one) => !one.trashed).map(({ key }) => ({ key })), events: [], untouched: [] });

function feedOf(zotero, answers = {}, more = {}) {
  const { asked, backend } = coreDouble({ zotero_lesson: lesson, library_put: () => ({}), library_sync: () => ({}), library_remove: () => ({}), ...answers });
  const feed = new LibraryFeed({ zotero, backend: async () => backend, wanted: () => true, digestCollections: () => [], removed: () => false, ...more });
  feed.later = () => {}; // the tests hand over themselves
  return { feed, asked, ops: () => asked.map(([op]) => op) };
}

test('the whole library goes in batches, and ends with the keys of all', async () => {
  const zotero = zoteroDouble();
  for (let number = 0; number < 230; ++number) await saved(zotero, { title: `${number}` });
  const { feed, asked, ops } = feedOf(zotero);
  assert.deepEqual(await feed.handOverAll(), { items: 230, kept: 230 });
  assert.deepEqual(ops(), ['zotero_lesson', 'library_put', 'zotero_lesson', 'library_put', 'zotero_lesson', 'library_put', 'library_sync']);
  assert.equal(asked.at(-1)[1].keys.length, 230);
});

test('what changed goes by itself; what is gone or in the trash is taken out', async () => {
  const zotero = zoteroDouble();
  const [a, b, c] = [await saved(zotero, { title: 'a' }), await saved(zotero, { title: 'b' }), await saved(zotero, { title: 'c' })];
  const { feed, asked } = feedOf(zotero);
  await feed.handOverAll();
  asked.length = 0;
  b.deleted = true;
  zotero.items.delete(c.id);
  feed.notify('modify', 'item', [a.id], {});
  feed.notify('trash', 'item', [b.id], {});
  feed.notify('delete', 'item', [c.id], { [c.id]: { libraryID: 1, key: c.key } });
  await feed.flush();
  assert.deepEqual(asked.filter(([op]) => op === 'library_remove').map(([, { key }]) => key), [b.key, c.key]);
  assert.deepEqual(asked.find(([op]) => op === 'library_put')[1].items, [{ key: a.key }]);
});

test('a note that is added is news of its item; a collection that is renamed, of all in it', async () => {
  const zotero = zoteroDouble();
  const reading = await collection(zotero, 'Reading');
  const item = await saved(zotero, { title: 'a' }, { collections: [reading.id] });
  const note = await saved(zotero, {}, { type: 'note', parent: item.id });
  const { feed, asked } = feedOf(zotero);
  feed.notify('add', 'item', [note.id], {});
  await feed.flush();
  assert.deepEqual(asked[0][1].known.map(({ key }) => key), [item.key]);
  assert.deepEqual(asked[0][1].collections, { [reading.key]: 'Reading' });
  feed.notify('modify', 'collection', [reading.id], {});
  assert.deepEqual([...feed.changed], [item.id]);
  feed.notify('add', 'collection-item', [`${reading.id}-${item.id}`], {});
  assert.deepEqual([...feed.changed], [item.id]);
});

test('a core that fails gets the same again', async () => {
  const zotero = zoteroDouble();
  const item = await saved(zotero, { title: 'a' });
  let fails = true;
  const { feed } = feedOf(zotero, { library_put: () => { if (fails) throw new Error('busy'); return {}; } });
  feed.notify('add', 'item', [item.id], {});
  await feed.flush();
  assert.deepEqual([[...feed.changed], zotero.errors.length], [[item.id], 1]);
  fails = false;
  await feed.flush();
  assert.deepEqual([...feed.changed], []);
});

test('a digest that was removed as a whole teaches nothing', async () => {
  const zotero = zoteroDouble();
  const item = await saved(zotero, { title: 'a' });
  item.deleted = true;
  const { feed, asked } = feedOf(zotero, {}, { removed: (one) => one === item });
  await feed.handOverAll();
  assert.deepEqual(asked.find(([op]) => op === 'zotero_lesson')[1].known, []);
});

test('the core forgets the library when the reader takes it back', async () => {
  const zotero = zoteroDouble();
  const item = await saved(zotero, { title: 'a' });
  const { feed, asked } = feedOf(zotero);
  await feed.handOverAll();
  feed.notify('modify', 'item', [item.id], {});
  await feed.takeBack();
  assert.deepEqual(asked.at(-1), ['library_sync', { keys: [], origin: 'zotero' }]);
  asked.length = 0;
  await feed.flush();
  assert.deepEqual(asked, []);
});

test('a reader who lets nothing be learned is not watched', async () => {
  const { feed } = feedOf(zoteroDouble(), {}, { wanted: () => false });
  feed.notify('add', 'item', [1], {});
  assert.equal(feed.changed.size, 0);
});
