// What a library already has of a digest's papers, in the words of Zotero's API.
// Zotero holds the fields of a loaded library in memory. One pass over them in slices finds the
// candidates of any number of papers at once, without a query for each and without SQL on tables that
// are Zotero's own and change with its versions. The core decides what a candidate is. Main thread.

import { inSlices } from '../slices.js';

/** Bare arXiv ids of both kinds and DOIs, wherever a field spells them. */
const IDS = /10\.\d{4,9}\/[^\s"<>]+|\d{4}\.\d{4,5}|[a-z-]{2,10}(?:\.[a-z]{2})?\/\d{7}/g;
const FIELDS = ['archiveID', 'DOI', 'url', 'extra'];

/**
 * What of an item may be one of the wanted ids.
 * @param {any} item
 * @param {Set<string>} wanted in lower case
 */
export function mentions(item, wanted) {
  for (const field of FIELDS) {
    const text = item.getField(field).toLowerCase();
    if (!text) continue;
    for (const [id] of text.matchAll(IDS)) {
      if (wanted.has(id) || wanted.has(id.replace(/[.,;)\]]+$/, ''))) return true;
      // arXiv's own DOIs hold the bare id: 10.48550/arxiv.2611.01234
      const inner = id.match(/\d{4}\.\d{4,5}/);
      if (inner && wanted.has(inner[0])) return true;
    }
  }
  return false;
}

/**
 * Items that mention one of the terms, those in the trash too.
 * @param {any} zotero
 * @param {number} libraryID
 * @param {string[]} terms of op zotero_search_terms
 * @param {{signal?: {aborted: boolean}}} [options]
 * @returns {Promise<any[]>}
 */
export async function candidates(zotero, libraryID, terms, options) {
  const wanted = new Set(terms.map((term) => term.toLowerCase()));
  if (wanted.size === 0) return [];
  await zotero.Libraries.get(libraryID).waitForDataLoad('item');
  const ids = await zotero.Items.getAll(libraryID, true, true, true);
  /** @type {any[]} */
  const found = [];
  await inSlices(ids, (id) => {
    const item = zotero.Items.get(id);
    if (item?.isRegularItem() && mentions(item, wanted)) found.push(item);
  }, options);
  return found;
}

/**
 * An item with what hangs below it, as the planning ops take it.
 * @param {any} zotero
 * @param {any} item
 */
export function knownItem(zotero, item) {
  const below = (/** @type {number[]} */ ids) => ids.map((id) => zotero.Items.get(id)).filter(Boolean);
  return {
    ...item.toJSON(), key: item.key, version: item.version, trashed: item.deleted,
    notes: below(item.getNotes(true)).map((note) => ({ ...note.toJSON(), key: note.key, trashed: note.deleted })),
    attachments: below(item.getAttachments(true)).map((file) => ({ ...file.toJSON(), key: file.key, trashed: file.deleted,
      annotations: file.isFileAttachment() ? file.getAnnotations(false).length : 0 })),
  };
}

/** @param {any} zotero @param {any[]} items @param {{signal?: {aborted: boolean}}} [options] */
export async function knownItems(zotero, items, options) {
  await zotero.Items.loadDataTypes(items);
  const children = items.flatMap((item) => [...item.getNotes(true), ...item.getAttachments(true)]);
  await zotero.Items.loadDataTypes(await zotero.Items.getAsync(children));
  /** @type {object[]} */
  const known = [];
  await inSlices(items, (item) => { known.push(knownItem(zotero, item)); }, options);
  return known;
}
