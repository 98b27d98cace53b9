// The preference pane's own parts: what Zotero's `preference` attribute cannot bind. Main thread.

import { childrenOf } from '../digest/collections.js';
import { BRANCH } from '../settings.js';
import { html } from './dom.js';

const MOST_COLLECTIONS = 1000;

/** @typedef {{name: string, state: string, detail: string, remedy?: string}} Check */

/**
 * @typedef {object} PaneHost
 * @property {any} zotero
 * @property {() => Promise<string>} readKey
 * @property {(key: string) => Promise<void>} writeKey
 * @property {() => Promise<{name: string, version: string, path: string, checks: Check[]}>} test opens the core anew
 */

/** Called by the pane when it is loaded. @param {Document} doc @param {PaneHost} host */
export async function openPane(doc, host) {
  const part = (/** @type {string} */ id) => /** @type {any} */ (doc.getElementById(`sheaf-pane-${id}`));
  parentMenu(part('parent'), host.zotero);
  const key = part('key');
  key.addEventListener('change', () => { void host.writeKey(key.value.trim()).catch((error) => showLines(part('result'), [error.message])); });
  part('test').addEventListener('click', () => { void test(part('test'), part('result'), host); });
  const model = () => { part('model-part').hidden = host.zotero.Prefs.get(`${BRANCH}provider`, true) !== 'llm'; };
  part('provider').addEventListener('change', model);
  model();
  key.value = await host.readKey();
}

/** Libraries that can be written to, with their collections. @param {HTMLSelectElement} select @param {any} zotero */
function parentMenu(select, zotero) {
  const doc = select.ownerDocument;
  const now = zotero.Prefs.get(`${BRANCH}parent`, true) || `${zotero.Libraries.userLibraryID}/`;
  for (const library of zotero.Libraries.getAll()) {
    if (!library.editable || !['user', 'group'].includes(library.libraryType)) continue;
    addPlace(select, `${library.libraryID}/`, library.name);
    addCollections(select, zotero, { libraryID: library.libraryID, parentID: null }, 1);
  }
  if (![...select.options].some((option) => option.value === now)) select.append(html(doc, 'option', { attributes: { value: now }, l10n: 'sheaf-pane-parent-gone' }));
  select.value = now;
  select.addEventListener('change', () => zotero.Prefs.set(`${BRANCH}parent`, select.value, true));
}

/**
 * @param {HTMLSelectElement} select @param {any} zotero @param {import('../digest/collections.js').Root} place
 * @param {number} depth
 */
function addCollections(select, zotero, place, depth) {
  for (const one of childrenOf(zotero, place)) {
    if (select.options.length >= MOST_COLLECTIONS) return;
    addPlace(select, `${place.libraryID}/${one.key}`, `${'\u2003'.repeat(depth)}${one.name}`);
    addCollections(select, zotero, { libraryID: place.libraryID, parentID: one.id }, depth + 1);
  }
}

/** @param {HTMLSelectElement} select @param {string} value @param {string} text */
function addPlace(select, value, text) {
  select.append(html(select.ownerDocument, 'option', { attributes: { value }, text }));
}

/** @param {HTMLButtonElement} button @param {HTMLElement} result @param {PaneHost} host */
async function test(button, result, host) {
  button.disabled = true;
  result.replaceChildren(html(result.ownerDocument, 'p', { l10n: 'sheaf-pane-testing' }));
  try {
    const { name, version, path, checks } = await host.test();
    showLines(result, [`${name} ${version}: ${path}`, ...checks.map(lineOf)]);
  } catch (error) {
    const { message, tried } = /** @type {Error & {tried?: {path: string, why: string}[]}} */ (error);
    showLines(result, tried?.length ? tried.map((one) => `${one.path}: ${one.why}`) : [message]);
  }
  button.disabled = false;
}

/** @param {Check} check */
function lineOf({ state, name, detail, remedy }) {
  return `${MARKS[state] ?? '•'} ${name}: ${detail}${remedy ? ` → ${remedy}` : ''}`;
}

/** @type {Record<string, string>} */
const MARKS = { ok: '✓', warn: '!', fail: '✗' };

/** @param {HTMLElement} place @param {string[]} lines */
function showLines(place, lines) {
  place.replaceChildren(html(place.ownerDocument, 'ul', { class: 'sheaf-checks' }, lines.map((text) => html(place.ownerDocument, 'li', { text }))));
}
