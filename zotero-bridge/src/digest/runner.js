// One piece of work at a time: today's digest, missed days, imported pages, removal. Tells its
// progress, can be cancelled, and says in the end what happened. Main thread.

import { Aborter } from '../backend/contract.js';
import { planOptionsOf, profileOf } from '../settings.js';
import { applyPlan } from './apply.js';
import { findPath, makePath, rootOf, withDescendants } from './collections.js';
import { candidates, knownItems } from './known.js';
import { applyRemoval } from './removal.js';

/** @typedef {import('./types').Digest} Digest */
/** @typedef {import('./types').Plan} Plan */
/** @typedef {import('./types').Applied} Applied */
/** @typedef {{id: string, args?: Record<string, string | number>}} Words a message of sheaf-main.ftl */

/**
 * @typedef {object} Telling
 * @property {(words: Words | null, share?: number) => void} progress null: nothing runs; share 0 to 1
 * @property {(words: Words, details?: string[], collection?: any) => void} done
 * @property {(words: Words, details?: string[]) => void} failed
 */

/**
 * @typedef {object} RunnerParts
 * @property {any} zotero
 * @property {() => Promise<import('../backend/contract.js').Backend>} backend
 * @property {() => import('../settings.js').Settings} settings
 * @property {() => Promise<Record<string, string>>} env
 * @property {import('./ledger.js').Ledger} ledger
 * @property {Telling} telling
 * @property {() => object | undefined} endpoints of a mirror
 */

/** @typedef {{backend: import('../backend/contract.js').Backend, signal: import('../backend/contract.js').Signal}} Work */

export class Runner {
  /** @param {RunnerParts} parts */
  constructor(parts) {
    this.parts = parts;
    /** @type {Aborter | null} */
    this.aborter = null;
    /** @type {Digest | null} the latest one made */
    this.latest = null;
  }

  get running() { return this.aborter !== null; }
  cancel() { this.aborter?.abort(); }

  /** The day the feeds announce, or another one. @param {string} [day] @returns {Promise<boolean>} whether it went */
  today(day) {
    return this.work(async (work) => {
      const { applied, plan, collection, digest } = await this.oneDay(work, day);
      this.tell(digest, plan, applied, collection);
    });
  }

  /** Every announcement day that was missed, oldest first, then today's. @returns {Promise<boolean>} */
  catchUp() {
    return this.work(async (work) => {
      const { days } = await work.backend.run('missed_days', { profile: this.profile() }, work);
      for (const day of days) await this.oneDay(work, day);
      const { applied, plan, collection, digest } = await this.oneDay(work);
      this.tell(digest, plan, applied, collection);
    });
  }

  /** Pages of other digest systems. @param {string} path a file or a folder @returns {Promise<boolean>} */
  importPages(path) {
    return this.work(async (work) => {
      const { pages } = await work.backend.run('import', { path, digests: true, profile: this.profile() }, this.options(work));
      const failed = pages.filter((/** @type {any} */ page) => page.error);
      /** @type {string[]} */
      const details = failed.map((/** @type {any} */ page) => `${page.name}: ${page.error?.message ?? page.error}`);
      let papers = 0;
      let made = 0;
      for (const page of pages) {
        if (!page.digest || work.signal.aborted) continue;
        const { plan, applied } = await this.write(work, page.digest);
        papers += plan.entries.length;
        made += applied.created;
        details.push(...problems(plan, applied));
      }
      this.parts.telling.done({ id: 'sheaf-notice-imported', args: { pages: pages.length - failed.length, papers, made } }, details);
    });
  }

