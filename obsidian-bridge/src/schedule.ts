// When the daily run is due. Judged by the wall clock each minute, since a timer set for tomorrow does
// not count the hours a computer sleeps. Pure functions.

const RETRY_MS = 30 * 60 * 1000; // after a run that failed

export interface LastRun { ended: number; ok: boolean }

/** The last moment of "HH:MM" at or before `now`; null when it is no time of day. */
export function lastMoment(dailyAt: string, now: Date): Date | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(dailyAt.trim());
  if (!match) return null;
  const moment = new Date(now);
  moment.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (moment > now) moment.setDate(moment.getDate() - 1);
  return moment;
}

/** Whether the day's run is still to be made; one that failed is tried again half an hour later. */
export function isDue(dailyAt: string, last: LastRun | null, now: Date): boolean {
  const moment = lastMoment(dailyAt, now);
  if (!moment) return false;
  if (!last || last.ended > now.getTime()) return true; // never, or the clock was set back
  if (last.ok) return last.ended < moment.getTime();
  return now.getTime() - last.ended >= RETRY_MS;
}
