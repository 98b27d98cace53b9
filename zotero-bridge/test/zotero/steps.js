// What the test does inside Zotero: the body of an async function, run by the driver's endpoint with the
// name of a step and its arguments.
const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
const [step, ...given] = args;
const window = Zotero.getMainWindow(), { document } = window;
const pause = (ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); });

/** What `look` gives once it is true; null when it is not in time. */
async function soon(look, ms = 60000) {
  for (const until = Date.now() + ms; Date.now() < until; await pause(50)) {
    const found = await look();
    if (found) return found;
  }
  return null;
}

/** A popup as it is when a reader opens it. */
function show(popup) {
  popup.dispatchEvent(new window.Event('popupshowing', { cancelable: true }));
  return popup;
}

/** Whether somebody answers for a chrome:// address. */
function registered(address) {
  try {
    return Boolean(Cc['@mozilla.org/chrome/chrome-registry;1'].getService(Ci.nsIChromeRegistry).convertChromeURL(Services.io.newURI(address)));
  } catch {
    return false;
  }
}

/** The entries of the plugin's menu under Tools: [message, label, enabled]. */
async function menu() {
  const tools = show(document.getElementById('menu_ToolsPopup'));
  const ours = tools.querySelector('[data-l10n-id="sheaf-menu"]');
  if (!ours) return [];
  const items = [...show(ours.menupopup).children];
  await document.l10n.translateElements([ours, ...items]);
  return [ours, ...items].map((item) => item);
}

const steps = {
  async state(id) {
    const addon = await AddonManager.getAddonByID(id);
    const reached = registered('chrome://sheaf-digest/content/worker.js');
    const manager = Cc['@mozilla.org/dom/workers/workerdebuggermanager;1'].getService(Ci.nsIWorkerDebuggerManager);
    return { zotero: Zotero.version, gecko: Services.appinfo.platformVersion, active: addon?.isActive ?? false, version: addon?.version, reached,
      menu: (await menu()).map((item) => [item.dataset.l10nId, item.getAttribute('label'), !item.hasAttribute('disabled')]),
      left: document.querySelectorAll('[id^="sheaf-"], link[href*="sheaf"]').length,
      workers: [...manager.getWorkerDebuggerEnumerator()].filter(({ url }) => url.includes('sheaf-digest')).length };
  },

  set(name, value) { Zotero.Prefs.set(name, value, true); },

  /** Presses an entry of the menu. */
  async press(message) {
    const item = (await menu()).find((each) => each.dataset.l10nId === message);
    if (!item) throw new Error(`there is no ${message} in the menu`);
    item.doCommand();
  },

  /** Waits for `count` items in a collection of this name, then tells of them. */
  async collected(name, count) {
    const library = Zotero.Libraries.userLibraryID;
    const find = async () => Zotero.Collections.getByLibrary(library, true).find((each) => each.name === name);
    const whole = await soon(async () => ((await find())?.getChildItems().length ?? 0) >= count);
    const collection = await find();
    if (!collection) return { items: [], whole: false };
    const items = collection.getChildItems();
    return { whole: Boolean(whole), parent: Zotero.Collections.get(collection.parentID)?.name ?? '',
      items: items.map((item) => ({ type: Zotero.ItemTypes.getName(item.itemTypeID), title: item.getField('title'),
        archiveID: item.getField('archiveID'), notes: item.getNotes().length, attachments: item.getAttachments().length })) };
  },

  /** Whether the menu says that nothing runs (or something does). */
  async running(wanted) {
    return soon(async () => {
      const cancel = (await menu()).find((item) => item.dataset.l10nId === 'sheaf-menu-cancel');
      return cancel && cancel.hasAttribute('disabled') !== wanted;
    });
  },

  items() { return Zotero.Items.getAll(Zotero.Libraries.userLibraryID, true).then((items) => items.length); },

  async disable(id) { await (await AddonManager.getAddonByID(id)).disable(); },
  async enable(id) { await (await AddonManager.getAddonByID(id)).enable(); },

  async install(path) {
    const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs');
    const install = await AddonManager.getInstallForFile(new FileUtils.File(path));
    await install.install();
    return install.error;
  },

  process() { return Services.appinfo.processID; },
  quit() { window.setTimeout(() => Services.startup.quit(Services.startup.eAttemptQuit), 100); },

  /** Presses `message` ('' nothing) and ticks for `ms`, looking at nothing; the longest gaps, in ms. */
  async ticks(message, ms) {
    const item = message && (await menu()).find((each) => each.dataset.l10nId === message);
    await pause(500);
    const gaps = [];
    let last = window.performance.now(), timer = 0;
    const tick = () => {
      const now = window.performance.now();
      gaps.push(now - last);
      last = now;
      timer = window.setTimeout(tick, 1);
    };
    tick();
    if (item) item.doCommand();
    await pause(ms);
    window.clearTimeout(timer);
    return { ticks: gaps.length, longest: gaps.sort((a, b) => b - a).slice(0, 10), over: gaps.filter((gap) => gap > 16).length };
  },

  pause,

  /** Lines of the error console that name the plugin. */
  complaints() {
    return Services.console.getMessageArray().map((message) => String(message.message ?? message))
      .filter((text) => /sheaf/i.test(text) && /error|exception/i.test(text)).slice(-5);
  },
};
return steps[step](...given);
