// Citations of papers that have a note: the key at the cursor, chosen from all of them, and BibTeX as
// the core writes it.

import { FuzzySuggestModal, type App, type Editor } from 'obsidian';
import type { Backend } from './contract';
import type { PaperNote } from './note-index';

/** "[@vaswani2017attention]", as Pandoc and the citation plugins read it. */
export const citationOf = (note: PaperNote) => `[@${note.citekey}]`;

export class CitationModal extends FuzzySuggestModal<PaperNote> {
  constructor(app: App, private readonly notes: PaperNote[], private readonly editor: Editor) {
    super(app);
    this.setPlaceholder('Cite a paper by title or key');
  }

  override getItems(): PaperNote[] { return this.notes; }
  override getItemText(note: PaperNote): string { return `${note.title}  ${note.citekey}  ${note.id}`; }
  override onChooseItem(note: PaperNote): void { this.editor.replaceSelection(citationOf(note)); }
}

/** The entry of `key` in BibTeX text, as it stands there; null when there is none. */
export function entryIn(bibtex: string, key: string): string | null {
  for (const entry of bibtex.split(/\n(?=@)/)) {
    const name = /^@\w+\{([^,\s]+),/.exec(entry)?.[1];
    if (name === key) return entry.replace(/\n%[^\n]*/g, '').trim();
  }
  return null;
}

/** BibTeX of one paper, from the digest of the day it was announced on, else from the latest. */
export async function bibtexOf(backend: Backend, profile: object, note: PaperNote): Promise<string> {
  for (const day of note.day ? [note.day, undefined] : [undefined]) {
    try {
      const { text } = await backend.run('export', { format: 'bibtex', profile, ...(day ? { day } : {}) });
      const entry = entryIn(text, note.citekey);
      if (entry) return entry;
    } catch { /* that day is not stored */ }
  }
  throw new Error(`no stored digest has “${note.title}”: make its day's digest again, then ask for its BibTeX`);
}
