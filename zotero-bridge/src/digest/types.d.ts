// A plan as op plan_zotero gives it (core/src/app/zotero_plan.hpp), and what became of it.

import type { Digest, Entry } from '../../../core/view/types';

export type { Digest, Entry };

export interface AttachmentPlan { title: string; url: string; contentType: string; linkMode: 'linked_url' | 'imported_url' }
export interface ImagePlan { id: string; svg: string; after: string; html: string }
export interface NotePlan {
  action: 'create' | 'replace' | 'keep'; key?: string; why?: string; html?: string; tags?: { tag: string; type?: number }[];
  images?: ImagePlan[];
}
export interface PlanEntry {
  paper: string; title: string; rank: number; score: number;
  action: 'create' | 'update' | 'file' | 'keep' | 'skip';
  why: string; key?: string; duplicates?: string[];
  item?: Record<string, unknown> & { itemType: string };
  patch?: Record<string, unknown>;
  file?: boolean;
  attachments?: AttachmentPlan[];
  note?: NotePlan;
  related?: string[];
}
export interface Plan { collection: string[]; entries: PlanEntry[]; summary: Record<string, unknown> & { text?: string }; warnings: string[] }

export interface RemovalPlan {
  trash: { key: string; why: string }[];
  unfile: { key: string; why: string; collections?: string[] }[];
  collections: string[];
}

export interface Failure { paper: string; title: string; why: string }

export interface Applied {
  /** By paper id: every item that was written or found. */
  items: Map<string, any>;
  created: number; updated: number; filed: number; notes: number; images: number;
  failed: Failure[];
  /** Titles of papers whose note was not replaced, because it changed while the plan was made. */
  kept: string[];
  cancelled: boolean;
}
