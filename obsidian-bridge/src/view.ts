// The pane with the day's papers: the shared digest view in an Obsidian leaf.

import { ItemView, type WorkspaceLeaf } from 'obsidian';
import { DigestView } from '../../core/view/digest-view.js';
import type { Digest, Entry, Opinion, Paper } from './contract';

export const VIEW_TYPE = 'sheaf-digest-view';

export interface PaneHost {
  language(): string;
  digest(): Promise<Digest | null>;
  openPaper(paper: Paper): void;
  makeNote(paper: Paper, entry: Entry): void;
  judge(paper: Paper, opinion: Opinion): void;
}

export class DigestPane extends ItemView {
  private view: DigestView | null = null;

  constructor(leaf: WorkspaceLeaf, private readonly host: PaneHost) {
    super(leaf);
    this.icon = 'newspaper';
  }

  override getViewType(): string { return VIEW_TYPE; }
  override getDisplayText(): string { return 'Paper digest'; }

  protected override async onOpen(): Promise<void> {
    this.view = new DigestView(this.contentEl, {
      language: this.host.language(),
      open: (paper) => { this.host.openPaper(paper); },
      createNote: (paper, entry) => { this.host.makeNote(paper, entry); },
      feedback: (paper, opinion) => { this.host.judge(paper, opinion); },
    });
    const digest = await this.host.digest();
    if (digest) this.show(digest);
    else this.contentEl.setText('There is no digest yet. Make one by its command.');
  }

  show(digest: Digest): void { this.view?.show(digest); }

  protected override onClose(): Promise<void> {
    this.view?.destroy();
    this.view = null;
    return Promise.resolve();
  }
}
