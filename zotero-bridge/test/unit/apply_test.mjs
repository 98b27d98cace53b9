// Plans carried out in a double of Zotero's library.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPlan } from '../../src/digest/apply.js';
import { applyRemoval } from '../../src/digest/removal.js';
import { collection, saved, zoteroDouble } from './zotero_double.mjs';

const create = (number, more = {}) => ({ paper: `2611.${number}`, title: `Paper ${number}`, rank: 1, score: 1, action: 'create', why: 'new',
  item: { itemType: 'preprint', title: `Paper ${number}`, tags: [{ tag: 'x' }] },
  note: { action: 'create', html: '<h1>S</h1><p>Mindmap</p><p>end</p>', tags: [{ tag: 'sheaf:summary' }] }, ...more });
const planOf = (entries) => ({ collection: ['Sheaf Digest'], entries, summary: {}, warnings: [] });

async function library() {
  const zotero = zoteroDouble();
  const day = await collection(zotero, '2026-11-20');
  return { zotero, day, options: { zotero, libraryID: 1, collection: day, notesSeen: new Map() } };
}

test('a new paper becomes an item in the collection, with its note and its link', async () => {
  const { zotero, day, options } = await library();
  const link = { title: 'PDF', url: 'https://arxiv.org/pdf/1', contentType: 'application/pdf', linkMode: 'linked_url' };
  const done = await applyPlan(planOf([create(1, { attachments: [link] })]), options);
  const item = done.items.get('2611.1');
  assert.deepEqual([done.created, done.notes, done.failed], [1, 1, []]);
  assert.deepEqual(item.getCollections(), [day.id]);
  assert.equal(zotero.Items.get(item.getNotes()[0]).getNote(), '<h1>S</h1><p>Mindmap</p><p>end</p>');
  assert.ok(zotero.Items.get(item.getNotes()[0]).hasTag('sheaf:summary'));
  assert.equal(zotero.Items.get(item.getAttachments()[0]).getField('url'), 'https://arxiv.org/pdf/1');
});

test('a link that leads nowhere on the web is not made', async () => {
  const { options } = await library();
  const link = { title: 'PDF', url: 'javascript:alert(1)', contentType: 'text/html', linkMode: 'linked_url' };
  const done = await applyPlan(planOf([create(1, { attachments: [link] })]), options);
  assert.deepEqual(done.items.get('2611.1').getAttachments(), []);
});

test('a paper that Zotero refuses is told, and takes none of its batch with it', async () => {
  const { zotero, options } = await library();
  const bad = create(2, { item: { itemType: 'preprint', title: 'refused' } });
  const done = await applyPlan(planOf([create(1), bad, create(3)]), options);
  assert.equal(done.created, 2);
  assert.deepEqual(done.failed.map(({ paper, why }) => [paper, why]), [['2611.2', 'Zotero refuses this']]);
  assert.equal([...zotero.items.values()].filter((item) => item.isRegularItem()).length, 2);
});

test('a cancelled run leaves whole batches, each item with its note', async () => {
  const { zotero, options } = await library();
  const signal = { aborted: false };
  const entries = Array.from({ length: 35 }, (_, number) => create(number));
  const done = await applyPlan(planOf(entries), { ...options, signal, onProgress: (count) => { signal.aborted = count >= 20; } });
  assert.deepEqual([done.cancelled, done.created, done.notes], [true, 20, 20]);
  for (const item of zotero.items.values()) if (item.isRegularItem()) assert.equal(item.getNotes().length, 1);
});

test('Zotero is told of fifty papers at once, so that its list is not sorted for each', async () => {
  const { zotero, options } = await library();
  await applyPlan(planOf(Array.from({ length: 60 }, (_, number) => create(number))), options);
  assert.equal(zotero.told.length, 2);
});

test('an image is put behind its place, with the key that Zotero gave it', async () => {
  const { zotero, options } = await library();
  const image = { id: 'mindmap', svg: '<svg/>', after: '<p>Mindmap</p>', html: '<img data-attachment-key="{key}">' };
  const entry = create(1);
  entry.note.images = [image];
  const done = await applyPlan(planOf([entry]), options);
  const note = zotero.Items.get(done.items.get('2611.1').getNotes()[0]);
  assert.equal(note.getNote(), '<h1>S</h1><p>Mindmap</p><img data-attachment-key="IMG1"><p>end</p>');
  assert.deepEqual(zotero.Attachments.imported.map(({ type }) => type), ['image/svg+xml']);
});

