// The settings pane: one table of definitions, which newer apps draw and search themselves and older
// ones have drawn by display(). The core checks the profile as a whole.

import { PluginSettingTab, SecretComponent, Setting, requireApiVersion, type App, type SettingControl, type SettingDefinition, type SettingDefinitionGroup } from 'obsidian';
import type SheafPlugin from './main';
import { profileOf, problemWith, type Settings } from './settings';

type Key = keyof Settings;
type Group = SettingDefinitionGroup<Key> & { items: SettingDefinition<Key>[] };

const row = (control: SettingControl<Key>, name: string, desc: string, ...aliases: string[]): SettingDefinition<Key> => {
  const validate = (value: unknown) => problemWith(control.key, value);
  return { name, desc, aliases, control: { ...control, validate } as SettingControl<Key> };
};
const text = (key: Key, name: string, desc: string, placeholder = '') => row({ type: 'text', key, placeholder }, name, desc);
const number = (key: Key, name: string, desc: string) => row({ type: 'number', key }, name, desc);

export class SheafSettingTab extends PluginSettingTab {
  private tested = '';

  constructor(app: App, private readonly plugin: SheafPlugin) {
    super(app, plugin);
  }

  override getSettingDefinitions(): Group[] {
    return [this.reading(), this.writing(), this.summaries(), this.running(), this.core()];
  }

  override getControlValue(key: string): unknown { return this.plugin.settings[key as Key]; }

  override async setControlValue(key: string, value: unknown): Promise<void> {
    const clean = typeof value === 'string' ? value.trim() : value;
    if (problemWith(key as Key, clean) !== '') return;
    (this.plugin.settings as unknown as Record<string, unknown>)[key] = clean;
    await this.plugin.saveSettings();
  }

  /** For apps before 1.13, which know no definitions. */
  override display(): void { this.drawAll(); }

  private drawAll(): void {
    this.containerEl.empty();
    for (const group of this.getSettingDefinitions()) {
      if (group.heading) new Setting(this.containerEl).setName(group.heading).setHeading();
      for (const item of group.items) this.draw(item);
    }
  }

  private reading(): Group {
    return { type: 'group', items: [
      text('categories', 'Categories', 'arXiv categories, separated by commas', 'cs.CL, math.AG'),
      text('topics', 'Topics', 'Standing searches beyond these categories, separated by commas', 'diffusion models, proof assistants'),
      text('keywords', 'Keywords', 'Words that speak for a paper', 'speculative decoding, KV cache'),
      text('authors', 'Authors', 'Authors you follow', 'Ada Lovelace, Li Wei'),
      text('exclude', 'Exclude', 'Papers with one of these words are left out'),
      number('maxPapers', 'Papers a day', 'At most so many in a digest; 0 for all'),
    ] };
  }

  private writing(): Group {
    return { type: 'group', heading: 'Notes', items: [
      row({ type: 'folder', key: 'papersFolder' }, 'Paper notes', 'Folder for new notes; you may move them anywhere'),
      row({ type: 'folder', key: 'digestsFolder' }, 'Daily notes', 'Folder for the note of each day'),
      number('maxNotes', 'Notes a day', 'New paper notes a day, best first; 0 for all'),
      row({ type: 'dropdown', key: 'citation', options: { key: 'Citation key', bibtex: 'BibTeX entry' } },
        'Citation in the note', 'What a note says for citing its paper', 'bibtex'),
      row({ type: 'file', key: 'paperTemplate' }, 'Template of paper notes', 'A note of yours that says what stands in one; empty: the built-in one'),
      row({ type: 'file', key: 'digestTemplate' }, 'Template of daily notes', 'The same for the note of a day'),
      row({ type: 'toggle', key: 'base' }, 'Table of papers', 'Keeps Papers.base, with today, unread and by topic', 'bases'),
      row({ type: 'toggle', key: 'canvas' }, 'Canvas of each day', "Draws the day's related papers"),
      row({ type: 'toggle', key: 'thumbnails' }, 'Pictures', 'Shows a picture of the paper, loaded from its server when you open the note'),
    ] };
  }

