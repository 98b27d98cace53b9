// The addon as a host meets it: calls, jobs, wrong arguments, and environments that end in the middle
// of a job. Plain Node without packages, so that every Node from 16 on can run it.
//   node addon_test.cjs PATH/sheaf.node
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const net = require('net');
const path = require('path');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

const PAPER = { id: '2604.00001', title: 'Boats "and" ships', abstract: 'Boats are slow. We present a faster boat.' };
const NOTE = '---\narxiv: "2604.00001"\n---\n\n# Boats\n\nA boat. ^sheaf-tldr\n\n## Notes\n';
const ROUNDS = 20;

function load(file) {
  const module = { exports: {} };
  process.dlopen(module, path.resolve(file));
  return module.exports;
}

/** A job as a promise; `heard` collects the kinds of its events. */
function run(addon, library, op, args, heard = []) {
  return new Promise((resolve, reject) => {
    run.last = addon.start(library, op, JSON.stringify(args), (kind, json) => {
      heard.push(kind);
      if (kind === 'result') resolve(JSON.parse(json));
      if (kind === 'error') reject(JSON.parse(json));
    });
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
  const result = await run(addon, library, 'summarize', { papers: Array(500).fill(PAPER) }, heard);
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
  for (let round = 0; round < 5; ++round) {
    const done = spawnSync(process.execPath, [__filename, file, 'exit'], { timeout: 20000 });
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
  await terminatedWorkers(file);
  await exitingProcesses(file);
  console.log(`addon: all well on Node ${process.version}`);
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
