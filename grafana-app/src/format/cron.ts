import { localeTag } from '../i18n/language';
import { t } from '../i18n/t';

/** A schedule in words for the forms that people use ("every day at 01:30"), else the expression itself. */
export function cronInWords(expression: string): string {
  const fields = expression.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const expressionItself = t('schedule.cron', 'cron {{expression}}', { expression });
  if (fields.length !== 5 || month !== '*') {
    return expressionItself;
  }
  const everyMinutes = every(minute);
  const everyHours = every(hour);
  const always = day === '*' && weekday === '*';
  if (always && hour === '*' && everyMinutes !== null) {
    return t('schedule.minutes', 'every {{count}} minutes', { count: everyMinutes });
  }
  if (always && isNumber(minute) && everyHours !== null) {
    return t('schedule.hours', 'every {{count}} hours', { count: everyHours });
  }
  if (always && isNumber(minute) && hour === '*') {
    return t('schedule.hourly', 'every hour, at minute {{minute}}', { minute });
  }
  if (!isNumber(minute) || !isNumber(hour)) {
    return expressionItself;
  }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (always) {
    return t('schedule.daily', 'every day at {{time}}', { time });
  }
  const names = weekdayNames(weekday);
  if (day === '*' && names !== null) {
    return t('schedule.weekly', 'every {{days}} at {{time}}', { days: names, time });
  }
  return weekday === '*' && isNumber(day)
    ? t('schedule.monthly', 'on day {{day}} of each month at {{time}}', { day, time })
    : expressionItself;
}

const isNumber = (field: string): boolean => /^\d{1,2}$/.test(field);

// The number of a field such as */15.
function every(field: string): number | null {
  const match = /^\*\/(\d{1,2})$/.exec(field);
  return match === null ? null : Number(match[1]);
}

/** `0` and `7` are Sunday. */
function weekdayNames(field: string): string | null {
  if (!/^[0-7](,[0-7])*$/.test(field)) {
    return null;
  }
  const format = new Intl.DateTimeFormat(localeTag(), { weekday: 'long', timeZone: 'UTC' });
  // 2026-11-01 was a Sunday.
  const names = field.split(',').map((day) => format.format(Date.UTC(2026, 10, 1 + (Number(day) % 7))));
  return new Intl.ListFormat(localeTag()).format(names);
}
