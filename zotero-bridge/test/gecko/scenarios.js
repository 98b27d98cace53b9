// What the tests do inside the browser: bundled with the bridge's own sources and loaded into a sandbox
// like the one that Zotero gives a plugin. Results are JSON.
import { Aborter } from '../../src/backend/contract.js';
import { NativeBackend } from '../../src/backend/native.js';
import { openBackend } from '../../src/backend/open.js';
import { unpackLibrary } from '../../src/backend/unpack.js';

export { unpackLibrary };

/** The backend that the tests opened last. @type {any} */
let backend = null;
/** Jobs that were left running. @type {Map<string, Promise<any>>} */
const left = new Map();
/** @type {Map<string, Aborter>} */
const aborters = new Map();

const failure = (error) => ({ status: error.status ?? error.name, message: error.message, tried: error.tried ?? [] });

export async function open(places) {
  try {
    const opened = await openBackend({ userAgent: 'sheaf-test', ...places });
    backend = opened.backend;
    return { name: backend.name, version: backend.version, path: backend.path, tried: opened.tried };
  } catch (error) {
    return { error: failure(error) };
  }
}

export async function close() {
  await backend?.close();
  backend = null;
}

/** {result, heard} or {error, heard}. @param {{env?: object, aborter?: Aborter}} [options] */
export async function run(op, args, { env, aborter } = {}) {
  const heard = [];
  const onProgress = (progress) => { heard.push(progress); };
  try {
    return { result: await backend.run(op, args, { onProgress, env, signal: aborter?.signal }), heard };
  } catch (error) {
    return { error: failure(error), heard };
  }
}

export const runAborted = (op, args) => {
  const aborter = new Aborter();
  aborter.abort();
  return run(op, args, { aborter });
};

/** Starts a job and does not wait for it. */
export function leave(name, op, args) {
  const aborter = new Aborter();
  aborters.set(name, aborter);
  left.set(name, run(op, args, { aborter }));
}

export const abort = (name) => { aborters.get(name).abort(); };
export const ended = (name) => left.get(name);

/** Starts the job, waits until it tells its progress, and closes under it. */
export async function closeUnder(op, args) {
  let begun = () => {};
  const running = new Promise((resolve) => { begun = resolve; });
  const end = backend.run(op, args, { onProgress: begun }).then(() => ({ result: true }), (error) => ({ error: failure(error) }));
  await Promise.race([running, end]);
  await close();
  return end;
}

/** What no orderly shutdown does: ends the thread that holds the library, and collects all garbage. */
export async function tearDown() {
  backend.channel.worker.terminate();
  await pause(300);
  Cu.forceGC();
  Cu.forceCC();
  await pause(300);
}

/** Opens, works and closes `count` times. */
export async function cycle(path, store, count, op, args) {
  for (let i = 0; i < count; i += 1) {
    const each = await NativeBackend.open(path, store, 'sheaf-test');
    await each.run(op, args);
    await each.close();
  }
  return count;
}

/** The longest times the main thread did not come to a timer of 1 ms while `work` ran, in ms. */
async function watch(work) {
  const gaps = [];
  let last = ChromeUtils.now(), going = true;
  const tick = () => {
    const now = ChromeUtils.now();
    gaps.push(now - last);
    last = now;
    if (going) setTimeout(tick, 1);
  };
  setTimeout(tick, 1);
  const began = last, outcome = await work();
  const took = ChromeUtils.now() - began;
  await pause(30);
  going = false;
  const { length: ticks } = gaps;
  return { gaps: gaps.sort((a, b) => b - a).slice(0, 5), ticks, took, error: outcome?.error, name: outcome?.name,
    size: JSON.stringify(outcome?.result ?? null).length };
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const kept = new Map();

export const idle = (ms) => watch(() => pause(ms));
export const stalls = (op, args) => watch(() => run(op, args));
export const stallsOfOpening = (places) => watch(() => open(places));
export const keep = (name, value) => { kept.set(name, value); };
export const stallsOfKept = (op, name) => watch(() => run(op, { [name]: kept.get(name) }));

/** What Mozilla's own SQLite says while ours is loaded. */
export async function mozillaSqlite(path) {
  const { Sqlite } = ChromeUtils.importESModule('resource://gre/modules/Sqlite.sys.mjs');
  const connection = await Sqlite.openConnection({ path });
  try {
    await connection.execute('create table if not exists t (x)');
    await connection.execute('insert into t values (:x)', { x: 'boat' });
    const rows = await connection.execute('select sqlite_version() as version, count(*) as count from t');
    return { version: rows[0].getResultByName('version'), count: rows[0].getResultByName('count') };
  } finally {
    await connection.close();
  }
}

export const env = (name) => Services.env.get(name);
