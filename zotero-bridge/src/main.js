// What bootstrap.js calls. Holds the one App from startup to shutdown; main thread.
import { App } from './app.js';

/** @type {App | null} */
let app = null;

/**
 * Also opens the windows that are there already: Zotero tells of later ones only.
 * @param {{id: string, version: string, rootURI: string}} plugin
 * @param {any} zotero
 */
export async function startup(plugin, zotero) {
  app = new App(plugin, zotero);
  // First the windows: what start() adds to them is named by the messages they get here.
  for (const window of zotero.getMainWindows()) app.openWindow(window);
  await app.start();
}

/** Of a disabled, removed or replaced plugin; when Zotero quits this is not called. */
export async function shutdown() {
  const ending = app;
  app = null;
  await ending?.stop();
}

/** @param {Window} window */
export function onMainWindowLoad(window) { app?.openWindow(window); }

/** @param {Window} window */
export function onMainWindowUnload(window) { app?.closeWindow(window); }
