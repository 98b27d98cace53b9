// The core as a process: 'sheaf jobs' with JSON lines both ways. Started when it is needed, ended with
// the plugin; a core that crashes takes nothing with it.

import { spawn, type ChildProcessWithoutNullStreams } from 'child_process';
import { CoreError, type Backend, type Ops, type Progress, type RunOptions } from './contract';
import { parseInSlices } from './slices';

interface Waiting {
  options: RunOptions;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  abort: () => void;
}

interface Answer { id?: number; sheaf?: string; progress?: Progress; result?: never; error?: unknown }

const LINE_FEED = 0x0a;
const DEPTH = 4; // {"id": 1, "result": {"digest": {"entries": [...]}}}

export class ProcessBackend implements Backend {
  readonly name = 'process';
  readonly mergeNote = null;
  version = '';
  private readonly waiting = new Map<number, Waiting>();
  private serial = 0;
  private line: Buffer[] = []; // what came of a line that has no end yet
  private heard: Promise<void> = Promise.resolve();
  private complaint = '';
  private closed = false;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {}

  /** Resolves when the process has told its version; rejects with what it complained of. */
  static open(program: string, store: string, env: Record<string, string> = {}): Promise<ProcessBackend> {
    const child = spawn(program, ['jobs', '--store', store], { env: { ...process.env, ...env }, windowsHide: true });
    const backend = new ProcessBackend(child);
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        backend.fail(reason);
        reject(new CoreError('SHEAF_E_UNSUPPORTED', `${program}: ${reason}`));
      };
      child.on('error', (error) => { fail(error.message); });
      // 'close' comes when all that it said was read, 'exit' may come before.
      child.on('close', (code) => { void backend.heard.then(() => { fail(backend.complaint.trim() || `it ended with code ${String(code)}`); }); });
      child.stdin.on('error', () => { /* the exit tells more */ });
      child.stderr.setEncoding('utf8').on('data', (text: string) => { backend.complaint = (backend.complaint + text).slice(-2000); });
      child.stdout.on('data', (bytes: Buffer) => { backend.take(bytes, () => { resolve(backend); }); });
    });
  }

  run<Op extends keyof Ops>(op: Op, args: Ops[Op]['args'], options: RunOptions = {}): Promise<Ops[Op]['result']> {
    if (this.closed) return Promise.reject(new CoreError('SHEAF_E_INVALID', `the core was closed${this.complaint && `: ${this.complaint.trim()}`}`));
    const id = ++this.serial;
    return new Promise((resolve, reject) => {
      const abort = () => { this.say({ id, cancel: true }); };
      this.waiting.set(id, { options, resolve, reject, abort });
      options.signal?.addEventListener('abort', abort);
      this.say({ id, op, args });
      if (options.signal?.aborted) abort();
    });
  }

  get alive(): boolean { return !this.closed; }

  close(): void {
    this.fail('the core was closed');
    this.child.stdout.destroy(); // nobody reads any more: the process cancels its jobs and ends
    this.child.stdin.end();
  }

  private say(request: object): void {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
  }

  /** Lines are answered in their order, each when the one before was read. */
  private take(bytes: Buffer, onVersion: () => void): void {
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      const line = Buffer.concat([...this.line, bytes.subarray(from, end)]);
      this.line = [];
      from = end + 1;
      if (line.length === 0) continue;
      this.heard = this.heard.then(async () => {
        this.answer(await parseInSlices(line, DEPTH) as Answer);
        if (this.version) onVersion();
      }).catch((error: unknown) => { this.fail(`it said what is no JSON: ${(error as Error).message}`); });
    }
    if (from < bytes.length) this.line.push(bytes.subarray(from));
  }

  private answer(answer: Answer): void {
    if (answer.sheaf) this.version = answer.sheaf;
    const waiting = answer.id === undefined ? undefined : this.waiting.get(answer.id);
    if (!waiting) return;
    if (answer.progress) {
      try {
        waiting.options.onProgress?.(answer.progress);
      } catch { /* its own affair: the job goes on */ }
      return;
    }
    this.waiting.delete(answer.id as number);
    waiting.options.signal?.removeEventListener('abort', waiting.abort);
    if (answer.error) waiting.reject(CoreError.from(answer.error));
    else waiting.resolve(answer.result as never);
  }

  private fail(reason: string): void {
    this.closed = true;
    for (const waiting of this.waiting.values()) {
      waiting.options.signal?.removeEventListener('abort', waiting.abort);
      waiting.reject(new CoreError('SHEAF_E_INTERNAL', reason));
    }
    this.waiting.clear();
  }
}
