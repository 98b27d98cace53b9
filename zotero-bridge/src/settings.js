// What the reader may set, under extensions.sheaf. in Zotero's preferences, and how a profile and the
// options of a plan come of it. Secrets are in the login manager, never here. Main thread.

export const BRANCH = 'extensions.sheaf.';

/** Names and defaults; the type of the default is the type of the setting. */
export const DEFAULTS = {
  categories: 'cs.CL, cs.LG', topics: '', keywords: '', authors: '', exclude: '', sources: '', maxPapers: 50,
  collection: 'Sheaf Digest', parent: '', notes: true, images: true, pdf: 'link', addExisting: true,
  topicTags: true, scoreTags: false, updatePublished: false,
  provider: 'built-in', baseUrl: '', model: '', language: 'en', secondLanguage: '', maxTokens: 200000,
  contact: '', daily: false, dailyAt: '07:30', learn: true, path: '', store: '',
};

/** @typedef {typeof DEFAULTS} Settings */

/** Environment variable by which the core is given the model's key while a job runs. */
export const LLM_VARIABLE = 'SHEAF_HOST_LLM_KEY';

/**
 * Makes the defaults known to Zotero, so that the preference pane shows them too.
 * @param {any} services
 */
export function declareDefaults(services) {
  const branch = services.prefs.getDefaultBranch(BRANCH);
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (typeof value === 'boolean') branch.setBoolPref(name, value);
    else if (typeof value === 'number') branch.setIntPref(name, value);
    else branch.setStringPref(name, value);
  }
}

/**
 * As they are now; what has another type than ours (set by hand) counts as not set.
 * @param {any} zotero
 * @returns {Settings}
 */
export function readSettings(zotero) {
  /** @type {Record<string, unknown>} */
  const settings = { ...DEFAULTS };
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const now = zotero.Prefs.get(BRANCH + name, true);
    if (typeof now === typeof value) settings[name] = now;
  }
  return /** @type {Settings} */ (settings);
}

/** "a, b" and lines, blanks dropped. @param {string} text */
export function listOf(text) {
  return text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
}

/** @param {string} text @param {string} instead */
function nameOr(text, instead) {
  return text.trim() || instead;
}

/** The profile in the core's words. @param {Settings} settings @param {object} [endpoints] of a mirror */
export function profileOf(settings, endpoints) {
  const llm = settings.provider === 'llm' && settings.baseUrl.trim() !== '';
  return {
    name: 'default',
    categories: listOf(settings.categories),
    topics: listOf(settings.topics),
    keywords: listOf(settings.keywords),
    authors: listOf(settings.authors),
    exclude: listOf(settings.exclude),
    sources: listOf(settings.sources),
    max_papers: Math.max(0, settings.maxPapers),
    network: { contact: settings.contact.trim() },
    ...(endpoints ? { endpoints } : {}),
    summary: { provider: llm ? 'llm' : 'built-in', language: nameOr(settings.language, 'en'), second_language: settings.secondLanguage.trim() },
    ...(llm ? { llm: { base_url: settings.baseUrl.trim(), model: settings.model.trim(), key: { env: LLM_VARIABLE },
      max_tokens_per_run: Math.max(0, settings.maxTokens) } } : {}),
  };
}

/** Options of plan_zotero. @param {Settings} settings @param {string} collectionKey of the day, '' where there is none */
export function planOptionsOf(settings, collectionKey) {
  return {
    collection: [nameOr(settings.collection, DEFAULTS.collection)],
    collection_key: collectionKey,
    add_existing: settings.addExisting,
    notes: settings.notes,
    images: settings.images,
    topic_tags: settings.topicTags,
    score_tags: settings.scoreTags,
    pdf: ['link', 'import', 'none'].includes(settings.pdf) ? settings.pdf : 'link',
    update_published: settings.updatePublished,
  };
}

/** The next moment of "HH:MM" after `now`; null when it is no time of day. @param {string} at @param {Date} now */
export function nextRun(at, now) {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(at.trim());
  if (!match) return null;
  const next = new Date(now);
  next.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}
