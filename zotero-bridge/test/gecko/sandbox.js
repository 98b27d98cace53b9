// Run in the browser's chrome context: a sandbox with the globals that Zotero's plugin loader gives,
// the plugin's chrome:// address, and one script in it, from an address of its own since scripts are
// not loaded from files. Arguments: rootURI or '', folder's URI, the script in it, its global.
const [rootURI, folder, script, name] = args;
const { setTimeout, clearTimeout, setInterval, clearInterval, requestIdleCallback, cancelIdleCallback } =
  ChromeUtils.importESModule('resource://gre/modules/Timer.sys.mjs');
const sandbox = new Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal(), {
  sandboxName: 'sheaf-digest',
  wantGlobalProperties: ['atob', 'btoa', 'Blob', 'crypto', 'CSS', 'ChromeUtils', 'DOMParser', 'fetch', 'File', 'FileReader',
    'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'XMLHttpRequest'],
});
Object.assign(sandbox, { ChromeWorker, IOUtils, PathUtils, Services, Worker, XMLSerializer, Localization, setTimeout,
  clearTimeout, setInterval, clearInterval, requestIdleCallback, cancelIdleCallback, APP_SHUTDOWN: 2, ADDON_DISABLE: 4, Zotero: {} });
const state = globalThis.sheafTest ??= {};
const registry = Cc['@mozilla.org/addons/addon-manager-startup;1'].getService(Ci.amIAddonManagerStartup);
const register = (root, name, content) => registry.registerChrome(Services.io.newURI(`${root}manifest.json`), [['content', name, content]]);
state.chrome?.destruct();
state.scripts?.destruct();
state.chrome = rootURI ? register(rootURI, 'sheaf-digest', 'content/') : null;
state.scripts = register(folder, 'sheaf-test', './');
Services.scriptloader.loadSubScriptWithOptions(`chrome://sheaf-test/content/${script}`, { target: sandbox, ignoreCache: true });
state[name] = name in sandbox ? sandbox[name] : sandbox;
