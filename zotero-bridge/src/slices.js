// Long work in short slices, so that the app stays at hand: nothing here holds the main thread for
// longer than a few milliseconds. Main thread.

const SLICE_MS = 6;

/** Gives the app its turn. @returns {Promise<void>} */
export function pause(ms = 0) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

/**
 * Calls `work` for each, in order, and pauses whenever a slice is used up. An aborted signal ends it
 * between two calls; what was done stays.
 * @template T
 * @param {Iterable<T>} list
 * @param {(one: T, index: number) => void | Promise<void>} work
 * @param {{signal?: {aborted: boolean}}} [options]
 * @returns {Promise<number>} how many were done
 */
export async function inSlices(list, work, { signal } = {}) {
  let done = 0;
  let begin = Date.now();
  for (const one of list) {
    if (signal?.aborted) break;
    const running = work(one, done);
    if (running) await running;
    done += 1;
    if (Date.now() - begin < SLICE_MS) continue;
    await pause();
    begin = Date.now();
  }
  return done;
}

/** @template T @param {T[]} list @param {number} size @returns {T[][]} */
export function batches(list, size) {
  const made = [];
  for (let begin = 0; begin < list.length; begin += size) made.push(list.slice(begin, begin + size));
  return made;
}
