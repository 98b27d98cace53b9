// What both ways to the core share: errors, cancelling without an AbortController, the environment.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Aborter, CoreError } from '../../../src/backend/contract.js';
import { Environment } from '../../../src/backend/environment.js';

describe('an Aborter', () => {
  it('tells its listeners once', () => {
    const aborter = new Aborter();
    let heard = 0, other = 0;
    const gone = () => { other += 1; };
    aborter.signal.addEventListener('abort', () => { heard += 1; });
    aborter.signal.addEventListener('abort', gone);
    aborter.signal.removeEventListener('abort', gone);
    aborter.abort();
    aborter.abort();
    assert.deepEqual([aborter.signal.aborted, heard, other], [true, 1, 0]);
  });
});

describe('an error of the core', () => {
  it('says what is missing as an internal one', () => {
    const error = CoreError.from(null);
    assert.deepEqual([error.status, error.message, error.retryAfterMs, error.cancelled], ['SHEAF_E_INTERNAL', 'it failed', -1, false]);
  });
  it('knows a cancelled job and how long to wait', () => {
    assert.ok(CoreError.from({ status: 'SHEAF_E_CANCELLED' }).cancelled);
    assert.equal(CoreError.from({ status: 'SHEAF_E_RATE_LIMIT', message: 'wait', retry_after_ms: 900 }).retryAfterMs, 900);
  });
});

describe('the environment of jobs', () => {
  it('is put back when the last job that needs a name has ended', () => {
    const values = new Map([['HELD', 'before']]);
    globalThis.Services = { env: { get: (name) => values.get(name) ?? '', set: (name, value) => { values.set(name, value); } } };
    const environment = new Environment();
    environment.add({ HELD: 'one', KEY: 'secret' });
    environment.add({ HELD: 'two' });
    environment.remove({ HELD: 'one', KEY: 'secret' });
    assert.deepEqual([values.get('HELD'), values.get('KEY')], ['two', '']);
    environment.remove({ HELD: 'two' });
    assert.equal(values.get('HELD'), 'before');
  });
});
