// What the pages say beyond the digest view, in the languages it speaks.
// @ts-check

/** @typedef {typeof ENGLISH} PageWords */

const ENGLISH = {
  archive: 'Archive', earlier: 'Earlier day', later: 'Later day', kept: 'Kept only', theme: 'Light or dark',
  noneKept: 'Nothing kept yet: press + on a paper, or its Keep button.', save: 'Save kept papers',
  search: 'Search all days: title, author, topic', topic: 'Topic', allTopics: 'All topics', results: 'Results',
  none: 'No paper fits.', latest: 'Latest day', calendar: 'Calendar', statistics: 'Statistics',
  perDay: 'Papers a day', perCategory: 'By category', trends: 'Topics and how they move', day: 'Day',
  announced: 'announced', shown: 'shown', asTable: 'As a table', name: 'Name', papers: 'Papers',
  course: 'Course', change: 'Change', more: 'Show more', sample: 'A sample: these papers are invented.',
  found: (/** @type {number} */ count, /** @type {number} */ all) => `${count} of ${all} papers`,
  days: (/** @type {number} */ count, /** @type {number} */ papers) => `${count} ${count === 1 ? 'day' : 'days'}, ${papers} papers`,
  keys: 'Keys: j and k next and previous, Enter opens, + keeps, x dismisses, m mindmap, / search, f kept only, t light or dark.',
  private: 'What you keep is remembered in this browser only.',
};

/** @type {PageWords} */
const CHINESE = {
  archive: '存档', earlier: '前一天', later: '后一天', kept: '只看保留', theme: '浅色或深色',
  noneKept: '还没有保留的论文：在论文上按 + 或点“保留”。', save: '保存保留的论文',
  search: '搜索所有日期：标题、作者、主题', topic: '主题', allTopics: '全部主题', results: '结果',
  none: '没有符合的论文。', latest: '最新一天', calendar: '日历', statistics: '统计',
  perDay: '每日论文', perCategory: '按类别', trends: '主题及其变化', day: '日期',
  announced: '公布', shown: '显示', asTable: '表格', name: '名称', papers: '论文',
  course: '走势', change: '变化', more: '显示更多', sample: '示例：这些论文是虚构的。',
  found: (count, all) => `${count} / ${all} 篇`,
  days: (count, papers) => `${count} 天，${papers} 篇`,
  keys: '按键：j、k 上下，Enter 打开，+ 保留，x 忽略，m 思维导图，/ 搜索，f 只看保留，t 浅色或深色。',
  private: '保留的论文只记在这个浏览器里。',
};

/** @param {string} language BCP 47 @returns {PageWords} */
export function pageWords(language) {
  return language.toLowerCase().startsWith('zh') ? CHINESE : ENGLISH;
}
