// Carries out a plan of op plan_zotero. A batch of papers is one transaction: items, their links, their
// notes; so that a run that is cancelled or fails leaves whole papers. What needs a transaction of
// its own in Zotero (images of notes, downloads) and what joins papers comes after. Main thread.

import { batches, inSlices, pause } from '../slices.js';
import { addNote, embedImages } from './notes.js';

const PAPERS_A_BATCH = 10;
const TOLD_TOGETHER = 50;
const RELATED_A_BATCH = 50;
const PAUSE_BETWEEN_DOWNLOADS = 3000; // what arXiv asks for

/** @typedef {import('./types').Plan} Plan */
/** @typedef {import('./types').PlanEntry} PlanEntry */
/** @typedef {import('./types').Applied} Applied */

/** @typedef {{skipSelect: boolean, notifierQueue: any}} SaveOptions */

/**
 * @typedef {object} ApplyOptions
 * @property {any} zotero
 * @property {number} libraryID
 * @property {any} collection of the day; items are filed into it
 * @property {Map<string, string>} notesSeen the HTML of known notes by key, as the plan saw them
 * @property {{aborted: boolean}} [signal]
 * @property {(done: number, total: number, what: string) => void} [onProgress]
 */

/** @param {PlanEntry} entry */
function asksForWork(entry) {
  return ['create', 'update', 'file'].includes(entry.action) || Boolean(entry.note && entry.note.action !== 'keep');
}

/** @param {Plan} plan @param {ApplyOptions} options @returns {Promise<Applied>} */
export async function applyPlan(plan, options) {
  /** @type {Applied} */
  const done = { items: new Map(), created: 0, updated: 0, filed: 0, notes: 0, images: 0, failed: [], kept: [], cancelled: false };
  const work = plan.entries.filter(asksForWork);
  let count = 0;
  for (const told of batches(work, TOLD_TOGETHER)) {
    await tellOnce(options.zotero, async (quiet) => {
      for (const batch of batches(told, PAPERS_A_BATCH)) {
        if (options.signal?.aborted) return;
        await writeImages(await writeBatch(batch, done, options, quiet), done, options, quiet);
        count += batch.length;
        options.onProgress?.(count, work.length, 'papers');
        await pause();
      }
    });
  }
  if (!options.signal?.aborted) await relate(plan, done, options);
  if (!options.signal?.aborted) await download(work, done, options);
  done.cancelled = Boolean(options.signal?.aborted);
  return done;
}

/**
 * What Zotero's own parts are told of some batches they are told at once: each telling lets the item
 * list sort the whole library again.
 * @param {any} zotero @param {(quiet: SaveOptions) => Promise<void>} work
 */
async function tellOnce(zotero, work) {
  const notifierQueue = new zotero.Notifier.Queue();
  try {
    await work({ skipSelect: true, notifierQueue }); // the reader's selection stays where it is
  } finally {
    await zotero.Notifier.commit(notifierQueue);
  }
}

/** What a transaction made; it counts only when that is through. */
class Batch {
  constructor() {
    /** @type {Map<string, any>} */
    this.items = new Map();
    this.created = 0;
    this.updated = 0;
    this.filed = 0;
    /** @type {{note: any, plan: import('./types').NotePlan, paper: string}[]} */
    this.notes = [];
    /** @type {string[]} */
    this.kept = [];
  }

  /** @param {Applied} done */
  addTo(done) {
    for (const [paper, item] of this.items) done.items.set(paper, item);
    done.created += this.created;
    done.updated += this.updated;
    done.filed += this.filed;
    done.notes += this.notes.length;
    done.kept.push(...this.kept);
  }
}

/**
 * All of them, or each by itself where one of them does not go: a paper that Zotero refuses does not
 * take nine others with it.
 * @param {PlanEntry[]} entries @param {Applied} done @param {ApplyOptions} options @param {SaveOptions} quiet
 */
async function writeBatch(entries, done, options, quiet) {
  try {
    const batch = await writeTogether(entries, options, quiet);
    batch.addTo(done);
    return batch.notes;
  } catch (error) {
    if (entries.length === 1) {
      done.failed.push({ paper: entries[0].paper, title: entries[0].title, why: String(/** @type {Error} */ (error).message ?? error) });
      return [];
    }
  }
  /** @type {Batch['notes']} */
  const notes = [];
  for (const entry of entries) notes.push(...await writeBatch([entry], done, options, quiet));
  return notes;
}

/** @param {PlanEntry[]} entries @param {ApplyOptions} options @param {SaveOptions} quiet @returns {Promise<Batch>} */
async function writeTogether(entries, options, quiet) {
  const { zotero } = options;
  const batch = new Batch();
  /** @type {any[]} */
  const changed = [];
  try {
    await zotero.DB.executeTransaction(async () => {
      for (const entry of entries) {
        const item = await writeItem(entry, batch, changed, options, quiet);
        batch.items.set(entry.paper, item);
        for (const link of entry.attachments ?? []) if (link.linkMode === 'linked_url') await addLink(item, link, options, quiet);
        await writeNote(entry, item, batch, changed, options, quiet);
      }
    });
  } catch (error) {
    // What was changed in memory is as it was on disk again.
    for (const item of changed) await item.reload(null, true);
    throw error;
  }
  return batch;
}

/**
 * @param {PlanEntry} entry @param {Batch} batch @param {any[]} changed @param {ApplyOptions} options
 * @param {SaveOptions} quiet
 */