  /**
   * Only what Sheaf made and the reader did not touch goes to the trash.
   * @param {any} collection of a day @returns {Promise<boolean>}
   */
  remove(collection) {
    return this.work(async ({ backend, signal }) => {
      const { zotero, ledger, telling } = this.parts;
      telling.progress({ id: 'sheaf-progress-removing' });
      const { libraryID } = collection;
      const mine = withDescendants(zotero, collection);
      const items = mine.flatMap((one) => one.getChildItems()).filter((item) => item.isRegularItem());
      const known = await knownItems(zotero, [...new Set(items)], { signal });
      const keys = mine.map((one) => one.key);
      /** @type {import('./types').RemovalPlan} */
      const plan = await backend.run('plan_zotero_removal', { known, collection_keys: keys,
        digest_collections: this.digestCollections(libraryID).map((one) => one.key) }, { signal });
      ledger.removed(plan.trash.map((/** @type {{key: string}} */ { key }) => ({ libraryID, key })));
      const done = await applyRemoval(plan, { zotero, libraryID, collectionIDs: new Set(mine.map((one) => one.id)), signal });
      telling.done({ id: 'sheaf-notice-removed', args: { trashed: done.trashed, unfiled: done.unfiled } },
        plan.unfile.slice(0, 20).map(({ key, why }) => `${zotero.Items.getByLibraryAndKey(libraryID, key)?.getDisplayTitle() ?? key}: ${why}`));
    });
  }

  /**
   * Runs `task` unless something runs already; tells every failure.
   * @param {(work: Work) => Promise<void>} task @returns {Promise<boolean>} false: it failed or could not begin
   */
  async work(task) {
    const { telling } = this.parts;
    if (this.aborter) {
      telling.failed({ id: 'sheaf-notice-busy' });
      return false;
    }
    const aborter = new Aborter();
    this.aborter = aborter;
    telling.progress({ id: 'sheaf-progress-starting' });
    try {
      await task({ backend: await this.parts.backend(), signal: aborter.signal });
      return true;
    } catch (error) {
      const { cancelled, message } = /** @type {import('../backend/contract.js').CoreError} */ (error);
      if (cancelled) telling.failed({ id: 'sheaf-notice-cancelled' });
      else telling.failed({ id: 'sheaf-notice-failed' }, [String(message ?? error)]);
      if (!cancelled) this.parts.zotero.logError(error);
      return cancelled; // the reader's wish is no failure, and nothing is tried again
    } finally {
      this.aborter = null;
      telling.progress(null);
    }
  }

  /** @param {Work} work @param {string} [day] */
  async oneDay(work, day) {
    const args = { profile: this.profile(), ...(day ? { day } : {}) };
    const { digest } = await work.backend.run('digest', args, { ...this.options(work), env: await this.parts.env() });
    this.latest = digest;
    return { digest, ...await this.write(work, digest) };
  }

  /**
   * Looks up what is there, asks the core what becomes of each paper, does it.
   * @param {Work} work @param {Digest} digest
   */
  async write({ backend, signal }, digest) {
    const { zotero, ledger, telling } = this.parts;
    const settings = this.parts.settings();
    const root = await rootOf(zotero, settings.parent);
    const options = planOptionsOf(settings, '');
    options.collection_key = findPath(zotero, root, [...options.collection, digest.day])?.key ?? '';
    telling.progress({ id: 'sheaf-progress-looking' });
    const { terms } = await backend.run('zotero_search_terms', { digest }, { signal });
    const known = /** @type {any[]} */ (await knownItems(zotero, await candidates(zotero, root.libraryID, terms, { signal }), { signal }));
    /** @type {Plan} */
    const plan = await backend.run('plan_zotero', { digest, options, known }, { signal });
    const collection = plan.entries.length > 0 ? await makePath(zotero, root, plan.collection) : null;
    if (collection) ledger.addRoot(findPath(zotero, root, plan.collection.slice(0, 1)));
    const notesSeen = new Map(known.flatMap((item) => item.notes.map((/** @type {any} */ note) => [note.key, note.note])));
    const applied = await applyPlan(plan, { zotero, libraryID: root.libraryID, collection, notesSeen, signal,
      onProgress: (done, total, what) => telling.progress({ id: `sheaf-progress-${what}`, args: { done, total } }, done / total) });
    ledger.put(toldOf(digest, plan, applied, root.libraryID));
    return { plan, applied, collection };
  }

