// A long list of which only what is near the sight exists: two spacers stand for the rest. Heights are
// guessed until they were seen; the browser's scroll anchoring keeps what is read in its place. Works
// whatever scrolls, the view itself or something around it.
// @ts-check

import { element } from './dom.js';

const GUESS = 170; // pixels of a row that was not seen yet, until others were
const BEYOND = 0.75; // of the visible height, kept ready on each side
const UNSEEN = { observe() {}, unobserve() {}, disconnect() {} };

export class WindowList {
  /**
   * @param {HTMLElement} clip what is seen of the list lies within this
   * @param {HTMLElement} box the list; its content is this object's
   * @param {(index: number) => HTMLElement} make the row at an index of those shown; the same element each time
   */
  constructor(clip, box, make) {
    this.clip = clip;
    this.box = box;
    this.make = make;
    this.view = /** @type {Window & typeof globalThis} */ (box.ownerDocument.defaultView);
    this.above = element(box, 'div', 'sheaf-spacer', { role: 'presentation' });
    this.below = element(box, 'div', 'sheaf-spacer', { role: 'presentation' });
    this.count = 0;
    this.first = 0;
    this.end = 0;
    this.everything = false;
    this.frame = 0;
    /** @type {WeakMap<Element, number>} */
    this.heights = new WeakMap();
    /** @type {(HTMLElement | undefined)[]} rows by their index, once made */
    this.rows = [];
    this.seen = { rows: 0, height: 0 };
    this.height = 1000; // of the clip, as far as it is seen: kept, since asking costs a layout
    this.later = this.later.bind(this);
    this.onPrint = () => { this.everything = true; this.update(); };
    this.afterPrint = () => { this.everything = false; this.update(); };
    // A document that is never laid out has no sizes to observe: the guess holds.
    this.sizes = this.view.ResizeObserver ? new this.view.ResizeObserver((changes) => this.measured(changes)) : UNSEEN;
    this.sizes.observe(clip);
    box.ownerDocument.addEventListener('scroll', this.later, { capture: true, passive: true });
    this.view.addEventListener('beforeprint', this.onPrint);
    this.view.addEventListener('afterprint', this.afterPrint);
  }

  destroy() {
    this.view.cancelAnimationFrame(this.frame);
    this.sizes.disconnect();
    this.box.ownerDocument.removeEventListener('scroll', this.later, { capture: true });
    this.view.removeEventListener('beforeprint', this.onPrint);
    this.view.removeEventListener('afterprint', this.afterPrint);
    this.box.replaceChildren();
  }

  /**
   * Other rows from now on, seen from the first. Those of one screen are drawn at once, without asking
   * for a layout; the next frame sees to the rest.
   * @param {number} count
   */
  reset(count) {
    this.clear();
    this.rows = [];
    this.count = count;
    this.draw(0, Math.min(count, Math.ceil(this.height / this.guess()) + 1));
    this.later();
  }

  /** The element of a row, made and in the document from now on. @param {number} index */
  reach(index) {
    if (index < this.first || index >= this.end) this.draw(index, Math.min(index + 1, this.count));
    return /** @type {HTMLElement} */ (this.rows[index]);
  }

  /** The first row whose top is in sight. */
  firstInSight() {
    const top = this.clipEdges().top;
    for (let i = this.first; i < this.end; ++i)
      if ((this.rows[i]?.getBoundingClientRect().top ?? -1) >= top) return i;
    return this.first;
  }

  /** @param {number} index */
  isDrawn(index) { return index >= this.first && index < this.end; }

  later() {
    this.frame ||= this.view.requestAnimationFrame(() => {
      this.frame = 0;
      this.update();
    });
  }

  /** Draws what is in sight, and some beyond. */
  update() {
    if (this.everything) return void this.draw(0, this.count);
    const { top, bottom } = this.clipEdges();
    const beyond = (bottom - top) * BEYOND;
    let y = this.box.getBoundingClientRect().top;
    let first = 0;
    while (first < this.count && y + this.heightOf(first) < top - beyond) y += this.heightOf(first++);
    let end = first;
    while (end < this.count && y < bottom + beyond) y += this.heightOf(end++);
    // Past the end, where a guess was too high, the last row stays.
    if (first === this.count && this.count > 0) first = end - 1;
    this.draw(first, end);
  }

  /** @param {number} first @param {number} end */
  draw(first, end) {
    for (let i = this.first; i < this.end; ++i)
      if (i < first || i >= end) this.remove(i);
    for (let i = end - 1, next = /** @type {Node} */ (this.below); i >= first; --i) {
      const row = (this.rows[i] ??= this.make(i));
      if (row.parentNode !== this.box) {
        this.box.insertBefore(row, next);
        this.sizes.observe(row);
      }
      next = row;
    }
    this.first = first;
    this.end = end;
    this.space();
  }

  clear() {
    for (let i = this.first; i < this.end; ++i) this.remove(i);
    this.first = this.end = 0;
  }

  /** @param {number} index */
  remove(index) {
    const row = this.rows[index];
    if (!row) return;
    this.sizes.unobserve(row);
    const { activeElement } = this.box.ownerDocument;
    if (activeElement && row.contains(activeElement)) this.box.focus({ preventScroll: true }); // keys go on
    row.remove();
  }

  space() {
    let above = 0, below = 0;
    for (let i = 0; i < this.first; ++i) above += this.heightOf(i);
    for (let i = this.end; i < this.count; ++i) below += this.heightOf(i);
    this.above.style.height = `${above}px`;
    this.below.style.height = `${below}px`;
  }

  /** @param {ResizeObserverEntry[]} changes */
  measured(changes) {
    for (const { target, borderBoxSize } of changes) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (target === this.clip) this.height = Math.min(height || this.height, this.view.innerHeight);
      if (target === this.clip || height === 0) continue;
      const before = this.heights.get(target);
      this.seen.height += height - (before ?? 0);
      if (before === undefined) ++this.seen.rows;
      this.heights.set(target, height);
    }
    this.later();
  }

  /** @param {number} index */
  heightOf(index) {
    const row = this.rows[index];
    return (row && this.heights.get(row)) ?? this.guess();
  }

  guess() { return this.seen.rows > 0 ? this.seen.height / this.seen.rows : GUESS; }

  /** What is seen of the window through the clip. */
  clipEdges() {
    const { top, bottom } = this.clip.getBoundingClientRect();
    return { top: Math.max(0, top), bottom: Math.min(this.view.innerHeight, bottom) };
  }
}
