// What the reader thinks of papers, and light or dark: in this browser's storage, shared by all pages of
// one place. Without storage (a private window, a strict browser) it lasts as long as the page.
// @ts-check

/** @typedef {import('../view/types').Opinion} Opinion */
/** @typedef {{ opinion: Opinion, title: string, day: string, at: string }} Memo */

const OPINIONS = 'sheaf.opinions.1', THEME = 'sheaf.theme';

/** @param {string} name */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // full or forbidden: this page still knows
  }
}

/** @returns {Map<string, Memo>} by paper id */
export function opinions() {
  try {
    const stored = JSON.parse(read(OPINIONS) ?? '{}');
    return new Map(Object.entries(stored).filter(([, memo]) => memo && typeof memo.opinion === 'string'));
  } catch {
    return new Map();
  }
}

/**
 * Reads again before it writes: another page may be open.
 * @param {Map<string, Memo>} known brought up to date
 * @param {string} id
 * @param {Memo} memo
 */
export function remember(known, id, memo) {
  for (const [key, value] of opinions()) known.set(key, value);
  if (memo.opinion === 'none') known.delete(id);
  else known.set(id, memo);
  write(OPINIONS, JSON.stringify(Object.fromEntries(known)));
}

/**
 * Hands the reader a file that `sheaf feedback --from FILE` reads.
 * @param {Map<string, Memo>} known
 */
export function saveOpinions(known) {
  const lines = [...known].map(([id, memo]) => JSON.stringify({ id, kind: memo.opinion, at: memo.at }));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'application/jsonl' }));
  link.download = 'sheaf-feedback.jsonl';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** As it was left; nothing: as the system has it. */
export function applyTheme() {
  const theme = read(THEME);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

export function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  write(THEME, root.dataset.theme);
}
