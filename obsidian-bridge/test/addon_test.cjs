// The addon as a host meets it: calls, jobs, wrong arguments, floods of progress, and environments that
// end in the middle of a job. Plain Node without packages, so that every Node from 16 on can run it.
//   node addon_test.cjs PATH/sheaf.node [ROUNDS of each end, 20; EVENTS of progress, 500]
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const net = require('net');
const path = require('path');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

const PAPER = { id: '2604.00001', title: 'Boats "and" ships', abstract: 'Boats are slow. We present a faster boat.' };
const NOTE = '---\narxiv: "2604.00001"\n---\n\n# Boats\n\nA boat. ^sheaf-tldr\n\n## Notes\n';
const ROUNDS = Number(process.argv[3]) || 20;
const EVENTS = Number(process.argv[4]) || 500;

function load(file) {
  const module = { exports: {} };
  process.dlopen(module, path.resolve(file));
  return module.exports;
}

/** A job as a promise; `heard` collects the kinds of its events. */
function run(addon, library, op, args, onEvent = () => {}, tickMs = undefined) {
  return new Promise((resolve, reject) => {
    run.last = addon.start(library, op, JSON.stringify(args), (kind, json) => {
      onEvent(kind, json);
      if (kind === 'result') resolve(JSON.parse(json));
      if (kind === 'error') reject(JSON.parse(json));
    }, tickMs);
  });
}

/** A server that takes connections and never answers, to keep a job busy. */
function silentServer() {
  return new Promise((resolve) => {
    const server = net.createServer(() => {}).listen(0, '127.0.0.1', () => resolve(server));
  });
}

function startEndless(addon, port) {
  const url = `http://127.0.0.1:${port}`;
  const profile = { categories: ['cs.CL'], network: { max_retries: 0 },
    endpoints: { arxiv_rss: url, arxiv_api: url, arxiv_site: url } };
  return run(addon, addon.open('', 'test'), 'digest', { profile });
}

async function callsAndJobs(addon) {
  const { version, abi, ops } = addon.version();
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.strictEqual(abi, 1);
  assert.ok(JSON.stringify(JSON.parse(ops)).includes('digest'));
  const library = addon.open('', 'test');
  const heard = [];
  const result = await run(addon, library, 'summarize', { papers: Array(500).fill(PAPER) }, (kind) => heard.push(kind));
  assert.strictEqual(result.summaries.length, 500);
  assert.strictEqual(heard.indexOf('result'), heard.length - 1, 'the end comes last');
  await assert.rejects(run(addon, library, 'no-such-op', {}), { status: 'SHEAF_E_INVALID' });
  await Promise.all(Array.from({ length: 30 }, () => run(addon, library, 'summarize', { papers: [PAPER] })));
  addon.close(library);
  addon.close(library);
  assert.throws(() => addon.start(library, 'summarize', '{}', () => {}), /it was closed/);
}

function wrongArguments(addon) {
  const library = addon.open('', 'test');
  assert.throws(() => addon.open(1, 'x'), /storePath: must be a string/);
  assert.throws(() => addon.open('a\0b', 'x'), /U\+0000/);
  assert.throws(() => addon.open('/proc/no/such.db', 'x'), { code: /SHEAF_E_/ });
  assert.throws(() => addon.start({}, 'x', '{}', () => {}), /not a library/);
  assert.throws(() => addon.start(library, 'x', '{}', 3), /onEvent/);
  assert.throws(() => addon.start(library, 'x'), /4 arguments/);
  assert.throws(() => addon.cancel(library), /not a job/);
  addon.close(library);
}

function notesMerge(addon) {
  assert.strictEqual(addon.mergeNote('', '', NOTE).text, NOTE);
  const mine = NOTE + 'My own words.\r\n';
  const fresh = NOTE.replace('A boat.', 'A faster boat.');
  const merged = addon.mergeNote(mine, NOTE, fresh);
  assert.strictEqual(merged.text, mine.replace('A boat.', 'A faster boat.'));
  assert.deepStrictEqual(JSON.parse(merged.conflicts), []);
  const edited = mine.replace('A boat.', 'MY boat.');
  const kept = addon.mergeNote(edited, NOTE, fresh);
  assert.strictEqual(kept.text, edited);
  assert.deepStrictEqual(JSON.parse(kept.conflicts), ['sheaf-tldr']);
}

