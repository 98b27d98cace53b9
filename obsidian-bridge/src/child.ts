// The core as a process: 'sheaf jobs' with JSON lines both ways. Started when it is needed, ended with
// the plugin; a core that crashes takes nothing with it.

import { spawn, type ChildProcessWithoutNullStreams } from 'child_process';
import { CoreError, type Backend, type Ops, type RunOptions } from './contract';

interface Waiting {
  options: RunOptions;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  abort: () => void;
}

interface Answer { id?: number; sheaf?: string; progress?: never; result?: never; error?: unknown }

export class ProcessBackend implements Backend {
  readonly name = 'process';
  readonly mergeNote = null;
  version = '';
  private readonly waiting = new Map<number, Waiting>();
  private serial = 0;
  private rest = '';
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
      child.on('exit', (code) => { fail(backend.complaint.trim() || `it ended with code ${String(code)}`); });
      child.stdin.on('error', () => { /* the exit tells more */ });
      child.stderr.setEncoding('utf8').on('data', (text: string) => { backend.complaint = (backend.complaint + text).slice(-2000); });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        backend.take(text);
        if (backend.version) resolve(backend);
      });
    });
  }

  run<Op extends keyof Ops>(op: Op, args: Ops[Op]['args'], options: RunOptions = {}): Promise<Ops[Op]['result']> {
    if (this.closed) return Promise.reject(new CoreError('SHEAF_E_INVALID', 'the core was closed'));
    const id = ++this.serial;
    return new Promise((resolve, reject) => {
      const abort = () => { this.say({ id, cancel: true }); };
      this.waiting.set(id, { options, resolve, reject, abort });
      options.signal?.addEventListener('abort', abort);
      this.say({ id, op, args });
      if (options.signal?.aborted) abort();
    });
  }

  close(): void {
    this.fail('the core was closed');
    this.child.stdout.destroy(); // nobody reads any more: the process cancels its jobs and ends
    this.child.stdin.end();
  }

  private say(request: object): void {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) if (line) this.answer(JSON.parse(line) as Answer);
  }

  private answer(answer: Answer): void {
    if (answer.sheaf) this.version = answer.sheaf;
    const waiting = answer.id === undefined ? undefined : this.waiting.get(answer.id);
    if (!waiting) return;
    if (answer.progress) {
      waiting.options.onProgress?.(answer.progress);
      return;
    }
    this.waiting.delete(answer.id as number);
    waiting.options.signal?.removeEventListener('abort', waiting.abort);
    if (answer.error) waiting.reject(CoreError.from(answer.error));
    else waiting.resolve(answer.result as never);
  }

  private fail(reason: string): void {
    this.closed = true;
    for (const waiting of this.waiting.values()) waiting.reject(new CoreError('SHEAF_E_INTERNAL', reason));
    this.waiting.clear();
  }
}
