// One paper as a card: score, reason, TL;DR, actions, and the mindmap when it is asked for.
// @ts-check

/** @typedef {import('./types').Entry} Entry */
/** @typedef {import('./types').MindNode} MindNode */
/** @typedef {import('./types').Opinion} Opinion */
/** @typedef {import('./types').ViewHost} ViewHost */
/** @typedef {import('./words').Words} Words */

import { element, safeUrl } from './dom.js';

const MAX_AUTHORS = 6;

/**
 * @param {HTMLElement} root
 * @param {Entry} entry
 * @param {number} index
 * @param {Words} words
 * @param {(action: string) => void} act
 * @returns {HTMLElement}
 */
export function card(root, entry, index, words, act) {
  const { paper, score, summary } = entry;
  const box = element(root, 'article', 'sheaf-card', { role: 'listitem', tabindex: index === 0 ? '0' : '-1' });
  box.setAttribute('aria-label', paper.title);
  element(box, 'span', 'sheaf-score', { title: words.score }, scoreText(score.value));
  const title = element(box, 'h2', 'sheaf-title');
  const link = element(title, 'button', 'sheaf-link', { type: 'button' }, paper.title);
  link.addEventListener('click', () => act('open'));
  element(box, 'p', 'sheaf-meta', {}, metaText(entry, words));
  if (score.reason) element(box, 'p', 'sheaf-reason', {}, score.reason);
  if (summary.tldr) element(box, 'p', 'sheaf-tldr', {}, summary.tldr);
  warnings(box, entry, words);
  actions(box, entry, words, act);
  setOpinion(box, entry.opinion ?? 'none');
  return box;
}

/** @param {number} value */
function scoreText(value) {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '–';
}

/** @param {Entry} entry @param {Words} words */
function metaText({ paper, announcement, score }, words) {
  const names = paper.authors.slice(0, MAX_AUTHORS).map((author) => author.name);
  if (paper.authors.length > MAX_AUTHORS) names.push(words.more(paper.authors.length - MAX_AUTHORS));
  const parts = [names.join(', '), paper.categories[0], words.types[announcement.type] ?? announcement.type];
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
 * @param {(action: string) => void} act
 */
function actions(box, { paper, summary }, words, act) {
  const bar = element(box, 'p', 'sheaf-actions');
  const button = (/** @type {string} */ action, /** @type {string} */ label, /** @type {string} */ key) => {
    const made = element(bar, 'button', `sheaf-action sheaf-do-${action}`, { type: 'button', title: `${label} (${key})` }, label);
    made.addEventListener('click', () => act(action));
    return made;
  };
  button('kept', words.keep, '+').setAttribute('aria-pressed', 'false');
  button('dismissed', words.dismiss, 'x').setAttribute('aria-pressed', 'false');
  button('note', words.note, 'n');
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

/**
 * Opens the mindmap below the card, or closes it again. The host may draw it; otherwise it is a list.
 * @param {HTMLElement | null} box
 * @param {Entry} entry
 * @param {ViewHost} host
 */
export function openMindmap(box, entry, host) {
  if (!box || !entry.summary.mindmap?.children?.length) return;
  const old = box.querySelector('.sheaf-map');
  box.querySelector('.sheaf-do-mindmap')?.setAttribute('aria-expanded', String(!old));
  if (old) {
    old.remove();
    return;
  }
  const map = element(box, 'div', 'sheaf-map');
  if (!host.drawMindmap?.(map, entry)) outline(map, entry.summary.mindmap.children);
}

/** @param {HTMLElement} parent @param {MindNode[]} nodes */
function outline(parent, nodes) {
  const list = element(parent, 'ul');
  for (const node of nodes) {
    const item = element(list, 'li', '', {}, node.label);
    if (node.children?.length) outline(item, node.children);
  }
}
