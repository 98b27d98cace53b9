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

export interface PlannedNote { key: string; path: string; fresh: string; baseline: string }
export interface MergedNote { text: string; conflicts: string[] }

/** Arguments and result of the ops that the plugin uses. */
export interface Ops {
  digest: { args: { profile: object; day?: string; offline?: boolean }; result: { digest: Digest } };
  missed_days: { args: { profile: object }; result: { days: string[] } };
  import: { args: { path: string; vault?: string; profile?: object }; result: { series?: object[]; digests?: { day: string; profile: string }[] } };
  write_vault: { args: { digest: Digest; folder: string; profile: object }; result: { report: FileReport[] } };
  plan_notes: { args: { folder: string; day?: string; profile: object; digest?: Digest }; result: { notes: PlannedNote[] } };
  notes_written: { args: { folder: string; notes: { key: string; fresh: string }[] }; result: { remembered: number } };
  export: { args: { format: 'json' | 'bibtex' | 'markdown'; day?: string; profile?: object; digest?: Digest }; result: { text: string } };
  feedback: { args: { id: string; kind: string; at?: number }; result: object };
  doctor: { args: { profile?: object; vault?: string }; result: { checks: Check[] } };
}

export interface Check { name: string; state: string; detail: string; remedy?: string }
export interface FileReport { path: string; outcome: 'unchanged' | 'created' | 'updated' | 'conflict' | 'failed'; detail: string }

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
  run<Op extends keyof Ops>(op: Op, args: Ops[Op]['args'], options?: RunOptions): Promise<Ops[Op]['result']>;
  /** Synchronous, for Vault.process(); null where the core cannot be called so. */
  mergeNote: ((existing: string, baseline: string, fresh: string) => MergedNote) | null;
  close(): void;
}
