// The score as a column of the item list. Its values come from memory: Zotero asks for them for each
// row while it sorts and draws. Main thread.

import { rounded } from './section.js';

const OFFSET = 100_000; // so that scores of any scale and sign sort as text, which is how columns sort

/** @param {number} score @returns {string} */
export function sortText(score) {
  return Number.isFinite(score) ? (Math.min(Math.max(score, -OFFSET), 9 * OFFSET) + OFFSET).toFixed(3).padStart(11, '0') : '';
}

/** @param {string} text */
export function shownText(text) {
  return text === '' ? '' : String(rounded(Number(text) - OFFSET));
}

/**
 * @param {any} zotero @param {string} pluginID @param {string} label
 * @param {(item: any) => number | undefined} scoreOf @returns {string | false}
 */
export function registerColumn(zotero, pluginID, label, scoreOf) {
  return zotero.ItemTreeManager.registerColumn({
    dataKey: 'sheaf-score', label, pluginID, enabledTreeIDs: ['main'], defaultIn: ['default'], width: '80', sortReverse: true,
    zoteroPersist: ['width', 'hidden', 'sortDirection', 'ordinal'],
    dataProvider: (/** @type {any} */ item) => sortText(scoreOf(item) ?? NaN),
    renderCell,
  });
}

/** @param {number} _index @param {string} data @param {{className: string}} column @param {boolean} _first @param {Document} doc */
function renderCell(_index, data, column, _first, doc) {
  const cell = doc.createElement('span');
  cell.className = `cell ${column.className}`;
  cell.textContent = shownText(data);
  return cell;
}