test('a patch changes what it names and nothing else', async () => {
  const { zotero, day, options } = await library();
  const item = await saved(zotero, { title: 'Old', extra: 'mine' });
  item.addTag('my tag');
  const entry = { paper: '2611.1', title: 'Old', rank: 1, score: 1, action: 'update', why: '', key: item.key, patch: { title: 'New' }, file: true };
  const done = await applyPlan(planOf([entry]), options);
  assert.deepEqual([item.getField('title'), item.getField('extra'), item.hasTag('my tag'), item.getCollections()], ['New', 'mine', true, [day.id]]);
  assert.deepEqual([done.updated, done.filed], [1, 0]);
});

test('an item that is gone meanwhile is told and not made again', async () => {
  const { options } = await library();
  const done = await applyPlan(planOf([{ paper: '2611.1', title: 'Gone', rank: 1, score: 1, action: 'file', why: '', key: 'NOTHERE2', file: true }]), options);
  assert.match(done.failed[0].why, /NOTHERE2/);
});

test('a note that the reader wrote into after the plan was made is not replaced', async () => {
  const { zotero, options } = await library();
  const item = await saved(zotero, { title: 'A' });
  const note = await saved(zotero, {}, { type: 'note', parent: item.id, note: 'ours' });
  const entry = { paper: '2611.1', title: 'A', rank: 1, score: 1, action: 'keep', why: '', key: item.key, note: { action: 'replace', key: note.key, html: 'newer' } };
  note.setNote('ours, and mine');
  const done = await applyPlan(planOf([entry]), { ...options, notesSeen: new Map([[note.key, 'ours']]) });
  assert.deepEqual([note.getNote(), done.kept], ['ours, and mine', ['A']]);
  note.setNote('ours');
  entry.note.tags = [{ tag: 'sheaf:summary' }];
  await applyPlan(planOf([entry]), { ...options, notesSeen: new Map([[note.key, 'ours']]) });
  assert.deepEqual([note.getNote(), note.hasTag('sheaf:summary')], ['newer', false], 'a tag that the reader took off stays off');
});

test('papers are related both ways, across batches', async () => {
  const { options } = await library();
  const entries = Array.from({ length: 12 }, (_, number) => create(number));
  entries[0].related = ['2611.11', '2611.0', '2611.404'];
  const done = await applyPlan(planOf(entries), options);
  const [first, last] = [done.items.get('2611.0'), done.items.get('2611.11')];
  assert.deepEqual([first.state.related, last.state.related], [[last.key], [first.key]]);
});

test('a PDF that cannot be had is told and linked; the paper stays', async () => {
  const { zotero, options } = await library();
  const file = { title: 'PDF', url: 'https://arxiv.org/pdf/gone', contentType: 'application/pdf', linkMode: 'imported_url' };
  const done = await applyPlan(planOf([create(1, { attachments: [file] })]), options);
  assert.deepEqual([done.created, done.failed.map(({ why }) => why)], [1, ['its PDF: 404']]);
  assert.equal(zotero.Attachments.linked, file.url);
});

test('a second run of a plan that keeps everything writes nothing', async () => {
  const { zotero, options } = await library();
  const done = await applyPlan(planOf([create(1)]), options);
  const { key } = done.items.get('2611.1');
  zotero.saves.length = 0;
  await applyPlan(planOf([{ paper: '2611.1', title: 'A', rank: 1, score: 1, action: 'keep', why: '', key, note: { action: 'keep' } }]), options);
  assert.deepEqual(zotero.saves, []);
});

test('removal trashes what it may, takes the rest out of the collection, and touches no other one', async () => {
  const { zotero, day } = await library();
  const other = await collection(zotero, 'Reading');
  const ours = await saved(zotero, { title: 'Ours' }, { collections: [day.id] });
  const kept = await saved(zotero, { title: 'Kept' }, { collections: [day.id, other.id] });
  const plan = { trash: [{ key: ours.key, why: '' }, { key: 'NOTHERE2', why: '' }], unfile: [{ key: kept.key, why: '' }], collections: [day.key] };
  const done = await applyRemoval(plan, { zotero, libraryID: 1, collectionIDs: new Set([day.id]) });
  assert.deepEqual([done, ours.deleted, kept.deleted, kept.getCollections(), day.deleted, other.deleted],
    [{ trashed: 1, unfiled: 1, cancelled: false }, true, false, [other.id], true, false]);
});
