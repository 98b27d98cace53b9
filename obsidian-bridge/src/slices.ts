// Long JSON in slices: a day of a thousand papers is megabytes, and read at once it would hold the
// window for many frames. Small documents are read at once. No state.

const AT_ONCE = 128 * 1024; // bytes read without a pause
const SLICE_MS = 6; // between two turns of the event loop
const DEPTH = 3; // containers above this are read member by member: {"digest": {"entries": [...]}}

const QUOTE = 0x22, BACKSLASH = 0x5c, COMMA = 0x2c, OPEN_LIST = 0x5b, CLOSE_LIST = 0x5d, OPEN_OBJECT = 0x7b, CLOSE_OBJECT = 0x7d;

/** The value of a JSON document in UTF-8, as JSON.parse() gives it; what lies below `depth` at once. */
export async function parseInSlices(bytes: Buffer, depth = DEPTH): Promise<unknown> {
  if (bytes.length <= AT_ONCE) return JSON.parse(bytes.toString('utf8'));
  const reader = new Reader(bytes, depth);
  const value = await reader.value(0);
  reader.end();
  return value;
}

class Reader {
  private at = 0;
  private until = performance.now() + SLICE_MS;

  constructor(private readonly bytes: Buffer, private readonly depth: number) {}

  async value(depth: number): Promise<unknown> {
    this.blanks();
    const first = this.bytes[this.at];
    if (depth < this.depth && first === OPEN_OBJECT) return Object.fromEntries(await this.members(depth, CLOSE_OBJECT, (inner) => this.member(inner)));
    if (depth < this.depth && first === OPEN_LIST) return this.members(depth, CLOSE_LIST, (inner) => this.value(inner));
    const begin = this.at;
    this.skip();
    if (first === QUOTE && this.at - begin > AT_ONCE) return this.longString(begin, this.at);
    return JSON.parse(this.bytes.toString('utf8', begin, this.at));
  }

  end(): void {
    this.blanks();
    if (this.at < this.bytes.length) throw new SyntaxError(`JSON goes on at byte ${this.at}`);
  }

  private async members<T>(depth: number, close: number, read: (depth: number) => Promise<T>): Promise<T[]> {
    const all: T[] = [];
    ++this.at;
    for (this.blanks(); this.bytes[this.at] !== close; this.blanks()) {
      if (this.at >= this.bytes.length) throw new SyntaxError('JSON ends too early');
      all.push(await read(depth + 1));
      await this.rest();
      this.blanks();
      if (this.bytes[this.at] === COMMA) ++this.at;
    }
    ++this.at;
    return all;
  }

  private async member(depth: number): Promise<[string, unknown]> {
    const begin = this.at;
    this.skipString();
    const name = JSON.parse(this.bytes.toString('utf8', begin, this.at)) as string;
    this.blanks();
    ++this.at; // the colon
    return [name, await this.value(depth)];
  }

  /** Past one value of any kind; what is wrong in it JSON.parse() finds. */
  private skip(): void {
    let open = 0;
    do {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new SyntaxError('JSON ends too early');
      if (byte === QUOTE) {
        this.skipString();
        continue;
      }
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) ++open;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) --open;
      else if (open === 0) {
        while (this.at < this.bytes.length && !isEnd(this.bytes[this.at])) ++this.at;
        return;
      }
      ++this.at;
    } while (open > 0);
  }

  private skipString(): void {
    do {
      const quote = this.bytes.indexOf(QUOTE, this.at + 1);
      if (quote < 0) throw new SyntaxError('JSON ends within a string');
      this.at = quote;
    } while (this.escaped(this.at));
    ++this.at;
  }

  /** An odd number of backslashes stands before `place`. */
  private escaped(place: number): boolean {
    let before = place;
    while (before > 0 && this.bytes[before - 1] === BACKSLASH) --before;
    return (place - before) % 2 === 1;
  }

  /** A string that holds a document of its own, cut behind escaped line feeds. */
  private async longString(begin: number, end: number): Promise<string> {
    const parts: string[] = [];
    for (let from = begin + 1; from < end - 1;) {
      let to = from + AT_ONCE >= end - 1 ? -1 : this.bytes.indexOf('\\n', from + AT_ONCE);
      while (to >= 0 && this.escaped(to)) to = this.bytes.indexOf('\\n', to + 1);
      to = to < 0 || to + 2 >= end - 1 ? end - 1 : to + 2;
      parts.push(JSON.parse(`"${this.bytes.toString('utf8', from, to)}"`) as string);
      from = to;
      await this.rest();
    }
    return parts.join('');
  }

  private blanks(): void {
    while (isBlank(this.bytes[this.at])) ++this.at;
  }

  private async rest(): Promise<void> {
    if (performance.now() < this.until) return;
    await nextTurn();
    this.until = performance.now() + SLICE_MS;
  }
}

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isEnd = (byte: number | undefined) => isBlank(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;

/** Lets the window draw and answer. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => { window.setTimeout(resolve, 0); });
}
