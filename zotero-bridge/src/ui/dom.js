// HTML in Zotero's windows, whose documents are XUL or XHTML. All foreign text is set as text.
// Main thread.

const XHTML = 'http://www.w3.org/1999/xhtml';

/**
 * @param {Document} doc @param {string} tag
 * @param {{class?: string, text?: string, l10n?: string, args?: Record<string, string | number>, attributes?: Record<string, string>, onClick?: (event: Event) => void}} [options]
 *   l10n: id of a Fluent message that gives text or attributes
 * @param {(Node | null)[]} [children]
 * @returns {HTMLElement}
 */
export function html(doc, tag, options = {}, children = []) {
  const made = /** @type {HTMLElement} */ (doc.createElementNS(XHTML, tag));
  if (options.class) made.className = options.class;
  if (options.text) made.textContent = options.text;
  if (options.l10n) made.setAttribute('data-l10n-id', options.l10n);
  if (options.args) made.setAttribute('data-l10n-args', JSON.stringify(options.args));
  for (const [name, value] of Object.entries(options.attributes ?? {})) made.setAttribute(name, value);
  if (options.onClick) made.addEventListener('click', options.onClick);
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * A picture of SVG that came from elsewhere: as an image it can neither run nor load anything.
 * @param {Document} doc @param {string} svg @param {string} label
 */
export function svgImage(doc, svg, label) {
  return html(doc, 'img', { class: 'sheaf-mindmap', attributes: { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, alt: label } });
}
