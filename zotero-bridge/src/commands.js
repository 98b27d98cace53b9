// What menus, windows and the preference pane call. Main thread.

import { writeKey, readKey } from './secrets.js';
import { profileOf, readSettings } from './settings.js';
import { openDigestWindow } from './ui/digest_window.js';
import { openPane } from './ui/preferences.js';

const FILE_PICKER = 'chrome://zotero/content/modules/filePicker.mjs';

export class Commands {
  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.app = app;
    /** @type {Map<Window, Window>} digest windows by the main window they were opened from */
    this.digests = new Map();
  }

  /** @param {string} icon @returns {import('./ui/menus.js').MenuHost} */
  menuHost(icon) {
    const { app } = this;
    return { pluginID: app.plugin.id, icon, running: () => app.runner.running,
      run: (window, command) => { void this.run(window, command); },
      isDigest: (collection) => app.runner.isDigest(collection),
      remove: (window, collection) => { void this.remove(window, collection); },
      isTold: (item) => app.ledger.of(item) !== undefined,
      judge: (items, kind) => { void this.guarded(() => app.papers.judge(items, kind)); } };
  }

  /** @param {Window} window @param {string} command */
  async run(window, command) {
    const { runner, zotero } = this.app;
    if (command === 'today') await runner.today();
    else if (command === 'catch-up') await runner.catchUp();
    else if (command === 'cancel') runner.cancel();
    else if (command === 'show') this.showDigest(window);
    else if (command === 'import') await this.guarded(() => this.importPages(window));
    else if (command === 'settings') zotero.Utilities.Internal.openPreferences('sheaf-pane');
  }

  /** Failures of what is done on the side are told like those of a run. @param {() => Promise<void>} work */
  async guarded(work) {
    try {
      await work();
    } catch (error) {
      this.app.zotero.logError(error);
      this.app.notices.failed({ id: 'sheaf-notice-failed' }, [String(/** @type {Error} */ (error).message ?? error)]);
    }
  }

  /** @param {Window} window */
  async importPages(window) {
    const { FilePicker } = ChromeUtils.importESModule(FILE_PICKER);
    const picker = new FilePicker();
    picker.init(window, await this.app.label('sheaf-import-title'), picker.modeOpen);
    picker.appendFilter('Digests', '*.md; *.jsonl; *.json; *.html; *.zip; *.gz');
    picker.appendFilters(picker.filterAll);
    if (await picker.show() === picker.returnOK) await this.app.runner.importPages(picker.file.path ?? picker.file);
  }

  /** @param {Window} window @param {any} collection */
  async remove(window, collection) {
    const [title, text] = [await this.app.label('sheaf-remove-title'), await this.app.label('sheaf-remove-text')];
    if (Services.prompt.confirm(window, title, text)) await this.app.runner.remove(collection);
  }

  /** @param {any} collection */
  showCollection(collection) {
    const window = this.app.zotero.getMainWindow();
    window?.focus();
    void window?.ZoteroPane?.collectionsView?.selectCollection(collection.id);
  }

  /** @param {Window} parent */
  showDigest(parent) {
    const { app } = this;
    const open = this.digests.get(parent);
    if (open && !open.closed) return open.focus();
    this.digests.set(parent, openDigestWindow(parent, {
      language: () => app.zotero.locale,
      digest: () => this.latest(),
      open: (paper) => this.openPaper(paper),
      save: (_paper, entry) => { void app.runner.save(entry); },
      judge: (paper, kind) => { void this.guarded(() => app.papers.judgePaper(paper.id, kind)); },
      mindmap: (entry) => app.papers.entryMindmap(entry),
      launch: (url) => this.launch(url),
    }));
  }

  /** @param {Window} parent */
  closeDigest(parent) {
    this.digests.get(parent)?.close();
    this.digests.delete(parent);
  }

  /** The one made last, else the latest of the store. */
  async latest() {
    const { app } = this;
    if (app.runner.latest) return app.runner.latest;
    try {
      const { digest } = await (await app.backend()).run('digest', { profile: profileOf(readSettings(app.zotero), app.endpoints()), offline: true });
      app.runner.latest = digest;
      return digest;
    } catch (error) {
      app.zotero.logError(error); // nothing was fetched yet; the window says so
      return null;
    }
  }

  /** Its item, where there is one. @param {import('../../core/view/types').Paper} paper */
  openPaper(paper) {
    const { zotero, ledger } = this.app;
    const place = ledger.placeOf(paper.id);
    const item = place && zotero.Items.getByLibraryAndKey(place.libraryID, place.key);
    if (!item || item.deleted) return this.launch(paper.abs_url ?? `https://arxiv.org/abs/${encodeURI(paper.id)}`);
    const window = zotero.getMainWindow();
    window?.focus();
    void window?.ZoteroPane?.selectItem(item.id);
  }

  /** @param {string} url */
  launch(url) {
    if (/^https?:\/\//i.test(url)) this.app.zotero.launchURL(url);
  }

  /** Called by the preference pane. @param {Document} doc */
  openPane(doc) {
    const { app } = this;
    /** @type {any} */ (doc.defaultView).MozXULElement.insertFTLIfNeeded('sheaf-preferences.ftl');
    return openPane(doc, { zotero: app.zotero, readKey: () => readKey(Services), writeKey: (key) => writeKey(Services, Components, key),
      test: () => this.test() });
  }

  /** Opens the core anew, by the settings as they are, and lets it look at itself. */
  async test() {
    const { app } = this;
    if (!app.runner.running) await app.closeBackend();
    const backend = await app.backend();
    const { checks } = await backend.run('doctor', { profile: profileOf(readSettings(app.zotero), app.endpoints()) }, { env: await app.secrets() });
    return { name: backend.name, version: backend.version, path: backend.path, checks };
  }
}
