// What the view says, in the languages it speaks.
// @ts-check

/**
 * @typedef {Object} Words
 * @property {string} search
 * @property {string} topic
 * @property {string} allTopics
 * @property {string} none
 * @property {string} sample
 * @property {string} score
 * @property {string} keep
 * @property {string} dismiss
 * @property {string} note
 * @property {string} mindmap
 * @property {string} code
 * @property {string} project
 * @property {string} explored
 * @property {Record<string, string>} types
 * @property {(announced: number, shown: number, left: number) => string} counts
 * @property {(shown: number, all: number) => string} shown
 * @property {(count: number) => string} more
 * @property {(count: number) => string} folded
 * @property {(list: string) => string} doubts
 */

/** @type {Words} */
const ENGLISH = {
  search: 'Search title, author, topic', topic: 'Topic', allTopics: 'All topics', none: 'No paper fits.',
  sample: 'A sample: these papers are invented.', score: 'Score', keep: 'Keep', dismiss: 'Dismiss', note: 'Note',
  mindmap: 'Mindmap', code: 'Code', project: 'Project', explored: 'a guess',
  types: { new: 'new', cross: 'cross-listed', replace: 'replaced', 'replace-cross': 'replaced' },
  counts: (announced, shown, left) => `${announced} announced · ${shown} shown · ${left} left out`,
  shown: (shown, all) => (shown === all ? `${all} papers` : `${shown} of ${all} papers`),
  more: (count) => `+${count}`,
  folded: (count) => `${count} much the same`,
  doubts: (list) => `Not in the paper: ${list}`,
};

/** @type {Words} */
const CHINESE = {
  search: '搜索标题、作者、主题', topic: '主题', allTopics: '全部主题', none: '没有符合的论文。',
  sample: '示例：这些论文是虚构的。', score: '评分', keep: '保留', dismiss: '忽略', note: '笔记',
  mindmap: '思维导图', code: '代码', project: '项目', explored: '试探',
  types: { new: '新', cross: '交叉列表', replace: '更新', 'replace-cross': '更新' },
  counts: (announced, shown, left) => `公布 ${announced} 篇 · 显示 ${shown} 篇 · 略去 ${left} 篇`,
  shown: (shown, all) => (shown === all ? `${all} 篇` : `${shown} / ${all} 篇`),
  more: (count) => `等 ${count} 人`,
  folded: (count) => `${count} 篇相近`,
  doubts: (list) => `原文中没有：${list}`,
};

/** @param {string} language BCP 47 @returns {Words} */
export function words(language) {
  return language?.toLowerCase().startsWith('zh') ? CHINESE : ENGLISH;
}
