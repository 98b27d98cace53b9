// The digest as the view reads it (dist/schema/digest.schema.json), and what it asks of its host.

export interface MindNode { label: string; children?: MindNode[] }

export interface Paper {
  id: string; title: string; abstract?: string; authors: { name: string }[]; categories: string[];
  abs_url?: string; pdf_url?: string;
}

export interface Score {
  value: number; reason: string; interest?: string; explored?: boolean; folded?: string[];
}

export interface Summary {
  tldr: string; motivation?: string; method?: string; result?: string; conclusion?: string; tags: string[]; area?: string; mindmap?: MindNode; code_url?: string; project_url?: string;
  grounding?: { checked: number; unsupported: string[] }; warnings?: string[];
}

export type Opinion = 'kept' | 'dismissed' | 'none';

export interface Entry {
  paper: Paper; score: Score; summary: Summary; announcement: { day: string; type: string };
  topics?: string[];
  /** What the reader thought of it; kept by the view while it is open. */
  opinion?: Opinion;
}

export interface Digest {
  day: string; profile: string; sample?: boolean; left_out: number;
  announced: Record<string, number>;
  sources: { name: string; status: string; detail: string; papers: number }[];
  entries: Entry[];
}

export interface ViewHost {
  /** BCP 47 */
  language: string;
  open(paper: Paper): void;
  createNote?(paper: Paper, entry: Entry): void;
  /** Whether the paper has a note already; asked again by refresh(). */
  hasNote?(paper: Paper): boolean;
  feedback(paper: Paper, opinion: Opinion): void;
  /** Long texts that the entry itself leaves out; asked for when they are opened. */
  longTexts?(entry: Entry): Partial<Record<'motivation' | 'method' | 'result' | 'conclusion' | 'abstract', string>>;
  /** Draws into `place` and gives true, or leaves it to the view. */
  drawMindmap?(place: HTMLElement, entry: Entry): boolean | Promise<boolean>;
  /** A formula of LaTeX as an element; null when it cannot be drawn. */
  drawMath?(tex: string): Element | null;
}
