// Plain recommended rules; the globals are those of Zotero's plugin sandbox and of a ChromeWorker.
import js from '@eslint/js';

const sandbox = ['Zotero', 'Services', 'ChromeUtils', 'ChromeWorker', 'Components', 'IOUtils', 'PathUtils', 'Localization',
  'fetch', 'XMLHttpRequest', 'DOMParser', 'XMLSerializer', 'URL', 'URLSearchParams', 'crypto', 'Blob', 'File', 'FileReader',
  'TextEncoder', 'TextDecoder', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestIdleCallback',
  'cancelIdleCallback', 'atob', 'btoa', 'CSS', 'console', 'APP_SHUTDOWN'];
const names = (list) => Object.fromEntries(list.map((name) => [name, 'readonly']));

export default [
  { ignores: ['build/**', 'content/sheaf.js', 'content/worker.js', 'node_modules/**', 'test/**', '*.mjs'] },
  js.configs.recommended,
  { rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  { files: ['src/**/*.js'], languageOptions: { globals: names(sandbox) } },
  { files: ['src/worker/**/*.js'], languageOptions: { globals: names(['ctypes', 'self', 'postMessage']) } },
  { files: ['bootstrap.js', 'prefs.js'], languageOptions: { sourceType: 'script', globals: names(sandbox) } },
];
