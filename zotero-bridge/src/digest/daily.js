// The run of each day: at the chosen time, or as soon as Zotero runs after it. The clock on the wall is
// asked each minute, since timers stand still while a computer sleeps. Main thread.

import { BRANCH, nextRun } from '../settings.js';

const MINUTE = 60_000;
const AGAIN_AFTER = 30 * MINUTE; // of a run that failed
const LAST = `${BRANCH}lastRun`;

/**
 * Whether a moment of "HH:MM" has passed since the last run.
 * @param {string} at @param {Date} last @param {Date} now
 */
export function isDue(at, last, now) {
  const next = nextRun(at, last);
  return next !== null && next <= now;
}

export class Daily {
  /** @param {any} zotero @param {() => import('../settings.js').Settings} settings @param {() => Promise<boolean>} run */
  constructor(zotero, settings, run) {
    this.zotero = zotero;
    this.settings = settings;
    this.run = run;
    this.notBefore = 0;
    /** @type {ReturnType<typeof setInterval> | null} */
    this.timer = null;
  }

  start() {
    this.timer = setInterval(() => { void this.check(); }, MINUTE);
    return this.check();
  }

  stop() {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** @param {Date} [now] */
  async check(now = new Date()) {
    const { daily, dailyAt } = this.settings();
    const last = new Date(this.zotero.Prefs.get(LAST, true) || 0);
    if (!daily || now.getTime() < this.notBefore || !isDue(dailyAt, last, now)) return;
    this.notBefore = now.getTime() + AGAIN_AFTER;
    if (await this.run()) this.zotero.Prefs.set(LAST, now.toISOString(), true);
  }
}
