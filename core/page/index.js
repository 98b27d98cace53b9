// The index of the archive: search over all days, calendar, statistics.
// @ts-check

/**
 * A paper of some day: id, title, authors, score, category, topics, TL;DR.
 * @typedef {{ i: string, t: string, a: string, s: number, c: string, p: string[], d?: string }} Row
 * @typedef {{ day: string, announced: number, shown: number, trouble: string[], sample?: boolean,
 *   categories: Record<string, number>, topics: Record<string, number>, rows: Row[] }} Day
 * @typedef {{ row: Row, day: Day, text: string }} Hit
 */

import { element, longDay } from '../view/dom.js';
import { applyTheme, opinions, saveOpinions, toggleTheme } from './memory.js';
import { barChart, sparkline } from './svg.js';
import { pageWords } from './words.js';

const RESULTS = 60, TRENDS = 12;
const language = document.documentElement.lang;
const words = pageWords(language);
const known = opinions();

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} text */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** @param {Day} day */
function pageOf(day) {
  return `${day.day}.html`;
}

/** @param {HTMLElement} parent @param {Hit} hit */
function resultItem(parent, { row, day }) {
  const item = element(parent, 'li', 'page-hit');
  const head = element(item, 'p', 'page-hit-title');
  element(head, 'span', 'page-score', {}, String(Math.round(row.s * 10) / 10));
  element(head, 'a', '', { href: `${pageOf(day)}#${encodeURIComponent(row.i)}` }, row.t);
  const meta = [row.a, row.c, day.day].filter(Boolean).join(' · ');
  element(item, 'p', 'page-dim', {}, known.get(row.i)?.opinion === 'kept' ? `★ ${meta}` : meta);
  if (row.d) element(item, 'p', '', {}, row.d);
}

class Search {
  /** @param {Day[]} days newest first */
  constructor(days) {
    /** @type {Hit[]} */
    this.all = days.flatMap((day) => day.rows.map((row) => ({ row, day, text: '' })));
    this.input = /** @type {HTMLInputElement} */ (byId('search'));
    this.topic = /** @type {HTMLSelectElement} */ (byId('topic'));
    this.kept = byId('kept');
    this.most = RESULTS;
    this.input.addEventListener('input', () => this.again());
    this.topic.addEventListener('change', () => this.again());
    this.kept.addEventListener('click', () => {
      this.kept.setAttribute('aria-pressed', String(!this.onlyKept()));
      this.again();
    });
    byId('more').addEventListener('click', () => { this.most += 5 * RESULTS; this.draw(); });
    this.fillTopics(days);
  }

  onlyKept() {
    return this.kept.getAttribute('aria-pressed') === 'true';
  }

  again() {
    this.most = RESULTS;
    this.draw();
  }

  /** @param {Day[]} days */
  fillTopics(days) {
    element(this.topic, 'option', '', { value: '' }, words.allTopics);
    for (const [topic, count] of summed(days, (day) => day.topics).slice(0, 80))
      element(this.topic, 'option', '', { value: topic }, `${topic} (${count})`);
  }

  hits() {
    const wanted = folded(this.input.value).split(/\s+/).filter(Boolean);
    const only = this.onlyKept();
    return this.all.filter((hit) => {
      if (only && known.get(hit.row.i)?.opinion !== 'kept') return false;
      if (this.topic.value && !hit.row.p.includes(this.topic.value)) return false;
      if (wanted.length === 0) return true;
      hit.text ||= folded([hit.row.i, hit.row.t, hit.row.a, hit.row.c, hit.row.p.join(' '), hit.row.d ?? ''].join(' \n '));
      return wanted.every((word) => hit.text.includes(word));
    });
  }

  draw() {
    const idle = !this.input.value.trim() && !this.topic.value && !this.onlyKept();
    byId('results').hidden = idle;
    byId('overview').hidden = !idle;
    const hits = idle ? [] : this.hits();
    byId('found').textContent = idle ? '' : words.found(hits.length, this.all.length);
    const list = byId('hits');
    list.replaceChildren();
    for (const hit of hits.slice(0, this.most)) resultItem(list, hit);
    if (!idle && hits.length === 0) element(list, 'li', 'page-dim', {}, this.onlyKept() ? words.noneKept : words.none);
    byId('more').hidden = hits.length <= this.most;
  }
}

/** Sums of a day's counts, most first. @param {Day[]} days @param {(day: Day) => Record<string, number>} of @returns {[string, number][]} */
function summed(days, of) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const day of days)
    for (const [name, count] of Object.entries(of(day))) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** @param {Day} day */
function drawLatest(day) {
  const box = byId('latest');
  const head = element(box, 'p');
  element(head, 'a', 'page-big', { href: pageOf(day) }, longDay(day.day, language));
  element(box, 'p', 'page-dim', {}, `${day.announced} ${words.announced} · ${day.shown} ${words.shown}`);
  for (const line of day.trouble) element(box, 'p', 'page-trouble', {}, line);
  const list = element(box, 'ol', 'page-hits');
  for (const row of day.rows.slice(0, 5)) resultItem(list, { row, day, text: '' });
}

/** @param {Date} date */
function iso(date) {
  return date.toISOString().slice(0, 10);
}

