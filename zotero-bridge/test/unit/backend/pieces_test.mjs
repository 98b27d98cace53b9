// Long JSON in pieces: what is spelled is the same text, what is cut is put together the same, and no
// piece is long.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cut, Joiner, PIECE, spell } from '../../../src/backend/pieces.js';

const items = (count) => Array.from({ length: count }, (_, i) => ({ id: `p${i}`, text: `${i} 中 "\\ \u2028 `.repeat(20), tags: ['a', null] }));

function throughPieces(value) {
  const joiner = new Joiner(), rest = structuredClone(value);
  const pieces = [...cut(rest)];
  for (const piece of pieces) joiner.add(structuredClone(piece));
  return { pieces, rest: JSON.stringify(rest), value: joiner.end(JSON.stringify(rest)) };
}

describe('spelling', () => {
  const cases = {
    'nothing': {},
    'members of every kind': { a: 1, b: 'x', c: null, d: true, e: [], f: {}, g: [1, [2]], h: { i: { j: { k: { l: [1] } } } } },
    'a member that JSON leaves out': { a: undefined, b: 1, c: () => 1 },
    'a first member that JSON leaves out': { a: undefined },
    'a date': { at: new Date(0), in: { at: new Date(1) } },
    'keys that need quoting': { 'a"b\\': 1, '': 2, '\u0000': 3 },
    'a lone surrogate': { a: '\ud800' },
    'a list of holes': { a: Array.from({ length: 40 }, (_, i) => (i % 2 ? undefined : i)) },
    'a long list': { items: items(2000), more: 1 },
    'a long list inside': { digest: { entries: items(500) }, other: { digest: { entries: items(20) } } },
  };
  for (const [name, value] of Object.entries(cases)) {
    it(`${name} is the text of JSON.stringify`, () => {
      assert.equal([...spell(value)].join(''), JSON.stringify(value));
    });
  }

  it('gives pieces of about one size', () => {
    const pieces = [...spell({ items: items(3000) })];
    assert.ok(pieces.length > 10);
    for (const piece of pieces) assert.ok(piece.length < PIECE + 2000, `${piece.length}`);
  });
});

describe('cutting', () => {
  const cases = {
    'a number': 3, 'a list': [1, 2, 3], 'nothing': {}, 'null': null,
    'lists of all lengths': { a: [], b: [1], c: [1, 2], d: [[1, 2], [3]], e: { f: [4, 5], g: { h: items(3) } } },
    'a long result': { digest: { day: '2026-04-17', entries: items(1000), sources: items(2) }, reports: {} },
  };
  for (const [name, value] of Object.entries(cases)) {
    it(`${name} comes together again`, () => { assert.deepEqual(throughPieces(value).value, value); });
  }

  it('leaves little to read at once', () => {
    const { pieces, rest } = throughPieces(cases['a long result']);
    for (const piece of pieces) assert.ok(piece.text.length < PIECE + 2000, `${piece.text.length}`);
    assert.ok(rest.length < 200, rest);
  });
});
