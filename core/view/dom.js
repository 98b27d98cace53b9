// Small things about the DOM that the view's files share.
// @ts-check

/**
 * Makes an element below `parent`'s document and appends it, unless `parent` is the view's root, whose
 * children are set all at once. `text` is set as text.
 * @param {HTMLElement} parent
 * @param {string} tag
 * @param {string} [className]
 * @param {Record<string, string>} [attributes]
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function element(parent, tag, className = '', attributes = {}, text = '') {
  const made = parent.ownerDocument.createElementNS('http://www.w3.org/1999/xhtml', tag);
  const html = /** @type {HTMLElement} */ (made);
  if (className) html.className = className;
  for (const [name, value] of Object.entries(attributes)) html.setAttribute(name, value);
  if (text) html.textContent = text;
  if (!parent.classList.contains('sheaf-view')) parent.append(html);
  return html;
}

/**
 * "Friday, 17 April 2026", in the reader's language.
 * @param {string} day YYYY-MM-DD
 * @param {string} language
 */
export function longDay(day, language) {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString(language || 'en',
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Only what leads somewhere on the web. @param {string | undefined} url */
export function safeUrl(url) {
  return url && /^https?:\/\//i.test(url) ? url : '';
}

/**
 * Text with its formulas drawn by the host, where it can; without a host that draws, as it stands.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {import('./types').ViewHost} host
 */
export function textWithMath(place, text, host) {
  if (!host.drawMath || !text.includes('$')) return void (place.textContent = text);
  // A formula begins and ends without a blank, so that "$5 and $10" is none.
  for (const [index, part] of text.split(/\$([^\s$](?:[^$]*[^\s$\\])?)\$(?!\d)/).entries()) {
    const drawn = index % 2 === 1 ? host.drawMath(part) : null;
    place.append(drawn ?? (index % 2 === 1 ? `$${part}$` : part));
  }
}
