// The day's papers in Node.js, with the addon of the Obsidian bridge: a job with progress, awaited.
//   node digest.mjs sheaf.node [PROFILE.json]
// $SHEAF_STORE names the database; without it everything is kept in memory only. Ctrl-C cancels.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The addon's functions: version, open, close, start, cancel, mergeNote. */
function load(file) {
  const module = { exports: {} };
  process.dlopen(module, path.resolve(file));
  return module.exports;
}

/** An op of the library as a promise; the event loop goes on meanwhile. `signal` cancels it. */
function run(addon, library, op, args, { onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const job = addon.start(library, op, JSON.stringify(args), (kind, json) => {
      if (kind === 'progress') onProgress(JSON.parse(json));
      else if (kind === 'result') resolve(JSON.parse(json));
      else reject(Object.assign(new Error(JSON.parse(json).message), JSON.parse(json)));
    });
    signal?.addEventListener('abort', () => addon.cancel(job), { once: true });
  });
}

const [addonFile, profileFile] = process.argv.slice(2);
if (!addonFile) {
  console.error('usage: node digest.mjs sheaf.node [PROFILE.json]');
  process.exit(2);
}
const addon = load(addonFile);
const profile = profileFile ? readFileSync(profileFile, 'utf8')
  : { categories: ['cs.CL'], keywords: ['language model'] };
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const library = addon.open(process.env.SHEAF_STORE ?? '', 'digest.mjs');
try {
  const onProgress = ({ stage, done, total }) => console.error(`${stage} ${done}/${total}`);
  const { digest } = await run(addon, library, 'digest', { profile }, { onProgress, signal: stop.signal });
  for (const { name, status, detail } of digest.sources)
    if (status !== 'ok') console.error(`${name}: ${status} ${detail ?? ''}`);
  for (const { paper, score, summary } of digest.entries)
    console.log(`${score.value.toFixed(1).padStart(5)}  ${paper.title}\n       ${summary.tldr}`);
} catch (error) {
  console.error(`digest: ${error.message}`);
  process.exitCode = 1;
} finally {
  addon.close(library);
}
