// "Remove this digest": what op plan_zotero_removal allows goes to the trash, from where Zotero can
// bring it back; the rest is only taken out of the collection. Main thread.

import { batches, pause } from '../slices.js';

const ITEMS_A_BATCH = 50;
const QUIET = { skipSelect: true };

/**
 * @param {import('./types').RemovalPlan} plan
 * @param {{zotero: any, libraryID: number, collectionIDs: Set<number>, signal?: {aborted: boolean}}} options
 * @returns {Promise<{trashed: number, unfiled: number, cancelled: boolean}>}
 */
export async function applyRemoval(plan, { zotero, libraryID, collectionIDs, signal }) {
  const itemOf = (/** @type {{key: string}} */ one) => zotero.Items.getByLibraryAndKey(libraryID, one.key);
  const done = { trashed: 0, unfiled: 0, cancelled: false };
  for (const batch of batches(plan.unfile.map(itemOf).filter(Boolean), ITEMS_A_BATCH)) {
    if (signal?.aborted) return { ...done, cancelled: true };
    await zotero.DB.executeTransaction(async () => {
      for (const item of batch) {
        for (const id of item.getCollections()) if (collectionIDs.has(id)) item.removeFromCollection(id);
        await item.save({ ...QUIET, skipDateModifiedUpdate: true });
      }
    });
    done.unfiled += batch.length;
    await pause();
  }
  for (const batch of batches(plan.trash.map(itemOf).filter(Boolean), ITEMS_A_BATCH)) {
    if (signal?.aborted) return { ...done, cancelled: true };
    await zotero.Items.trashTx(batch.map((item) => item.id));
    done.trashed += batch.length;
    await pause();
  }
  for (const key of plan.collections) {
    const collection = zotero.Collections.getByLibraryAndKey(libraryID, key);
    if (!collection) continue;
    collection.deleted = true;
    await collection.saveTx(QUIET);
  }
  return done;
}
