// What the plugin and the core say to each other: ops with JSON arguments and results, the same over
// the addon and over the process. 'sheaf jobs --list' tells all of them.

import type { Digest } from '../../core/view/types';

export type { Digest, Entry, Opinion, Paper } from '../../core/view/types';

export interface Progress { stage: string; done: number; total: number; waiting_ms: number }

/** How the core ends a job that failed. */
export class CoreError extends Error {
  constructor(readonly status: string, message: string, readonly retryAfterMs = -1) {
    super(message);
    this.name = 'CoreError';
  }

  static from(json: unknown): CoreError {
    const error = (json ?? {}) as { status?: string; message?: string; retry_after_ms?: number };
    return new CoreError(error.status ?? 'SHEAF_E_INTERNAL', error.message ?? 'it failed', error.retry_after_ms ?? -1);
  }

  get cancelled(): boolean { return this.status === 'SHEAF_E_CANCELLED'; }
}

/** A note to be merged with what the vault holds. `key` is "paper/ID" or "digest/DAY", `former` an earlier one. */
export interface PlannedNote { key: string; path: string; fresh: string; baseline: string; former?: string }
/** A note that is in the vault as merged; the core looks there for what stayed the reader's. */
export interface WrittenNote { key: string; path: string; fresh: string; former?: string }
/** `conflicts`: front matter keys and block ids where the reader's text stayed. */
export interface MergedNote { text: string; conflicts: string[] }

/** A page of another digest system; `series` and `day` name what was kept of it. */
export interface ImportedPage {
  name: string; origin?: string; series?: string; day?: string; papers?: number; known?: number; repeats?: string; error?: string;
}

/** A change of the core's that waits, since the reader had changed the same place. */
export interface KeptChange { key: string; path: string; block: string; fresh: string; yours: string; since: string }

interface NoteChoice { folder: string; profile: object; day?: string; digest?: Digest; key?: string; path?: string }

/** Arguments and result of the ops that the plugin uses. */
export interface Ops {
  digest: { args: { profile: object; day?: string; offline?: boolean }; result: { digest: Digest } };
  missed_days: { args: { profile: object }; result: { days: string[] } };
  import: { args: { path?: string; text?: string; name?: string; profile?: object }; result: { pages: ImportedPage[] } };
  plan_notes: { args: NoteChoice; result: { notes: PlannedNote[] } };
  merge_note: { args: { existing: string; baseline: string; fresh: string }; result: MergedNote };
  notes_written: { args: { folder: string; notes: WrittenNote[] }; result: { remembered: number } };
  vault_review: { args: { folder: string }; result: { reviews: KeptChange[] } };
  vault_resolve: { args: { folder: string; key: string; block: string; action: 'take' | 'drop' }; result: { settled: number } };
  export: { args: { format: 'json' | 'bibtex' | 'markdown'; day?: string; profile?: object; digest?: Digest }; result: { text: string } };
  mindmap: { args: { papers: object[]; form: 'mermaid' | 'graph' | 'outline' }; result: { mindmaps: { id: string; text: string }[] } };
  feedback: { args: { id: string; kind: string; at?: number }; result: object };
  doctor: { args: { profile?: object; vault?: string }; result: { checks: Check[] } };
}

export interface Check { name: string; state: string; detail: string; remedy?: string }

export interface RunOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** Environment of the job: secrets that are asked for by name. */
  env?: Record<string, string>;
}

/** The core, however it is reached. */
export interface Backend {
  readonly name: 'addon' | 'process';
  readonly version: string;
  /** False once it was closed, or its process ended. */
  readonly alive: boolean;
  run<Op extends keyof Ops>(op: Op, args: Ops[Op]['args'], options?: RunOptions): Promise<Ops[Op]['result']>;
  /** Synchronous, for Vault.process(); null where the core cannot be called so: then there is merge_note. */
  mergeNote: ((existing: string, baseline: string, fresh: string) => MergedNote) | null;
  close(): void;
}
