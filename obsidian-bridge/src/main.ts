// The plugin: commands, status bar, the daily run. Logic is in the core; this file ties it to the app.
// Nothing happens before the layout is ready, and nothing outlives onunload().

import { FileSystemAdapter, Notice, Plugin, TFile, getLanguage, normalizePath } from 'obsidian';
import { homedir } from 'os';
import path from 'path';
import { addCommands } from './commands';
import type { Backend, Entry, Opinion, Paper } from './contract';
import { openBackend, type Tried } from './locate';
import { NoteIndex } from './note-index';
import { Runner } from './runner';
import { isDue, type LastRun } from './schedule';
import { LLM_VARIABLE, profileOf, settingsFrom, type Settings } from './settings';
import { SheafSettingTab } from './settings-tab';
import { StatusBar } from './status-bar';
import { DigestPane, VIEW_TYPE } from './view';

const LAST_RUN = 'sheaf-digest-last-run'; // on this computer, not in synchronised data
const MINUTE_MS = 60 * 1000;

export default class SheafPlugin extends Plugin {
  override settings!: Settings;
  runner!: Runner;
  notes!: NoteIndex;
  tried: Tried[] = [];
  private backend: Backend | null = null;
  private opening: Promise<Backend> | null = null;
  private openedWith = '';

  override async onload(): Promise<void> {
    this.settings = settingsFrom(await this.loadData());
    this.notes = new NoteIndex(this.app);
    const status = new StatusBar(this, () => { this.runner.cancel(); });
    this.runner = new Runner(this.app, { backend: () => this.core(), profile: () => profileOf(this.settings), env: () => this.secrets() }, {
      progress: (text, part) => { status.show(text, part); },
      done: (text) => { new Notice(text); this.refresh(); },
      cancelled: (text) => { new Notice(text); },
      failed: (text) => { new Notice(`Papers: ${text}`, 0); },
    });
    this.registerView(VIEW_TYPE, (leaf) => new DigestPane(leaf, {
      language: () => getLanguage(),
      digest: () => this.runner.stored(),
      makeDigest: () => { void this.runner.digest(); },
      hasNote: (paper) => this.notes.known(paper.id) !== null,
      openPaper: (paper) => { void this.openPaper(paper); },
      makeNote: (paper, entry) => { void this.makeNote(paper, entry); },
      judge: (paper, opinion) => { void this.judge(paper.id, opinion); },
      mindmap: (entry) => this.mindmap(entry),
    }));
    addCommands(this);
    this.addSettingTab(new SheafSettingTab(this.app, this));
    this.app.workspace.onLayoutReady(() => { this.start(); });
  }

  override onunload(): void {
    this.runner.cancel();
    this.closeCore();
  }

  async saveSettings(): Promise<void> {
    await this.saveData(this.settings);
    if (this.backend && this.openedWith !== this.openingKey()) this.closeCore();
  }

  /** The core, opened when it is first needed, and again when its process ended. */
  core(): Promise<Backend> {
    if (this.backend?.alive) return Promise.resolve(this.backend);
    this.opening ??= this.openCore().finally(() => { this.opening = null; });
    return this.opening;
  }

  closeCore(): void {
    this.backend?.close();
    this.backend = null;
  }

  secrets(): Record<string, string> {
    const name = this.settings.secretName;
    const key = this.settings.provider === 'llm' && name ? this.app.secretStorage.getSecret(name) : null;
    return key ? { [LLM_VARIABLE]: key } : {};
  }

  async judge(id: string, opinion: Opinion): Promise<boolean> {
    try {
      await (await this.core()).run('feedback', { id, kind: opinion });
      return true;
    } catch (error) {
      new Notice(`Papers: ${(error as Error).message}`, 0);
      return false;
    }
  }

  async openPane(): Promise<void> {
    const { workspace } = this.app;
    const leaf = workspace.getLeavesOfType(VIEW_TYPE)[0] ?? workspace.getLeaf('tab');
    await leaf.setViewState({ type: VIEW_TYPE, active: true });
    await workspace.revealLeaf(leaf);
  }

