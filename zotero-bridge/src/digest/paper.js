// What a reader asks about one paper of his library: its score, a summary, a map of it, his opinion.
// Main thread.

import { profileOf } from '../settings.js';

/** @typedef {import('./ledger.js').Told} Told */

/**
 * @typedef {object} PaperParts
 * @property {any} zotero
 * @property {() => Promise<import('../backend/contract.js').Backend>} backend
 * @property {() => import('../settings.js').Settings} settings
 * @property {import('./ledger.js').Ledger} ledger
 */

/** How the item names its paper; the core reads any of these spellings. @param {any} item */
function spelled(item) {
  return item.getField('archiveID') || item.getField('DOI') || item.getField('url') || item.key;
}

/** @param {any} item */
function paperOf(item) {
  const abstract = item.getField('abstractNote');
  if (!abstract) throw new Error('This item has no abstract to read.');
  return { id: item.key, title: item.getDisplayTitle(), abstract,
    authors: item.getCreators().map((/** @type {any} */ one) => [one.firstName, one.lastName].filter(Boolean).join(' ')) };
}

export class Papers {
  /** @param {PaperParts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /**
   * Scores and summarizes any item, as if a digest had it; what a digest told stays where it did.
   * @param {any} item @returns {Promise<Told>}
   */
  async explain(item) {
    const { ledger, settings } = this.parts;
    const paper = paperOf(item);
    const profile = profileOf(settings());
    const backend = await this.parts.backend();
    const { scores } = await backend.run('rank', { candidates: [paper], profile });
    const { summaries } = await backend.run('summarize', { papers: [paper] });
    const before = ledger.of(item);
    const told = { paper: spelled(item), day: '', ...before, score: scores[0]?.score ?? before?.score ?? 0,
      reason: scores[0]?.reason ?? before?.reason ?? '', tldr: before?.tldr || (summaries[0]?.tldr ?? '') };
    ledger.put([[item, told]]);
    return told;
  }

  /** @param {any} item @returns {Promise<string>} SVG */
  async mindmap(item) {
    const { mindmaps } = await (await this.parts.backend()).run('mindmap', { papers: [paperOf(item)], form: 'svg' });
    return mindmaps[0].text;
  }

  /**
   * Of a digest's entry, which has the tree already.
   * @param {import('./types').Entry} entry @returns {Promise<string>} SVG
   */
  async entryMindmap({ paper, summary }) {
    const papers = [{ id: paper.id, title: paper.title, mindmap: summary.mindmap }];
    const { mindmaps } = await (await this.parts.backend()).run('mindmap', { papers, form: 'svg' });
    return mindmaps[0].text;
  }

  /** @param {any[]} items @param {string} kind kept, dismissed, none */
  async judge(items, kind) {
    const { ledger } = this.parts;
    const backend = await this.parts.backend();
    for (const item of items) {
      const told = ledger.of(item);
      await backend.run('feedback', { id: told?.paper || spelled(item), kind });
      if (told) ledger.put([[item, { ...told, opinion: kind }]]);
    }
  }

  /** Of a paper in the digest's window, which may lie in no library. @param {string} paper @param {string} kind */
  async judgePaper(paper, kind) {
    const place = this.parts.ledger.placeOf(paper);
    const item = place && this.parts.zotero.Items.getByLibraryAndKey(place.libraryID, place.key);
    if (item) await this.judge([item], kind);
    else await (await this.parts.backend()).run('feedback', { id: paper, kind });
  }
}
