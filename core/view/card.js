// One paper as a card: score, reason, TL;DR, actions; its details and its mindmap when they are asked for.
// @ts-check

/** @typedef {import('./types').Entry} Entry */
/** @typedef {import('./types').MindNode} MindNode */
/** @typedef {import('./types').Opinion} Opinion */
/** @typedef {import('./types').ViewHost} ViewHost */
/** @typedef {import('./words').Words} Words */

import { element, safeUrl, textWithMath } from './dom.js';

const MAX_AUTHORS = 6;

/**
 * @param {HTMLElement} root
 * @param {Entry} entry
 * @param {Words} words
 * @param {ViewHost} host
 * @param {(action: string) => void} act
 * @returns {HTMLElement}
 */
export function card(root, entry, words, host, act) {
  const { paper, score, summary } = entry;
  const box = element(root, 'div', 'sheaf-card', { role: 'listitem', tabindex: '-1', 'aria-label': paper.title });
  element(box, 'span', 'sheaf-score', { title: words.score, 'aria-label': `${words.score} ${scoreText(score.value)}` }, scoreText(score.value));
  const title = element(box, 'h2', 'sheaf-title');
  const link = element(title, 'button', 'sheaf-link', { type: 'button' });
  textWithMath(link, paper.title, host);
  link.addEventListener('click', () => act('open'));
  element(box, 'p', 'sheaf-meta', {}, metaText(entry, words));
  if (score.reason) element(box, 'p', 'sheaf-reason', {}, score.reason);
  if (summary.tldr) textWithMath(element(box, 'p', 'sheaf-tldr'), summary.tldr, host);
  warnings(box, entry, words);
  actions(box, entry, words, host, act);
  setOpinion(box, entry.opinion ?? 'none');
  return box;
}

/** Of 100 no fractions; of scales that end at 10 or so one digit. @param {number} value */
function scoreText(value) {
  if (!Number.isFinite(value)) return '–';
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));
}

/** @param {Entry} entry @param {Words} words */
function metaText({ paper, announcement, score }, words) {
  const names = paper.authors.slice(0, MAX_AUTHORS).map((author) => author.name);
  if (paper.authors.length > MAX_AUTHORS) names.push(words.more(paper.authors.length - MAX_AUTHORS));
  const parts = [names.join(', '), paper.categories[0]];
  if (announcement.type !== 'new') parts.push(words.types[announcement.type] ?? announcement.type);
  if (score.explored) parts.push(words.explored);
  if (score.folded?.length) parts.push(words.folded(score.folded.length));
  return parts.filter(Boolean).join(' · ');
}

/** @param {HTMLElement} box @param {Entry} entry @param {Words} words */
function warnings(box, { summary }, words) {
  const doubts = summary.grounding?.unsupported ?? [];
  if (doubts.length > 0) element(box, 'p', 'sheaf-doubt', {}, words.doubts(doubts.slice(0, 6).join(', ')));
  for (const warning of summary.warnings ?? []) element(box, 'p', 'sheaf-doubt', {}, warning);
}

/**
 * @param {HTMLElement} box
 * @param {Entry} entry
 * @param {Words} words
 * @param {ViewHost} host
 * @param {(action: string) => void} act
 */
function actions(box, { paper, summary }, words, host, act) {
  const bar = element(box, 'p', 'sheaf-actions');
  const button = (/** @type {string} */ action, /** @type {string} */ label, /** @type {string} */ key) => {
    const made = element(bar, 'button', `sheaf-action sheaf-do-${action}`, { type: 'button', title: `${label} (${key})` }, label);
    made.addEventListener('click', () => act(action));
    return made;
  };
  button('kept', words.keep, '+').setAttribute('aria-pressed', 'false');
  button('dismissed', words.dismiss, 'x').setAttribute('aria-pressed', 'false');
  if (host.createNote) button('note', words.note, 'n');
  if (host.longTexts || detailsOf({ paper, summary }).length > 0) button('details', words.details, 'a').setAttribute('aria-expanded', 'false');
  if (summary.mindmap?.children?.length) button('mindmap', words.mindmap, 'm').setAttribute('aria-expanded', 'false');
  for (const [label, url] of [['PDF', paper.pdf_url], [words.code, summary.code_url], [words.project, summary.project_url]])
    if (safeUrl(url)) element(bar, 'a', 'sheaf-out', { href: safeUrl(url), rel: 'noopener', target: '_blank' }, label);
}

/** Shows what the reader thinks of it. @param {HTMLElement | null} box @param {Opinion} opinion */
export function setOpinion(box, opinion) {
  if (!box) return;
  box.dataset.opinion = opinion;
  for (const name of ['kept', 'dismissed'])
    box.querySelector(`.sheaf-do-${name}`)?.setAttribute('aria-pressed', String(opinion === name));
}

/** Shows whether there is a note already. @param {HTMLElement | null} box @param {boolean} there @param {Words} words */
export function setNote(box, there, words) {
  const button = box?.querySelector('.sheaf-do-note');
  if (button) button.textContent = there ? words.openNote : words.note;
}

/**
 * @param {Pick<Entry, 'paper' | 'summary'>} entry
 * @param {Partial<Record<string, string>>} [kept] apart from it
 * @returns {[string, string][]} name of a role, text
 */
function detailsOf({ paper, summary }, kept = {}) {
  const roles = /** @type {const} */ (['motivation', 'method', 'result', 'conclusion']);
  const parts = roles.map((role) => /** @type {[string, string]} */ ([role, summary[role] ?? kept[role] ?? '']));
  return [...parts, /** @type {[string, string]} */ (['abstract', paper.abstract ?? kept.abstract ?? ''])].filter(([, text]) => text !== '');
}

/**
 * Opens what the card says in full below it, or closes it again.
 * @param {HTMLElement | null} box @param {Entry} entry @param {Words} words @param {ViewHost} host
 */
export function openDetails(box, entry, words, host) {
  const place = box && opened(box, 'details');
  if (!place) return;
  const list = element(place, 'dl');
  for (const [role, text] of detailsOf(entry, host.longTexts?.(entry))) {
    element(list, 'dt', '', {}, words.roles[role]);
    textWithMath(element(list, 'dd'), text, host);
  }
}

/**
 * Opens the mindmap below the card, or closes it again. The host may draw it; otherwise it is a list.
 * @param {HTMLElement | null} box
 * @param {Entry} entry
 * @param {ViewHost} host
 */
export async function openMindmap(box, entry, host) {
  const nodes = entry.summary.mindmap?.children;
  const place = box && nodes?.length ? opened(box, 'mindmap') : null;
  if (!place || !nodes) return;
  let drawn = false;
  try {
    drawn = await host.drawMindmap?.(place, entry) ?? false;
  } catch { /* the list it is */ }
  if (drawn) return;
  place.replaceChildren();
  outline(place, nodes);
}

/** A new place for what `name` opens, or null when it was open and is closed now. @param {HTMLElement} box @param {string} name */
function opened(box, name) {
  const old = box.querySelector(`.sheaf-${name}`);
  box.querySelector(`.sheaf-do-${name}`)?.setAttribute('aria-expanded', String(!old));
  old?.remove();
  return old ? null : element(box, 'div', `sheaf-${name}`);
}

/** @param {HTMLElement} parent @param {MindNode[]} nodes */
function outline(parent, nodes) {
  const list = element(parent, 'ul');
  for (const node of nodes) {
    const item = element(list, 'li', '', {}, node.label);
    if (node.children?.length) outline(item, node.children);
  }
}
