// A double of the part of Zotero's interface that the bridge uses: items, collections, transactions with
// rollback, notifier queues. It keeps Zotero's rules that a plugin can trip over, and says so when one is
// broken. One instance a test.

const clone = (value) => structuredClone(value);

class Item {
  constructor(zotero, type) {
    this.zotero = zotero;
    this.id = 0;
    this.key = '';
    this.libraryID = 1;
    this.version = 0;
    this.state = { itemType: type, fields: {}, creators: [], tags: [], collections: [], related: [], deleted: false, note: '', parentID: 0, attachment: {} };
  }

  get deleted() { return this.state.deleted; }
  set deleted(value) { this.state.deleted = value; }
  get parentID() { return this.state.parentID; }
  set parentID(value) { this.state.parentID = value; }
  get topLevelItem() { return this.state.parentID ? this.zotero.Items.get(this.state.parentID) : this; }
  set attachmentLinkMode(value) { this.state.attachment.linkMode = value; }
  set attachmentContentType(value) { this.state.attachment.contentType = value; }

  isRegularItem() { return !['note', 'attachment'].includes(this.state.itemType); }
  isFileAttachment() { return false; }
  getField(name) { return this.state.fields[name] ?? ''; }
  setField(name, value) { this.state.fields[name] = value; }
  getDisplayTitle() { return this.getField('title'); }
  getNoteTitle() { return 'note'; }
  getCreators() { return this.state.creators; }
  addTag(tag, type = 0) { this.state.tags.push({ tag, type }); }
  hasTag(name) { return this.state.tags.some(({ tag }) => tag === name); }
  getCollections() { return [...this.state.collections]; }
  setCollections(ids) { this.state.collections = [...ids]; }
  addToCollection(id) { if (!this.state.collections.includes(id)) this.state.collections.push(id); }
  removeFromCollection(id) { this.state.collections = this.state.collections.filter((one) => one !== id); }
  setNote(html) { this.state.note = html; }
  getNote() { return this.state.note; }
  getNotes() { return this.below('note'); }
  getAttachments() { return this.below('attachment'); }
  below(type) { return [...this.zotero.items.values()].filter((one) => one.parentID === this.id && one.state.itemType === type).map((one) => one.id); }

  addRelatedItem(other) {
    if (!other.id) throw new Error('an item without an id cannot be related');
    if (this.state.related.includes(other.key)) return false;
    this.state.related.push(other.key);
    return true;
  }

  toJSON() {
    const { itemType, fields, creators, tags, collections, note, parentID } = this.state;
    return { key: this.key, version: this.version, itemType, ...fields, creators, tags, dateModified: 'then',
      collections: collections.map((id) => this.zotero.Collections.get(id).key),
      ...(itemType === 'note' ? { note, parentItem: this.zotero.Items.get(parentID)?.key } : {}) };
  }

  /** As Zotero does: what the JSON does not name is gone. */
  fromJSON({ key: _key, version: _version, itemType, creators = [], tags = [], collections = [], dateModified: _date, relations: _relations, ...fields }) {
    if (fields.title === 'refused') throw new Error('Zotero refuses this');
    this.state.itemType = itemType;
    this.state.fields = fields;
    this.state.creators = creators;
    this.state.tags = tags;
    this.state.collections = collections.map((name) => this.zotero.Collections.getByLibraryAndKey(1, name).id);
  }

  async save(options = {}) {
    if (!this.zotero.inTransaction) throw new Error('save() needs a transaction');
    if (this.state.parentID && this.state.collections.length) throw new Error('a child cannot be in a collection');
    await null;
    if (!this.id) {
      this.id = ++this.zotero.serial;
      this.key = `KEY${String(this.id).padStart(5, 'A')}`;
      this.zotero.items.set(this.id, this);
    }
    this.zotero.saves.push({ id: this.id, options });
    this.zotero.queued(options, this.id);
  }

  saveTx(options) { return this.zotero.DB.executeTransaction(() => this.save(options)); }
  async reload() { this.state = clone(this.zotero.saved.get(this.id) ?? this.state); }
}

class Collection {
  constructor(zotero) {
    this.zotero = zotero;
    this.id = 0;
    this.key = '';
    this.libraryID = 1;
    this.name = '';
    this.parentID = 0;
    this.deleted = false;
  }

  async saveTx() {
    if (this.id) return;
    this.id = ++this.zotero.serial;
    this.key = `COL${String(this.id).padStart(5, 'A')}`;
    this.zotero.collections.set(this.id, this);
  }

  getChildItems(asIDs = false) {
    const items = [...this.zotero.items.values()].filter((item) => item.state.collections.includes(this.id) && !item.deleted);
    return asIDs ? items.map((item) => item.id) : items;
  }
}

