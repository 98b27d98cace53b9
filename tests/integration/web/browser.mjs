// Mermaid in a real browser: parses and draws a diagram and reads back what it shows.
// One browser and one page per Mermaid version, closed by the caller.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const require = createRequire(import.meta.url);

/** The Mermaid of Obsidian 1.13, and that of Obsidian 1.8.5 to 1.12. */
export const MERMAID_PACKAGES = ['mermaid', 'mermaid-11-4'];
/** Those, the one of Obsidian 1.4 to 1.7, and the newest. */
export const ALL_MERMAIDS = ['mermaid-10', 'mermaid-11-4', 'mermaid', 'mermaid-12'];

/** @returns {Promise<import('puppeteer-core').Browser>} */
export function openBrowser() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** @param {string} name @returns {string} */
export function mermaidSource(name) {
  return readFileSync(require.resolve(name).replace(/mermaid\.core\.mjs$/, 'mermaid.min.js'), 'utf8');
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} name npm name of the Mermaid to load
 */
export async function openMermaid(browser, name) {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await page.addScriptTag({ content: mermaidSource(name) });
  await page.evaluate(() => globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' }));
  return page;
}

/**
 * The labels each diagram shows, in no promised order, or the error it ends in.
 * @param {import('puppeteer-core').Page} page
 * @param {string[]} sources
 * @returns {Promise<({labels: string[]} | {error: string})[]>}
 */
export function drawnLabelsOfAll(page, sources) {
  return page.evaluate(async (texts) => {
    const results = [];
    for (const text of texts) {
      const serial = (globalThis.serial = (globalThis.serial ?? 0) + 1);
      try {
        await globalThis.mermaid.parse(text);
        const { svg } = await globalThis.mermaid.render(`diagram${serial}`, text);
        const holder = document.createElement('div');
        holder.innerHTML = svg;
        const nodes = [...holder.querySelectorAll('.mindmap-node, .node')];
        results.push({ labels: nodes.map((node) => (node.querySelector('foreignObject') ?? node.querySelector('text') ?? node).textContent ?? '') });
      } catch (error) {
        document.getElementById(`ddiagram${serial}`)?.remove();
        results.push({ error: String(error).slice(0, 300) });
      }
    }
    return results;
  }, sources);
}

/**
 * The labels one diagram shows, or the error it ends in.
 * @param {import('puppeteer-core').Page} page
 * @param {string} source
 */
export async function drawnLabels(page, source) {
  return (await drawnLabelsOfAll(page, [source]))[0];
}

/**
 * What is wrong with an SVG of a mindmap: not XML, something that runs or loads, text lost, outside
 * its box or on another box.
 * @param {import('puppeteer-core').Page} page
 * @param {string} svg
 * @param {string[]} texts the labels, in drawing order
 * @returns {Promise<string[]>}
 */
export function svgFaults(page, svg, texts) {
  return page.evaluate((source, wanted) => {
    const faults = [];
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    if (parsed.querySelector('parsererror')) return ['is no XML'];
    if (parsed.querySelector('script, image, foreignObject, a, use, [href]')) faults.push('is more than a drawing');
    if (/url\(|@import|\son\w+=/.test(source.replace(/<(title|desc|tspan)[^>]*>[^<]*/g, ''))) faults.push('loads or runs something');
    document.body.replaceChildren(document.importNode(parsed.documentElement, true));
    const groups = [...document.querySelectorAll('svg > g')];
    const squeeze = (/** @type {string | null} */ text) => (text ?? '').replace(/\s/g, '');
    groups.forEach((group, i) => {
      const text = group.querySelector('text');
      if (squeeze(text?.textContent ?? '') !== squeeze(wanted[i])) faults.push(`“${text?.textContent}” is not “${wanted[i]}”`);
      const inner = text?.getBoundingClientRect(), outer = group.querySelector('rect')?.getBoundingClientRect();
      if (!inner || !outer || inner.left < outer.left || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1)
        faults.push(`“${text?.textContent}” leaves its box`);
    });
    if (groups.length !== wanted.length) faults.push(`${groups.length} nodes instead of ${wanted.length}`);
    const boxes = groups.map((group) => group.querySelector('rect')?.getBoundingClientRect());
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      if (a && b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) faults.push('two boxes overlap');
    }));
    return faults;
  }, svg, texts);
}
