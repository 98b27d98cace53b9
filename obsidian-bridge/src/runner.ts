// One piece of work at a time: today's digest, missed days, one note. Tells its progress, can be
// cancelled, and says in the end what happened.

import type { App, FileSystemAdapter } from 'obsidian';
import { CoreError, type Backend, type Digest, type PlannedNote, type Progress } from './contract';
import { writeNotes, type Written } from './notes';

export interface Telling {
  progress(text: string): void;
  done(text: string): void;
  failed(text: string): void;
}

export class Runner {
  private abort: AbortController | null = null;
  latest: Digest | null = null;

  constructor(private readonly app: App, private readonly backend: () => Promise<Backend>,
    private readonly profile: () => object, private readonly env: () => Record<string, string>,
    private readonly telling: Telling) {}

  get running(): boolean { return this.abort !== null; }
  cancel(): void { this.abort?.abort(); }

  /** The vault's folder on disk. */
  get folder(): string { return (this.app.vault.adapter as FileSystemAdapter).getBasePath(); }

  /** The day the feeds announce, or another one; null when it failed, which was told. */
  digest(day?: string): Promise<Digest | null> {
    return this.work(async (backend, signal) => {
      const digest = await this.make(backend, signal, day);
      this.telling.done(told(digest, await this.write(backend, digest)));
      return digest;
    });
  }

  /** Every announcement day that was missed, oldest first, then today's. */
  catchUp(): Promise<Digest | null> {
    return this.work(async (backend, signal) => {
      const { days } = await backend.run('missed_days', { profile: this.profile() }, { signal });
      for (const day of days) await this.write(backend, await this.make(backend, signal, day));
      const digest = await this.make(backend, signal);
      const written = await this.write(backend, digest);
      const missed = days.length > 0 ? `${days.length} missed day${days.length > 1 ? 's' : ''} made up for. ` : '';
      this.telling.done(missed + told(digest, written));
      return digest;
    });
  }

  /** Runs `task` unless something runs already; tells every failure. */
  async work<T>(task: (backend: Backend, signal: AbortSignal) => Promise<T>): Promise<T | null> {
    if (this.abort) {
      this.telling.failed('Something is running already: wait for it, or cancel it.');
      return null;
    }
    const abort = new AbortController();
    this.abort = abort;
    try {
      return await task(await this.backend(), abort.signal);
    } catch (error) {
      const cancelled = error instanceof CoreError && error.cancelled;
      this.telling.failed(cancelled ? 'Cancelled. What was written before is whole.' : (error as Error).message);
      return null;
    } finally {
      this.abort = null;
      this.telling.progress('');
    }
  }

  private async make(backend: Backend, signal: AbortSignal, day?: string): Promise<Digest> {
    const args = { profile: this.profile(), ...(day ? { day } : {}) };
    const { digest } = await backend.run('digest', args, { signal, env: this.env(), onProgress: (progress) => { this.telling.progress(shown(progress)); } });
    this.latest = digest;
    return digest;
  }

  /** Through the app where the core can merge in memory; otherwise the core writes the files itself. */
  async write(backend: Backend, digest: Digest): Promise<Written> {
    if (!backend.mergeNote) return this.writeByCore(backend, digest);
    const { notes } = await backend.run('plan_notes', { folder: this.folder, digest, profile: this.profile() });
    return writeNotes(this.app.vault, backend, this.folder, notes, (count) => { this.telling.progress(`notes ${count}/${notes.length}`); });
  }

  /** Brings one paper's note up to date from the latest digest that has it. */
  async planned(backend: Backend, id: string): Promise<PlannedNote | null> {
    const { notes } = await backend.run('plan_notes', { folder: this.folder, profile: this.profile() });
    return notes.find((note) => note.key.endsWith(`/${id}`)) ?? null;
  }

  private async writeByCore(backend: Backend, digest: Digest): Promise<Written> {
    const { report } = await backend.run('write_vault', { digest, folder: this.folder, profile: this.profile() });
    const count = (outcome: string) => report.filter((file) => file.outcome === outcome).length;
    const failed = report.find((file) => file.outcome === 'failed');
    if (failed) throw new CoreError('SHEAF_E_IO', `${failed.path}: ${failed.detail}`);
    return { created: count('created'), updated: count('updated'), unchanged: count('unchanged'),
      conflicts: report.filter((file) => file.outcome === 'conflict').map((file) => `${file.path}: ${file.detail}`) };
  }
}

function shown({ stage, done, total, waiting_ms: waiting }: Progress): string {
  if (waiting > 0) return `waiting ${Math.ceil(waiting / 1000)} s for the server's limit`;
  return total > 0 ? `${stage} ${done}/${total}` : stage;
}

/** "17 papers of 2026-04-17: 12 notes new, 5 updated. cs.LG: failed (…)" */
export function told(digest: Digest, written: Written): string {
  const parts = [`${digest.entries.length} papers of ${digest.day}: ${written.created} notes new, ${written.updated} updated.`];
  if (written.conflicts.length > 0) parts.push(`Your text was kept in ${written.conflicts.length}.`);
  for (const source of digest.sources)
    if (!['ok', 'empty'].includes(source.status)) parts.push(`${source.name}: ${source.status}${source.detail ? ` (${source.detail})` : ''}.`);
  return parts.join(' ');
}