/** Transactions that undo what they did when they fail. */
function databaseOf(zotero) {
  return { executeTransaction: async (work) => {
    if (zotero.inTransaction) throw new Error('Zotero waits for the other transaction, which waits for this one');
    const before = { items: new Map(zotero.items), serial: zotero.serial };
    zotero.inTransaction = true;
    try {
      const result = await work();
      for (const [id, item] of zotero.items) zotero.saved.set(id, clone(item.state));
      return result;
    } catch (error) {
      zotero.items = before.items;
      throw error;
    } finally {
      zotero.inTransaction = false;
    }
  } };
}

export function zoteroDouble() {
  const zotero = {
    serial: 0, items: new Map(), collections: new Map(), saved: new Map(), saves: [], told: [], errors: [], inTransaction: false,
    prefs: new Map(), observers: [], library: { libraryID: 1, name: 'My Library', editable: true, libraryType: 'user', waitForDataLoad: async () => {} },
    /** Of a save: with a queue it is told when that is committed. */
    queued({ notifierQueue }, id) {
      if (notifierQueue) notifierQueue.ids.push(id);
      else zotero.told.push([id]);
    },
    logError(error) { zotero.errors.push(error); },
    locale: 'en-US',
  };
  zotero.Item = class extends Item { constructor(type) { super(zotero, type); } };
  zotero.Collection = class extends Collection { constructor() { super(zotero); } };
  zotero.Libraries = { userLibraryID: 1, exists: (id) => id === 1 || id === 2, getAll: () => [zotero.library],
    get: (id) => (id === 1 ? zotero.library : { ...zotero.library, libraryID: 2, editable: false }) };
  zotero.Prefs = { get: (name) => zotero.prefs.get(name), set: (name, value) => { zotero.prefs.set(name, value); } };
  zotero.Items = {
    get: (id) => zotero.items.get(id) ?? false,
    getAsync: async (ids) => ids.map((id) => zotero.items.get(id)).filter(Boolean),
    getAll: async () => [...zotero.items.keys()],
    getByLibraryAndKey: (_library, key) => [...zotero.items.values()].find((item) => item.key === key) ?? false,
    loadDataTypes: async () => {},
    trashTx: async (ids) => { for (const id of ids) zotero.items.get(id).deleted = true; },
  };
  zotero.Collections = {
    get: (id) => zotero.collections.get(id) ?? false,
    getByLibrary: (_library, recursive = false) => [...zotero.collections.values()].filter((one) => recursive || !one.parentID),
    getByParent: (id) => [...zotero.collections.values()].filter((one) => one.parentID === id),
    getByLibraryAndKey: (_library, key) => [...zotero.collections.values()].find((one) => one.key === key) ?? false,
  };
  zotero.Notifier = {
    Queue: class { constructor() { this.ids = []; } },
    commit: async (queue) => { if (queue.ids.length) zotero.told.push(queue.ids); },
    registerObserver: (observer) => zotero.observers.push(observer), unregisterObserver: () => {},
  };
  zotero.Notes = { cleaned: 0, deleteUnusedEmbeddedImages: async () => { zotero.Notes.cleaned += 1; } };
  zotero.Attachments = { LINK_MODE_LINKED_URL: 3, imported: [],
    importEmbeddedImage: async ({ blob, parentItemID }) => {
      if (zotero.inTransaction) throw new Error('it starts a transaction of its own');
      zotero.Attachments.imported.push({ type: blob.type, parentItemID });
      return { key: `IMG${zotero.Attachments.imported.length}` };
    },
    importFromURL: async ({ url }) => { if (url.includes('gone')) throw new Error('404'); zotero.Attachments.imported.push({ url }); },
    linkFromURL: async ({ url }) => { zotero.Attachments.linked = url; } };
  zotero.DB = databaseOf(zotero);
  return zotero;
}

/** An item that lies in the library. */
export async function saved(zotero, fields, { collections = [], type = 'preprint', parent = 0, note = '' } = {}) {
  const item = new zotero.Item(type);
  Object.assign(item.state.fields, fields);
  item.parentID = parent;
  item.setCollections(collections);
  item.setNote(note);
  await item.saveTx();
  return item;
}

export async function collection(zotero, name, parentID = 0) {
  const made = new zotero.Collection();
  Object.assign(made, { name, parentID });
  await made.saveTx();
  return made;
}

/** A core that answers by a table of functions and notes what it was asked. */
export function coreDouble(answers) {
  const asked = [];
  return { asked, backend: { name: 'library', version: '0', path: '', close: async () => {},
    run: async (op, args) => {
      asked.push([op, args]);
      if (!answers[op]) throw new Error(`no answer for ${op}`);
      return answers[op](args);
    } } };
}
