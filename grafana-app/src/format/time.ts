import { localeTag } from '../i18n/language';

const units: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "3 min. ago", "now". After 30 days the date says more than a number of days. */
export function formatRelative(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto', style: 'short' });
  if (Math.abs(seconds) > 30 * 86_400) {
    return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium' }).format(Date.parse(instant));
  }
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  return unit === undefined ? format.format(0, 'second') : format.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** The full date with its zone. */
export function formatAbsolute(instant: string): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'long', timeStyle: 'long' }).format(Date.parse(instant));
}

/** The time of day to the second, for lines of one evening. */
export function formatTimeOfDay(instant: string): string {
  return new Intl.DateTimeFormat(localeTag(), { timeStyle: 'medium', hourCycle: 'h23' }).format(Date.parse(instant));
}
