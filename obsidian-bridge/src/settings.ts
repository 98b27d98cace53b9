// What the reader may set, and how a profile for the core comes of it. Secrets are in the app's
// secret storage, never here.

export interface Settings {
  categories: string;
  keywords: string;
  authors: string;
  topics: string;
  exclude: string;
  papersFolder: string;
  digestsFolder: string;
  maxNotes: number;
  citation: 'key' | 'bibtex';
  paperTemplate: string;
  digestTemplate: string;
  base: boolean;
  canvas: boolean;
  thumbnails: boolean;
  maxPapers: number;
  provider: 'built-in' | 'llm';
  baseUrl: string;
  model: string;
  /** Which secret of the app's storage is the model's key. */
  secretName: string;
  language: string;
  secondLanguage: string;
  maxTokens: number;
  contact: string;
  daily: boolean;
  dailyAt: string;
  backendPath: string;
  storePath: string;
}

export const DEFAULTS: Settings = {
  categories: 'cs.CL, cs.LG', keywords: '', authors: '', topics: '', exclude: '', papersFolder: 'Papers',
  digestsFolder: 'Digests', maxNotes: 30, citation: 'key', paperTemplate: '', digestTemplate: '', base: true, canvas: false, thumbnails: false, maxPapers: 100, provider: 'built-in', baseUrl: '', model: '',
  secretName: 'sheaf-llm-key', language: 'en', secondLanguage: '', maxTokens: 200000, contact: '', daily: false,
  dailyAt: '07:30', backendPath: '', storePath: '',
};

/** Environment variable by which the core is given the model's key while a job runs. */
export const LLM_VARIABLE = 'SHEAF_HOST_LLM_KEY';

/** "a, b" and lines, blanks dropped. */
export function listOf(text: string): string[] {
  return text.split(/[,\n，、]/).map((part) => part.trim()).filter((part) => part !== '');
}

/** What was saved, whatever an older version or another hand left there. */
export function settingsFrom(data: unknown): Settings {
  const known = (data ?? {}) as Record<string, unknown>;
  const settings: Record<string, unknown> = { ...DEFAULTS };
  for (const [key, value] of Object.entries(DEFAULTS))
    if (typeof known[key] === typeof value) settings[key] = known[key];
  return settings as unknown as Settings;
}

/** The profile in the core's words; one profile a vault. */
export function profileOf(settings: Settings): object {
  const llm = settings.provider === 'llm' && settings.baseUrl !== '';
  return {
    name: 'default',
    categories: listOf(settings.categories),
    keywords: listOf(settings.keywords),
    authors: listOf(settings.authors),
    topics: listOf(settings.topics),
    exclude: listOf(settings.exclude),
    max_papers: settings.maxPapers,
    vault: vaultOf(settings),
    network: { contact: settings.contact },
    summary: { provider: llm ? 'llm' : 'built-in', language: settings.language || 'en', second_language: settings.secondLanguage },
    ...(llm ? { llm: { base_url: settings.baseUrl, model: settings.model, key: { env: LLM_VARIABLE }, max_tokens_per_run: settings.maxTokens } } : {}),
  };
}

/** Only wishes that are not the core's own are told, so that an older core takes the rest. */
function vaultOf(settings: Settings): object {
  const { papersFolder, digestsFolder, maxNotes, citation, paperTemplate, digestTemplate, base, canvas, thumbnails } = settings;
  return {
    papers: papersFolder, digests: digestsFolder, max_notes: maxNotes,
    ...(citation === 'bibtex' ? { citation } : {}),
    ...(paperTemplate ? { paper_template: paperTemplate } : {}),
    ...(digestTemplate ? { digest_template: digestTemplate } : {}),
    ...(base ? {} : { base }),
    ...(canvas ? { canvas } : {}),
    ...(thumbnails ? { thumbnails } : {}),
  };
}

/** What is wrong with one value, for the field it is typed into; "" when nothing is. The core checks the rest. */
export function problemWith(key: keyof Settings, value: unknown): string {
  if (typeof DEFAULTS[key] === 'number' && !(Number.isSafeInteger(value) && (value as number) >= 0)) return 'A whole number, 0 or more';
  const text = typeof value === 'string' ? value.trim() : '';
  if (key === 'dailyAt' && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(text)) return 'A time of day like 07:30';
  if (key === 'baseUrl' && text !== '' && !/^https?:\/\/\S+$/.test(text)) return 'An address that begins with http:// or https://';
  return '';
}
