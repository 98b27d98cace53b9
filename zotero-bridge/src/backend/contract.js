// What the plugin and the core say to each other: ops with JSON arguments and results, the same over
// the library in a worker and over the process. 'sheaf jobs --list' tells all ops.
// Plain types and errors; any thread.

/** SHEAF_ABI_VERSION of the header that src/worker/library.js was written from. */
export const ABI = 1;

/** @typedef {{stage: string, done: number, total: number, waiting_ms: number}} Progress */

/**
 * What a run needs of an AbortSignal, no more: the plugin's sandbox has no AbortController, see Aborter.
 * @typedef {object} Signal
 * @property {boolean} aborted
 * @property {(type: 'abort', listener: () => void) => void} addEventListener
 * @property {(type: 'abort', listener: () => void) => void} removeEventListener
 */

/**
 * @typedef {object} RunOptions
 * @property {(progress: Progress) => void} [onProgress] what changed since the last call; on the main thread
 * @property {Signal} [signal] ends the job: run() rejects with SHEAF_E_CANCELLED
 * @property {Record<string, string>} [env] environment of the job: secrets that are asked for by name
 */

/**
 * The core, however it is reached. Arguments are sent and results arrive in pieces, so that neither
 * stops the main thread for longer than a few milliseconds.
 * @typedef {object} Backend
 * @property {'library' | 'process'} name
 * @property {string} version of the core, "0.1.0"
 * @property {string} path the file that is loaded or run
 * @property {(op: string, args: object, options?: RunOptions) => Promise<any>} run rejects with a CoreError
 * @property {() => Promise<void>} close cancels what runs (it rejects) and lets everything go; never rejects
 */

/** @typedef {{path: string, why: string}} Tried */

/** How the core ends a job that failed. */
export class CoreError extends Error {
  /**
   * @param {string} status "SHEAF_E_IO" and the like, of sheaf.h
   * @param {string} message
   * @param {number} [retryAfterMs] -1: not said
   */
  constructor(status, message, retryAfterMs = -1) {
    super(message);
    this.name = 'CoreError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** @param {{status?: string, message?: string, retry_after_ms?: number} | null | undefined} json */
  static from(json) {
    return new CoreError(json?.status ?? 'SHEAF_E_INTERNAL', json?.message ?? 'it failed', json?.retry_after_ms ?? -1);
  }

  get cancelled() { return this.status === 'SHEAF_E_CANCELLED'; }
}

/** An AbortController for the plugin's sandbox: hand out `signal`, call abort(). */
export class Aborter {
  constructor() {
    /** @type {Set<() => void>} */
    const listeners = new Set();
    this.signal = {
      aborted: false,
      /** @param {'abort'} _type @param {() => void} listener */
      addEventListener(_type, listener) { listeners.add(listener); },
      /** @param {'abort'} _type @param {() => void} listener */
      removeEventListener(_type, listener) { listeners.delete(listener); },
    };
    this.abort = () => {
      if (this.signal.aborted) return;
      this.signal.aborted = true;
      for (const listener of [...listeners]) listener();
    };
  }
}
