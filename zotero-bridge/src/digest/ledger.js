// What digests said of items: paper id, score, reason, TL;DR, day; and the collections they made. It is
// what the score column and the item pane read, so it lies in memory; a file beside Zotero's database
// keeps it. Losing it loses no more than a column. Main thread.

const FILE = 'sheaf-digest.json';
const MOST = 20000; // papers; the oldest go first
const WRITE_AFTER = 1500;

/**
 * @typedef {object} Told
 * @property {string} paper id, as the core spells it
 * @property {string} day
 * @property {number} score
 * @property {string} reason
 * @property {string} tldr
 * @property {string} [opinion] kept, dismissed
 * @property {boolean} [removed] with its whole digest: that it lies in the trash says nothing about it
 */

/** Of an item or a collection. @param {{libraryID: number, key: string}} one */
function keyOf(one) {
  return `${one.libraryID}/${one.key}`;
}

/** @param {unknown} value @returns {value is Told} */
function isTold(value) {
  const told = /** @type {Record<string, unknown>} */ (value);
  return typeof told === 'object' && told !== null && typeof told.paper === 'string' && typeof told.score === 'number';
}

export class Ledger {
  /**
   * @param {string} folder
   * @param {{io: any, join: (...parts: string[]) => string, onChange?: (places: {libraryID: number, key: string}[]) => void}} host onChange: rows that show something else now
   */
  constructor(folder, { io, join, onChange }) {
    this.path = join(folder, FILE);
    this.io = io;
    this.onChange = onChange ?? (() => {});
    /** @type {Map<string, Told>} */
    this.told = new Map();
    /** @type {Set<string>} "libraryID/KEY" of collections that hold digests, whatever they are called now */
    this.roots = new Set();
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
  }

  /** What is no ledger is left where it is, and begun anew. */
  async load() {
    if (!(await this.io.exists(this.path))) return;
    try {
      const json = JSON.parse(await this.io.readUTF8(this.path));
      for (const [key, told] of Object.entries(json.papers ?? {})) if (isTold(told) && !this.told.has(key)) this.told.set(key, told);
      for (const root of Array.isArray(json.roots) ? json.roots : []) if (typeof root === 'string') this.roots.add(root);
    } catch {
      await this.io.copy(this.path, `${this.path}.damaged`).catch(() => {});
    }
  }

  /** @param {any} item @returns {Told | undefined} */
  of(item) {
    return this.told.get(keyOf(item));
  }

  /** @param {string} paper @returns {{libraryID: number, key: string} | null} */
  placeOf(paper) {
    for (const [place, told] of this.told) {
      if (told.paper !== paper) continue;
      const [libraryID, key] = place.split('/');
      return { libraryID: Number(libraryID), key };
    }
    return null;
  }

  /** @param {[any, Told][]} entries items (or what has their libraryID and key) and what is told of them */
  put(entries) {
    for (const [item, told] of entries) {
      const key = keyOf(item);
      this.told.delete(key); // the newest is last
      this.told.set(key, told);
    }
    for (const key of this.told.keys()) {
      if (this.told.size <= MOST) break;
      this.told.delete(key);
    }
    this.onChange(entries.map(([item]) => item));
    this.later();
  }

  /** @param {any} collection that holds the days */
  addRoot(collection) {
    this.roots.add(keyOf(collection));
    this.later();
  }

  later() {
    this.timer ??= setTimeout(() => { void this.write(); }, WRITE_AFTER);
  }

  /** Those of a digest that is being removed. @param {{libraryID: number, key: string}[]} places */
  removed(places) {
    this.put(places.map((place) => [place, { paper: '', day: '', score: NaN, reason: '', tldr: '', ...this.of(place), removed: true }]));
  }

  async write() {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const text = JSON.stringify({ roots: [...this.roots], papers: Object.fromEntries(this.told) });
    await this.io.writeUTF8(this.path, text, { tmpPath: `${this.path}.new` }).catch((/** @type {Error} */ error) => {
      Zotero.logError(new Error(`${this.path}: ${error.message}`));
    });
  }

  /** Writes what is not on disk yet. */
  async close() {
    if (this.timer) await this.write();
  }
}
