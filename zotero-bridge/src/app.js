// The plugin while it runs: what every part shares. Main thread.
import { openBackend } from './backend/open.js';

/** @typedef {import('./backend/contract.js').Backend} Backend */

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
  }

  async start() {}

  /** The core, opened when it is first needed; a failure is told again at the next call. @returns {Promise<Backend>} */
  backend() {
    const { Prefs, version } = this.zotero;
    this.opening ??= openBackend({ ...this.plugin, userAgent: `zotero/${version}`,
      path: Prefs.get('extensions.sheaf.path', true) ?? '', store: Prefs.get('extensions.sheaf.store', true) ?? '' })
      .then(({ backend }) => backend);
    this.opening.catch(() => { this.opening = null; });
    return this.opening;
  }

  async stop() {
    const opening = this.opening;
    this.opening = null;
    await opening?.then((backend) => backend.close(), () => {});
  }

  /** @param {Window} _window */
  openWindow(_window) {}

  /** @param {Window} _window */
  closeWindow(_window) {}
}
