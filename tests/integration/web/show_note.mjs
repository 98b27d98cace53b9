// show_note.mjs NOTE PICTURE: a note as a picture, near to how Obsidian shows it, to look at.
// Reads one file, writes one; closes its browser.
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { mermaidSource, openBrowser } from './browser.mjs';

const [path, picture] = process.argv.slice(2);
const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });
markdown.linkify.set({ fuzzyLink: false });   // as in Obsidian, "cs.CL" is no address

const STYLE = `
  body { font: 16px/1.5 "DejaVu Sans", "Noto Sans CJK SC", sans-serif; width: 780px; margin: 24px; color: #222 }
  table { border-collapse: collapse; margin: 8px 0 } td, th { border: 1px solid #ddd; padding: 4px 10px; vertical-align: top }
  .properties { color: #555; font-size: 13px; border-bottom: 1px solid #ddd; margin-bottom: 12px }
  .properties td { border: 0; padding: 1px 12px 1px 0 }
  blockquote { border-left: 4px solid #08b; background: #08b1; margin: 12px 0; padding: 8px 14px; border-radius: 4px }
  .wikilink { color: #70c } .mark { color: #bbb; font-size: 11px } h1 { font-size: 26px }`;

/** Obsidian's own syntax as HTML. @param {string} body */
function obsidian(body) {
  return body
    .replace(/^%% .* %%$/gm, '')
    .replace(/^> \[!(\w+)\](-?) ?(.*)$/gm, (_, kind, fold, title) => `> **${fold ? '▸ ' : ''}${title || kind}**  `)
    .replace(/\[\[([^[\]|\\]+)(?:\\?\|([^[\]]*))?\]\]/g, (_, target, label) => `<span class="wikilink">${label ?? target}</span>`)
    .replace(/^\^(sheaf-[\w-]+)$/gm, '<p class="mark">^$1</p>\n')
    .replace(/ \^(sheaf-[\w-]+)$/gm, ' <span class="mark">^$1</span>');
}

const [, yaml, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
const rows = yaml.split('\n').map((line) => {
  const colon = line.indexOf(':');
  const cell = markdown.utils.escapeHtml(line.slice(colon + 1).trim());
  return `<tr><td><b>${line.slice(0, colon)}</b></td><td>${cell}</td></tr>`;
});
const html = markdown.render(obsidian(body)).replace(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, '<div class="mermaid">$1</div>');
const browser = await openBrowser();
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 840, height: 600 });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${STYLE}</style><table class="properties">${rows.join('')}</table>${html}`);
  await page.addScriptTag({ content: mermaidSource('mermaid') });
  await page.evaluate(() => globalThis.mermaid.run({ querySelector: '.mermaid' }));
  await page.screenshot({ path: /** @type {`${string}.png`} */ (picture), fullPage: true });
} finally {
  await browser.close();
}
