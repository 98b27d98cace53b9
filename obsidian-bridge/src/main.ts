// The plugin: commands, status bar, the daily run. Logic is in the core; this file ties it to the app.
// Nothing happens before the layout is ready, and nothing outlives onunload().

import { FileSystemAdapter, Notice, Plugin, TFile, getLanguage, normalizePath } from 'obsidian';
import { homedir } from 'os';
import path from 'path';
import type { Backend, Digest, Entry, Opinion, Paper } from './contract';
import { openBackend, type Tried } from './locate';
import { Runner } from './runner';
import { LLM_SECRET, LLM_VARIABLE, nextRun, profileOf, settingsFrom, type Settings } from './settings';
import { SheafSettingTab } from './settings-tab';
import { DigestPane, VIEW_TYPE } from './view';

export default class SheafPlugin extends Plugin {
  override settings!: Settings;
  runner!: Runner;
  tried: Tried[] = [];
  private backend: Backend | null = null;
  private opening: Promise<Backend> | null = null;
  private timer = 0;

  override async onload(): Promise<void> {
    this.settings = settingsFrom(await this.loadData());
    const status = this.addStatusBarItem();
    status.addClass('sheaf-status');
    this.registerDomEvent(status, 'click', () => { this.runner.cancel(); });
    this.runner = new Runner(this.app, () => this.core(), () => profileOf(this.settings), () => this.secrets(), {
      progress: (text) => { status.setText(text && `Papers: ${text} (click to cancel)`); },
      done: (text) => { new Notice(text); this.refresh(); },
      failed: (text) => { new Notice(`Papers: ${text}`, 0); },
    });
    this.registerView(VIEW_TYPE, (leaf) => new DigestPane(leaf, {
      language: () => getLanguage(),
      digest: () => this.latest(),
      openPaper: (paper) => { void this.openPaper(paper); },
      makeNote: (paper, entry) => { void this.makeNote(paper, entry); },
      judge: (paper, opinion) => { void this.judge(paper.id, opinion); },
    }));
    this.addCommands();
    this.addSettingTab(new SheafSettingTab(this.app, this));
    this.app.workspace.onLayoutReady(() => { this.planDailyRun(true); });
  }

  override onunload(): void {
    window.clearTimeout(this.timer);
    this.runner.cancel();
    this.closeCore();
  }

  async saveSettings(): Promise<void> {
    await this.saveData(this.settings);
    this.planDailyRun(false);
  }

  /** The core, opened when it is first needed. */
  core(): Promise<Backend> {
    if (this.backend) return Promise.resolve(this.backend);
    this.opening ??= this.openCore().finally(() => { this.opening = null; });
    return this.opening;
  }

  closeCore(): void {
    this.backend?.close();
    this.backend = null;
  }

  private async openCore(): Promise<Backend> {
    const adapter = this.app.vault.adapter;
    if (!(adapter instanceof FileSystemAdapter)) throw new Error('the vault is not a folder on this computer');
    const pluginFolder = adapter.getFullPath(normalizePath(this.manifest.dir ?? `${this.app.vault.configDir}/plugins/${this.manifest.id}`));
    const { backend, tried } = await openBackend({ setting: this.settings.backendPath, pluginFolder,
      store: this.settings.storePath || defaultStore(), userAgent: `sheaf-digest/${this.manifest.version}`, env: this.secrets() });
    this.tried = tried;
    if (!backend) throw new Error(`the core was not found. Tried ${tried.map((one) => `${one.path} (${one.why})`).join('; ')}. See the settings.`);
    this.backend = backend;
    return backend;
  }

  private secrets(): Record<string, string> {
    const key = this.app.secretStorage.getSecret(LLM_SECRET);
    return key ? { [LLM_VARIABLE]: key } : {};
  }

  private addCommands(): void {
    this.addCommand({ id: 'today', name: "Today's digest", callback: () => { void this.runner.digest(); } });
    this.addCommand({ id: 'catch-up', name: 'Catch up missed days', callback: () => { void this.runner.catchUp(); } });
    this.addCommand({ id: 'cancel', name: 'Cancel what runs', checkCallback: (checking) => {
      if (!checking) this.runner.cancel();
      return this.runner.running;
    } });
    this.addCommand({ id: 'open', name: 'Open the digest view', callback: () => { void this.openPane(); } });
    this.addPaperCommand('like', 'Like this paper', (id) => this.judge(id, 'kept'));
    this.addPaperCommand('dismiss', 'Dismiss this paper', (id) => this.judge(id, 'dismissed'));
    this.addPaperCommand('update', 'Update this note', (id, file) => this.updateNote(id, file));
    this.addPaperCommand('citation', 'Copy the citation key of this paper', (_id, file) => this.copyCitation(file));
  }

