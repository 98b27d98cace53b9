// The page of one day: the digest view with the day built in, what the reader keeps, drawn mindmaps.
// @ts-check

/** @typedef {import('../view/types').Digest} Digest */
/** @typedef {import('../view/types').Entry} Entry */
/** @typedef {import('../view/types').Paper} Paper */

import { DigestView } from '../view/digest-view.js';
import { safeUrl } from '../view/dom.js';
import { applyTheme, opinions, remember, saveOpinions, toggleTheme } from './memory.js';
import { drawTree } from './svg.js';
import { pageWords } from './words.js';

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

/** @param {Paper} paper @param {import('../view/types').Opinion} opinion */
function keep(paper, opinion) {
  remember(known, paper.id, { opinion, title: paper.title, day: digest.day, at: new Date().toISOString() });
}

/** @param {HTMLElement} place */
function openView(place) {
  return new DigestView(place, {
    language,
    open: (paper) => { const url = safeUrl(paper.abs_url); if (url) window.open(url, '_blank', 'noopener'); },
    feedback: (paper, opinion) => keep(paper, opinion),
    longTexts: textsOf,
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
  const there = digest.entries.findIndex((entry) => entry.paper.id === wanted);
  if (there >= 0) requestAnimationFrame(() => view.focus(there));
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
