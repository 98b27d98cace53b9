// The digest view: a day's papers as cards to read and sort out, for any host with a DOM (a note
// editor's pane, a reference manager's tab, a page on disk). Knows nothing of its host: what the
// reader does goes through the host object. All foreign text is set as text, never as markup.
// @ts-check

/** @typedef {import('./types').Digest} Digest */
/** @typedef {import('./types').Entry} Entry */
/** @typedef {import('./types').ViewHost} ViewHost */
/** @typedef {import('./types').Opinion} Opinion */
/** @typedef {{ entry: Entry, element: HTMLElement | null, haystack: string }} Row */

import { card, openDetails, openMindmap, setNote, setOpinion } from './card.js';
import { element, longDay } from './dom.js';
import { foldLater, matching, topicCounts } from './search.js';
import { WindowList } from './window-list.js';
import { words } from './words.js';

/** @type {Record<string, string>} */
const KEYS = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Home: 'first', End: 'last', Enter: 'open',
  n: 'note', '+': 'kept', x: 'dismissed', u: 'none', m: 'mindmap', a: 'details', '/': 'search', '?': 'help' };

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
    this.query = '';
    this.topic = '';
    this.judged = '';
    /** @type {WindowList | null} */
    this.window = null;
    this.stopFolding = () => {};
    this.onKey = this.onKey.bind(this);
    root.classList.add('sheaf-view');
    root.addEventListener('keydown', this.onKey);
  }

  /** Draws a digest in place of what was there. @param {Digest} digest */
  show(digest) {
    this.clear();
    this.rows = digest.entries.map((entry) => ({ entry, element: null, haystack: '' }));
    this.query = this.topic = this.judged = '';
    this.list = element(this.root, 'div', 'sheaf-cards', { role: 'list', tabindex: '-1', 'aria-label': this.words.papers });
    this.none = element(this.root, 'p', 'sheaf-none', { hidden: '' }, this.words.none);
    this.root.replaceChildren(this.header(digest), this.toolbar(), this.list, this.none);
    this.window = new WindowList(this.root, this.list, (index) => this.cardAt(index));
    this.filter(0);
    this.stopFolding = foldLater(this.rows, /** @type {Window} */ (this.root.ownerDocument.defaultView));
  }

  /** Asks the host again which papers have notes. */
  refresh() {
    for (const { element: box, entry } of this.rows) setNote(box, this.hasNote(entry), this.words);
  }

  /** Takes everything back; the root may be used for something else. */
  destroy() {
    this.clear();
    this.root.removeEventListener('keydown', this.onKey);
    this.root.classList.remove('sheaf-view');
    this.root.replaceChildren();
  }

  clear() {
    this.stopFolding();
    this.window?.destroy();
    this.window = null;
    this.current = 0;
  }

  /** @param {Digest} digest */
  header(digest) {
    const header = element(this.root, 'header', 'sheaf-head');
    const day = element(header, 'h1', 'sheaf-day', {}, digest.day);
    // The names of days take their time when they are asked for the first time.
    this.root.ownerDocument.defaultView?.setTimeout(() => { day.textContent = longDay(digest.day, this.host.language); }, 0);
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
    const topics = topicCounts(this.rows);
    if (topics.length > 1) {
      const named = topics.map(([topic, count]) => /** @type {[string, string]} */ ([topic, `${topic} (${count})`]));
      this.choice(bar, 'sheaf-topic', this.words.topic, [['', this.words.allTopics], ...named], (topic) => this.setTopic(topic));
    }
    this.choice(bar, 'sheaf-judged', this.words.show,
      [['', this.words.all], ['none', this.words.undecided], ['kept', this.words.kept]], (judged) => this.setJudged(judged));
    this.status = element(bar, 'span', 'sheaf-shown', { role: 'status' });
    const help = element(bar, 'button', 'sheaf-action sheaf-help', { type: 'button', 'aria-expanded': 'false', title: this.words.keys }, '?');
    help.addEventListener('click', () => this.toggleHelp());
    this.help = element(bar, 'p', 'sheaf-keys', { hidden: '' }, this.words.keyList);
    return bar;
  }

  /**
   * @param {HTMLElement} bar @param {string} className @param {string} label
   * @param {[string, string][]} options value and text @param {(value: string) => void} choose
   */
  choice(bar, className, label, options, choose) {
    const select = /** @type {HTMLSelectElement} */ (element(bar, 'select', `sheaf-choice ${className} dropdown`, { 'aria-label': label }));
    for (const [value, text] of options) element(select, 'option', '', { value }, text);
    select.addEventListener('change', () => choose(select.value));
  }

  toggleHelp() {
    const open = this.help?.toggleAttribute('hidden') === false;
    this.root.querySelector('.sheaf-help')?.setAttribute('aria-expanded', String(open));
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

  /** @param {string} judged "" for all, "none" for what is not sorted out, "kept" */
  setJudged(judged) {
    this.judged = judged;
    this.filter();
  }

  /** @param {number} top how far it is scrolled; asked before anything is changed, later it costs a layout */
  filter(top = this.root.scrollTop) {
    this.shown = matching(this.rows, this.query, this.topic, this.judged);
    this.current = 0;
    if (this.status) this.status.textContent = this.words.shown(this.shown.length, this.rows.length);
    this.none?.toggleAttribute('hidden', this.shown.length > 0);
    this.window?.reset(this.shown.length);
    if (top > 0) this.root.scrollTop = Math.min(top, this.list?.offsetTop ?? 0);
  }

  /** @param {number} index of those shown */
  cardAt(index) {
    const row = /** @type {Row} */ (this.shown[index]);
    if (!row.element) {
      row.element = card(this.root, row.entry, this.words, this.host, (action) => this.act(action, row));
      row.element.addEventListener('focusin', () => { this.current = Math.max(0, this.shown.indexOf(row)); });
      setNote(row.element, this.hasNote(row.entry), this.words);
    }
    row.element.tabIndex = index === this.current ? 0 : -1;
    row.element.setAttribute('aria-posinset', String(index + 1));
    row.element.setAttribute('aria-setsize', String(this.shown.length));
    return row.element;
  }

  /** @param {Entry} entry */
  hasNote(entry) { return this.host.hasNote?.(entry.paper) ?? false; }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) return void (event.key === 'Escape' && event.target === this.search && this.focus(this.current));
    const action = KEYS[event.key];
    const onButton = ['BUTTON', 'A'].includes(/** @type {HTMLElement} */ (event.target).tagName);
    if (!action || (event.key === 'Enter' && onButton)) return;
    event.preventDefault();
    if (action === 'search') this.search?.focus();
    else if (action === 'help') this.toggleHelp();
    else if (action === 'next') this.move(1);
    else if (action === 'previous') this.move(-1);
    else if (action === 'first') this.focus(0);
    else if (action === 'last') this.focus(this.shown.length - 1);
    else this.actOnCurrent(action);
  }

  /** From the card in focus; from what is in sight when that one was scrolled away. @param {number} by */
  move(by) {
    const inSight = this.window?.isDrawn(this.current) ?? false;
    if (!this.hasFocus() || !inSight) this.focus(inSight ? this.current : this.window?.firstInSight() ?? 0);
    else this.focus(this.current + by);
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
    const before = this.shown[this.current]?.element;
    if (before) before.tabIndex = -1;
    this.current = Math.min(Math.max(place, 0), this.shown.length - 1);
    const box = this.window?.reach(this.current);
    if (!box) return;
    box.tabIndex = 0;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} action @param {Row} row */
  act(action, row) {
    const { paper } = row.entry;
    if (action === 'mindmap') void openMindmap(row.element, row.entry, this.host);
    else if (action === 'details') openDetails(row.element, row.entry, this.words, this.host);
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
