// One piece of work at a time: today's digest, missed days, an import, one note. Tells its progress, can
// be cancelled, and says in the end what happened.

import type { App, FileSystemAdapter } from 'obsidian';
import { CoreError, type Backend, type Digest, type ImportedPage, type Ops, type PlannedNote, type Progress } from './contract';
import { writeNotes, type Written } from './notes';
import { parseInSlices } from './slices';

export interface Telling {
  progress(text: string, part: number | null): void;
  done(text: string): void;
  cancelled(text: string): void;
  failed(text: string): void;
}

/** What the runner asks of the plugin. */
export interface Host {
  backend(): Promise<Backend>;
  profile(): object;
  /** Secrets of a job, by the name of their environment variable. */
  env(): Record<string, string>;
}

type Source = { path: string } | { text: string; name: string };

export class Runner {
  private abort: AbortController | null = null;
  latest: Digest | null = null;

  constructor(private readonly app: App, private readonly host: Host, private readonly telling: Telling) {}

  get running(): boolean { return this.abort !== null; }
  cancel(): void { this.abort?.abort(); }

  /** The vault's folder on disk. */
  get folder(): string { return (this.app.vault.adapter as FileSystemAdapter).getBasePath(); }

  /** The day the feeds announce, or another one; null when it failed, which was told. */
  digest(day?: string): Promise<Digest | null> {
    return this.work(async (backend, signal) => {
      const digest = await this.make(backend, signal, day);
      this.telling.done(told(digest, await this.write(backend, signal, { day: digest.day })));
      return digest;
    });
  }

  /** Every announcement day that was missed, oldest first, then today's. */
  catchUp(): Promise<Digest | null> {
    return this.work(async (backend, signal) => {
      const { days } = await backend.run('missed_days', { profile: this.host.profile() }, { signal });
      for (const day of days) await this.write(backend, signal, { day: (await this.make(backend, signal, day)).day });
      const digest = await this.make(backend, signal);
      const written = await this.write(backend, signal, { day: digest.day });
      const missed = days.length > 0 ? `${days.length} missed day${days.length > 1 ? 's' : ''} made up for. ` : '';
      this.telling.done(missed + told(digest, written));
      return digest;
    });
  }

