// The core as a process: 'sheaf jobs' with JSON lines both ways, for systems where the library cannot
// be loaded. Secrets reach it through its environment, so there is one process for each set of them.
// Main thread; long answers are read by a worker.
import { ABI, CoreError } from './contract.js';
import { Channel } from './messages.js';
import { PIECE, spell } from './pieces.js';

/** How long the process may take to let its jobs go before it is killed. */
const CLOSE_MS = 3000;
const COMPLAINT_SIZE = 2000;

/**
 * @typedef {object} Waiting
 * @property {(result: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(progress: import('./contract.js').Progress) => void} [onProgress]
 */

/** One process and the jobs in it. */
class Child {
  /** @param {any} process of Subprocess @param {Channel} reader borrowed */
  constructor(process, reader) {
    this.process = process;
    this.reader = reader;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.version = '';
    this.complaint = '';
    /** @type {Error | null} */
    this.failure = null;
    /** @type {Promise<unknown>} writes go out one after another */
    this.writing = Promise.resolve();
    /** @type {(version: string) => void} */
    this.greeted = () => {};
    this.greeting = new Promise((resolve) => { this.greeted = resolve; });
    this.reading = Promise.all([this.readAnswers(), this.readComplaints()]).catch(() => {});
    process.wait().then(async (/** @type {{exitCode: number}} */ { exitCode }) => {
      await this.reading;
      this.fail(this.complaint.trim() || `it ended with code ${exitCode}`);
    });
  }

  /** @param {string} program @param {string} store @param {Record<string, string>} env @param {Channel} reader */
  static async start(program, store, env, reader) {
    const { Subprocess } = ChromeUtils.importESModule('resource://gre/modules/Subprocess.sys.mjs');
    const process = await Subprocess.call({ command: program, arguments: ['jobs', '--store', store],
      environment: env, environmentAppend: true, stderr: 'pipe' });
    return new Child(process, reader);
  }

  /** @param {number} id @param {Iterable<string>} pieces of one line */
  say(id, pieces) {
    this.writing = this.writing.then(async () => {
      for (const piece of pieces) await this.process.stdin.write(piece);
      await this.process.stdin.write('\n');
    }).catch(() => { /* the end of the process tells more */ });
    return id;
  }

  /** @param {number} id @param {string} op @param {object} args @param {Waiting} waiting */
  start(id, op, args, waiting) {
    if (this.failure) return waiting.reject(this.failure);
    this.waiting.set(id, waiting);
    this.say(id, spell({ id, op, args }));
  }

  /** @param {number} id */
  cancel(id) { this.say(id, [JSON.stringify({ id, cancel: true })]); }

  /** Lines may be long: what came of one is looked at once. */
  async readAnswers() {
    /** @type {string[]} */
    let started = [];
    for (let text = await this.process.stdout.readString(); text; text = await this.process.stdout.readString()) {
      const lines = text.split('\n');
      for (const line of lines.slice(0, -1)) {
        await this.answer([...started, line].join(''));
        started = [];
      }
      started.push(lines[lines.length - 1]);
    }
  }

  async readComplaints() {
    for (let text = await this.process.stderr.readString(); text; text = await this.process.stderr.readString())
      this.complaint = (this.complaint + text).slice(-COMPLAINT_SIZE);
  }

  /** @param {string} line */
  async read(line) {
    if (line.length <= PIECE) return JSON.parse(line);
    const { id, end } = this.reader.expect();
    this.reader.say({ id, read: line });
    return end;
  }

  /** @param {string} line */
  async answer(line) {
    if (!line) return;
    let answer;
    try {
      answer = await this.read(line);
    } catch (error) {
      return this.fail(error instanceof CoreError ? error.message : `it said "${line.slice(0, 80)}": this is no sheaf`);
    }
    if (answer.sheaf) this.greet(answer);
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    if (answer.progress) return waiting.onProgress?.(answer.progress);
    this.waiting.delete(answer.id);
    if (answer.error) waiting.reject(CoreError.from(answer.error));
    else waiting.resolve(answer.result);
  }

  /** @param {{sheaf: string, abi: number}} greeting */
  greet({ sheaf, abi }) {
    if (abi !== ABI) return this.fail(`it speaks ABI ${abi}, this plugin ABI ${ABI}: install the same version of both`);
    this.version = sheaf;
    this.greeted(sheaf);
  }

  /** @param {string} reason @param {string} [status] */
  fail(reason, status = 'SHEAF_E_INTERNAL') {
    this.failure ??= new CoreError(status, reason);
    this.greeted('');
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }

  /** Its jobs are cancelled by the signal. */
  async close() {
    this.fail('the core was closed', 'SHEAF_E_CANCELLED');
    await this.process.kill(CLOSE_MS).catch(() => {});
  }
}

/** @typedef {import('./contract.js').Backend} Backend */
/** @typedef {import('./contract.js').RunOptions} RunOptions */

/** @implements {Backend} */
export class ProcessBackend {
  /** @param {string} program @param {string} store */
  constructor(program, store) {
    this.name = /** @type {const} */ ('process');
    this.path = program;
    this.store = store;
    this.version = '';
    this.serial = 0;
    this.reader = new Channel();
    /** @type {Map<string, Promise<Child>>} by their environment */
    this.children = new Map();
    /** @type {Promise<void> | null} */
    this.closing = null;
  }

  /** Rejects with what the program complained of. @param {string} program @param {string} store */
  static async open(program, store) {
    const backend = new ProcessBackend(program, store);
    try {
      backend.version = (await backend.child({})).version;
      return backend;
    } catch (error) {
      await backend.close();
      throw error;
    }
  }

  /** @param {string} op @param {object} args not to be changed until it ends @param {RunOptions} [options] */
  async run(op, args, { onProgress, signal, env = {} } = {}) {
    if (this.closing) throw new CoreError('SHEAF_E_INVALID', 'the core was closed');
    if (signal?.aborted) throw new CoreError('SHEAF_E_CANCELLED', 'cancelled before it began');
    const child = await this.child(env);
    const id = ++this.serial;
    const abort = () => child.cancel(id);
    try {
      return await new Promise((resolve, reject) => {
        child.start(id, op, args, { resolve, reject, onProgress });
        signal?.addEventListener('abort', abort);
        if (signal?.aborted) abort();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
      this.leave(env, child);
    }
  }

  /** The process with this environment; a new one where there is none, or it has died. @param {Record<string, string>} env */
  async child(env) {
    const key = JSON.stringify(env);
    const running = await this.children.get(key)?.catch(() => null);
    if (running && !running.failure) return running;
    const started = this.startChild(env);
    this.children.set(key, started);
    started.catch(() => { if (this.children.get(key) === started) this.children.delete(key); });
    return started;
  }

  /** @param {Record<string, string>} env */
  async startChild(env) {
    const child = await Child.start(this.path, this.store, env, this.reader);
    await child.greeting;
    if (!child.failure) return child;
    await child.close();
    throw child.failure;
  }

  /** A process that holds secrets ends with its last job. @param {Record<string, string>} env @param {Child} child */
  leave(env, child) {
    if (Object.keys(env).length === 0 || child.waiting.size > 0) return;
    this.children.delete(JSON.stringify(env));
    child.close();
  }

  close() {
    this.closing ??= (async () => {
      const children = await Promise.all([...this.children.values()].map((child) => child.catch(() => null)));
      await Promise.all(children.map((child) => child?.close()));
      await this.reader.close();
    })();
    return this.closing;
  }
}
