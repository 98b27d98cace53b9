// Finds the core and opens it: the library of the XPI first, one of the system, the program otherwise.
// Nothing is ever downloaded; what was tried is told.
// Main thread.
import { CoreError } from './contract.js';
import { NativeBackend } from './native.js';
import { ProcessBackend } from './process.js';
import { libraryName, unpackLibrary } from './unpack.js';

/**
 * @typedef {object} Places
 * @property {string} rootURI of the plugin, as bootstrap.js gets it
 * @property {string} path the reader's own setting (extensions.sheaf.path): a libsheaf or the sheaf program; '' looks for it
 * @property {string} store path of Sheaf's database; '' is the place it shares with the other hosts
 * @property {string} userAgent said to servers, such as "zotero/10.0.5"
 * @property {string} [folder] where the library is unpacked; sheaf-digest/native of the profile by default
 * @property {string[]} [prefixes] where a system has bin/sheaf and lib/
 */

/** @typedef {import('./contract.js').Backend} Backend */
/** @typedef {import('./contract.js').Tried} Tried */

const PREFIXES = ['/usr/local', '/usr', '/opt/homebrew'];

/**
 * The first that works. Rejects with a CoreError whose message tells every path tried and why it did
 * not do; the same as a list in its `tried`.
 * @param {Places} places
 * @returns {Promise<{backend: Backend, tried: Tried[]}>} tried: what did not do before it
 */
export async function openBackend(places) {
  const store = places.store || defaultStore();
  /** @type {Tried[]} */
  const tried = [];
  for (const { path, open } of candidates(places, store)) {
    try {
      const backend = await open();
      blockQuitting(backend);
      return { backend, tried };
    } catch (error) {
      tried.push({ path, why: /** @type {Error} */ (error).message });
    }
  }
  const told = tried.map(({ path, why }) => `${path} (${why})`).join('; ');
  throw Object.assign(new CoreError('SHEAF_E_UNSUPPORTED', `Sheaf's core was not found. Tried ${told}.`), { tried });
}

/** @param {Places} places @param {string} store @returns {{path: string, open: () => Promise<Backend>}[]} */
function candidates({ rootURI, path: setting, userAgent, folder, prefixes = PREFIXES }, store) {
  const present = (/** @type {string} */ path, /** @type {() => Promise<Backend>} */ open) => ({ path, open: async () => {
    if (!await IOUtils.exists(path)) throw new Error('not there');
    return open();
  } });
  const library = (/** @type {string} */ path) => present(path, () => NativeBackend.open(path, store, userAgent));
  const program = (/** @type {string} */ path) => present(path, () => ProcessBackend.open(path, store));
  if (setting) return [/\.(so|dylib|dll)(\.[\d.]+)?$/.test(setting) ? library(setting) : program(setting)];
  const name = libraryName();
  const unpacked = async () => {
    const place = folder ?? PathUtils.join(PathUtils.profileDir, 'sheaf-digest', 'native');
    return NativeBackend.open(await unpackLibrary(rootURI, place), store, userAgent);
  };
  return [{ path: `native/${name}`, open: unpacked },
    ...prefixes.flatMap((prefix) => systemLibraries(prefix, name)).map(library),
    ...prefixes.map((prefix) => program(`${prefix}/bin/sheaf${name.endsWith('.dll') ? '.exe' : ''}`))];
}

/** With the folder that Debian's systems have for each machine. @param {string} prefix @param {string} name of libraryName() */
function systemLibraries(prefix, name) {
  const [system, file] = name.split('/');
  if (!system.startsWith('linux-')) return [`${prefix}/lib/${file}`];
  const machine = system.endsWith('-arm64') ? 'aarch64' : 'x86_64';
  return [`${prefix}/lib/${file}.1`, `${prefix}/lib/${machine}-linux-gnu/${file}.1`];
}

/** As the command line finds it: $SHEAF_STORE, else sheaf/sheaf.db below $XDG_DATA_HOME or ~/.local/share. */
export function defaultStore() {
  const named = Services.env.get('SHEAF_STORE');
  if (named) return named;
  const data = Services.env.get('XDG_DATA_HOME');
  const home = Services.dirsvc.get('Home', Components.interfaces.nsIFile).path;
  return PathUtils.join(data.startsWith('/') ? data : PathUtils.join(home, '.local', 'share'), 'sheaf', 'sheaf.db');
}

/**
 * Jobs are ended before the process is: a library whose threads still run must not be torn down.
 * Changes `backend.close` so that it takes the blocker along.
 * @param {Backend} backend
 */
function blockQuitting(backend) {
  const { AsyncShutdown } = ChromeUtils.importESModule('resource://gre/modules/AsyncShutdown.sys.mjs');
  const phase = AsyncShutdown.profileBeforeChange;
  const close = backend.close.bind(backend);
  const blocker = () => close();
  try {
    phase.addBlocker('Sheaf: ending its jobs', blocker);
  } catch {
    return; // quitting already: nothing will be started any more
  }
  backend.close = () => {
    phase.removeBlocker(blocker);
    return close();
  };
}
