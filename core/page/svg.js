// Drawings as SVG elements: a mindmap, a line, bars. Text is set as text; colours are the style's.
// @ts-check

/** @typedef {import('../view/types').MindNode} MindNode */
/** @typedef {{ node: MindNode, lines: string[], column: number, x: number, y: number, width: number, height: number, branch: number, from: Box | null }} Box */

const SVG = 'http://www.w3.org/2000/svg';
const LINE = 18, PAD_X = 10, PAD_Y = 6, GAP_X = 36, GAP_Y = 8, BRANCHES = 8;
const COLUMNS = [190, 150, 300]; // widths of text
const FONT = '14px system-ui, "Segoe UI", "Noto Sans", sans-serif'; // as in page.css

/**
 * @param {Element} parent
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {string} [text]
 */
export function svg(parent, tag, attributes = {}, text = '') {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

/** @type {CanvasRenderingContext2D | null} */
let pen = null;
/** @param {string} text @param {boolean} bold */
function widthOf(text, bold) {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 8;
  pen.font = bold ? `600 ${FONT}` : FONT;
  return Math.ceil(pen.measureText(text).width) + 1;
}

/** Lines of at most `width` pixels; a word that is longer is cut. @param {string} text @param {number} width @param {boolean} bold */
function wrapped(text, width, bold) {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.length - 1;
    const longer = lines[last] ? `${lines[last]} ${word}` : word;
    if (widthOf(longer, bold) <= width) lines[last] = longer;
    else if (widthOf(word, bold) <= width) lines.push(word);
    else for (const letter of (lines[last] ? ' ' : '') + word) {
      const end = lines.length - 1;
      if (widthOf(lines[end] + letter, bold) <= width) lines[end] += letter;
      else lines.push(letter.trim());
    }
  }
  return lines.filter(Boolean).slice(0, 12);
}

/** @param {MindNode} node @param {number} y @param {Box | null} from @param {number} branch @param {Box[]} out @returns {number} the room it took */
function place(node, y, from, branch, out) {
  const column = from ? Math.min(from.column + 1, 2) : 0;
  const lines = wrapped(node.label || '…', COLUMNS[column], column < 2);
  const width = Math.max(20, ...lines.map((line) => widthOf(line, column < 2))) + 2 * PAD_X, height = lines.length * LINE + 2 * PAD_Y;
  const x = from ? from.x + COLUMNS[from.column] + 2 * PAD_X + GAP_X : 1;
  const box = { node, lines, column, x, y, width, height, branch, from };
  const first = out.push(box);
  let below = 0;
  (node.children ?? []).forEach((child, i) => {
    if (below > 0) below += GAP_Y;
    below += place(child, y + below, box, from ? branch : i % BRANCHES, out);
  });
  const room = Math.max(height, below);
  box.y = y + (room - height) / 2;
  if (below < height) for (const one of out.slice(first)) one.y += (height - below) / 2;
  return room;
}

/**
 * Root left, branches, leaves right.
 * @param {HTMLElement} parent
 * @param {MindNode} root
 */
export function drawTree(parent, root) {
  /** @type {Box[]} */
  const boxes = [];
  const height = place(root, 1, null, 0, boxes) + 2;
  const width = Math.max(...boxes.map((box) => box.x + box.width)) + 2;
  const label = boxes.slice(1).map((box) => box.node.label).join('; ');
  const picture = svg(parent, 'svg', { class: 'page-mindmap', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${root.label}: ${label}` });
  for (const { from, x, y, height: own, branch } of boxes) {
    if (!from) continue;
    const x1 = from.x + from.width, y1 = from.y + from.height / 2, y2 = y + own / 2, middle = (x1 + x) / 2;
    svg(picture, 'path', { class: `edge b${branch}`, d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x} ${y2}` });
  }
  for (const box of boxes) {
    const group = svg(picture, 'g', { class: box.from ? `node c${box.column} b${box.branch}` : 'node root' });
    svg(group, 'rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 7 });
    const text = svg(group, 'text');
    box.lines.forEach((line, i) => svg(text, 'tspan', { x: box.x + PAD_X, y: box.y + PAD_Y + 13 + i * LINE }, line));
  }
}

/** A small line over the days. @param {HTMLElement} parent @param {number[]} values @param {string} label */
export function sparkline(parent, values, label) {
  const width = 160, height = 24, most = Math.max(1, ...values);
  const picture = svg(parent, 'svg', { class: 'page-spark', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  const points = values.map((value, i) => `${(2 + i * step).toFixed(1)},${(height - 3 - value / most * (height - 6)).toFixed(1)}`);
  if (values.length > 1) svg(picture, 'polyline', { points: points.join(' ') });
  const [x, y] = (points.at(-1) ?? '2,2').split(',');
  svg(picture, 'circle', { cx: x, cy: y, r: 2.5 });
}

/**
 * A bar for each day: all that was announced, and in it what is shown.
 * @param {HTMLElement} parent
 * @param {{ label: string, all: number, part: number, href: string }[]} bars
 * @param {string} label
 */
export function barChart(parent, bars, label) {
  const width = 720, height = 140, base = 122, most = Math.max(1, ...bars.map((bar) => bar.all));
  const picture = svg(parent, 'svg', { class: 'page-bars', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
  const step = (width - 40) / Math.max(bars.length, 12);
  svg(picture, 'line', { x1: 36, y1: base, x2: width, y2: base });
  svg(picture, 'text', { x: 32, y: 14, class: 'end' }, String(most));
  svg(picture, 'text', { x: 32, y: base, class: 'end' }, '0');
  bars.forEach((bar, i) => {
    const x = 38 + i * step, wide = Math.max(1.5, step - 3);
    const up = (/** @type {number} */ value) => value / most * (base - 6);
    svg(picture, 'rect', { class: 'all', x, y: base - up(bar.all), width: wide, height: up(bar.all) });
    svg(picture, 'rect', { class: 'part', x, y: base - up(bar.part), width: wide, height: up(bar.part) });
    const every = Math.max(1, Math.ceil(bars.length / 10));
    if (i % every === 0) svg(picture, 'text', { x, y: height - 4 }, bar.label.slice(5));
  });
}
