// The messages between the main thread and the worker, and the main thread's end of them.
import { CoreError } from './contract.js';
import { Joiner } from './pieces.js';

/** @typedef {{status?: string, message?: string, retry_after_ms?: number}} ErrorJson */

/**
 * To the worker. `args` may come several times before its `start`; `read` gives JSON text back as a result.
 * @typedef {{open: {path: string, store: string, userAgent: string, abi: number}} | {close: true}
 *   | {id: number, args: string} | {id: number, start: string} | {id: number, cancel: true}
 *   | {id: number, read: string}} Request
 */

/**
 * From the worker. Any number of `progress` and `piece`, then one `result` or `error` of each id.
 * @typedef {{opened: {version: string}} | {failed: ErrorJson} | {closed: true}
 *   | {id: number, progress: import('./contract.js').Progress} | {id: number, piece: import('./pieces.js').Cut}
 *   | {id: number, result: string} | {id: number, error: ErrorJson}} Answer
 */

/** Where bootstrap.js registers it: a worker is not loaded from within an archive. */
const WORKER = 'chrome://sheaf-digest/content/worker.js';

/**
 * @typedef {object} Waiting
 * @property {(result: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(progress: import('./contract.js').Progress) => void} [onProgress]
 * @property {Joiner} joiner
 */

/** A worker whose library has not let go by then is left to end by itself. */
const CLOSE_MS = 10000;

/** One worker. Whoever makes it closes it. */
export class Channel {
  constructor() {
    this.worker = new ChromeWorker(WORKER);
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.serial = 0;
    /** @type {{resolve: (version: string) => void, reject: (error: Error) => void} | null} */
    this.opening = null;
    /** @type {(clean: boolean) => void} */
    this.ended = () => {};
    /** @type {Promise<boolean>} */
    this.end = new Promise((resolve) => { this.ended = resolve; });
    this.worker.onmessage = ({ data }) => this.take(data);
    this.heard = false;
    /** @type {Error | null} why its script never ran */
    this.broken = null;
    this.worker.onerror = (event) => {
      event.preventDefault();
      const error = new CoreError('SHEAF_E_INTERNAL', event.message || `${WORKER} cannot be loaded: install the plugin again`);
      if (!this.heard) {
        this.broken = error;
        this.ended(false); // nothing will ever answer
      }
      this.fail(error);
    };
  }

  /** @param {Request} request */
  say(request) { this.worker.postMessage(request); }

  /** @param {{path: string, store: string, userAgent: string, abi: number}} how @returns {Promise<string>} the version */
  open(how) {
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.say({ open: how });
    });
  }

  /**
   * A new id, and how what is then said of it ends.
   * @param {(progress: import('./contract.js').Progress) => void} [onProgress]
   * @returns {{id: number, end: Promise<any>}}
   */
  expect(onProgress) {
    const id = ++this.serial;
    if (this.broken) return { id, end: Promise.reject(this.broken) };
    const end = new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onProgress, joiner: new Joiner() });
    });
    return { id, end };
  }

  /** @param {Answer} answer */
  take(answer) {
    this.heard = true;
    if ('opened' in answer) {
      this.opening?.resolve(answer.opened.version);
      this.opening = null;
    } else if ('failed' in answer) this.opening?.reject(CoreError.from(answer.failed));
    else if ('closed' in answer) this.ended(true);
    else this.answer(answer);
  }

  /** @param {Extract<Answer, {id: number}>} answer */
  answer(answer) {
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    if ('progress' in answer) waiting.onProgress?.(answer.progress);
    else if ('piece' in answer) waiting.joiner.add(answer.piece);
    else {
      this.waiting.delete(answer.id);
      if ('error' in answer) waiting.reject(CoreError.from(answer.error));
      else waiting.resolve(waiting.joiner.end(answer.result));
    }
  }

  /** Everything that is waited for fails. @param {Error} error */
  fail(error) {
    this.opening?.reject(error);
    this.opening = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  /** Cancels what runs. Whether the worker has let the library go; if not, it must not be unloaded. */
  async close() {
    this.fail(new CoreError('SHEAF_E_CANCELLED', 'the core was closed'));
    this.say({ close: true });
    let timer = 0;
    const late = new Promise((resolve) => { timer = setTimeout(() => resolve(false), CLOSE_MS); });
    const clean = /** @type {boolean} */ (await Promise.race([this.end, late]));
    clearTimeout(timer);
    return clean;
  }
}
