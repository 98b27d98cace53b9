// What the plugin says: a small card in the corner of each main window, with what runs and a button to
// cancel it, and below what happened. Takes no focus and covers no dialog. Main thread.

import { html } from './dom.js';

const GONE_AFTER = 12_000; // of good news; what went wrong stays until it was read
const MOST_DETAILS = 8;

/** @typedef {import('../digest/runner.js').Words} Words */

export class Notices {
  /** @param {{cancel: () => void, show: (collection: any) => void}} host */
  constructor(host) {
    this.host = host;
    /** @type {Map<Window, HTMLElement>} */
    this.places = new Map();
    /** @type {{words: Words, share?: number} | null} */
    this.running = null;
  }

  /** @param {Window} window */
  attach(window) {
    const { document } = window;
    const place = html(document, 'div', { class: 'sheaf-notices', attributes: { role: 'log', 'aria-live': 'polite' } });
    document.documentElement.append(place);
    this.places.set(window, place);
    if (this.running) this.progress(this.running.words, this.running.share);
  }

  /** @param {Window} window */
  detach(window) {
    this.places.get(window)?.remove();
    this.places.delete(window);
  }

  /** @param {Words | null} words @param {number} [share] 0 to 1 */
  progress(words, share) {
    this.running = words && { words, share };
    for (const place of this.places.values()) {
      const card = place.querySelector('.sheaf-running') ?? (words ? this.runningCard(place) : null);
      if (!words) card?.remove();
      else if (card) showProgress(/** @type {HTMLElement} */ (card), words, share);
    }
  }

  /** In place of what was said of the run before. @param {HTMLElement} place */
  runningCard(place) {
    place.replaceChildren();
    const doc = place.ownerDocument;
    const card = html(doc, 'div', { class: 'sheaf-notice sheaf-running' }, [
      html(doc, 'p', { class: 'sheaf-what' }),
      html(doc, 'progress', { attributes: { max: '1' } }),
      html(doc, 'button', { l10n: 'sheaf-cancel', attributes: { type: 'button' }, onClick: () => this.host.cancel() }),
    ]);
    place.prepend(card);
    return card;
  }

  /**
   * Foreign text comes in `details`, never as an argument of a message: Fluent reads markup in those.
   * @param {Words} words @param {string[]} [details] lines of the core @param {any} [collection] to be shown on a click
   */
  done(words, details = [], collection) {
    this.tell(words, details, collection, false);
  }

  /** @param {Words} words @param {string[]} [details] */
  failed(words, details = []) {
    this.tell(words, details, null, true);
  }

  /** @param {Words} words @param {string[]} details @param {any} collection @param {boolean} bad */
  tell(words, details, collection, bad) {
    for (const [window, place] of this.places) {
      const card = this.card(place.ownerDocument, words, details, collection, bad);
      place.append(card);
      if (!bad && details.length === 0) window.setTimeout(() => card.remove(), GONE_AFTER);
    }
  }

  /** @param {Document} doc @param {Words} words @param {string[]} details @param {any} collection @param {boolean} bad */
  card(doc, words, details, collection, bad) {
    const card = html(doc, 'div', { class: `sheaf-notice${bad ? ' sheaf-bad' : ''}`, attributes: { role: bad ? 'alert' : 'status' } }, [
      html(doc, 'p', { class: 'sheaf-what', l10n: words.id, args: words.args }),
      details.length > 0 ? html(doc, 'ul', {}, details.slice(0, MOST_DETAILS).map((text) => html(doc, 'li', { text }))) : null,
      details.length > MOST_DETAILS ? html(doc, 'p', { l10n: 'sheaf-more-details', args: { count: details.length - MOST_DETAILS } }) : null,
    ]);
    const bar = html(doc, 'p', { class: 'sheaf-notice-bar' }, [
      collection ? html(doc, 'button', { l10n: 'sheaf-show-collection', attributes: { type: 'button' }, onClick: () => this.host.show(collection) }) : null,
      html(doc, 'button', { l10n: 'sheaf-close', attributes: { type: 'button' }, onClick: () => card.remove() }),
    ]);
    card.append(bar);
    return card;
  }
}

/** @param {HTMLElement} card @param {Words} words @param {number} [share] */
function showProgress(card, words, share) {
  const what = /** @type {HTMLElement} */ (card.querySelector('.sheaf-what'));
  what.setAttribute('data-l10n-args', JSON.stringify(words.args ?? {}));
  what.setAttribute('data-l10n-id', words.id);
  const bar = /** @type {HTMLProgressElement} */ (card.querySelector('progress'));
  if (share === undefined) bar.removeAttribute('value');
  else bar.setAttribute('value', String(share));
}
