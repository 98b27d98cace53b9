// The parts of the plugin that need no app: reading JSON in slices, and when a run is due.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { source } from './fixture.mjs';

const { parseInSlices } = await source('slices.ts');
const { isDue, lastMoment } = await source('schedule.ts');
const { entryIn } = await source('citation.ts');

const entry = (i) => ({ id: i, title: `a "quoted\\" [title], {with} 渡轮 \u0001 ${i}`, list: [1, -2.5e3, true, null, { deep: ['\\', '"', ']'] }], empty: {}, none: [] });
const long = { digest: { entries: Array.from({ length: 3000 }, (_, i) => entry(i)), day: '2026-04-17', '__proto__x': {}, n: 1.5 }, reports: {}, list: [] };

describe('JSON in slices', () => {
  it('reads what JSON.parse() reads', async () => {
    for (const value of [long, [long, long.digest.entries], { id: 1, result: long }, 'x'.repeat(300000), [], {}, 3, { a: ' '.repeat(200000) }])
      for (const indent of [0, 2])
        assert.deepEqual(await parseInSlices(Buffer.from(JSON.stringify(value, null, indent))), value);
  });

  it('reads a document within a string', async () => {
    for (const text of [JSON.stringify(long, null, 2), JSON.stringify(long), '\\n'.repeat(200000), '\\\n'.repeat(200000), '\n'.repeat(300000)])
      assert.equal((await parseInSlices(Buffer.from(JSON.stringify({ text })))).text, text);
  });

  it('refuses what is broken, wherever it breaks', async () => {
    const whole = Buffer.from(JSON.stringify(long));
    for (let cut = 1; cut < whole.length; cut += 9973) await assert.rejects(parseInSlices(whole.subarray(0, cut)), SyntaxError);
    await assert.rejects(parseInSlices(Buffer.concat([whole, Buffer.from('x')])), SyntaxError);
    await assert.rejects(parseInSlices(Buffer.from(`{"a": ${'['.repeat(200000)}`)), SyntaxError);
  });

  it('lets others run in between', async () => {
    let turns = 0;
    const timer = setInterval(() => { ++turns; }, 0);
    await parseInSlices(Buffer.from(JSON.stringify({ digest: { entries: Array(8).fill(long.digest.entries).flat() } })));
    clearInterval(timer);
    assert.ok(turns > 1, `${turns} turns`);
  });
});

describe('the daily run', () => {
  const at = (text) => new Date(`2026-04-17T${text}:00`);
  const ended = (text, ok = true) => ({ ended: at(text).getTime(), ok });

  it('is due once its time has passed', () => {
    assert.equal(isDue('07:30', ended('07:31'), at('23:59')), false);
    assert.equal(isDue('07:30', ended('07:29'), at('07:30')), true);
    assert.equal(isDue('07:30', ended('07:29'), at('07:29')), false);
    assert.equal(isDue('07:30', null, at('07:00')), true);
    assert.equal(isDue('7h30', null, at('08:00')), false);
  });

  it('is tried again half an hour after it failed', () => {
    assert.equal(isDue('07:30', ended('07:31', false), at('07:59')), false);
    assert.equal(isDue('07:30', ended('07:31', false), at('08:01')), true);
  });

  it('goes on when the clock was set back', () => {
    assert.equal(isDue('07:30', ended('12:00'), at('08:00')), true);
    assert.equal(lastMoment('23:00', at('08:00')).getDate(), 16);
  });
});

describe('an entry in BibTeX', () => {
  it('is found by its key alone', () => {
    const text = '% head\n\n@misc{a1,\n  title = {A @misc{b2, trap}},\n}\n\n@misc{b2,\n  title = {B},\n}\n% tail\n';
    assert.equal(entryIn(text, 'b2'), '@misc{b2,\n  title = {B},\n}');
    assert.equal(entryIn(text, 'c3'), null);
  });
});
