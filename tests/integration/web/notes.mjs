// Notes as Obsidian would take them apart: front matter, diagrams, links.
// Plain functions over text; nothing is kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @typedef {object} Note
 * @property {string} path relative to the vault
 * @property {string} yaml the text between the two rules
 * @property {string} body everything behind the front matter
 * @property {string} prose the body without its diagrams, BibTeX and the marks where blocks begin
 * @property {string[]} diagrams Mermaid sources
 * @property {{target: string, label: string}[]} links wikilinks of body and front matter
 */

/** @param {string} folder @returns {string[]} */
function markdownFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith('.md') ? [path] : [];
    });
}

/** @param {string} text @returns {{target: string, label: string}[]} */
function wikilinks(text) {
  return [...text.matchAll(/\[\[([^[\]|\\#^]+)(?:\\?\|([^[\]]*))?\]\]/g)].map((match) => ({
    target: match[1],
    label: match[2] ?? match[1],
  }));
}

/** A property is a link only when it is nothing else. @param {string} yaml */
function propertyLinks(yaml) {
  return [...yaml.matchAll(/(?<=[ [])"(\[\[[^"[\]]*\]\])"/g)].flatMap((match) => wikilinks(match[1]));
}

/** @param {string} folder @param {string} path @returns {Note} */
function readNote(folder, path) {
  const text = readFileSync(path, 'utf8');
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error(`${path}: no front matter`);
  const [, yaml, body] = parts;
  const diagrams = [...body.matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map((match) => match[1]);
  const prose = body
    .replace(/^```mermaid\n[\s\S]*?^```$/gm, '')
    .replace(/^> ```bibtex\n(> [^\n]*\n)*?> ```$/gm, '')
    .replace(/^%% sheaf-[a-z-]+ %%$/gm, '');
  return { path: relative(folder, path), yaml, body, prose, diagrams, links: [...propertyLinks(yaml), ...wikilinks(prose)] };
}

/** @param {string} folder @returns {Note[]} */
export function readVault(folder) {
  return markdownFiles(folder).sort().map((path) => readNote(folder, path));
}