  /**
   * One paper that the day's digest left out of the library, or that was taken out of it.
   * @param {import('./types').Entry} entry @returns {Promise<boolean>}
   */
  save(entry) {
    return this.work(async (work) => {
      if (!this.latest) return;
      const digest = { ...this.latest, entries: [entry] };
      const { plan, applied, collection } = await this.write(work, digest);
      this.tell(digest, plan, applied, collection);
    });
  }

  /** A day's collection, not the one that holds the days. @param {any} collection */
  isDigest(collection) {
    return collection.parentID > 0 && this.digestCollections(collection.libraryID).some((one) => one.id === collection.parentID);
  }

  profile() {
    return profileOf(this.parts.settings(), this.parts.endpoints());
  }

  /** @param {Work} work @returns {import('../backend/contract.js').RunOptions} */
  options({ signal }) {
    const share = (/** @type {import('../backend/contract.js').Progress} */ { done, total }) => (total > 0 ? done / total : undefined);
    return { signal, onProgress: (progress) => this.parts.telling.progress(wordsOf(progress), share(progress)) };
  }

  /**
   * All collections that digests made: those it remembers, and those with the name of the settings. What
   * lies in them alone is no choice of the reader's, also after he chose another place.
   * @param {number} libraryID @returns {any[]}
   */
  digestCollections(libraryID) {
    const { zotero, ledger } = this.parts;
    const [name] = planOptionsOf(this.parts.settings(), '').collection;
    return zotero.Collections.getByLibrary(libraryID, true)
      .filter((/** @type {any} */ one) => one.name === name || ledger.roots.has(`${libraryID}/${one.key}`))
      .flatMap((/** @type {any} */ top) => withDescendants(zotero, top));
  }

  /** @param {Digest} digest @param {Plan} plan @param {Applied} applied @param {any} collection */
  tell(digest, plan, applied, collection) {
    const { telling } = this.parts;
    const { created, updated, filed, notes } = applied;
    const args = { day: digest.day, papers: digest.entries.length, created, updated, filed, notes };
    const id = applied.cancelled ? 'sheaf-notice-stopped' : digest.entries.length > 0 ? 'sheaf-notice-digest' : 'sheaf-notice-empty';
    const trouble = digest.sources.filter((source) => !['ok', 'empty'].includes(source.status))
      .map((source) => `${source.name}: ${source.status}${source.detail ? ` (${source.detail})` : ''}`);
    telling.done({ id, args }, [...trouble, ...problems(plan, applied)], collection);
  }
}

/** @param {Plan} plan @param {Applied} applied @returns {string[]} */
function problems(plan, applied) {
  return [...plan.warnings, ...applied.failed.map(({ title, why }) => `${title}: ${why}`)];
}

/** @param {import('../backend/contract.js').Progress} progress @returns {Words} */
function wordsOf({ stage, done, total, waiting_ms: waiting }) {
  if (waiting > 0) return { id: 'sheaf-progress-waiting', args: { seconds: Math.ceil(waiting / 1000) } };
  return total > 0 ? { id: 'sheaf-progress-stage', args: { stage, done, total } } : { id: 'sheaf-progress-stage-only', args: { stage } };
}

/**
 * @param {Digest} digest @param {Plan} plan @param {Applied} applied @param {number} libraryID
 * @returns {[{libraryID: number, key: string}, import('./ledger.js').Told][]}
 */
function toldOf(digest, plan, applied, libraryID) {
  const entries = new Map(digest.entries.map((entry) => [entry.paper.id, entry]));
  /** @type {[{libraryID: number, key: string}, import('./ledger.js').Told][]} */
  const told = [];
  for (const { paper, key: planned } of plan.entries) {
    const entry = entries.get(paper);
    const key = applied.items.get(paper)?.key ?? planned;
    if (!entry || !key) continue;
    const { score, summary } = entry;
    told.push([{ libraryID, key }, { paper, day: digest.day, score: score.value, reason: score.reason ?? '', tldr: summary.tldr ?? '' }]);
  }
  return told;
}