/** One month with its days linked. @param {HTMLElement} parent @param {string} month "2026-04" @param {Map<string, Day>} byDay @param {number} most */
function drawMonth(parent, month, byDay, most) {
  const first = new Date(`${month}-01T12:00:00Z`);
  const table = element(parent, 'table', 'page-month');
  element(table, 'caption', '', {}, first.toLocaleDateString(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }));
  const head = element(element(table, 'thead'), 'tr');
  const at = new Date(first);
  at.setUTCDate(1 - (first.getUTCDay() + 6) % 7); // back to Monday
  const weekday = (/** @type {Date} */ date, /** @type {'short' | 'long'} */ length) => date.toLocaleDateString(language, { weekday: length, timeZone: 'UTC' });
  for (let i = 0; i < 7; i++) {
    const one = new Date(at);
    one.setUTCDate(at.getUTCDate() + i);
    element(head, 'th', '', { scope: 'col', abbr: weekday(one, 'long') }, weekday(one, 'short').slice(0, 2));
  }
  const body = element(table, 'tbody');
  while (iso(at).slice(0, 7) <= month) {
    const week = element(body, 'tr');
    for (let i = 0; i < 7; i++, at.setUTCDate(at.getUTCDate() + 1)) {
      const cell = element(week, 'td');
      if (iso(at).slice(0, 7) !== month) continue;
      const day = byDay.get(iso(at));
      if (!day) { cell.textContent = String(at.getUTCDate()); continue; }
      const level = day.shown === 0 ? 0 : 1 + Math.min(3, Math.floor(4 * day.shown / (most + 1)));
      const link = element(cell, 'a', `level${level}`, { href: pageOf(day), title: words.days(1, day.shown) }, String(at.getUTCDate()));
      if (day.trouble.length > 0) link.classList.add('trouble');
    }
  }
}

/** @param {Day[]} days */
function drawCalendar(days) {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const most = Math.max(...days.map((day) => day.shown));
  const months = [...new Set(days.map((day) => day.day.slice(0, 7)))];
  for (const month of months) drawMonth(byId('calendar'), month, byDay, most);
}

/** @param {number[]} values the later half against the earlier one, in percent */
function change(values) {
  const half = Math.floor(values.length / 2);
  const sum = (/** @type {number[]} */ part) => part.reduce((a, b) => a + b, 0) / Math.max(1, part.length);
  const before = sum(values.slice(0, half)), after = sum(values.slice(half));
  if (half < 2 || before === 0) return '';
  const percent = Math.round(100 * (after - before) / before);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`;
}

/**
 * @param {string} id
 * @param {Day[]} days oldest first
 * @param {(day: Day) => Record<string, number>} of
 * @param {boolean} share course and change as a part of the day's papers, not as a number of them
 */
function drawTrends(id, days, of, share) {
  const table = element(byId(id), 'table', 'page-trends');
  const head = element(element(table, 'thead'), 'tr');
  for (const name of [words.name, words.papers, words.course, words.change]) element(head, 'th', '', { scope: 'col' }, name);
  const body = element(table, 'tbody');
  for (const [name, count] of summed(days, of).slice(0, TRENDS)) {
    const values = days.filter((day) => !share || day.shown > 0)
      .map((day) => (share ? Math.round(1000 * (of(day)[name] ?? 0) / day.shown) / 10 : of(day)[name] ?? 0));
    const line = element(body, 'tr');
    element(line, 'th', '', { scope: 'row' }, name);
    element(line, 'td', 'number', {}, String(count));
    sparkline(element(line, 'td'), values, `${name}${share ? ', %' : ''}: ${values.join(', ')}`);
    element(line, 'td', 'number', {}, change(values));
  }
}

/** @param {Day[]} days oldest first */
function drawPerDay(days) {
  const bars = days.map((day) => ({ label: day.day, all: Math.max(day.announced, day.shown), part: day.shown, href: pageOf(day) }));
  barChart(byId('per-day'), bars, `${words.perDay}: ${bars.map((bar) => `${bar.label} ${bar.part}`).join(', ')}`);
  const table = element(byId('per-day-table'), 'table', 'page-trends');
  const head = element(element(table, 'thead'), 'tr');
  for (const name of [words.day, words.announced, words.shown]) element(head, 'th', '', { scope: 'col' }, name);
  const body = element(table, 'tbody');
  for (const day of [...days].reverse()) {
    const line = element(body, 'tr');
    element(element(line, 'th', '', { scope: 'row' }), 'a', '', { href: pageOf(day) }, day.day);
    element(line, 'td', 'number', {}, String(day.announced));
    element(line, 'td', 'number', {}, String(day.shown));
  }
}

/** What is below the first screen comes after it was painted. @param {() => void} work */
function later(work) {
  requestAnimationFrame(() => setTimeout(work, 0));
}

function start() {
  applyTheme();
  /** @type {Day[]} */
  const days = JSON.parse(byId('sheaf-data').textContent ?? '[]');
  const search = new Search(days);
  byId('summary').textContent = words.days(days.length, search.all.length);
  drawLatest(days[0]);
  drawCalendar(days);
  search.draw();
  performance.mark('sheaf-shown');
  later(() => {
    const oldestFirst = [...days].reverse();
    drawPerDay(oldestFirst);
    drawTrends('per-category', oldestFirst, (day) => day.categories, false);
    drawTrends('trends', oldestFirst, (day) => day.topics, true);
    document.documentElement.dataset.ready = 'true';
  });
  byId('theme').addEventListener('click', toggleTheme);
  byId('save').addEventListener('click', () => saveOpinions(known));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (['INPUT', 'SELECT'].includes(/** @type {HTMLElement} */ (event.target).tagName)) return;
    if (event.key === '/') { event.preventDefault(); search.input.focus(); }
    else if (event.key === 'f') search.kept.click();
    else if (event.key === 't') toggleTheme();
  });
}

start();
