// Writing planned notes into the vault through the app: what is there is merged, and the merged text
// goes in only over the very text it was merged with, so that no word typed in between is lost. Only
// what changed is written.

import { MarkdownView, normalizePath, type App, type TFile, type Vault } from 'obsidian';
import type { Backend, MergedNote, PlannedNote, WrittenNote } from './contract';
import { nextTurn } from './slices';

export interface Written { created: number; updated: number; unchanged: number; conflicts: string[] }

const NOTES_A_TURN = 4; // between two turns of the event loop
const NOTES_TOLD = 40; // that the core is told of at once
const TRIES = 5; // at a note that is being typed in

/** The folders above a new note. */
async function makeFolders(vault: Vault, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= parts.length; ++depth) {
    const folder = parts.slice(0, depth).join('/');
    if (!vault.getAbstractFileByPath(folder)) await vault.createFolder(folder);
  }
}

/** What was typed into an open note and is not on disk yet goes there first. */
export async function saveOpenEditors(app: App, file: TFile): Promise<void> {
  for (const leaf of app.workspace.getLeavesOfType('markdown'))
    if (leaf.view instanceof MarkdownView && leaf.view.file === file) await leaf.view.save();
}

function merge(backend: Backend, existing: string, note: PlannedNote): Promise<MergedNote> {
  if (backend.mergeNote) return Promise.resolve(backend.mergeNote(existing, note.baseline, note.fresh));
  return backend.run('merge_note', { existing, baseline: note.baseline, fresh: note.fresh });
}

/** A page beside the notes, a table or a canvas, is replaced as a whole where it is as it was written. */
function replace(existing: string, note: PlannedNote): MergedNote {
  const ours = existing === note.baseline || existing === note.fresh;
  return { text: ours ? note.fresh : existing, conflicts: [] };
}

/** Merges `note` into `file`. */
export async function mergeInto(app: App, backend: Backend, file: TFile, note: PlannedNote): Promise<{ changed: boolean; conflicts: string[] }> {
  await saveOpenEditors(app, file);
  const page = note.key.startsWith('page/');
  for (let left = TRIES; left > 0; --left) {
    const before = await app.vault.read(file);
    const merged = page ? replace(before, note) : await merge(backend, before, note);
    if (merged.text === before) return { changed: false, conflicts: merged.conflicts };
    const after = await app.vault.process(file, (now) => (now === before ? merged.text : now));
    if (after === merged.text) return { changed: true, conflicts: merged.conflicts };
  }
  throw new Error(`${file.path} is being changed all the time: update it when it is quiet`);
}

/** Null when it was made; the file when there is one already, or somebody else was quicker. */
async function createUnlessThere(vault: Vault, path: string, text: string): Promise<TFile | null> {
  const there = vault.getFileByPath(path);
  if (there) return there;
  await makeFolders(vault, path);
  try {
    await vault.create(path, text);
    return null;
  } catch (error) {
    const file = vault.getFileByPath(path);
    if (file) return file;
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

async function writeNote(app: App, backend: Backend, note: PlannedNote, done: Written): Promise<void> {
  const path = normalizePath(note.path);
  const file = await createUnlessThere(app.vault, path, note.fresh);
  if (!file) {
    done.created += 1;
    return;
  }
  const { changed, conflicts } = await mergeInto(app, backend, file, note);
  if (conflicts.length > 0) done.conflicts.push(`${path}: ${conflicts.join(', ')}`);
  if (changed) done.updated += 1;
  else done.unchanged += 1;
}

/** What the core is told of a note that was written. */
export function writtenNote({ key, fresh, former }: PlannedNote, path: string): WrittenNote {
  return { key, path, fresh, ...(former ? { former } : {}) };
}

/** Writes all, tells the core what became the baseline, and yields to the app now and then. */
export async function writeNotes(app: App, backend: Backend, folder: string, notes: PlannedNote[],
  onNote: (done: number) => void, signal?: AbortSignal): Promise<Written> {
  const written: Written = { created: 0, updated: 0, unchanged: 0, conflicts: [] };
  const untold: WrittenNote[] = [];
  const tell = async () => {
    if (untold.length > 0) await backend.run('notes_written', { folder, notes: untold.splice(0) });
  };
  try {
    for (const [index, note] of notes.entries()) {
      if (signal?.aborted) break;
      await writeNote(app, backend, note, written);
      untold.push(writtenNote(note, note.path));
      onNote(index + 1);
      if (untold.length === NOTES_TOLD) await tell();
      if (index % NOTES_A_TURN === NOTES_A_TURN - 1) await nextTurn();
    }
  } finally {
    await tell(); // also after an error: those that were written are on disk
  }
  return written;
}
