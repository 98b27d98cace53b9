// The settings pane. Each control writes its one value; the core checks the profile as a whole.

import { type App, Notice, PluginSettingTab, SecretComponent, Setting } from 'obsidian';
import type SheafPlugin from './main';
import { LLM_SECRET, profileOf, type Settings } from './settings';

type TextKey = { [Key in keyof Settings]: Settings[Key] extends string ? Key : never }[keyof Settings];
type NumberKey = { [Key in keyof Settings]: Settings[Key] extends number ? Key : never }[keyof Settings];

export class SheafSettingTab extends PluginSettingTab {
  constructor(app: App, private readonly plugin: SheafPlugin) {
    super(app, plugin);
  }

  override display(): void {
    this.containerEl.empty();
    this.reading();
    this.writing();
    this.summaries();
    this.running();
    this.core();
  }

  private reading(): void {
    this.text('categories', 'Categories', 'arXiv categories, separated by commas: cs.CL, math.AG');
    this.text('topics', 'Topics', 'Standing searches beyond these categories, separated by commas');
    this.text('keywords', 'Keywords', 'Words that speak for a paper');
    this.text('authors', 'Authors', 'Authors you follow');
    this.text('exclude', 'Exclude', 'Papers with one of these words are left out');
    this.number('maxPapers', 'Papers a day', 'At most so many in a digest; 0 for all');
  }

  private writing(): void {
    new Setting(this.containerEl).setName('Notes').setHeading();
    this.text('papersFolder', 'Paper notes', 'Folder for new notes; you may move them anywhere');
    this.text('digestsFolder', 'Daily notes', 'Folder for the note of each day');
    this.number('maxNotes', 'Notes a day', 'New paper notes a day, best first; 0 for all');
  }

  private summaries(): void {
    new Setting(this.containerEl).setName('Summaries').setHeading();
    new Setting(this.containerEl).setName('Written by').setDesc('The built-in summarizer needs no network and no account.')
      .addDropdown((control) => control.addOption('built-in', 'Built-in').addOption('llm', 'A model')
        .setValue(this.plugin.settings.provider)
        .onChange(async (value) => {
          this.plugin.settings.provider = value === 'llm' ? 'llm' : 'built-in';
          await this.plugin.saveSettings();
        }));
    this.text('baseUrl', 'Model server', 'Any server with an OpenAI-compatible interface: http://127.0.0.1:11434/v1');
    this.text('model', 'Model', 'As the server names it');
    new Setting(this.containerEl).setName('Key').setDesc("Kept in the app's secret storage.")
      .addComponent((place) => new SecretComponent(this.app, place).setValue(LLM_SECRET));
    this.text('language', 'Language', 'Of the summaries a model writes: en, zh-CN');
    this.text('secondLanguage', 'Second language', 'TL;DR and mindmap in this one too');
    this.number('maxTokens', 'Tokens a run', 'The model is asked for no more than this; 0 for no limit');
  }

  private running(): void {
    new Setting(this.containerEl).setName('Daily run').setHeading();
    new Setting(this.containerEl).setName('Run each day').setDesc('Also at start, when a day is missing.')
      .addToggle((control) => control.setValue(this.plugin.settings.daily).onChange(async (value) => {
        this.plugin.settings.daily = value;
        await this.plugin.saveSettings();
      }));
    this.text('dailyAt', 'At', 'Time of day: 07:30');
    this.text('contact', 'Contact', 'Your e-mail address, sent to arXiv with each request, as it asks');
  }

  private core(): void {
    new Setting(this.containerEl).setName('Core').setHeading();
    this.text('backendPath', 'Path', 'Of sheaf.node or the sheaf program; empty: looked for');
    this.text('storePath', 'Store', "Sheaf's own database; empty: the one all programs of yours share");
    const test = new Setting(this.containerEl).setName('Test the connection').setDesc('Opens the core and checks profile, store and network.');
    test.addButton((button) => button.setButtonText('Test').onClick(() => { void this.test(test); }));
    for (const one of this.plugin.tried) new Setting(this.containerEl).setName(one.path).setDesc(one.why);
  }

  private async test(row: Setting): Promise<void> {
    this.plugin.closeCore();
    try {
      const backend = await this.plugin.core();
      const { checks } = await backend.run('doctor', { profile: profileOf(this.plugin.settings) });
      const bad = checks.filter((check) => check.state !== 'ok');
      row.setDesc(`${backend.name} ${backend.version}: ${bad.length === 0 ? 'all well' : bad.map((check) => `${check.name}: ${check.detail}`).join('; ')}`);
    } catch (error) {
      new Notice((error as Error).message, 0);
      row.setDesc((error as Error).message);
    }
  }

  private text(key: TextKey, name: string, description: string): void {
    new Setting(this.containerEl).setName(name).setDesc(description)
      .addText((control) => control.setValue(this.plugin.settings[key]).onChange(async (value) => {
        (this.plugin.settings as unknown as Record<string, string>)[key] = value.trim();
        await this.plugin.saveSettings();
      }));
  }

  private number(key: NumberKey, name: string, description: string): void {
    new Setting(this.containerEl).setName(name).setDesc(description)
      .addText((control) => control.setValue(String(this.plugin.settings[key])).onChange(async (value) => {
        const number = Number(value);
        if (!Number.isInteger(number) || number < 0) return;
        this.plugin.settings[key] = number;
        await this.plugin.saveSettings();
      }));
  }
}
