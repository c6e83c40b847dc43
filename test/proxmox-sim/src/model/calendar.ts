const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const event = /^(?:([a-z]{3}(?:(?:\.\.|,)[a-z]{3})*) )?(\d{1,2}):(\d{2})$/;

/** The next second of a calendar event of the forms `21:00`, `sun 01:00`, `mon,thu 3:15` and `mon..fri 02:30`, in UTC. null: another form. */
export function nextRun(schedule: string, after: number): number | null {
  const [, dayText, hour, minute] = event.exec(schedule.trim().toLowerCase()) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const chosen = dayText === undefined ? new Set(days) : daysOf(dayText);
  const next = new Date(after * 1000);
  next.setUTCHours(Number(hour), Number(minute), 0, 0);
  for (let tries = 0; tries <= 8; tries += 1) {
    if (next.getTime() / 1000 > after && chosen.has(days[next.getUTCDay()] ?? '')) return next.getTime() / 1000;
    next.setUTCDate(next.getUTCDate() + 1);
  }
  return null;
}

function daysOf(text: string): Set<string> {
  return new Set(
    text.split(',').flatMap((part) => {
      const [from = '', to = from] = part.split('..');
      const start = days.indexOf(from);
      const length = ((days.indexOf(to) - start + 7) % 7) + 1;
      return Array.from({ length }, (_, index) => days[(start + index) % 7] ?? '');
    }),
  );
}