async function writeItem(entry, batch, changed, options, quiet) {
  const { zotero, libraryID, collection } = options;
  if (entry.action === 'create') {
    const item = new zotero.Item(entry.item?.itemType ?? 'preprint');
    item.libraryID = libraryID;
    item.fromJSON(entry.item);
    item.setCollections([collection.id]);
    await item.save(quiet);
    batch.created += 1;
    return item;
  }
  const item = zotero.Items.getByLibraryAndKey(libraryID, entry.key);
  if (!item || item.deleted) throw new Error(`the item ${entry.key} is not in the library any more`);
  if (!entry.patch && !entry.file) return item;
  changed.push(item);
  if (entry.patch) {
    const now = item.toJSON();
    delete now.dateModified; // it is modified now
    item.fromJSON({ ...now, ...entry.patch });
    batch.updated += 1;
  }
  if (entry.file) {
    item.addToCollection(collection.id);
    batch.filed += entry.patch ? 0 : 1;
  }
  // Filing is no change of what the item says.
  await item.save(entry.patch ? quiet : { ...quiet, skipDateModifiedUpdate: true });
  return item;
}

/**
 * As Zotero.Attachments.linkFromURL() does, which starts a transaction of its own.
 * @param {any} parent @param {import('./types').AttachmentPlan} link @param {ApplyOptions} options
 * @param {SaveOptions} quiet
 */
async function addLink(parent, link, { zotero, libraryID }, quiet) {
  if (!/^https?:\/\//i.test(link.url)) return;
  const item = new zotero.Item('attachment');
  item.libraryID = libraryID;
  item.parentID = parent.id;
  item.attachmentLinkMode = zotero.Attachments.LINK_MODE_LINKED_URL;
  item.attachmentContentType = link.contentType;
  item.setField('url', link.url);
  item.setField('title', link.title);
  await item.save(quiet);
}

/**
 * @param {PlanEntry} entry @param {any} item @param {Batch} batch @param {any[]} changed
 * @param {ApplyOptions} options @param {SaveOptions} quiet
 */
async function writeNote({ paper, title, note: plan }, item, batch, changed, { zotero, libraryID, notesSeen }, quiet) {
  if (!plan || plan.action === 'keep') return;
  const old = plan.action === 'replace' ? zotero.Items.getByLibraryAndKey(libraryID, plan.key) : null;
  if (old && old.getNote() !== notesSeen.get(plan.key ?? '')) {
    batch.kept.push(title); // the reader wrote into it since the plan was made
    return;
  }
  if (old) changed.push(old);
  batch.notes.push({ note: await addNote(zotero, libraryID, item, plan, old, quiet), plan, paper });
}

/** @param {Batch['notes']} notes @param {Applied} done @param {ApplyOptions} options @param {SaveOptions} quiet */
async function writeImages(notes, done, { zotero, signal }, quiet) {
  for (const { note, plan, paper } of notes) {
    if (signal?.aborted) return;
    try {
      done.images += await embedImages(zotero, note, plan, quiet);
    } catch (error) {
      done.failed.push({ paper, title: note.getNoteTitle(), why: `the mindmap: ${String(error)}` }); // the note has it as a list
    }
  }
}

/** @param {Plan} plan @param {Applied} done @param {ApplyOptions} options */
async function relate(plan, done, { zotero, libraryID, signal }) {
  /** @type {Set<any>} */
  const changed = new Set();
  const itemOf = (/** @type {string} */ paper) => done.items.get(paper)
    ?? zotero.Items.getByLibraryAndKey(libraryID, plan.entries.find((entry) => entry.paper === paper)?.key ?? '');
  await inSlices(plan.entries, (entry) => {
    const item = done.items.get(entry.paper);
    for (const paper of item ? entry.related ?? [] : []) {
      const other = itemOf(paper);
      if (!other || other === item || other.deleted) continue;
      if (item.addRelatedItem(other)) changed.add(item);
      if (other.addRelatedItem(item)) changed.add(other);
    }
  }, { signal });
  for (const batch of batches([...changed], RELATED_A_BATCH)) {
    await tellOnce(zotero, (quiet) => zotero.DB.executeTransaction(async () => {
      for (const item of batch) await item.save({ ...quiet, skipDateModifiedUpdate: true });
    }));
    await pause();
  }
}

/**
 * One at a time, with the pause arXiv asks for; what cannot be had is told, and linked instead.
 * @param {PlanEntry[]} entries @param {Applied} done @param {ApplyOptions} options
 */
async function download(entries, done, { zotero, libraryID, signal, onProgress }) {
  const wanted = entries.flatMap((entry) => (entry.attachments ?? []).map((one) => ({ entry, one })))
    .filter(({ one }) => one.linkMode === 'imported_url');
  for (const [index, { entry, one }] of wanted.entries()) {
    const item = done.items.get(entry.paper);
    if (signal?.aborted) return;
    if (!item || !/^https?:\/\//i.test(one.url)) continue;
    const file = { url: one.url, parentItemID: item.id, title: one.title, contentType: one.contentType, saveOptions: { skipSelect: true } };
    try {
      await zotero.Attachments.importFromURL({ ...file, libraryID });
    } catch (error) {
      await zotero.Attachments.linkFromURL(file);
      done.failed.push({ paper: entry.paper, title: entry.title, why: `its PDF: ${String(/** @type {Error} */ (error).message ?? error)}` });
    }
    onProgress?.(index + 1, wanted.length, 'files');
    if (index + 1 < wanted.length) await pause(PAUSE_BETWEEN_DOWNLOADS);
  }
}
