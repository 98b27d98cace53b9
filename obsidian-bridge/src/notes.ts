// Writing planned notes into the vault: what is there is merged in one synchronous step, so that no
// word typed in between is lost. Only what changed is written.

import { normalizePath, TFile, type Vault } from 'obsidian';
import type { Backend, PlannedNote } from './contract';

export interface Written { created: number; updated: number; unchanged: number; conflicts: string[] }

const NOTES_A_TURN = 8; // between two turns of the event loop

/** The folders above a new note. */
async function makeFolders(vault: Vault, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= parts.length; ++depth) {
    const folder = parts.slice(0, depth).join('/');
    if (!vault.getAbstractFileByPath(folder)) await vault.createFolder(folder);
  }
}

async function writeNote(vault: Vault, backend: Backend, note: PlannedNote, done: Written): Promise<void> {
  const path = normalizePath(note.path);
  const file = vault.getAbstractFileByPath(path);
  if (!(file instanceof TFile)) {
    await makeFolders(vault, path);
    await vault.create(path, note.fresh);
    done.created += 1;
    return;
  }
  const merge = backend.mergeNote;
  if (!merge) throw new Error('this core cannot merge notes in memory');
  const before = await vault.cachedRead(file);
  const planned = merge(before, note.baseline, note.fresh);
  if (planned.conflicts.length > 0) done.conflicts.push(`${path}: ${planned.conflicts.join(', ')}`);
  if (planned.text === before) {
    done.unchanged += 1;
    return;
  }
  await vault.process(file, (now) => merge(now, note.baseline, note.fresh).text);
  done.updated += 1;
}

/** Writes all, tells the core what became the baseline, and yields to the app now and then. */
export async function writeNotes(vault: Vault, backend: Backend, folder: string, notes: PlannedNote[],
  onNote: (done: number) => void): Promise<Written> {
  const written: Written = { created: 0, updated: 0, unchanged: 0, conflicts: [] };
  const remembered: { key: string; fresh: string }[] = [];
  try {
    for (const [index, note] of notes.entries()) {
      await writeNote(vault, backend, note, written);
      remembered.push({ key: note.key, fresh: note.fresh });
      onNote(index + 1);
      if (index % NOTES_A_TURN === 0) await new Promise((resolve) => window.setTimeout(resolve, 0));
    }
  } finally {
    // Also after an error: those that were written are on disk.
    await backend.run('notes_written', { folder, notes: remembered });
  }
  return written;
}
