// What the picture test does inside Zotero: the body of an async function, with the name of a step.
const [step, ...given] = args;
const window = Zotero.getMainWindow(), { document } = window;
const pause = (ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); });

async function soon(look, ms = 30000) {
  for (const until = Date.now() + ms; Date.now() < until; await pause(100)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`not in time: ${look}`);
}

/** Of a whole window: the PNG in base64, how many colours, what is not translated, what sticks out. */
async function picture(of, width, height) {
  of.resizeTo(width, height);
  await pause(1200);
  const bitmap = await of.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white', false);
  const canvas = new window.OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const pixels = new window.Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  const bytes = new window.Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const ours = [...of.document.querySelectorAll('[data-l10n-id^="sheaf-"]')];
  const boxes = [...of.document.querySelectorAll('.sheaf-section, .sheaf-notice, .sheaf-view, .sheaf-pane-grid, .sheaf-card')];
  const broken = [...of.document.querySelectorAll('.sheaf-score')].filter((one) => one.getBoundingClientRect().height > 2 * parseFloat(of.getComputedStyle(one).fontSize));
  return { png: window.btoa(text), colours: new Set(pixels).size,
    untranslated: ours.filter((one) => !one.textContent.trim() && !one.label && !one.getAttribute('label') && !one.getAttribute('tooltiptext')).map((one) => one.dataset.l10nId),
    overflowing: [...broken, ...boxes.filter((one) => one.scrollWidth > one.clientWidth + 1)].map((one) => one.className),
    markup: of.document.querySelectorAll('.sheaf-section script, .sheaf-view script, .sheaf-view b, .sheaf-notice b, .sheaf-section b').length };
}

const steps = {
  process() { return Services.appinfo.processID; },
  quit() { window.setTimeout(() => Services.startup.quit(Services.startup.eAttemptQuit), 100); },

  /** A digest, the item of that title or its first, the mindmap in the item pane. */
  async main(title) {
    const { app } = await soon(() => Zotero.SheafDigest);
    await app.runner.today();
    const day = await soon(() => Zotero.Collections.getByLibrary(Zotero.Libraries.userLibraryID, true).find((one) => one.parentID));
    await window.ZoteroPane.collectionsView.selectCollection(day.id);
    await pause(500);
    const items = day.getChildItems();
    await window.ZoteroPane.selectItem((items.find((one) => one.getField('title') === title) ?? items[0]).id);
    const section = await soon(() => [...document.querySelectorAll('item-pane-custom-section')].find((one) => one.querySelector('.sheaf-scored')));
    section.querySelector('[data-l10n-id="sheaf-section-mindmap"]').click();
    await soon(() => section.querySelector('img.sheaf-mindmap')?.naturalWidth);
    section.scrollIntoView();
    return picture(window, 1300, 800);
  },

  /** The same for readers: best first, no notice over it. */
  async shown(title) {
    await steps.main(title);
    const { tree } = window.ZoteroPane.itemsView;
    const score = () => tree._columns.getAsArray().findIndex((one) => one.dataKey.includes('sheaf'));
    tree._columns.toggleSort(score());
    await pause(500);
    if (tree._columns.getAsArray()[score()].sortDirection > 0) tree._columns.toggleSort(score());
    for (const button of document.querySelectorAll('.sheaf-notice [data-l10n-id="sheaf-close"]')) button.click();
    await pause(500);
    document.querySelector('img.sheaf-mindmap').closest('item-pane-custom-section').scrollIntoView();
    return picture(window, 1300, 800);
  },

  async digest() {
    Zotero.SheafDigest.showDigest(window);
    const shown = Zotero.SheafDigest.digests.get(window);
    await soon(() => shown.document.querySelectorAll('.sheaf-card').length > 2);
    shown.document.querySelector('.sheaf-do-mindmap').click();
    await soon(() => shown.document.querySelector('img.sheaf-mindmap')?.naturalWidth);
    const told = await picture(shown, 900, 760);
    shown.close();
    return told;
  },

  async settings() {
    Zotero.Utilities.Internal.openPreferences('sheaf-pane');
    const shown = await soon(() => Services.wm.getMostRecentWindow('zotero:pref'));
    await soon(() => shown.document.getElementById('sheaf-pane-parent')?.options.length);
    shown.document.getElementById('sheaf-pane-test').click();
    await soon(() => shown.document.querySelectorAll('.sheaf-checks li').length > 2);
    const told = await picture(shown, 900, 1500);
    shown.close();
    return told;
  },
};
return steps[step](...given);