async function cancelling(addon) {
  const server = await silentServer();
  const ended = startEndless(addon, server.address().port);
  setTimeout(() => addon.cancel(run.last), 50);
  await assert.rejects(ended, { status: 'SHEAF_E_CANCELLED' });
  server.close();
}

/**
 * Jobs that tell of progress without pause, four at a time, until EVENTS were heard: in their order, the
 * end after them, and never more than two of a job under way.
 */
async function progressFloods(addon) {
  const library = addon.open('', 'test');
  const paper = { id: '1', mindmap: { label: 'Boats', children: [{ label: 'Faster' }] } };
  const args = { papers: Array(64 * 500).fill(paper), form: 'outline' };
  let heard = 0, jobs = 0, began = 0;
  const line = async () => {
    while (heard < EVENTS) {
      let last = -1, ended = false;
      ++jobs;
      await run(addon, library, 'mindmap', args, (kind, json) => {
        assert.ok(!ended, 'nothing comes after the end');
        ended = kind !== 'progress';
        if (ended) return;
        const { done } = JSON.parse(json);
        assert.ok(done > last, 'progress goes on');
        last = done;
        ++heard;
      }, 1);
      assert.strictEqual(last, 64 * 499, 'the last state is heard');
      began ||= process.memoryUsage().rss;
    }
  };
  await Promise.all([line(), line(), line(), line()]);
  addon.close(library);
  return { heard, jobs, grown: process.memoryUsage().rss - began };
}

/** However busy the page is, the last state of a job is heard before its end. */
async function lastProgressIsHeard(addon) {
  const library = addon.open('', 'test');
  const heard = [];
  const ended = run(addon, library, 'summarize', { papers: Array(640).fill(PAPER) }, (kind, json) => {
    heard.push(kind === 'progress' ? JSON.parse(json).done : kind);
  }, 1);
  for (const until = Date.now() + 400; Date.now() < until;); // a page that is busy
  await ended;
  assert.deepStrictEqual(heard.slice(-2), [576, 'result'], 'the core tells of each 64 papers');
  assert.ok(heard.every((done, i) => i === 0 || i === heard.length - 1 || done > heard[i - 1]));
  addon.close(library);
}

/** Windows close and workers are terminated while a job runs. */
async function terminatedWorkers(file) {
  const server = await silentServer();
  for (let round = 0; round < ROUNDS; ++round) {
    const worker = new Worker(__filename, { workerData: { file, port: server.address().port } });
    await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, 7 * (round % 5)));
    await worker.terminate();
  }
  server.close();
}

/** process.exit() while a job runs: the code is the one asked for, and at once. */
async function exitingProcesses(file) {
  for (let round = 0; round < (ROUNDS > 20 ? ROUNDS : 5); ++round) {
    const done = spawnSync(process.execPath, [__filename, file, 'exit'], { timeout: 60000 });
    assert.strictEqual(done.status, 7, `exit ${done.status} ${done.signal} ${done.stderr}`);
  }
}

async function main(file, mode) {
  const addon = load(file);
  if (mode === 'exit') {
    const server = await silentServer();
    startEndless(addon, server.address().port).catch(() => {});
    setTimeout(() => process.exit(7), 30);
    return;
  }
  await callsAndJobs(addon);
  wrongArguments(addon);
  notesMerge(addon);
  await cancelling(addon);
  await lastProgressIsHeard(addon);
  const { heard, jobs, grown } = await progressFloods(addon);
  await terminatedWorkers(file);
  await exitingProcesses(file);
  console.log(`addon: all well on Node ${process.version}; ${heard} progress events of ${jobs} jobs, ${(grown / 1e6).toFixed(1)} MB more; ${ROUNDS} environments ended`);
}

if (isMainThread) {
  main(process.argv[2], process.argv[3]).catch((error) => {
    console.error(error);
    process.exit(1);
  });
} else {
  startEndless(load(workerData.file), workerData.port).catch(() => {});
  parentPort.postMessage('up');
  setInterval(() => {}, 1000);
}
