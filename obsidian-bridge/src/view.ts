// The pane with the day's papers: the shared digest view in an Obsidian leaf.

import { ItemView, MarkdownRenderer, finishRenderMath, loadMathJax, renderMath, type WorkspaceLeaf } from 'obsidian';
import { DigestView } from '../../core/view/digest-view.js';
import type { Digest, Entry, Opinion, Paper } from './contract';

export const VIEW_TYPE = 'sheaf-digest-view';

export interface PaneHost {
  language(): string;
  digest(): Promise<Digest | null>;
  makeDigest(): void;
  hasNote(paper: Paper): boolean;
  openPaper(paper: Paper): void;
  makeNote(paper: Paper, entry: Entry): void;
  judge(paper: Paper, opinion: Opinion): void;
  /** The mindmap as Mermaid text. */
  mindmap(entry: Entry): Promise<string>;
}

export class DigestPane extends ItemView {
  private view: DigestView | null = null;
  private place: HTMLElement | null = null;
  private mathTimer = 0;

  constructor(leaf: WorkspaceLeaf, private readonly host: PaneHost) {
    super(leaf);
    this.icon = 'newspaper';
    this.navigation = false;
  }

  override getViewType(): string { return VIEW_TYPE; }
  override getDisplayText(): string { return 'Paper digest'; }

  protected override async onOpen(): Promise<void> {
    this.contentEl.addClass('sheaf-pane');
    await loadMathJax().catch(() => { /* formulas stand as they were written */ });
    this.addAction('refresh-cw', "Today's digest", () => { this.host.makeDigest(); });
    let digest: Digest | null = null;
    try {
      digest = await this.host.digest();
    } catch (error) {
      this.empty((error as Error).message);
      return;
    }
    if (digest) this.show(digest);
    else this.empty('There is no digest yet.');
  }

  show(digest: Digest): void {
    if (!this.view) {
      this.contentEl.empty();
      this.place = this.contentEl.createDiv();
      this.view = new DigestView(this.place, {
        language: this.host.language(),
        open: (paper) => { this.host.openPaper(paper); },
        createNote: (paper, entry) => { this.host.makeNote(paper, entry); },
        hasNote: (paper) => this.host.hasNote(paper),
        feedback: (paper, opinion) => { this.host.judge(paper, opinion); },
        drawMindmap: (place, entry) => this.drawMindmap(place, entry),
        drawMath: (tex) => this.drawMath(tex),
      });
    }
    this.view.show(digest);
  }

  /** Notes were made or went away. */
  refresh(): void { this.view?.refresh(); }

  protected override onClose(): Promise<void> {
    this.view?.destroy();
    this.view = null;
    return Promise.resolve();
  }

  private empty(why: string): void {
    this.contentEl.empty();
    const box = this.contentEl.createDiv({ cls: 'sheaf-empty' });
    box.createEl('p', { text: why });
    box.createEl('button', { text: "Make today's digest", cls: 'mod-cta' }).addEventListener('click', () => { this.host.makeDigest(); });
  }

  /** Formulas as in notes; their styles are asked for once for all that are drawn together. */
  private drawMath(tex: string): Element | null {
    try {
      const drawn = renderMath(tex, false);
      this.mathTimer ||= window.setTimeout(() => { this.mathTimer = 0; void finishRenderMath(); }, 50);
      return drawn;
    } catch {
      return null; // not loaded, or no formula: it stands as it was written
    }
  }

  /** Drawn by the app; its text is the core's, in which no label is syntax. */
  private async drawMindmap(place: HTMLElement, entry: Entry): Promise<boolean> {
    try {
      const text = await this.host.mindmap(entry);
      await MarkdownRenderer.render(this.app, `\`\`\`mermaid\n${text.trim()}\n\`\`\``, place, '', this);
      return true;
    } catch {
      return false; // the view shows a list instead
    }
  }
}
