// The thread that holds the library: starts jobs and looks at them now and then, so that no thread of
// the library ever calls JavaScript. Also reads long JSON for the process backend.
// A ChromeWorker; the messages are listed in src/backend/messages.js.
import { cut, PIECE } from '../backend/pieces.js';
import { Failure, Library, TIMEOUT } from './library.js';

/** Milliseconds between two looks: soon after a start, seldom during long work. */
const FIRST_LOOK = 5, LAST_LOOK = 50, SLOWER = 1.3;

/** @type {Library | null} */
let library = null;
/** @type {any} */
let context = null;
/** @type {Map<number, {job: any, told: string}>} */
const jobs = new Map();
/** @type {Map<number, string[]>} arguments that are on their way */
const arriving = new Map();
let delay = FIRST_LOOK;
let timer = 0;

/** @param {import('../backend/messages.js').Answer} message */
const tell = (message) => { self.postMessage(message); };

/** @param {unknown} error */
function failureOf(error) {
  if (error instanceof Failure) return error.json;
  return { status: 'SHEAF_E_INTERNAL', message: /** @type {Error} */ (error).message };
}

/** Hands JSON text over in pieces that are quickly read. @param {number} id @param {string} json */
function tellResult(id, json) {
  if (json.length <= PIECE) {
    tell({ id, result: json });
    return;
  }
  const value = JSON.parse(json);
  for (const piece of cut(value)) tell({ id, piece });
  tell({ id, result: JSON.stringify(value) });
}

/** @param {number} id @param {{job: any, told: string}} running */
function look(id, running) {
  if (!library) return;
  const ended = library.call.job_wait(running.job, 0) !== TIMEOUT;
  const progress = library.progress(running.job), shown = JSON.stringify(progress);
  if (progress?.stage && shown !== running.told) tell({ id, progress });
  running.told = shown;
  if (!ended) return;
  jobs.delete(id);
  try {
    tellResult(id, library.result(running.job));
  } catch (error) {
    tell({ id, error: failureOf(error) });
  } finally {
    library.call.job_free(running.job);
  }
}

function lookAtAll() {
  timer = 0;
  for (const [id, running] of [...jobs]) look(id, running);
  delay = Math.min(LAST_LOOK, delay * SLOWER);
  if (jobs.size > 0) timer = setTimeout(lookAtAll, delay);
}

/** @param {number} id @param {string} piece of the arguments */
function arrive(id, piece) {
  const pieces = arriving.get(id);
  if (pieces) pieces.push(piece);
  else arriving.set(id, [piece]);
}

/** @param {number} id @param {string} op */
function start(id, op) {
  const args = (arriving.get(id) ?? ['{}']).join('');
  arriving.delete(id);
  try {
    if (!library) throw new Failure('SHEAF_E_INVALID', 'the core was closed');
    jobs.set(id, { job: library.start(context, op, args), told: '' });
  } catch (error) {
    tell({ id, error: failureOf(error) });
    return;
  }
  clearTimeout(timer);
  delay = FIRST_LOOK;
  timer = setTimeout(lookAtAll, delay);
}

/** @param {{path: string, store: string, userAgent: string, abi: number}} how */
function open({ path, store, userAgent, abi }) {
  /** @type {Library | null} */
  let loaded = null;
  try {
    loaded = new Library(path, abi);
    const { version } = loaded;
    context = loaded.open(store, userAgent);
    library = loaded;
    tell({ opened: { version } });
  } catch (error) {
    loaded?.handle.close();
    tell({ failed: failureOf(error) });
  }
}

/** The jobs are asked to end before any is waited for. Nothing of the library is left afterwards. */
function close() {
  clearTimeout(timer);
  if (library) {
    for (const { job } of jobs.values()) library.call.job_cancel(job);
    for (const { job } of jobs.values()) library.call.job_free(job);
    library.call.close(context);
    library.handle.close();
  }
  jobs.clear();
  library = null;
  tell({ closed: true });
  self.close();
}

/** @param {number} id @param {string} text */
function read(id, text) {
  try {
    tellResult(id, text);
  } catch (error) {
    tell({ id, error: failureOf(error) });
  }
}

self.onmessage = (event) => {
  /** @type {import('../backend/messages.js').Request} */
  const request = event.data;
  if ('open' in request) open(request.open);
  else if ('close' in request) close();
  else if ('args' in request) arrive(request.id, request.args);
  else if ('start' in request) start(request.id, request.start);
  else if ('read' in request) read(request.id, request.read);
  else if ('cancel' in request) {
    const running = jobs.get(request.id);
    if (running && library) library.call.job_cancel(running.job);
  }
};
