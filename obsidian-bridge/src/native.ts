// The core as a Node-API addon in this process. One library; its jobs run on threads of their own.

import { CoreError, type Backend, type MergedNote, type Ops, type Progress, type RunOptions } from './contract';
import { parseInSlices } from './slices';

interface Addon {
  version(): { version: string; abi: number; ops: string };
  open(storePath: string, userAgent: string): object;
  close(library: object): void;
  mergeNote(existing: string, baseline: string, fresh: string): { text: string; conflicts: string };
  start(library: object, op: string, argsJson: string, onEvent: (kind: string, json: string | Buffer) => void): object;
  cancel(job: object): void;
}

export class NativeBackend implements Backend {
  readonly name = 'addon';
  readonly version: string;

  private constructor(private readonly addon: Addon, private library: object | null) {
    this.version = addon.version().version;
  }

  /** Throws when the file is none of ours, for another platform, or the store cannot be opened. */
  static open(file: string, store: string, agent: string): NativeBackend {
    const module: { exports: unknown } = { exports: {} };
    process.dlopen(module, file);
    const addon = module.exports as Addon;
    return new NativeBackend(addon, addon.open(store, agent));
  }

  get alive(): boolean { return this.library !== null; }

  async run<Op extends keyof Ops>(op: Op, args: Ops[Op]['args'], options: RunOptions = {}): Promise<Ops[Op]['result']> {
    const restore = withEnvironment(options.env);
    try {
      const result = await this.job(op, JSON.stringify(args), options);
      return await parseInSlices(result) as Ops[Op]['result'];
    } finally {
      restore();
    }
  }

  mergeNote = (existing: string, baseline: string, fresh: string): MergedNote => {
    const merged = this.addon.mergeNote(existing, baseline, fresh);
    return { text: merged.text, conflicts: JSON.parse(merged.conflicts) as string[] };
  };

  close(): void {
    if (this.library) this.addon.close(this.library);
    this.library = null;
  }

  private job(op: string, args: string, { onProgress, signal }: RunOptions): Promise<Buffer> {
    const { library } = this;
    if (!library) return Promise.reject(new CoreError('SHEAF_E_INVALID', 'the core was closed'));
    return new Promise((resolve, reject) => {
      const abort = () => { if (job) this.addon.cancel(job); };
      const job = this.addon.start(library, op, args, (kind, json) => {
        // Nothing may be thrown through the addon: there is nobody to catch it.
        try {
          if (kind === 'progress') return onProgress?.(JSON.parse(String(json)) as Progress);
          signal?.removeEventListener('abort', abort);
          if (kind === 'result') resolve(json as Buffer);
          else reject(CoreError.from(JSON.parse(String(json))));
        } catch (error) {
          if (kind !== 'progress') reject(error as Error);
        }
      });
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
    });
  }
}

/** Secrets are in the environment only while a job may ask for them. */
function withEnvironment(env: Record<string, string> = {}): () => void {
  const before = Object.keys(env).map((name): [string, string | undefined] => [name, process.env[name]]);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
