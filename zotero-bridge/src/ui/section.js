// The item pane's section: score and reason, TL;DR, mindmap when it is asked for, like and dismiss.
// Drawn from memory; what needs the core is asked for by a button. Main thread.

import { html, svgImage } from './dom.js';

/** @typedef {import('../digest/ledger.js').Told} Told */

/**
 * @typedef {object} SectionHost
 * @property {string} pluginID
 * @property {string} icon
 * @property {(item: any) => Told | undefined} told
 * @property {(item: any) => Promise<Told>} explain asks the core for score and TL;DR of any item
 * @property {(item: any) => Promise<string>} mindmap SVG
 * @property {(item: any, kind: 'kept' | 'dismissed' | 'none') => Promise<void>} judge
 */

/** @param {any} zotero @param {SectionHost} host @returns {string | false} what unregisters it */
export function registerSection(zotero, host) {
  return zotero.ItemPaneManager.registerSection({
    paneID: 'sheaf-digest', pluginID: host.pluginID,
    header: { l10nID: 'sheaf-section-header', icon: host.icon },
    sidenav: { l10nID: 'sheaf-section-sidenav', icon: host.icon },
    onItemChange: (/** @type {any} */ { item, setEnabled }) => { setEnabled(Boolean(item?.isRegularItem())); },
    onRender: (/** @type {any} */ { body, item, setSectionSummary }) => {
      drawSection(body, item, host);
      const told = host.told(item);
      setSectionSummary(told ? String(rounded(told.score)) : '');
    },
  });
}

/** One decimal at most. @param {number} score */
export function rounded(score) {
  return Math.round(score * 10) / 10;
}

/** @param {HTMLElement} body @param {any} item @param {SectionHost} host */
export function drawSection(body, item, host) {
  const doc = body.ownerDocument;
  const told = host.told(item);
  const problem = html(doc, 'p', { class: 'sheaf-doubt', attributes: { role: 'alert' } });
  const place = html(doc, 'div', { class: 'sheaf-map' });
  const run = (/** @type {() => Promise<void>} */ work) => async (/** @type {Event} */ event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    button.disabled = true;
    problem.textContent = '';
    await work().catch((error) => { problem.textContent = error.message; });
    button.disabled = false;
  };
  const again = () => drawSection(body, item, host);
  const showMap = run(async () => {
    if (place.firstChild) return place.replaceChildren();
    place.replaceChildren(svgImage(doc, await host.mindmap(item), item.getDisplayTitle()));
  });
  const ask = run(async () => { await host.explain(item); again(); });
  body.replaceChildren(html(doc, 'div', { class: 'sheaf-section' }, [
    ...(told ? toldParts(doc, told) : [html(doc, 'p', { class: 'sheaf-dim', l10n: 'sheaf-section-nothing' })]),
    html(doc, 'p', { class: 'sheaf-actions' }, [
      ...(told ? opinions(doc, item, told, host, run, again) : []),
      html(doc, 'button', { class: 'sheaf-action', l10n: told ? 'sheaf-section-again' : 'sheaf-section-ask', attributes: { type: 'button' }, onClick: ask }),
      html(doc, 'button', { class: 'sheaf-action', l10n: 'sheaf-section-mindmap', attributes: { type: 'button' }, onClick: showMap }),
    ]),
    problem, place,
  ]));
}

/** @param {Document} doc @param {Told} told */
function toldParts(doc, told) {
  return [
    html(doc, 'p', { class: 'sheaf-scored' }, [
      html(doc, 'span', { class: 'sheaf-score', text: String(rounded(told.score)) }),
      html(doc, 'span', { class: 'sheaf-reason', text: told.reason }),
    ]),
    told.tldr ? html(doc, 'p', { class: 'sheaf-tldr', text: told.tldr }) : null,
    told.day ? html(doc, 'p', { class: 'sheaf-dim', l10n: 'sheaf-section-day', args: { day: told.day } }) : null,
  ];
}

/**
 * @param {Document} doc @param {any} item @param {Told} told @param {SectionHost} host
 * @param {(work: () => Promise<void>) => (event: Event) => void} run @param {() => void} again
 */
function opinions(doc, item, told, host, run, again) {
  /** @type {['kept' | 'dismissed', string][]} */
  const kinds = [['kept', 'sheaf-section-like'], ['dismissed', 'sheaf-section-dismiss']];
  return kinds.map(([kind, l10n]) => html(doc, 'button', { class: 'sheaf-action', l10n,
    attributes: { type: 'button', 'aria-pressed': String(told.opinion === kind) },
    onClick: run(async () => { await host.judge(item, told.opinion === kind ? 'none' : kind); again(); }) }));
}
