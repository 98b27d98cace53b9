// Zotero's entry points. All work is done by one bundled script, loaded without a cache, so that a
// reinstalled plugin runs its new code; chrome:// addresses are ours until shutdown.
// Main thread, in the plugin's own sandbox.
/* eslint no-unused-vars: "off" -- Zotero calls these by name */

/** @type {typeof import('./src/main.js') | null} */
var sheaf = null;
/** @type {{destruct: () => void} | null} */
var chromeHandle = null;

function install() {}
function uninstall() {}

/** @param {{id: string, version: string, rootURI: string}} plugin */
async function startup({ id, version, rootURI }) {
  const registry = Components.classes['@mozilla.org/addons/addon-manager-startup;1']
    .getService(Components.interfaces.amIAddonManagerStartup);
  chromeHandle = registry.registerChrome(Services.io.newURI(`${rootURI}manifest.json`),
    [['content', 'sheaf-digest', 'content/']]);
  /** @type {any} */
  const scope = { Zotero };
  Services.scriptloader.loadSubScriptWithOptions('chrome://sheaf-digest/content/sheaf.js', { target: scope, ignoreCache: true });
  sheaf = scope.SheafDigest;
  await sheaf?.startup({ id, version, rootURI }, Zotero);
}

/** @param {object} _plugin @param {number} reason */
async function shutdown(_plugin, reason) {
  // The windows and the process go away as they are; what a job holds is let go by a blocker of the core.
  if (reason === APP_SHUTDOWN) return;
  // Zotero does not wait for this: the next startup may come before it is done.
  const ending = sheaf, handle = chromeHandle;
  sheaf = chromeHandle = null;
  try {
    await ending?.shutdown();
  } finally {
    handle?.destruct();
  }
}

/** @param {{window: Window}} event */
function onMainWindowLoad({ window }) {
  return sheaf?.onMainWindowLoad(window);
}

/** @param {{window: Window}} event */
function onMainWindowUnload({ window }) {
  return sheaf?.onMainWindowUnload(window);
}
