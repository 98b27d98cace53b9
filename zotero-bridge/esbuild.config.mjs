// Bundles the plugin's two scripts, the same bytes from the same sources: sheaf.js for the
// plugin's sandbox and worker.js for the thread that holds the library.
//   node esbuild.config.mjs [FOLDER]
import { build } from 'esbuild';
import path from 'node:path';

const folder = process.argv[2] ?? 'build';
const common = { bundle: true, format: 'iife', target: 'firefox140', legalComments: 'none', logLevel: 'warning', charset: 'utf8' };
await build({ ...common, entryPoints: ['src/main.js'], outfile: path.join(folder, 'sheaf.js'), globalName: 'SheafDigest' });
await build({ ...common, entryPoints: ['src/worker/worker.js'], outfile: path.join(folder, 'worker.js') });
