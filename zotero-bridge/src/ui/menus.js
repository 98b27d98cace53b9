// The menus: everything under Tools, what concerns a collection or an item in its own menu.
// Labels come from Fluent, as Zotero's menu manager wants them. Main thread.

/**
 * @typedef {object} MenuHost
 * @property {string} pluginID
 * @property {string} icon
 * @property {() => boolean} running
 * @property {(window: Window, command: string) => void} run one of Tools' commands
 * @property {(collection: any) => boolean} isDigest a collection of a digest
 * @property {(window: Window, collection: any) => void} remove
 * @property {(item: any) => boolean} isTold a digest told of it
 * @property {(items: any[], kind: 'kept' | 'dismissed') => void} judge
 */

const TOOLS = ['today', 'catch-up', 'show', 'import', 'cancel', 'settings'];

/** @param {Event} event @returns {Window} */
function windowOf(event) {
  return /** @type {Window} */ (/** @type {Element} */ (event.target).ownerDocument.defaultView);
}

/**
 * The one collection that is selected. Zotero 9 tells its row by a name that throws in 10.
 * @param {any} context @returns {any | null}
 */
function collectionOf(context) {
  const rows = 'collectionTreeRows' in context ? context.collectionTreeRows : [context.collectionTreeRow];
  return rows.length === 1 && rows[0]?.isCollection() ? rows[0].ref : null;
}

/** @param {any} zotero @param {MenuHost} host @returns {(string | false)[]} what unregisters them */
export function registerMenus(zotero, host) {
  const register = (/** @type {string} */ menuID, /** @type {string} */ target, /** @type {object[]} */ menus) =>
    zotero.MenuManager.registerMenu({ menuID, pluginID: host.pluginID, target, menus });
  return [
    register('sheaf-tools', 'main/menubar/tools', [toolsMenu(host)]),
    register('sheaf-collection', 'main/library/collection', [removeMenu(host)]),
    register('sheaf-item', 'main/library/item', [opinionMenu(host, 'kept'), opinionMenu(host, 'dismissed')]),
  ];
}

/** @param {MenuHost} host */
function toolsMenu(host) {
  return { menuType: 'submenu', l10nID: 'sheaf-menu', icon: host.icon, menus: TOOLS.map((command) => ({
    menuType: 'menuitem', l10nID: `sheaf-menu-${command}`,
    onShowing: (/** @type {Event} */ _event, /** @type {any} */ context) =>
      context.setEnabled(['show', 'settings'].includes(command) || host.running() === (command === 'cancel')),
    onCommand: (/** @type {Event} */ event) => host.run(windowOf(event), command),
  })) };
}

/** @param {MenuHost} host */
function removeMenu(host) {
  return { menuType: 'menuitem', l10nID: 'sheaf-menu-remove', icon: host.icon,
    onShowing: (/** @type {Event} */ _event, /** @type {any} */ context) => {
      const collection = collectionOf(context);
      context.setVisible(Boolean(collection && host.isDigest(collection)));
      context.setEnabled(!host.running());
    },
    onCommand: (/** @type {Event} */ event, /** @type {any} */ context) => {
      const collection = collectionOf(context);
      if (collection) host.remove(windowOf(event), collection);
    } };
}

/** @param {MenuHost} host @param {'kept' | 'dismissed'} kind */
function opinionMenu(host, kind) {
  return { menuType: 'menuitem', l10nID: `sheaf-menu-${kind}`, icon: host.icon,
    onShowing: (/** @type {Event} */ _event, /** @type {any} */ context) => context.setVisible((context.items ?? []).some(host.isTold)),
    onCommand: (/** @type {Event} */ _event, /** @type {any} */ context) => host.judge((context.items ?? []).filter(host.isTold), kind) };
}