  async openNote(file: string): Promise<void> {
    const note = this.app.vault.getFileByPath(normalizePath(file));
    if (note instanceof TFile) await this.app.workspace.getLeaf('tab').openFile(note);
    else new Notice(`There is no note ${file} any more.`);
  }

  private async openCore(): Promise<Backend> {
    const adapter = this.app.vault.adapter;
    if (!(adapter instanceof FileSystemAdapter)) throw new Error('the vault is not a folder on this computer');
    const pluginFolder = adapter.getFullPath(normalizePath(this.manifest.dir ?? `${this.app.vault.configDir}/plugins/${this.manifest.id}`));
    const key = this.openingKey();
    const { backend, tried } = await openBackend({ setting: this.settings.backendPath, pluginFolder,
      store: this.settings.storePath || defaultStore(), userAgent: `sheaf-digest/${this.manifest.version}`, env: this.secrets() });
    this.tried = tried;
    if (!backend) throw new Error(`the core was not found. Tried ${tried.map((one) => `${one.path} (${one.why})`).join('; ')}. See the settings.`);
    this.backend = backend;
    this.openedWith = key;
    return backend;
  }

  /** What the core was opened with: when it changes, it is opened anew. */
  private openingKey(): string {
    return JSON.stringify([this.settings.backendPath, this.settings.storePath, this.secrets()]);
  }

  private start(): void {
    this.notes.listen(this);
    void this.notes.read();
    this.runWhenDue();
    this.registerInterval(window.setInterval(() => { this.runWhenDue(); }, MINUTE_MS));
  }

  /** Each day at the chosen time, and at start when it passed while the app was closed. */
  private runWhenDue(): void {
    if (!this.settings.daily || this.runner.running) return;
    if (!isDue(this.settings.dailyAt, this.app.loadLocalStorage(LAST_RUN) as LastRun | null, new Date())) return;
    void this.runner.catchUp().then((digest) => {
      this.app.saveLocalStorage(LAST_RUN, { ended: Date.now(), ok: digest !== null } satisfies LastRun);
    });
  }

  private refresh(): void {
    for (const leaf of this.app.workspace.getLeavesOfType(VIEW_TYPE))
      if (leaf.view instanceof DigestPane && this.runner.latest) leaf.view.show(this.runner.latest);
  }

  private async mindmap({ paper, summary }: Entry): Promise<string> {
    const { mindmaps } = await (await this.core()).run('mindmap', { papers: [{ id: paper.id, title: paper.title, mindmap: summary.mindmap }], form: 'mermaid' });
    const text = mindmaps[0]?.text;
    if (!text) throw new Error('the paper has no mindmap');
    return text;
  }

  private async openPaper(paper: Paper): Promise<void> {
    const note = await this.notes.find(paper.id);
    if (note) await this.app.workspace.getLeaf('tab').openFile(note);
    else {
      const url = paper.abs_url ?? `https://arxiv.org/abs/${paper.id}`;
      if (/^https?:\/\//i.test(url)) window.open(url); // any other scheme would start a program of the system
    }
  }

  /** A note for one paper that the day's limit left out; only that note is touched. */
  private async makeNote(paper: Paper, entry: Entry): Promise<void> {
    const digest = this.runner.latest;
    if (!await this.notes.find(paper.id) && digest) {
      const written = await this.runner.work((backend, signal) => this.runner.write(backend, signal,
        { digest: { ...digest, entries: [entry] }, key: `paper/${paper.id}` }, (note) => note.key === `paper/${paper.id}`));
      if (!written) return;
    }
    for (const leaf of this.app.workspace.getLeavesOfType(VIEW_TYPE)) if (leaf.view instanceof DigestPane) leaf.view.refresh();
    await this.openPaper(paper);
  }
}

/** The store all hosts of a user share. */
function defaultStore(): string {
  const data = process.env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share');
  return path.join(data, 'sheaf', 'sheaf.db');
}
