// What the reader looks for: words, a topic, and what is not sorted out yet. Each row's words are folded
// once, in slices of time nobody misses.
// @ts-check

/** @typedef {import('./types').Entry} Entry */
/** @typedef {import('./digest-view').Row} Row */

const FOLDED_AT_ONCE = 60;

/** Case, width and diacritics do not matter. @param {string} text */
export function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** @param {Row} row */
export function haystack(row) {
  const { paper, summary } = row.entry;
  row.haystack ||= fold([paper.id, paper.title, ...paper.authors.map((author) => author.name), ...paper.categories,
    summary.tldr, ...summary.tags].join(' \n '));
  return row.haystack;
}

/**
 * Folds all rows in the background. @param {Row[]} rows @param {Window} view
 * @returns {() => void} ends it
 */
export function foldLater(rows, view) {
  let next = 0, timer = 0;
  const step = () => {
    for (const row of rows.slice(next, next + FOLDED_AT_ONCE)) haystack(row);
    next += FOLDED_AT_ONCE;
    timer = next < rows.length ? view.setTimeout(step, 20) : 0;
  };
  timer = view.setTimeout(step, 200);
  return () => view.clearTimeout(timer);
}

/**
 * @param {Row[]} rows
 * @param {string} query words that must all be there
 * @param {string} topic "" for all
 * @param {string} judged "" for all, "none" for what is not sorted out, "kept"
 */
export function matching(rows, query, topic, judged) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (topic && !topicsOf(row.entry).includes(topic)) return false;
    if (judged && (row.entry.opinion ?? 'none') !== judged) return false;
    return wanted.length === 0 || wanted.every((word) => haystack(row).includes(word));
  });
}

/** Topics of the profile, else the reader's interest. @param {Entry} entry */
function topicsOf(entry) {
  const interest = entry.score.interest ? [entry.score.interest] : [];
  return [...(entry.topics ?? []), ...interest, ...(entry.summary.area ? [entry.summary.area] : [])];
}

/** Most frequent first. @param {Row[]} rows @returns {[string, number][]} */
export function topicCounts(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows)
    for (const topic of new Set(topicsOf(row.entry))) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
