// Mermaid in a real browser: parses and draws a diagram and reads back what it shows.
// One browser and one page per Mermaid version, closed by the caller.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const require = createRequire(import.meta.url);

/** The Mermaid of Obsidian 1.13, and that of Obsidian 1.8.5 to 1.12. */
export const MERMAID_PACKAGES = ['mermaid', 'mermaid-11-4'];

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
 * The labels a diagram shows, in no promised order, or the error it ends in.
 * @param {import('puppeteer-core').Page} page
 * @param {string} source
 * @returns {Promise<{labels: string[]} | {error: string}>}
 */
export function drawnLabels(page, source) {
  return page.evaluate(async (text) => {
    const serial = (globalThis.serial = (globalThis.serial ?? 0) + 1);
    try {
      await globalThis.mermaid.parse(text);
      const { svg } = await globalThis.mermaid.render(`diagram${serial}`, text);
      const holder = document.createElement('div');
      holder.innerHTML = svg;
      const nodes = [...holder.querySelectorAll('.mindmap-node, .node')];
      return { labels: nodes.map((node) => (node.querySelector('foreignObject') ?? node.querySelector('text') ?? node).textContent ?? '') };
    } catch (error) {
      return { error: String(error).slice(0, 300) };
    }
  }, source);
}
