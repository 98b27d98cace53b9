// JSON in pieces, so that no thread that draws spends long on one of them: arguments are spelled
// piece by piece, results are cut where their lists are and put together again.
// Pure functions; any thread.

/** Characters of a piece, about; a single item may be longer. A tenth of a millisecond or two to read. */
export const PIECE = 65536;

/** Lists shorter than this are spelled with what is around them. */
const SHORT_LIST = 16;

/** @typedef {{path: string[], text: string}} Cut a piece of the list that belongs at `path` */

/**
 * JSON.stringify(value) in pieces: joined they are the same text, but for members of the outer
 * objects that JSON leaves out.
 * @param {object} value
 * @returns {Generator<string>}
 */
export function* spell(value) {
  let piece = '';
  for (const token of tokens(value, 3)) {
    piece += token;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}

/** @param {any} value @param {number} depth of objects whose members are spelled one by one @returns {Generator<string>} */
function* tokens(value, depth) {
  if (depth === 0 || !isBig(value)) {
    yield JSON.stringify(value) ?? 'null';
  } else if (Array.isArray(value)) {
    let mark = '[';
    for (const item of value) {
      yield mark + (JSON.stringify(item) ?? 'null');
      mark = ',';
    }
    yield ']';
  } else {
    let mark = '{';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined || typeof member === 'function') continue;
      yield `${mark}${JSON.stringify(key)}:`;
      yield* tokens(member, depth - 1);
      mark = ',';
    }
    yield mark === '{' ? '{}' : '}';
  }
}

/** @param {any} value */
function isBig(value) {
  if (Array.isArray(value)) return value.length >= SHORT_LIST;
  return value !== null && typeof value === 'object' && typeof value.toJSON !== 'function';
}

/**
 * Takes the lists of `value` out of it, a piece at a time. `value` is what is left after the last one.
 * Lists inside lists stay where they are.
 * @param {any} value changed
 * @param {string[]} [path]
 * @returns {Generator<Cut>}
 */
export function* cut(value, path = []) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [key, member] of Object.entries(value)) {
    const place = [...path, key];
    if (!Array.isArray(member)) yield* cut(member, place);
    else if (member.length > 1) {
      yield* cutList(member, place);
      value[key] = [];
    }
  }
}

/** @param {any[]} list @param {string[]} path @returns {Generator<Cut>} */
function* cutList(list, path) {
  /** @type {string[]} */
  let items = [];
  let size = 0;
  for (const item of list) {
    const text = JSON.stringify(item);
    items.push(text);
    size += text.length;
    if (size < PIECE) continue;
    yield { path, text: `[${items.join()}]` };
    items = [];
    size = 0;
  }
  if (items.length > 0) yield { path, text: `[${items.join()}]` };
}

/** Puts together what cut() took apart, one piece at a time. */
export class Joiner {
  constructor() {
    /** @type {{path: string[], items: any[]}[]} */
    this.cuts = [];
  }

  /** @param {Cut} piece */
  add({ path, text }) { this.cuts.push({ path, items: JSON.parse(text) }); }

  /** The whole. @param {string} rest what was left, as JSON */
  end(rest) {
    const value = JSON.parse(rest);
    for (const { path, items } of this.cuts) {
      const list = path.reduce((at, key) => at[key], value);
      for (const item of items) list.push(item);
    }
    return value;
  }
}
