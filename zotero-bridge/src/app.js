// The plugin while it runs: what every part shares, and what ties the parts to Zotero. Main thread.
import { openBackend } from './backend/open.js';
import { Commands } from './commands.js';
import { Daily } from './digest/daily.js';
import { Ledger } from './digest/ledger.js';
import { Papers } from './digest/paper.js';
import { Runner } from './digest/runner.js';
import { LibraryFeed } from './learning/library_feed.js';
import { readKey } from './secrets.js';
import { BRANCH, declareDefaults, LLM_VARIABLE, readSettings } from './settings.js';
import { pause } from './slices.js';
import { registerColumn } from './ui/column.js';
import { registerMenus } from './ui/menus.js';
import { Notices } from './ui/notices.js';
import { registerSection } from './ui/section.js';

/** @typedef {import('./backend/contract.js').Backend} Backend */

const MESSAGES = ['sheaf-main.ftl', 'sheaf-preferences.ftl'];
const STYLES = 'chrome://sheaf-digest/content/sheaf.css';
const ICON = 'chrome://sheaf-digest/content/icons/sheaf.svg';
const AFTER_START = 15_000; // Zotero's own start comes first

export class App {
  /**
   * @param {{id: string, version: string, rootURI: string}} plugin
   * @param {any} zotero
   */
  constructor(plugin, zotero) {
    this.plugin = plugin;
    this.zotero = zotero;
    /** @type {Promise<Backend> | null} */
    this.opening = null;
    this.stopped = false;
    /** @type {(() => void)[]} what takes back what was registered */
    this.undo = [];
    const shared = { zotero, backend: () => this.backend(), settings: () => readSettings(zotero) };
    this.notices = new Notices({ cancel: () => this.runner.cancel(), show: (collection) => this.commands.showCollection(collection) });
    this.ledger = new Ledger(zotero.DataDirectory.dir, { io: IOUtils, join: PathUtils.join, onChange: (places) => this.redraw(places) });
    this.papers = new Papers({ ...shared, ledger: this.ledger });
    this.runner = new Runner({ ...shared, ledger: this.ledger, telling: this.notices, env: () => this.secrets(), endpoints: () => this.endpoints() });
    this.feed = new LibraryFeed({ zotero, backend: shared.backend, wanted: () => readSettings(zotero).learn,
      digestCollections: (libraryID) => this.runner.digestCollections(libraryID), removed: (item) => Boolean(this.ledger.of(item)?.removed) });
    this.daily = new Daily(zotero, shared.settings, () => this.runner.catchUp());
    this.commands = new Commands(this);
  }

  async start() {
    const { zotero, plugin } = this;
    declareDefaults(Services);
    zotero.SheafDigest = this.commands; // what the preference pane calls
    this.undo.push(() => { delete zotero.SheafDigest; });
    const menus = registerMenus(zotero, this.commands.menuHost(ICON));
    const section = registerSection(zotero, { pluginID: plugin.id, icon: ICON, told: (item) => this.ledger.of(item),
      explain: (item) => this.papers.explain(item), mindmap: (item) => this.papers.mindmap(item),
      judge: (item, kind) => this.papers.judge([item], kind) });
    this.undo.push(() => { for (const menu of menus) if (menu) zotero.MenuManager.unregisterMenu(menu); },
      () => { if (section) zotero.ItemPaneManager.unregisterSection(section); });
    await this.ledger.load();
    const column = registerColumn(zotero, plugin.id, await this.label('sheaf-column'), (item) => this.ledger.of(item)?.score);
    this.undo.push(() => { if (column) zotero.ItemTreeManager.unregisterColumn(column); });
    await zotero.PreferencePanes.register({ pluginID: plugin.id, id: 'sheaf-pane', src: `${plugin.rootURI}content/preferences.xhtml`,
      image: ICON, stylesheets: [STYLES] });
    const learning = zotero.Prefs.registerObserver(`${BRANCH}learn`, () => { void this.learnOrForget(); }, true);
    this.undo.push(() => zotero.Prefs.unregisterObserver(learning));
    this.feed.start();
    void this.afterStart();
  }

  /** What may wait until Zotero is at rest. */
  async afterStart() {
    await pause(AFTER_START);
    if (this.stopped) return;
    await this.daily.start();
    if (readSettings(this.zotero).learn) await this.learnOrForget();
  }

  /** As the reader's setting is now: the core has his library, or nothing of it. */
  async learnOrForget() {
    const work = readSettings(this.zotero).learn ? this.feed.handOverAll() : this.feed.takeBack();
    await work.catch((error) => this.zotero.logError(error));
  }

  /** The core, opened when it is first needed; a failure is told again at the next call. @returns {Promise<Backend>} */
  backend() {
    const { path, store } = readSettings(this.zotero);
    this.opening ??= openBackend({ ...this.plugin, userAgent: `zotero/${this.zotero.version}`, path, store }).then(({ backend }) => backend);
    this.opening.catch(() => { this.opening = null; });
    return this.opening;
  }

  /** Lets the core go; the next call opens it by the settings of then. */
  async closeBackend() {
    const opening = this.opening;
    this.opening = null;
    await opening?.then((backend) => backend.close(), () => {});
  }

  async stop() {
    this.stopped = true;
    this.daily.stop();
    this.runner.cancel();
    const feeding = this.feed.stop();
    for (const undo of this.undo.splice(0).reverse()) undo();
    for (const window of [...this.notices.places.keys()]) this.closeWindow(window);
    await this.closeBackend();
    await feeding;
    await this.ledger.close();
  }

  /** @param {Window} window */
  openWindow(window) {
    const { document } = window;
    for (const file of MESSAGES) /** @type {any} */ (window).MozXULElement.insertFTLIfNeeded(file);
    const styles = document.createElementNS('http://www.w3.org/1999/xhtml', 'link');
    styles.setAttribute('rel', 'stylesheet');
    styles.setAttribute('href', STYLES);
    styles.id = 'sheaf-styles';
    document.documentElement.append(styles);
    this.notices.attach(window);
  }

  /** @param {Window} window */
  closeWindow(window) {
    this.notices.detach(window);
    this.commands.closeDigest(window);
    window.document.getElementById('sheaf-styles')?.remove();
    for (const file of MESSAGES) window.document.querySelector(`link[href="${file}"]`)?.remove();
  }

  /**
   * Rows of the list and the item pane; not the columns, which would read the whole library again.
   * @param {{libraryID: number, key: string}[]} places
   */
  redraw(places) {
    const ids = places.map(({ libraryID, key }) => this.zotero.Items.getIDFromLibraryAndKey(libraryID, key)).filter(Boolean);
    if (ids.length > 0) void this.zotero.Notifier.trigger('refresh', 'item', ids, {}, true);
  }

  /** What the core asks for by name while a job runs. @returns {Promise<Record<string, string>>} */
  async secrets() {
    const key = await readKey(Services);
    return key ? { [LLM_VARIABLE]: key } : {};
  }

  /** Other servers than arXiv's own, as JSON in a setting without a control: a mirror, or a test's. @returns {object | undefined} */
  endpoints() {
    const text = this.zotero.Prefs.get(`${BRANCH}endpoints`, true);
    try {
      return text ? JSON.parse(text) : undefined;
    } catch (error) {
      this.zotero.logError(error);
      return undefined;
    }
  }

  /** A label where Zotero takes no Fluent id. @param {string} id @returns {Promise<string>} */
  async label(id) {
    return await new Localization(MESSAGES).formatValue(id) ?? 'Sheaf';
  }
}
