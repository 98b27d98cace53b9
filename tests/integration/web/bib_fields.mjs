// Entries of .bib files as a reader that is not ours reads them, for scripts that compare files:
// node bib_fields.mjs < LIST   (a JSON list of paths)
// Prints {path: [{type, key, fields: {name: text}}]}; texts are Unicode, names "van Last, Jr., First" joined by
// " and ", lists joined by " and ".
import { readFileSync } from 'node:fs';
import { parse } from '@retorquere/bibtex-parser';

const nameText = (one) =>
  one.name ?? [[one.prefix, one.lastName].filter(Boolean).join(' '), one.suffix, one.firstName].filter(Boolean).join(', ');
const partText = (part) => (typeof part === 'string' ? part : nameText(part));
const valueText = (value) => (Array.isArray(value) ? value.map(partText).join(' and ') : String(value));

const options = { sentenceCase: false, caseProtection: 'off', verbatimFields: ['url', 'doi', 'eprint'] };
const files = {};
for (const path of JSON.parse(readFileSync(0, 'utf8')))
  files[path] = parse(readFileSync(path, 'utf8'), options).entries.map(({ type, key, fields }) => ({
    type,
    key,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueText(value)])),
  }));
process.stdout.write(JSON.stringify(files));
