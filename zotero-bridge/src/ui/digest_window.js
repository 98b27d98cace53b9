// The latest digest in a window of its own: the shared view component on a page of the plugin. A
// window and not a tab, because Zotero brings back the tabs of its last session by itself and knows
// nothing of ours. Main thread.

import { DigestView } from '../../../core/view/digest-view.js';
import { html, svgImage } from './dom.js';

const PAGE = 'chrome://sheaf-digest/content/digest.xhtml';

/** @typedef {import('../../../core/view/types').Digest} Digest */
/** @typedef {import('../../../core/view/types').Paper} Paper */

/**
 * @typedef {object} WindowHost
 * @property {() => string} language
 * @property {() => Promise<Digest | null>} digest the latest one
 * @property {(paper: Paper) => void} open
 * @property {(paper: Paper, entry: any) => void} save into the library
 * @property {(paper: Paper, kind: string) => void} judge
 * @property {(entry: any) => Promise<string>} mindmap SVG
 * @property {(url: string) => void} launch in the browser
 */

/** @param {Window} parent @param {WindowHost} host @returns {Window} */
export function openDigestWindow(parent, host) {
  const window = /** @type {any} */ (parent).openDialog(PAGE, 'sheaf-digest', 'chrome,dialog=no,resizable,centerscreen,width=920,height=820');
  window.addEventListener('load', () => { void drawDigest(window, host); }, { once: true });
  return window;
}

/** @param {Window} window @param {WindowHost} host */
export async function drawDigest(window, host) {
  const { document } = window;
  const root = /** @type {HTMLElement} */ (document.getElementById('sheaf-root'));
  const view = new DigestView(root, {
    language: host.language(),
    open: (paper) => host.open(paper),
    createNote: (paper, entry) => host.save(paper, entry),
    feedback: (paper, kind) => host.judge(paper, kind),
    drawMindmap: (place, entry) => {
      host.mindmap(entry).then((svg) => place.append(svgImage(document, svg, entry.paper.title)), (error) => { place.textContent = error.message; });
      return true;
    },
  });
  // Nothing of the web may be loaded into a window with Zotero's rights.
  document.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href]');
    if (!link) return;
    event.preventDefault();
    host.launch(link.getAttribute('href') ?? '');
  }, true);
  window.addEventListener('unload', () => view.destroy(), { once: true });
  const digest = await host.digest();
  if (digest) view.show(digest);
  else root.append(html(document, 'p', { class: 'sheaf-dim', l10n: 'sheaf-window-none' }));
}