  private summaries(): Group {
    return { type: 'group', heading: 'Summaries', items: [
      row({ type: 'dropdown', key: 'provider', options: { 'built-in': 'Built-in', llm: 'A model' } },
        'Written by', 'The built-in summarizer needs no network and no account.', 'provider', 'llm'),
      text('baseUrl', 'Model server', 'Any server with an OpenAI-compatible interface; titles and abstracts are sent to it', 'http://127.0.0.1:11434/v1'),
      text('model', 'Model', 'As the server names it', 'qwen3:8b'),
      { name: 'Key', desc: "Chosen from, and kept in, the app's secret storage", aliases: ['secret', 'api key'], render: (setting) => {
        setting.addComponent((place) => new SecretComponent(this.app, place).setValue(this.plugin.settings.secretName)
          .onChange((name) => this.setControlValue('secretName', name)));
      } },
      text('language', 'Language', 'Of the summaries a model writes', 'en, zh-CN'),
      text('secondLanguage', 'Second language', 'TL;DR and mindmap in this one too'),
      number('maxTokens', 'Tokens a run', 'The model is asked for no more than this; 0 for no limit'),
    ] };
  }

  private running(): Group {
    return { type: 'group', heading: 'Daily run', items: [
      row({ type: 'toggle', key: 'daily' }, 'Run each day', 'At the time below, and at start when a day is missing.', 'automatic', 'schedule'),
      text('dailyAt', 'At', 'Time of day', '07:30'),
      text('contact', 'Contact', 'Your e-mail address, sent to arXiv with each request, as it asks'),
    ] };
  }

  private core(): Group {
    return { type: 'group', heading: 'Core', items: [
      text('backendPath', 'Path', 'Of sheaf.node or the sheaf program; empty: looked for'),
      text('storePath', 'Store', "Sheaf's own database; empty: the one all programs of yours share"),
      { name: 'Test the connection', desc: 'Opens the core, then checks profile, store, network and model.', render: (setting) => {
        if (this.tested) setting.setDesc(this.tested);
        setting.addButton((button) => button.setButtonText('Test').onClick(() => { void this.test(setting); }));
      } },
      ...this.plugin.tried.map((one): SettingDefinition<Key> => ({ name: one.path, desc: one.why, searchable: false })),
    ] };
  }

  private async test(row: Setting): Promise<void> {
    row.setDesc('Testing …');
    this.plugin.closeCore();
    this.tested = await this.outcome();
    row.setDesc(this.tested);
    // The paths that were tried are rows of their own.
    if (requireApiVersion('1.13.0')) this.update();
    else this.drawAll();
  }

  private async outcome(): Promise<string> {
    try {
      const backend = await this.plugin.core();
      const { checks } = await backend.run('doctor', { profile: profileOf(this.plugin.settings), vault: this.plugin.runner.folder }, { env: this.plugin.secrets() });
      const bad = checks.filter((check) => check.state !== 'ok');
      const told = bad.map((check) => `${check.name}: ${check.detail}${check.remedy ? ` (${check.remedy})` : ''}`);
      return `${backend.name} ${backend.version}: ${bad.length === 0 ? 'all well' : told.join('; ')}`;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** One row by hand, from its definition. */
  private draw(item: SettingDefinition<Key>): void {
    const setting = new Setting(this.containerEl).setName(item.name).setDesc(item.desc ?? '');
    if ('render' in item && item.render) item.render(setting, undefined as never);
    if (!('control' in item) || !item.control) return;
    const { control } = item;
    const value = this.getControlValue(control.key);
    const change = async (next: unknown) => {
      setting.setDesc(problemWith(control.key, next) || (item.desc ?? ''));
      await this.setControlValue(control.key, next);
    };
    if (control.type === 'toggle') setting.addToggle((field) => field.setValue(value === true).onChange(change));
    else if (control.type === 'dropdown') setting.addDropdown((field) => field.addOptions(control.options).setValue(String(value)).onChange(change));
    else setting.addText((field) => {
      field.setValue(String(value)).onChange((typed) => change(control.type === 'number' ? Number(typed || 'x') : typed));
      if ('placeholder' in control && control.placeholder) field.setPlaceholder(control.placeholder);
    });
  }
}
