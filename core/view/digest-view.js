// The digest view: a day's papers as cards to read and sort out, for any host with a DOM (a note
// editor's pane, a reference manager's tab, a page on disk). Knows nothing of its host: what the
// reader does goes through the host object. All foreign text is set as text, never as markup.
// @ts-check

/** @typedef {import('./types').Digest} Digest */
/** @typedef {import('./types').Entry} Entry */
/** @typedef {import('./types').ViewHost} ViewHost */
/** @typedef {import('./types').Opinion} Opinion */
/** @typedef {{ entry: Entry, index: number, element: HTMLElement | null, haystack: string }} Row */

import { card, openMindmap, setOpinion } from './card.js';
import { element, longDay } from './dom.js';
import { words } from './words.js';

const CARDS_A_FRAME = 12; // built between two frames, so that no block of work is felt

/** @type {Record<string, string>} */
const KEYS = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open', n: 'note',
  '+': 'kept', x: 'dismissed', u: 'none', m: 'mindmap', '/': 'search' };

export class DigestView {
  /**
   * @param {HTMLElement} root the place to draw in; the view owns its content from now on
   * @param {ViewHost} host what the reader's actions do
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.words = words(host.language);
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Row[]} */
    this.shown = [];
    this.current = 0;
    this.frame = 0;
    this.query = '';
    this.topic = '';
    this.onKey = this.onKey.bind(this);
    root.classList.add('sheaf-view');
    root.addEventListener('keydown', this.onKey);
  }

  /** Draws a digest in place of what was there. @param {Digest} digest */
  show(digest) {
    this.digest = digest;
    this.rows = digest.entries.map((entry, index) => ({ entry, index, element: null, haystack: '' }));
    this.current = 0;
    this.query = '';
    this.topic = '';
    this.list = element(this.root, 'div', 'sheaf-cards', { role: 'list' });
    this.root.replaceChildren(this.header(digest), this.toolbar(), this.list);
    this.filter();
  }

  /** Takes everything back; the root may be used for something else. */
  destroy() {
    this.stopDrawing();
    this.root.removeEventListener('keydown', this.onKey);
    this.root.classList.remove('sheaf-view');
    this.root.replaceChildren();
  }

  /** @param {Digest} digest */
  header(digest) {
    const header = element(this.root, 'header', 'sheaf-head');
    element(header, 'h1', 'sheaf-day', {}, longDay(digest.day, this.host.language));
    const counts = this.words.counts(total(digest.announced), digest.entries.length, digest.left_out);
    element(header, 'p', 'sheaf-counts', {}, counts);
    if (digest.sample) element(header, 'p', 'sheaf-trouble', {}, this.words.sample);
    const trouble = digest.sources.filter((source) => !['ok', 'empty'].includes(source.status));
    for (const source of trouble) {
      const text = `${source.name}: ${source.status}${source.detail ? ` (${source.detail})` : ''}`;
      element(header, 'p', 'sheaf-trouble', { role: 'status' }, text);
    }
    return header;
  }

  toolbar() {
    const bar = element(this.root, 'div', 'sheaf-bar', { role: 'search' });
    this.search = /** @type {HTMLInputElement} */ (element(bar, 'input', 'sheaf-search',
      { type: 'search', placeholder: this.words.search, 'aria-label': this.words.search }));
    this.search.addEventListener('input', () => this.setQuery(this.search?.value ?? ''));
    const topics = topicsOf(this.rows);
    if (topics.length > 0) {
      const select = /** @type {HTMLSelectElement} */ (element(bar, 'select', 'sheaf-topic',
        { 'aria-label': this.words.topic }));
      element(select, 'option', '', { value: '' }, this.words.allTopics);
      for (const [topic, count] of topics) element(select, 'option', '', { value: topic }, `${topic} (${count})`);
      select.addEventListener('change', () => this.setTopic(select.value));
    }
    this.status = element(bar, 'span', 'sheaf-shown', { role: 'status' });
    return bar;
  }

  /** @param {string} query words that must all be in title, authors, TL;DR or tags */
  setQuery(query) {
    this.query = query;
    this.filter();
  }

  /** @param {string} topic "" for all */
  setTopic(topic) {
    this.topic = topic;
    this.filter();
  }

  filter() {
    const wanted = fold(this.query).split(/\s+/).filter(Boolean);
    this.shown = this.rows.filter((row) => {
      if (this.topic && !rowTopics(row.entry).includes(this.topic)) return false;
      if (wanted.length === 0) return true;
      row.haystack ||= haystack(row.entry);
      return wanted.every((word) => row.haystack.includes(word));
    });
    this.current = 0;
    if (this.status) this.status.textContent = this.words.shown(this.shown.length, this.rows.length);
    this.draw();
  }

  /** Cards come a few a frame; those that exist are moved, not made again. */
  draw() {
    this.stopDrawing();
    this.list?.replaceChildren();
    if (this.shown.length === 0 && this.list) element(this.list, 'p', 'sheaf-none', {}, this.words.none);
    let next = 0;
    const view = /** @type {Window} */ (this.root.ownerDocument.defaultView);
    const step = () => {
      const part = this.root.ownerDocument.createDocumentFragment();
      const end = Math.min(next + CARDS_A_FRAME, this.shown.length);
      for (const row of this.shown.slice(next, end)) part.append(this.cardOf(row));
      next = end;
      this.list?.append(part);
      this.frame = next < this.shown.length ? view.requestAnimationFrame(step) : 0;
    };
    step();
  }

  stopDrawing() {
    if (this.frame) this.root.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** @param {Row} row */
  cardOf(row) {
    if (row.element) return row.element;
    row.element = card(this.root, row.entry, row.index, this.words, (action) => this.act(action, row));
    row.element.addEventListener('focusin', () => { this.current = Math.max(0, this.shown.indexOf(row)); });
    return row.element;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const action = KEYS[event.key];
    const onButton = /** @type {HTMLElement} */ (event.target).tagName === 'BUTTON';
    if (!action || (event.key === 'Enter' && onButton)) return;
    event.preventDefault();
    if (action === 'search') this.search?.focus();
    else if (action === 'next') this.focus(this.current + (this.hasFocus() ? 1 : 0));
    else if (action === 'previous') this.focus(this.current - 1);
    else this.actOnCurrent(action);
  }

  /** @param {string} action */
  actOnCurrent(action) {
    const row = this.shown[this.current];
    if (row) this.act(action, row);
  }

  hasFocus() {
    return this.list?.contains(this.root.ownerDocument.activeElement) ?? false;
  }

  /** @param {number} place */
  focus(place) {
    if (this.shown.length === 0) return;
    this.current = Math.min(Math.max(place, 0), this.shown.length - 1);
    const element = this.shown[this.current]?.element;
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} action @param {Row} row */
  act(action, row) {
    const { paper } = row.entry;
    if (action === 'mindmap') openMindmap(row.element, row.entry, this.host);
    else if (action === 'open') this.host.open(paper);
    else if (action === 'note') this.host.createNote?.(paper, row.entry);
    else this.judge(/** @type {Opinion} */ (action), row);
  }

  /** The same again takes it back. @param {Opinion} opinion @param {Row} row */
  judge(opinion, row) {
    const now = row.entry.opinion === opinion ? 'none' : opinion;
    row.entry.opinion = now;
    setOpinion(row.element, now);
    this.host.feedback(row.entry.paper, now);
    if (now !== 'none' && this.hasFocus()) this.focus(this.shown.indexOf(row) + 1);
  }
}

/** @param {Record<string, number>} announced */
function total(announced) {
  return Object.values(announced).reduce((sum, count) => sum + count, 0);
}

/** @param {EventTarget | null} target */
function isField(target) {
  return ['INPUT', 'SELECT', 'TEXTAREA'].includes(/** @type {HTMLElement} */ (target)?.tagName);
}

/** Case and diacritics do not matter. @param {string} text */
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** @param {Entry} entry */
function haystack({ paper, summary }) {
  return fold([paper.id, paper.title, ...paper.authors.map((author) => author.name), ...paper.categories,
    summary.tldr, ...summary.tags].join(' \n '));
}

/** Topics of the profile, else the reader's interest. @param {Entry} entry */
function rowTopics(entry) {
  const interest = entry.score.interest ? [entry.score.interest] : [];
  return [...(entry.topics ?? []), ...interest, ...(entry.summary.area ? [entry.summary.area] : [])];
}

/** Most frequent first. @param {Row[]} rows @returns {[string, number][]} */
function topicsOf(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows)
    for (const topic of new Set(rowTopics(row.entry))) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
