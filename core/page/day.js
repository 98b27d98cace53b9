// The page of one day: the digest view with the day built in, what the reader keeps, drawn mindmaps.
// @ts-check

/** @typedef {import('../view/types').Digest} Digest */
/** @typedef {import('../view/types').Entry} Entry */
/** @typedef {import('../view/types').Paper} Paper */

import { DigestView } from '../view/digest-view.js';
import { element, safeUrl } from '../view/dom.js';
import { applyTheme, opinions, remember, saveOpinions, toggleTheme } from './memory.js';
import { drawTree } from './svg.js';
import { pageWords } from './words.js';

const PARTS = ['motivation', 'method', 'result', 'conclusion'];
const language = document.documentElement.lang;
const words = pageWords(language);
const known = opinions();
/** @type {Digest} */
const digest = JSON.parse(document.getElementById('sheaf-data')?.textContent ?? '{}');
const wanted = wantedPaper();

/** The paper that a link of the index leads to. */
function wantedPaper() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // somebody's own link, wrongly written
  }
}

/** The view with the abstract below each card, made when it is opened. */
class PageView extends DigestView {
  /** Articles in a page of their own need no roles of a list. @param {Digest} digest */
  show(digest) {
    super.show(digest);
    this.list?.removeAttribute('role');
  }

  /** @param {import('../view/digest-view.js').Row} row */
  cardOf(row) {
    const known = row.element;
    const box = super.cardOf(row);
    if (known) return box;
    box.removeAttribute('role');
    const more = /** @type {HTMLDetailsElement} */ (element(box, 'details', 'page-more'));
    element(more, 'summary', '', {}, words.abstract);
    more.addEventListener('toggle', () => { if (more.childElementCount === 1) fill(more, row.entry); });
    if (row.entry.paper.id === wanted) requestAnimationFrame(() => { box.focus(); box.scrollIntoView({ block: 'start' }); });
    return box;
  }
}

/** @type {Map<Entry, Record<string, string>> | null} */
let texts = null;
/** The long texts lie apart and are read when the first is wanted: they are most of a page. @param {Entry} entry */
function textsOf(entry) {
  if (!texts) {
    const read = JSON.parse(document.getElementById('sheaf-texts')?.textContent ?? '[]');
    texts = new Map(digest.entries.map((one, i) => [one, read[i] ?? {}]));
  }
  return texts.get(entry) ?? {};
}

/** @param {HTMLElement} more @param {Entry} entry */
function fill(more, entry) {
  const parts = textsOf(entry), { paper } = entry;
  const list = element(more, 'dl', 'page-parts');
  for (const name of PARTS) {
    if (!parts[name]) continue;
    element(list, 'dt', '', {}, /** @type {Record<string, any>} */ (words)[name]);
    element(list, 'dd', '', {}, parts[name]);
  }
  if (list.childElementCount === 0) list.remove();
  for (const text of (parts.abstract ?? '').split('\n')) element(more, 'p', '', {}, text);
  const id = element(more, 'p', 'page-id');
  const url = safeUrl(paper.abs_url);
  if (url) element(id, 'a', '', { href: url, rel: 'noopener', target: '_blank' }, paper.id);
  else id.textContent = paper.id;
}

/** @param {Paper} paper @param {import('../view/types').Opinion} opinion */
function keep(paper, opinion) {
  remember(known, paper.id, { opinion, title: paper.title, day: digest.day, at: new Date().toISOString() });
}

/** @param {HTMLElement} place */
function openView(place) {
  return new PageView(place, {
    language,
    open: (paper) => { const url = safeUrl(paper.abs_url); if (url) window.open(url, '_blank', 'noopener'); },
    feedback: (paper, opinion) => keep(paper, opinion),
    drawMindmap: (where, entry) => {
      where.tabIndex = 0; // a wide one is scrolled
      where.setAttribute('role', 'group');
      where.setAttribute('aria-label', entry.summary.mindmap?.label ?? '');
      if (entry.summary.mindmap) drawTree(where, entry.summary.mindmap);
      return true;
    },
  });
}

function start() {
  applyTheme();
  const place = /** @type {HTMLElement} */ (document.getElementById('sheaf'));
  for (const entry of digest.entries) entry.opinion = known.get(entry.paper.id)?.opinion ?? 'none';
  const view = openView(place);
  view.show(digest);
  performance.mark('sheaf-shown');
  const button = /** @type {HTMLButtonElement} */ (document.getElementById('kept'));
  const showKept = () => {
    const only = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(only));
    const query = view.query;
    view.show(only ? { ...digest, entries: digest.entries.filter((entry) => entry.opinion === 'kept') } : digest);
    if (view.search) view.search.value = query;
    view.setQuery(query);
    const note = place.querySelector('.sheaf-none');
    if (only && !query && note) note.textContent = words.noneKept;
  };
  button.addEventListener('click', showKept);
  document.getElementById('theme')?.addEventListener('click', toggleTheme);
  document.getElementById('save')?.addEventListener('click', () => saveOpinions(known));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName)) return;
    if (event.key === 'f') showKept();
    else if (event.key === 't') toggleTheme();
    else if (!place.contains(target) && target.tagName !== 'BUTTON' && target.tagName !== 'A') view.onKey(event);
  });
}

start();
