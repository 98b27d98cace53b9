// The commands. Those about one paper are there while a note of a paper is open, wherever it was moved.

import { Notice, type Editor, type TFile } from 'obsidian';
import { CitationModal, bibtexOf, citationOf } from './citation';
import { CoreError } from './contract';
import { ImportModal } from './import-modal';
import type SheafPlugin from './main';
import { paperNote, type PaperNote } from './note-index';
import { mergeInto, saveOpenEditors, writtenNote } from './notes';
import { ReviewModal } from './review';
import { profileOf } from './settings';

export function addCommands(plugin: SheafPlugin): void {
  const { runner } = plugin;
  plugin.addCommand({ id: 'today', name: "Today's digest", callback: () => { void runner.digest(); } });
  plugin.addCommand({ id: 'catch-up', name: 'Catch up missed days', callback: () => { void runner.catchUp(); } });
  plugin.addCommand({ id: 'import', name: 'Import a published digest', callback: () => {
    new ImportModal(plugin.app, (source) => { void runner.importDigest(source); }).open();
  } });
  plugin.addCommand({ id: 'cancel', name: 'Cancel what runs', checkCallback: (checking) => {
    if (!checking) runner.cancel();
    return runner.running;
  } });
  plugin.addCommand({ id: 'open', name: 'Open the digest view', callback: () => { void plugin.openPane(); } });
  plugin.addCommand({ id: 'review', name: 'Review kept changes', callback: () => { void review(plugin); } });
  plugin.addCommand({ id: 'cite', name: 'Insert a citation', editorCallback: (editor) => { void cite(plugin, editor); } });
  paperCommand(plugin, 'like', 'Like this paper', (note) => judge(plugin, note, 'kept', 'Liked'));
  paperCommand(plugin, 'dismiss', 'Dismiss this paper', (note) => judge(plugin, note, 'dismissed', 'Dismissed'));
  paperCommand(plugin, 'update', 'Update this note', (note) => update(plugin, note));
  paperCommand(plugin, 'citation', 'Copy the citation of this paper', (note) => copyCitation(note));
  paperCommand(plugin, 'copy-bibtex', 'Copy the BibTeX of this paper', (note) => copyBibtex(plugin, note));
  paperEditorCommand(plugin, 'bibtex', 'Insert the BibTeX of this paper', (note, editor) => insertBibtex(plugin, note, editor));
}

function opened(plugin: SheafPlugin, file: TFile | null): PaperNote | null {
  return file ? paperNote(plugin.app, file) : null;
}

function paperCommand(plugin: SheafPlugin, id: string, name: string, run: (note: PaperNote) => Promise<void>): void {
  plugin.addCommand({ id, name, checkCallback: (checking) => {
    const note = opened(plugin, plugin.app.workspace.getActiveFile());
    if (note && !checking) void told(run(note));
    return note !== null;
  } });
}

function paperEditorCommand(plugin: SheafPlugin, id: string, name: string, run: (note: PaperNote, editor: Editor) => Promise<void>): void {
  plugin.addCommand({ id, name, editorCheckCallback: (checking, editor, context) => {
    const note = opened(plugin, context.file);
    if (note && !checking) void told(run(note, editor));
    return note !== null;
  } });
}

async function told(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    new Notice(`Papers: ${(error as Error).message}`, 0);
  }
}

async function judge(plugin: SheafPlugin, note: PaperNote, opinion: 'kept' | 'dismissed', word: string): Promise<void> {
  if (await plugin.judge(note.id, opinion)) new Notice(`${word}: ${note.title}`);
}

async function update(plugin: SheafPlugin, { id, file, day }: PaperNote): Promise<void> {
  const { runner } = plugin;
  await runner.work(async (backend) => {
    const plan = await runner.planned(backend, id, file.path, day);
    if (!plan) {
      new Notice('No stored digest has this paper: there is nothing to update it from.');
      return;
    }
    const { changed, conflicts } = await mergeInto(plugin.app, backend, file, plan);
    await backend.run('notes_written', { folder: runner.folder, notes: [writtenNote(plan, file.path)] });
    const kept = conflicts.length > 0 ? ` Your text was kept in ${conflicts.join(', ')}.` : '';
    new Notice((changed ? 'The note was updated.' : 'The note is up to date.') + kept);
  });
}

async function review(plugin: SheafPlugin): Promise<void> {
  const { folder } = plugin.runner;
  try {
    const { reviews } = await (await plugin.core()).run('vault_review', { folder });
    new ReviewModal(plugin.app, {
      openNote: (path) => { void plugin.openNote(path); },
      settle: async ({ key, path, block }, action) => {
        const file = plugin.app.vault.getFileByPath(path);
        if (file) await saveOpenEditors(plugin.app, file); // the core looks at the file and writes there
        await (await plugin.core()).run('vault_resolve', { folder, key, block, action });
      },
    }, reviews).open();
  } catch (error) {
    const old = error instanceof CoreError && error.status === 'SHEAF_E_INVALID' && error.message.includes('vault_review');
    new Notice(old ? 'Papers: this core has no list of kept changes: install a newer one.' : `Papers: ${(error as Error).message}`, 0);
  }
}

async function cite(plugin: SheafPlugin, editor: Editor): Promise<void> {
  const notes = (await plugin.notes.all()).filter((note) => note.citekey !== '');
  if (notes.length === 0) new Notice('No note of a paper has a citation key yet.');
  else new CitationModal(plugin.app, notes, editor).open();
}

async function copyCitation(note: PaperNote): Promise<void> {
  if (!note.citekey) throw new Error('this note has no citation key: update it first');
  await navigator.clipboard.writeText(citationOf(note));
  new Notice(`Copied ${citationOf(note)}`);
}

async function copyBibtex(plugin: SheafPlugin, note: PaperNote): Promise<void> {
  await navigator.clipboard.writeText(`${await bibtexOf(await plugin.core(), profileOf(plugin.settings), note)}\n`);
  new Notice(`Copied the BibTeX of ${note.citekey}`);
}

async function insertBibtex(plugin: SheafPlugin, note: PaperNote, editor: Editor): Promise<void> {
  const entry = await bibtexOf(await plugin.core(), profileOf(plugin.settings), note);
  const fence = '`'.repeat(Math.max(3, ...(entry.match(/`+/g) ?? []).map((run) => run.length + 1)));
  editor.replaceSelection(`${fence}bibtex\n${entry}\n${fence}\n`);
}
