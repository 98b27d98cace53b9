// Reads .bib files back with a reader that is not ours and compares with what went in:
// node check_bibtex.mjs EXPECTED.json FILE.bib…   (CSL-JSON as 'sheaf cite' writes it)
// Prints each difference and ends with 1 when there is one. Titles and names are compared as text.
import { readFileSync } from 'node:fs';
import { parse } from '@retorquere/bibtex-parser';

const withoutTags = (text) => text.replace(/<\/?(i|b|em|strong|sup|sub|span|nc|tt|pre|script|sc)\b[^>]*>/g, '');

/// Letters and digits alone: readers differ in how they spell dashes, quotes and operators.
const plain = (text) =>
  withoutTags(text)
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const nameOf = (one) =>
  plain(one.literal ?? one.name ?? [one['non-dropping-particle'] ?? one.prefix, one.family ?? one.lastName, one.given ?? one.firstName, one.suffix].filter(Boolean).join(' '));

/// Words outside mathematics: a reader keeps a formula as it is written, we say it in plain characters.
const wordsOf = (text) => (withoutTags(text).replace(/\$[^$]*\$/g, ' ').replace(/\\[a-zA-Z]+/g, ' ').match(/[A-Za-z]{4,}/g) ?? []).map((word) => word.toLowerCase());

function titleKept(want, got) {
  if (!/[\\$]/.test(got)) return plain(want) === plain(got);
  const known = plain(want);
  return wordsOf(got).every((word) => known.includes(word));
}

function differences(expected, fields) {
  const found = [];
  const compare = (what, want, got) => {
    if (want !== got) found.push(`${what}: ${JSON.stringify(want)} became ${JSON.stringify(got)}`);
  };
  if (!titleKept(expected.title, fields.title ?? '')) found.push(`title: ${expected.title} became ${fields.title}`);
  compare('authors', (expected.author ?? []).map(nameOf).join('|'), (fields.author ?? []).map(nameOf).join('|'));
  const year = String(expected.issued?.['date-parts']?.[0]?.[0] ?? '');
  compare('year', year, String(fields.year ?? fields.date ?? '').slice(0, 4));
  compare('doi', expected.DOI ?? '', fields.doi ?? '');
  const eprint = /^arXiv:(.*)$/.exec(expected.number ?? '')?.[1];
  if (eprint) compare('eprint', eprint, fields.eprint ?? '');
  return found;
}

const [expectedPath, ...files] = process.argv.slice(2);
const expected = new Map(JSON.parse(readFileSync(expectedPath, 'utf8')).map((item) => [item.id, item]));
let failed = 0;
for (const file of files) {
  const library = parse(readFileSync(file, 'utf8'), { sentenceCase: false, caseProtection: 'off', verbatimFields: ['url', 'doi', 'eprint'] });
  // A reader need not know every macro of mathematics; LaTeX does.
  const errors = library.errors.filter((error) => !`${error.error}`.startsWith('unhandled macro'));
  for (const error of errors) console.log(`${file}: ${error.error ?? JSON.stringify(error)}`);
  failed += errors.length;
  if (library.entries.length !== expected.size) {
    console.log(`${file}: ${library.entries.length} entries of ${expected.size}`);
    failed += 1;
  }
  for (const entry of library.entries) {
    const item = expected.get(entry.key);
    const found = item ? differences(item, entry.fields) : ['nobody wrote it'];
    failed += found.length;
    for (const line of found.slice(0, failed > 400 ? 0 : 9)) console.log(`${file}: ${entry.key}: ${line}`);
  }
  console.log(`${file}: ${library.entries.length} entries read`);
}
console.log(`${failed} differences`);
process.exit(failed ? 1 : 0);
