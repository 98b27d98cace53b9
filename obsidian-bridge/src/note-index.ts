// Which note is of which paper: read from the app's own cache of front matter once, in slices, and kept
// current by its events. Files are never read for it.

import type { App, Component, TFile } from 'obsidian';
import { nextTurn } from './slices';

const FILES_A_TURN = 400;

export interface PaperNote { file: TFile; id: string; citekey: string; title: string; day: string }

/** What a note's front matter says of its paper; null when it is of none. */
export function paperNote(app: App, file: TFile): PaperNote | null {
  const matter = app.metadataCache.getFileCache(file)?.frontmatter;
  const text = (key: string) => { const value: unknown = matter?.[key]; return typeof value === 'string' ? value : ''; };
  const id = text('arxiv') || text('paper') || (text('doi') && `doi:${text('doi')}`);
  return id ? { file, id, citekey: text('citekey'), title: text('title') || file.basename, day: text('announced') } : null;
}

export class NoteIndex {
  private readonly byId = new Map<string, TFile>();
  private readonly byPath = new Map<string, string>();
  private reading: Promise<void> | null = null;

  constructor(private readonly app: App) {}

  /** Listens from now on; `owner` takes the listeners away when it is unloaded. */
  listen(owner: Component): void {
    owner.registerEvent(this.app.metadataCache.on('changed', (file) => { if (this.reading) this.take(file); }));
    owner.registerEvent(this.app.vault.on('delete', (file) => { this.drop(file.path); }));
    owner.registerEvent(this.app.vault.on('rename', (file, old) => {
      const id = this.byPath.get(old);
      if (id === undefined) return;
      this.byPath.delete(old);
      this.byPath.set(file.path, id);
    }));
  }

  async find(id: string): Promise<TFile | null> {
    await this.read();
    return this.known(id);
  }

  /** What is known by now, without a wait. */
  known(id: string): TFile | null { return this.byId.get(id) ?? null; }

  async all(): Promise<PaperNote[]> {
    await this.read();
    const notes: PaperNote[] = [];
    for (const file of this.byId.values()) {
      const note = paperNote(this.app, file);
      if (note) notes.push(note);
    }
    return notes;
  }

  read(): Promise<void> {
    this.reading ??= this.readAll();
    return this.reading;
  }

  private async readAll(): Promise<void> {
    for (const [index, file] of this.app.vault.getMarkdownFiles().entries()) {
      this.take(file);
      if (index % FILES_A_TURN === FILES_A_TURN - 1) await nextTurn();
    }
  }

  private take(file: TFile): void {
    const id = paperNote(this.app, file)?.id;
    if (this.byPath.get(file.path) !== id) this.drop(file.path);
    if (id === undefined) return;
    this.byId.set(id, file);
    this.byPath.set(file.path, id);
  }

  private drop(path: string): void {
    const id = this.byPath.get(path);
    if (id === undefined) return;
    this.byPath.delete(path);
    if (this.byId.get(id)?.path === path) this.byId.delete(id);
  }
}
