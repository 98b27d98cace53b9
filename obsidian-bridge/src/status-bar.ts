// What runs, in the status bar: how far it is, and a way to cancel it by mouse or keyboard.

import { type Plugin, ProgressBarComponent, setIcon } from 'obsidian';

export class StatusBar {
  private readonly text: HTMLElement;
  private readonly bar: ProgressBarComponent;

  constructor(plugin: Plugin, cancel: () => void) {
    const item = plugin.addStatusBarItem();
    item.addClass('sheaf-status');
    this.item = item;
    this.text = item.createSpan({ cls: 'sheaf-status-text', attr: { role: 'status' } });
    this.bar = new ProgressBarComponent(item.createSpan({ cls: 'sheaf-status-bar' }));
    const button = item.createEl('button', { cls: 'clickable-icon', attr: { type: 'button', 'aria-label': 'Cancel' } });
    setIcon(button, 'x');
    plugin.registerDomEvent(button, 'click', cancel);
    item.hide();
  }

  private readonly item: HTMLElement;

  /** `part` of 1, or null when nobody knows; an empty text hides it. */
  show(text: string, part: number | null): void {
    this.item.toggle(text !== '');
    this.text.setText(text && `Papers: ${text}`);
    this.bar.setValue(part === null ? 0 : Math.round(part * 100));
  }
}
