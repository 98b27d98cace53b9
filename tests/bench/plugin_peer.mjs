// The same scorers over the same papers in Node's vm, which compiles to machine code, and has no limit of memory.
// Usage: node plugin_peer.mjs PLUGINS; plugin_bench runs it, so that both figures are of one machine's one state.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const plugins = process.argv[2];

function papers(count) {
  const abstract = 'We draft tokens with a small model and verify them with a large one. '.repeat(20);
  return Array.from({ length: count }, (_, i) => ({
    id: '2604.' + (10000 + i), title: 'A study of drafting tokens with small models, part ' + i, abstract,
    comment: i % 7 ? '12 pages, 3 figures' : 'Accepted at NeurIPS 2026, https://github.com/x/y',
    categories: ['cs.CL', 'cs.LG'], authors: ['Jane Doe', 'Li Ming', 'Emmy Noether', 'Ada Byron']
  }));
}

function median(rounds, work) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const begin = process.cpuUsage();  // computing time, as in plugin_bench
    work();
    const spent = process.cpuUsage(begin);
    times.push((spent.user + spent.system) / 1000);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

function start(code) {
  const context = vm.createContext({ exports: {} });
  vm.runInContext(code, context, { timeout: 2000 });
  return context;
}

function measure(name, options, day) {
  const code = readFileSync(join(plugins, name, 'main.js'), 'utf8');
  const context = start(code);
  const score = median(21, () => {
    context.text = JSON.stringify({ papers: day, profile: {}, options });
    JSON.parse(vm.runInContext('JSON.stringify(exports.score(JSON.parse(text)))', context, { timeout: 2000 }));
  });
  console.log(`${('vm ' + name).padEnd(18)} start ${median(51, () => start(code)).toFixed(2)} ms, ${day.length} papers ${score.toFixed(1)} ms`);
}

console.log(`${'vm empty context'.padEnd(18)} start ${median(101, () => start('')).toFixed(2)} ms`);
const day = papers(1200);
measure('venue-bonus', { venues: { NeurIPS: 5, ICML: 5, ACL: 3 }, code: 3, most: 15 }, day);
measure('author-style', { first: { 'Jane Doe': 5 }, last: { 'Ada Byron': 2 }, long_list: 30, long_list_points: -3, single_author_points: 0 }, day);
measure('not-my-field', { words: { 'federated learning': -5, robot: -2 }, categories: { 'physics.*': -9 }, unless: [] }, day);
