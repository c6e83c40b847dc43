import { isCalendarEvent } from '../../model/calendar.ts';
import { when } from './check.ts';
import type { Check } from './check.ts';

export const scheduleFormats: Record<string, Check> = {
  // What the parser says of the place where it gives up is not recorded.
  'pve-calendar-event': (value) =>
    when(isCalendarEvent(value), `invalid calendar event '${value}' - unable to parse calendar event at '${value}'\n`),
  'pve-day-of-week': (value) => when(/^(mon|tue|wed|thu|fri|sat|sun)$/i.test(value), `invalid day '${value}'`),
};
