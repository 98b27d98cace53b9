// The library goes to the core, and stays the same there as here: once as a whole after the start, in
// slices and batches, then what changes. Op zotero_lesson says which items are the reader's own and what
// became of the papers that digests brought; untouched ones teach nothing. Main thread.

import { inSlices, pause } from '../slices.js';
import { knownItem } from '../digest/known.js';
import { pathName } from '../digest/collections.js';

const ITEMS_A_BATCH = 100;
const SETTLE = 3000; // after the last change: an import of a thousand items is one batch of work
const AGAIN_AFTER = 60_000; // when the core could not take it
const ORIGIN = 'zotero';
const SUMMARY_TAG = 'sheaf:summary';

/**
 * @typedef {object} FeedParts
 * @property {any} zotero
 * @property {() => Promise<import('../backend/contract.js').Backend>} backend
 * @property {() => boolean} wanted the reader lets it learn
 * @property {(libraryID: number) => any[]} digestCollections
 * @property {(item: any) => boolean} removed in the trash with its whole digest, not by itself
 */

export class LibraryFeed {
  /** @param {FeedParts} parts */
  constructor(parts) {
    this.parts = parts;
    /** @type {Set<number>} items to hand over */
    this.changed = new Set();
    /** @type {Set<string>} keys of items that are gone */
    this.gone = new Set();
    /** @type {Set<string> | null} keys the core has; null: not known yet */
    this.mine = null;
    this.signal = { aborted: false };
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
    /** @type {Promise<void> | null} */
    this.flushing = null;
    this.observer = '';
  }

  start() {
    const { zotero } = this.parts;
    this.observer = zotero.Notifier.registerObserver(this, ['item', 'item-tag', 'collection-item', 'collection'], 'sheaf-library');
  }

  /** Ends at the next pause; what was handed over stays. */
  async stop() {
    this.signal.aborted = true;
    if (this.observer) this.parts.zotero.Notifier.unregisterObserver(this.observer);
    if (this.timer) clearTimeout(this.timer);
    await this.flushing?.catch(() => {});
  }

  /**
   * Only notes down what changed: it is called within the reader's own actions.
   * @param {string} event @param {string} type @param {(number | string)[]} ids @param {any} extra
   */
  notify(event, type, ids, extra) {
    if (!this.parts.wanted()) return;
    for (const id of ids) {
      if (type === 'item' && event === 'delete') this.lose(Number(id), extra?.[id]);
      else if (type === 'collection') this.collectionChanged(event, Number(id));
      else if (['add', 'modify', 'trash', 'remove'].includes(event)) this.changed.add(itemOf(type, id));
    }
    if (this.changed.size > 0 || this.gone.size > 0) this.later(SETTLE);
  }

  /** @param {number} id @param {{libraryID?: number, key?: string} | undefined} was */
  lose(id, was) {
    this.changed.delete(id);
    if (was?.key && was.libraryID === this.parts.zotero.Libraries.userLibraryID) this.gone.add(was.key);
  }

  /** A collection that got another name or place gives its items another path. @param {string} event @param {number} id */
  collectionChanged(event, id) {
    const collection = event === 'modify' ? this.parts.zotero.Collections.get(id) : null;
    for (const item of collection?.getChildItems(true) ?? []) this.changed.add(item);
  }

