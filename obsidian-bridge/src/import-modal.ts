// Asks what published digest to import: a file picked on this computer, or a path or web address.

import { Modal, Setting, type App } from 'obsidian';

export type ImportSource = { path: string } | { text: string; name: string };

const MAX_BYTES = 64 * 1024 * 1024; // of a picked file: what is larger goes by its path

export class ImportModal extends Modal {
  private path = '';

  constructor(app: App, private readonly done: (source: ImportSource) => void) {
    super(app);
    this.setTitle('Import a published digest');
  }

  override onOpen(): void {
    const { contentEl } = this;
    contentEl.createEl('p', { text: 'Markdown, JSON, HTML or a feed of another digest system; the papers come with the summaries that stand there.' });
    new Setting(contentEl).setName('A file').setDesc('Picked on this computer')
      .addButton((button) => button.setButtonText('Choose').onClick(() => { this.pick(); }));
    new Setting(contentEl).setName('A path or address').setDesc('Of a file, of a folder with many, or on the web')
      .addText((control) => {
        control.setPlaceholder('/home/me/digests').onChange((value) => { this.path = value.trim(); });
        control.inputEl.addEventListener('keydown', (event) => { if (event.key === 'Enter') this.submit(); });
      })
      .addButton((button) => button.setButtonText('Import').setCta().onClick(() => { this.submit(); }));
  }

  override onClose(): void { this.contentEl.empty(); }

  private submit(): void {
    if (this.path === '') return;
    this.close();
    this.done({ path: this.path });
  }

  private pick(): void {
    const input = this.contentEl.createEl('input', { type: 'file', cls: 'sheaf-hidden', attr: { accept: '.md,.json,.jsonl,.html,.htm,.xml,.txt,.eml' } });
    input.addEventListener('change', () => { void this.take(input.files?.[0] ?? null); });
    input.click();
  }

  private async take(file: File | null): Promise<void> {
    if (!file) return;
    if (file.size > MAX_BYTES) {
      this.contentEl.createEl('p', { cls: 'sheaf-problem', text: `${file.name} is larger than 64 MB: name its path instead.` });
      return;
    }
    const text = await file.text();
    this.close();
    this.done({ text, name: file.name });
  }
}