  /** A digest that another system published: a file's text, or the path or address of one or a folder of them. */
  importDigest(source: Source): Promise<ImportedPage[] | null> {
    return this.work(async (backend, signal) => {
      const { pages } = await backend.run('import', { ...source, profile: this.host.profile() }, this.options(signal));
      const read = pages.filter((page) => page.series && page.day);
      const sum: Written = { created: 0, updated: 0, unchanged: 0, conflicts: [] };
      for (const page of read) {
        if (!page.papers || page.known === page.papers) continue; // all of it was there before
        add(sum, await this.write(backend, signal, { day: page.day, profile: { ...this.host.profile(), name: page.series } }));
      }
      this.telling.done(importTold(pages, sum));
      return pages;
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
      this.telling.progress('starting', null);
      const backend = await this.host.backend();
      const result = await task(backend, abort.signal);
      return result;
    } catch (error) {
      if (error instanceof CoreError && error.cancelled) this.telling.cancelled('Cancelled. What was written before is whole.');
      else this.telling.failed((error as Error).message);
      return null;
    } finally {
      this.abort = null;
      this.telling.progress('', null);
    }
  }

  /** Plans and writes notes; `choice` says of which digest, or of which note alone. */
  async write(backend: Backend, signal: AbortSignal, choice: Partial<Ops['plan_notes']['args']>,
    wanted: (note: PlannedNote) => boolean = () => true): Promise<Written> {
    const { notes } = await backend.run('plan_notes', { folder: this.folder, profile: this.host.profile(), ...choice }, { signal });
    const chosen = notes.filter(wanted);
    const written = await writeNotes(this.app, backend, this.folder, chosen,
      (count) => { this.telling.progress(`notes ${count}/${chosen.length}`, count / chosen.length); }, signal);
    if (signal.aborted) throw new CoreError('SHEAF_E_CANCELLED', 'cancelled');
    return written;
  }

  /** The plan of one paper's note: of the latest digest that has it, else of the day it was announced on. */
  async planned(backend: Backend, id: string, path: string, day: string): Promise<PlannedNote | null> {
    const key = `paper/${id}`;
    const ask = async (more: object) => {
      try {
        const { notes } = await backend.run('plan_notes', { folder: this.folder, profile: this.host.profile(), key, path, ...more });
        return notes.find((note) => note.key === key) ?? (notes.length === 1 ? notes[0] : undefined) ?? null;
      } catch (error) {
        if (error instanceof CoreError && error.status === 'SHEAF_E_NOT_FOUND') return null;
        throw error;
      }
    };
    return await ask({}) ?? (day ? await ask({ day }) : null);
  }

  /** The latest digest the store has; null when there is none. */
  async stored(): Promise<Digest | null> {
    if (this.latest) return this.latest;
    const backend = await this.host.backend();
    try {
      const { text } = await backend.run('export', { format: 'json', profile: this.host.profile() });
      this.latest ??= await parseInSlices(Buffer.from(text), 2) as Digest;
    } catch (error) {
      if (!(error instanceof CoreError && error.status === 'SHEAF_E_NOT_FOUND')) throw error;
    }
    return this.latest;
  }

  private options(signal: AbortSignal) {
    return { signal, env: this.host.env(), onProgress: (progress: Progress) => {
      this.telling.progress(shown(progress), progress.total > 0 ? progress.done / progress.total : null);
    } };
  }

  private async make(backend: Backend, signal: AbortSignal, day?: string): Promise<Digest> {
    const args = { profile: this.host.profile(), ...(day ? { day } : {}) };
    const { digest } = await backend.run('digest', args, this.options(signal));
    this.latest = digest;
    return digest;
  }
}

function add(sum: Written, more: Written): void {
  sum.created += more.created;
  sum.updated += more.updated;
  sum.unchanged += more.unchanged;
  sum.conflicts.push(...more.conflicts);
}

const STAGES: Record<string, string> = { fetch: 'fetching', score: 'ranking', summarize: 'summarizing', llm: 'asking the model', write: 'writing' };

function shown({ stage, done, total, waiting_ms: waiting }: Progress): string {
  if (waiting > 0) return `waiting ${Math.ceil(waiting / 1000)} s for the server's limit`;
  const name = STAGES[stage] ?? 'working';
  return total > 0 ? `${name} ${done}/${total}` : name;
}

const some = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** "12 notes new, 5 updated." */
function notesTold(written: Written): string {
  const kept = written.conflicts.length > 0
    ? ` Your text was kept in ${some(written.conflicts.length, 'note')}: see “Review kept changes”.` : '';
  return `${some(written.created, 'note')} new, ${written.updated} updated.${kept}`;
}

/** "17 papers of 2026-04-17: 12 notes new, 5 updated. cs.LG: failed (…)" */
export function told(digest: Digest, written: Written): string {
  const parts = [`${some(digest.entries.length, 'paper')} of ${digest.day}: ${notesTold(written)}`];
  for (const source of digest.sources)
    if (!['ok', 'empty'].includes(source.status)) parts.push(`${source.name}: ${source.status}${source.detail ? ` (${source.detail})` : ''}.`);
  return parts.join(' ');
}

/** "3 pages with 51 papers (12 known before): …; 1 could not be read: NAME: WHY" */
export function importTold(pages: ImportedPage[], written: Written): string {
  const bad = pages.filter((page) => page.error);
  const good = pages.length - bad.length;
  const sum = (key: 'papers' | 'known') => pages.reduce((total, page) => total + (page[key] ?? 0), 0);
  const known = sum('known') > 0 ? ` (${sum('known')} known before)` : '';
  const parts = good > 0 ? [`${some(good, 'page')} with ${some(sum('papers'), 'paper')}${known} imported: ${notesTold(written)}`] : [];
  if (bad.length > 0) parts.push(`${bad.length} could not be read: ${bad.slice(0, 3).map((page) => `${page.name}: ${page.error ?? ''}`).join('; ')}${bad.length > 3 ? '; …' : ''}`);
  return parts.join(' ') || 'Nothing was found there.';
}