  /** A command that is there while a paper's note is open. */
  private addPaperCommand(id: string, name: string, run: (paper: string, file: TFile) => Promise<void>): void {
    this.addCommand({ id, name, checkCallback: (checking) => {
      const file = this.app.workspace.getActiveFile();
      const paper = file ? this.paperOf(file) : null;
      if (!file || !paper) return false;
      if (!checking) void run(paper, file);
      return true;
    } });
  }

  /** By the note's own front matter, wherever the reader moved it. */
  private paperOf(file: TFile): string | null {
    const matter = this.app.metadataCache.getFileCache(file)?.frontmatter;
    const id: unknown = matter?.['arxiv'] ?? matter?.['paper'];
    return typeof id === 'string' && id !== '' ? id : null;
  }

  private noteOf(id: string): TFile | null {
    return this.app.vault.getMarkdownFiles().find((file) => this.paperOf(file) === id) ?? null;
  }

  private async judge(id: string, opinion: Opinion): Promise<void> {
    try {
      await (await this.core()).run('feedback', { id, kind: opinion });
    } catch (error) {
      new Notice(`Papers: ${(error as Error).message}`, 0);
    }
  }

  private async updateNote(id: string, file: TFile): Promise<void> {
    await this.runner.work(async (backend) => {
      const note = await this.runner.planned(backend, id);
      const merge = backend.mergeNote;
      if (!note || !merge) {
        new Notice('The latest digest does not have this paper.');
        return;
      }
      await this.app.vault.process(file, (now) => merge(now, note.baseline, note.fresh).text);
      await backend.run('notes_written', { folder: this.runner.folder, notes: [{ key: note.key, fresh: note.fresh }] });
      new Notice('The note is up to date.');
    });
  }

  private async copyCitation(file: TFile): Promise<void> {
    const key: unknown = this.app.metadataCache.getFileCache(file)?.frontmatter?.['citekey'];
    if (typeof key !== 'string') return;
    await navigator.clipboard.writeText(`[@${key}]`);
    new Notice(`Copied [@${key}]`);
  }

  private async latest(): Promise<Digest | null> {
    if (this.runner.latest) return this.runner.latest;
    try {
      const { text } = await (await this.core()).run('export', { format: 'json', profile: profileOf(this.settings) });
      return JSON.parse(text) as Digest;
    } catch {
      return null; // none is stored yet, or there is no core: the pane says what to do
    }
  }

  private async openPane(): Promise<void> {
    const { workspace } = this.app;
    const leaf = workspace.getLeavesOfType(VIEW_TYPE)[0] ?? workspace.getLeaf('tab');
    await leaf.setViewState({ type: VIEW_TYPE, active: true });
    await workspace.revealLeaf(leaf);
  }

  private refresh(): void {
    for (const leaf of this.app.workspace.getLeavesOfType(VIEW_TYPE))
      if (leaf.view instanceof DigestPane && this.runner.latest) leaf.view.show(this.runner.latest);
  }

  private async openPaper(paper: Paper): Promise<void> {
    const note = this.noteOf(paper.id);
    if (note) await this.app.workspace.getLeaf('tab').openFile(note);
    else window.open(paper.abs_url ?? `https://arxiv.org/abs/${paper.id}`);
  }

  /** A note for one paper that the day's limit left out. */
  private async makeNote(paper: Paper, entry: Entry): Promise<void> {
    const there = this.noteOf(paper.id);
    const digest = this.runner.latest;
    if (there || !digest) return void (there && this.openPaper(paper));
    await this.runner.work((backend) => this.runner.write(backend, { ...digest, entries: [entry] }));
    await this.openPaper(paper);
  }

  /** At the chosen time each day; at start also when a day is missing. */
  private planDailyRun(atStart: boolean): void {
    window.clearTimeout(this.timer);
    if (!this.settings.daily) return;
    if (atStart) void this.runner.catchUp();
    const next = nextRun(this.settings.dailyAt, new Date());
    if (!next) return;
    this.timer = window.setTimeout(() => { void this.runner.catchUp(); this.planDailyRun(false); }, next.getTime() - Date.now());
  }
}

/** The store all hosts of a user share. */
function defaultStore(): string {
  const data = process.env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share');
  return path.join(data, 'sheaf', 'sheaf.db');
}
