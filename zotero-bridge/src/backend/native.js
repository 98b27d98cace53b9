// The core as a library in a worker of this process. Main thread.
import { ABI, CoreError } from './contract.js';
import { Environment } from './environment.js';
import { Channel } from './messages.js';
import { spell } from './pieces.js';

/** How long spelling arguments may keep the main thread before it gets a turn. */
const TURN_MS = 4;

/** @typedef {import('./contract.js').Backend} Backend */
/** @typedef {import('./contract.js').RunOptions} RunOptions */

/** @implements {Backend} */
export class NativeBackend {
  /** @param {Channel} channel @param {string} path @param {string} version @param {any} hold */
  constructor(channel, path, version, hold) {
    this.name = /** @type {const} */ ('library');
    this.path = path;
    this.version = version;
    this.channel = channel;
    this.hold = hold;
    this.environment = new Environment();
    /** @type {Promise<void> | null} */
    this.closing = null;
  }

  /**
   * Rejects when the file cannot be loaded, is none of ours or of another ABI, or the store cannot be opened.
   * @param {string} path @param {string} store @param {string} userAgent
   */
  static async open(path, store, userAgent) {
    const { ctypes } = ChromeUtils.importESModule('resource://gre/modules/ctypes.sys.mjs');
    await IOUtils.makeDirectory(PathUtils.parent(store), { permissions: 0o700, ignoreExisting: true });
    const channel = new Channel();
    try {
      const version = await channel.open({ path, store, userAgent, abi: ABI });
      // A worker that is torn down while a job runs unloads the library under it: this hold keeps it.
      return new NativeBackend(channel, path, version, ctypes.open(path));
    } catch (error) {
      await channel.close();
      throw error;
    }
  }

  /** @param {string} op @param {object} args not to be changed until it ends @param {RunOptions} [options] */
  async run(op, args, { onProgress, signal, env = {} } = {}) {
    if (this.closing) throw new CoreError('SHEAF_E_INVALID', 'the core was closed');
    if (signal?.aborted) throw new CoreError('SHEAF_E_CANCELLED', 'cancelled before it began');
    const { id, end } = this.channel.expect(onProgress);
    const abort = () => this.channel.say({ id, cancel: true });
    this.environment.add(env);
    try {
      await Promise.race([end, this.send(id, args)]);
      this.channel.say({ id, start: op });
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      return await end;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.environment.remove(env);
    }
  }

  /** @param {number} id @param {object} args */
  async send(id, args) {
    let turn = Date.now();
    for (const piece of spell(args)) {
      this.channel.say({ id, args: piece });
      if (Date.now() - turn < TURN_MS) continue;
      await new Promise((resolve) => { setTimeout(resolve, 0); });
      turn = Date.now();
    }
  }

  close() {
    this.closing ??= this.channel.close().then((clean) => { if (clean) this.hold.close(); });
    return this.closing;
  }
}