  /** @param {number} ms */
  later(ms) {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.timer = null; void this.flush(); }, ms);
  }

  /** What changed; not while the whole is under way. @returns {Promise<void>} */
  flush() {
    this.flushing ??= this.handOver().catch((error) => {
      this.parts.zotero.logError(error);
      if (!this.signal.aborted) this.later(AGAIN_AFTER);
    }).finally(() => { this.flushing = null; });
    return this.flushing;
  }

  async handOver() {
    const { zotero } = this.parts;
    const { userLibraryID } = zotero.Libraries;
    const changed = [...this.changed];
    const gone = [...this.gone];
    if (changed.length === 0 && gone.length === 0) return;
    const backend = await this.parts.backend();
    const items = (await zotero.Items.getAsync(changed)).map((/** @type {any} */ item) => item?.topLevelItem ?? item)
      .filter((/** @type {any} */ item) => item && item.libraryID === userLibraryID);
    await this.put(backend, [...new Set(items)]);
    for (const key of gone) await this.takeOut(backend, key);
    // Only now: a core that failed gets them again.
    for (const id of changed) this.changed.delete(id);
    for (const key of gone) this.gone.delete(key);
  }

  /** The whole library; also tells the core what is not there any more. @returns {Promise<{items: number, kept: number}>} */
  async handOverAll() {
    const { zotero } = this.parts;
    const { userLibraryID } = zotero.Libraries;
    await zotero.Libraries.get(userLibraryID).waitForDataLoad('item');
    const ids = await zotero.Items.getAll(userLibraryID, true, true, true);
    /** @type {any[]} */
    const items = [];
    await inSlices(ids, (id) => {
      const item = zotero.Items.get(id);
      if (item?.isRegularItem()) items.push(item);
    }, { signal: this.signal });
    const backend = await this.parts.backend();
    const keys = await this.put(backend, items);
    if (!this.signal.aborted) {
      await backend.run('library_sync', { keys, origin: ORIGIN });
      this.mine = new Set(keys);
    }
    return { items: items.length, kept: keys.length };
  }

  /** The core forgets what it was given from here; opinions on papers stay, they are the reader's. */
  async takeBack() {
    this.changed.clear();
    this.gone.clear();
    await (await this.parts.backend()).run('library_sync', { keys: [], origin: ORIGIN });
    this.mine = new Set();
  }

  /**
   * @param {import('../backend/contract.js').Backend} backend @param {any[]} items
   * @returns {Promise<string[]>} keys of those that are the reader's own
   */
  async put(backend, items) {
    const { zotero } = this.parts;
    const digests = this.parts.digestCollections(zotero.Libraries.userLibraryID);
    const digestIDs = new Set(digests.map((one) => one.id));
    /** @type {string[]} */
    const kept = [];
    for (let begin = 0; begin < items.length && !this.signal.aborted; begin += ITEMS_A_BATCH) {
      /** @type {any[]} */
      const known = [];
      await inSlices(items.slice(begin, begin + ITEMS_A_BATCH), (item) => {
        if (item.isRegularItem() && !(item.deleted && this.parts.removed(item))) known.push(lessonItem(zotero, item, digestIDs));
      });
      const lesson = await backend.run('zotero_lesson', { known, apply: true,
        digest_collections: digests.map((one) => one.key), collections: this.names(known) });
      if (lesson.library.length > 0) await backend.run('library_put', { items: lesson.library, origin: ORIGIN });
      const own = new Set(lesson.library.map((/** @type {{key: string}} */ item) => item.key));
      for (const { key } of known) {
        if (own.has(key)) kept.push(key);
        else if (this.mine) await this.takeOut(backend, key); // trashed, or a digest's again
      }
      for (const key of own) this.mine?.add(key);
      await pause();
    }
    return kept;
  }

  /** @param {import('../backend/contract.js').Backend} backend @param {string} key */
  async takeOut(backend, key) {
    if (this.mine && !this.mine.delete(key)) return;
    await backend.run('library_remove', { key });
  }

  /**
   * Paths of the collections that items name.
   * @param {{collections?: string[]}[]} known @returns {Record<string, string>}
   */
  names(known) {
    const { zotero } = this.parts;
    /** @type {Record<string, string>} */
    const names = {};
    for (const key of new Set(known.flatMap((item) => item.collections ?? []))) {
      const collection = zotero.Collections.getByLibraryAndKey(zotero.Libraries.userLibraryID, key);
      if (collection) names[key] = pathName(zotero, collection);
    }
    return names;
  }
}

/** An event names "collection-item" and "item-tag" in one. @param {string} type @param {number | string} id */
function itemOf(type, id) {
  return Number(String(id).split('-')[type === 'collection-item' ? 1 : 0]);
}

/**
 * Notes and files matter for papers of digests only: what the reader did to those is what he thought
 * of them. Of other items they stay here.
 * @param {any} zotero @param {any} item @param {Set<number>} digestIDs
 */
export function lessonItem(zotero, item, digestIDs) {
  const ours = item.getCollections().some((/** @type {number} */ id) => digestIDs.has(id))
    || item.getNotes(true).some((/** @type {number} */ id) => zotero.Items.get(id)?.hasTag(SUMMARY_TAG));
  if (ours) return knownItem(zotero, item);
  return { ...item.toJSON(), key: item.key, trashed: item.deleted };
}
