// Where digests lie in a library: below a parent the reader chose, one collection a day.
// Main thread.

/** @typedef {{libraryID: number, parentID: number | null}} Root */

/**
 * Where the reader wants digests: "libraryID/KEY" of a collection, "libraryID/" of a library, '' for
 * My Library. A parent that is gone falls back to its library, a library that is gone or read-only to ours.
 * @param {any} zotero
 * @param {string} setting
 * @returns {Promise<Root>}
 */
export async function rootOf(zotero, setting) {
  const own = { libraryID: zotero.Libraries.userLibraryID, parentID: null };
  const match = /^(\d+)\/([A-Z0-9]{8})?$/.exec(setting);
  if (!match) return own;
  const libraryID = Number(match[1]);
  const library = zotero.Libraries.exists(libraryID) ? zotero.Libraries.get(libraryID) : null;
  if (!library?.editable) return own;
  await library.waitForDataLoad('collection');
  const parent = match[2] ? zotero.Collections.getByLibraryAndKey(libraryID, match[2]) : null;
  return { libraryID, parentID: parent && !parent.deleted ? parent.id : null };
}

/** @param {any} zotero @param {Root} place @returns {any[]} those right below */
export function childrenOf(zotero, { libraryID, parentID }) {
  const all = parentID ? zotero.Collections.getByParent(parentID) : zotero.Collections.getByLibrary(libraryID);
  return all.filter((/** @type {any} */ one) => !one.deleted && (parentID ? one.parentID === parentID : !one.parentID));
}

/**
 * The last collection of a path; null when a part of it is not there.
 * @param {any} zotero @param {Root} root @param {string[]} names
 */
export function findPath(zotero, root, names) {
  let at = null;
  let parentID = root.parentID;
  for (const name of names) {
    at = childrenOf(zotero, { libraryID: root.libraryID, parentID }).find((one) => one.name === name) ?? null;
    if (!at) return null;
    parentID = at.id;
  }
  return at;
}

/**
 * Finds it or makes what is missing.
 * @param {any} zotero @param {Root} root @param {string[]} names @returns {Promise<any>}
 */
export async function makePath(zotero, root, names) {
  let at = null;
  let parentID = root.parentID;
  for (const name of names) {
    at = findPath(zotero, { libraryID: root.libraryID, parentID }, [name]);
    if (!at) {
      at = new zotero.Collection();
      at.libraryID = root.libraryID;
      at.name = name;
      if (parentID) at.parentID = parentID;
      await at.saveTx({ skipSelect: true });
    }
    parentID = at.id;
  }
  return at;
}

/** A collection and all below it. @param {any} zotero @param {any | null} top @returns {any[]} */
export function withDescendants(zotero, top) {
  if (!top) return [];
  const all = [top];
  for (let next = 0; next < all.length; ++next)
    all.push(...childrenOf(zotero, { libraryID: all[next].libraryID, parentID: all[next].id }));
  return all;
}

/** "Reading/Transformers". @param {any} zotero @param {any} collection */
export function pathName(zotero, collection) {
  const names = [];
  for (let at = collection; at && names.length < 64; at = at.parentID ? zotero.Collections.get(at.parentID) : null) names.unshift(at.name);
  return names.join('/');
}
