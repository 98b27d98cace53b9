// Changes that wait because the reader had changed the same place: each is shown beside the reader's
// own text, to be taken or dropped. Nothing is decided without a click.

import { Modal, Notice, Setting, type App } from 'obsidian';
import type { KeptChange } from './contract';

export interface ReviewHost {
  openNote(path: string): void;
  /** Puts the new text into the note, or lets it go for good. */
  settle(change: KeptChange, action: 'take' | 'drop'): Promise<void>;
}

const MAX_SHOWN = 4000; // characters of one side

export class ReviewModal extends Modal {
  private changes: KeptChange[];

  constructor(app: App, private readonly host: ReviewHost, changes: KeptChange[]) {
    super(app);
    this.changes = changes;
    this.setTitle('Kept changes');
  }

  override onOpen(): void {
    this.modalEl.addClass('sheaf-review');
    this.draw();
  }

  override onClose(): void { this.contentEl.empty(); }

  private draw(): void {
    this.contentEl.empty();
    if (this.changes.length === 0) {
      this.contentEl.createEl('p', { text: 'Nothing waits: your notes and the newest facts agree.' });
      return;
    }
    this.contentEl.createEl('p', { cls: 'sheaf-review-hint',
      text: 'You had changed these places, so your text stayed. Take the new text, or drop it and keep yours.' });
    for (const change of this.changes) this.row(change);
  }

  private row(change: KeptChange): void {
    const box = this.contentEl.createEl('section', { cls: 'sheaf-kept' });
    const head = new Setting(box).setName(nameOf(change)).setDesc(`${placeOf(change.block)}${change.since ? ` · since ${change.since.slice(0, 10)}` : ''}`);
    head.addExtraButton((button) => button.setIcon('file-text').setTooltip('Open the note').onClick(() => {
      this.close();
      this.host.openNote(change.path);
    }));
    head.addButton((button) => button.setButtonText('Keep mine').onClick(() => { void this.settle(change, 'drop'); }));
    head.addButton((button) => button.setButtonText('Take new').setCta().onClick(() => { void this.settle(change, 'take'); }));
    const sides = box.createDiv({ cls: 'sheaf-sides' });
    side(sides, 'Yours', change.yours);
    side(sides, 'New', change.fresh);
  }

  private async settle(change: KeptChange, action: 'take' | 'drop'): Promise<void> {
    try {
      await this.host.settle(change, action);
      this.changes = this.changes.filter((one) => one !== change);
      this.draw();
    } catch (error) {
      new Notice(`Papers: ${(error as Error).message}`, 0);
    }
  }
}

/** As it stands in the note, without the mark that tells whose block it is. */
function side(parent: HTMLElement, title: string, whole: string): void {
  const text = whole.replace(/\s*\^sheaf-[\w-]+\s*$/, '');
  const box = parent.createDiv({ cls: 'sheaf-side' });
  box.createEl('h4', { text: title });
  box.createEl('pre', { text: text === '' ? '(nothing)' : text.slice(0, MAX_SHOWN) + (text.length > MAX_SHOWN ? '…' : '') });
}

const nameOf = (change: KeptChange) => (change.path || change.key).replace(/^.*\//, '').replace(/\.md$/, '');

/** "the TL;DR", "the property score" */
function placeOf(block: string): string {
  const known: Record<string, string> = { 'sheaf-tldr': 'TL;DR', 'sheaf-card': 'Summary', 'sheaf-map': 'Mindmap', 'sheaf-why': 'Why it is here',
    'sheaf-points': 'Contributions', 'sheaf-abstract': 'Abstract', 'sheaf-links': 'Links' };
  if (known[block]) return known[block];
  return block.startsWith('sheaf-') ? `Block ${block}` : `Property ${block}`;
}
