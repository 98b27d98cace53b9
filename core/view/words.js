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
 * @property {string} papers name of the list
 * @property {string} show label of the choice that follows
 * @property {string} all
 * @property {string} undecided
 * @property {string} kept
 * @property {string} keep
 * @property {string} dismiss
 * @property {string} note
 * @property {string} openNote
 * @property {string} details
 * @property {string} keys
 * @property {string} keyList
 * @property {Record<string, string>} roles
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
  openNote: 'Open note', details: 'Details', mindmap: 'Mindmap', code: 'Code', project: 'Project', explored: 'a guess',
  papers: 'Papers', show: 'Show', all: 'All papers', undecided: 'Undecided', kept: 'Kept', keys: 'Keys',
  keyList: 'j k next, previous · Enter open · + keep · x dismiss · u undecided · n note · a details · m mindmap · / search',
  roles: { motivation: 'Problem', method: 'Method', result: 'Result', conclusion: 'Conclusion', abstract: 'Abstract' },
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
  openNote: '打开笔记', details: '详情', mindmap: '思维导图', code: '代码', project: '项目', explored: '试探',
  papers: '论文', show: '显示', all: '全部论文', undecided: '未处理', kept: '已保留', keys: '快捷键',
  keyList: 'j k 下一篇、上一篇 · Enter 打开 · + 保留 · x 忽略 · u 取消 · n 笔记 · a 详情 · m 思维导图 · / 搜索',
  roles: { motivation: '问题', method: '方法', result: '结果', conclusion: '结论', abstract: '摘要' },
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
