// Summary notes below their items: made, replaced, and their images put in. The HTML is the core's.
// Main thread.

/** @typedef {import('./types').NotePlan} NotePlan */

/**
 * Within a transaction.
 * @param {any} zotero @param {number} libraryID @param {any} parent @param {NotePlan} plan
 * @param {any | null} old the note that is replaced, where it is still there
 * @param {object} quiet options of a save
 */
export async function addNote(zotero, libraryID, parent, plan, old, quiet) {
  const note = old ?? new zotero.Item('note');
  if (!old) {
    note.libraryID = libraryID;
    note.parentID = parent.id;
    for (const { tag, type } of plan.tags ?? []) note.addTag(tag, type ?? 0);
  }
  note.setNote(plan.html ?? '');
  await note.save(quiet);
  return note;
}

/**
 * `html` behind the first `after`, which the core has made sure of.
 * @param {string} text @param {string} after @param {string} html
 */
export function insertBehind(text, after, html) {
  const at = after ? text.indexOf(after) : -1;
  if (at < 0) return text;
  return text.slice(0, at + after.length) + html + text.slice(at + after.length);
}

/**
 * Each image becomes a child of the note, in a transaction that Zotero starts itself.
 * @param {any} zotero @param {any} note @param {NotePlan} plan @param {object} quiet options of a save
 * @returns {Promise<number>} how many
 */
export async function embedImages(zotero, note, plan, quiet) {
  let html = note.getNote();
  let made = 0;
  for (const image of plan.images ?? []) {
    const blob = new Blob([image.svg], { type: 'image/svg+xml' });
    const attachment = await zotero.Attachments.importEmbeddedImage({ blob, parentItemID: note.id, saveOptions: quiet });
    const with_image = insertBehind(html, image.after, image.html.replaceAll('{key}', attachment.key));
    if (with_image === html) continue;
    html = with_image;
    made += 1;
  }
  if (made === 0) return 0;
  note.setNote(html);
  await note.saveTx(quiet);
  if (plan.action === 'replace') await zotero.Notes.deleteUnusedEmbeddedImages(note);
  return made;
}
