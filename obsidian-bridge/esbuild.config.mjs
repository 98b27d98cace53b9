// Bundles the plugin into main.js, the same bytes from the same sources.
//   node esbuild.config.mjs [FOLDER]
import { build } from 'esbuild';
import { builtinModules } from 'node:module';
import path from 'node:path';

const folder = process.argv[2] ?? '.';
await build({
  entryPoints: ['src/main.ts'],
  outfile: path.join(folder, 'main.js'),
  bundle: true,
  format: 'cjs',
  target: 'es2021',
  platform: 'node',
  external: ['obsidian', 'electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
  legalComments: 'none',
  logLevel: 'warning',
});
