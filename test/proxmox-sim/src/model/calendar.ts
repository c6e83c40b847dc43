const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Events with a name of their own. */
const named: Record<string, string> = {
  minutely: '*:*',
  hourly: '*:00',
  daily: '00:00',
  weekly: 'mon 00:00',
  monthly: '*-*-1 00:00',
  yearly: '*-1-1 00:00',
  annually: '*-1-1 00:00',
  quarterly: '*-1,4,7,10-1 00:00',
  semiannually: '*-1,7-1 00:00',
};

/** What a calendar event matches, field by field; null: anything. */
interface Event {
  weekdays: Set<number> | null;
  years: Set<number> | null;
  months: Set<number> | null;
  dates: Set<number> | null;
  hours: Set<number>;
  minutes: Set<number>;
}

/** Whether a schedule is one that Proxmox takes: `21:00`, `mon..fri 8..17:00/30`, `*-*-1 02:00`, `daily`. Seconds are not supported. */
export function isCalendarEvent(schedule: string): boolean {
  return parse(schedule) !== null;
}

/** The next second of a calendar event, in UTC. null: no calendar event, or none in the next four years. */
export function nextRun(schedule: string, after: number): number | null {
  const event = parse(schedule);
  if (event === null) return null;
  const day = new Date(after * 1000);
  day.setUTCHours(0, 0, 0, 0);
  for (let tries = 0; tries <= 1461; tries += 1, day.setUTCDate(day.getUTCDate() + 1)) {
    if (!matchesDay(event, day)) continue;
    for (const hour of sorted(event.hours)) {
      for (const minute of sorted(event.minutes)) {
        const time = day.getTime() / 1000 + hour * 3600 + minute * 60;
        if (time > after) return time;
      }
    }
  }
  return null;
}

function matchesDay({ weekdays, years, months, dates }: Event, day: Date): boolean {
  const within = (set: Set<number> | null, value: number): boolean => set === null || set.has(value);
  return (
    within(weekdays, day.getUTCDay()) && within(years, day.getUTCFullYear()) && within(months, day.getUTCMonth() + 1) && within(dates, day.getUTCDate())
  );
}

function sorted(set: Set<number>): number[] {
  return [...set].sort((a, b) => a - b);
}

function parse(schedule: string): Event | null {
  const text = schedule.trim().toLowerCase();
  const words = (named[text] ?? text).split(/\s+/);
  const weekdays = /^[a-z]/.test(words[0] ?? '') ? daysOf(words.shift() ?? '') : null;
  const [years, months, dates] = words[0]?.includes('-') === true ? dateOf(words.shift() ?? '') : [null, null, null];
  // One number alone is a minute; without a time it is midnight.
  const [minute = '', hour = '*', ...more] = (words.shift() ?? '0:0').split(':').reverse();
  const hours = field(hour, 0, 23);
  const minutes = field(minute, 0, 59);
  const wrong = [weekdays, years, months, dates].includes(undefined) || hours === undefined || minutes === undefined;
  if (text === '' || words.length + more.length > 0 || wrong) return null;
  return { weekdays: weekdays ?? null, years: years ?? null, months: months ?? null, dates: dates ?? null, hours, minutes };
}

function dateOf(text: string): (Set<number> | undefined)[] {
  const [day = '', month = '', year = '*', ...rest] = text.split('-').reverse();
  return rest.length > 0 ? [undefined] : [field(year, 2000, 2199), field(month, 1, 12), field(day, 1, 31)];
}

/** A star, `5`, `5,7`, `8..17`, `0/15`, `8..17/2`. undefined: something else. */
function field(text: string, low: number, high: number): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, from, to, step] = /^(\*|\d+)(?:\.\.(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    const first = from === '*' ? low : Number(from);
    const last = to !== undefined ? Number(to) : from === '*' || step !== undefined ? high : first;
    if (first < low || last > high || first > last || step === '0') return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function daysOf(text: string): Set<number> | undefined {
  const chosen = new Set<number>();
  for (const part of text.split(',')) {
    const [from = '', to = from] = part.split('..');
    const [start, end] = [dayOf(from), dayOf(to)];
    if (start === -1 || end === -1) return undefined;
    for (let index = start; ; index = (index + 1) % 7) {
      chosen.add(index);
      if (index === end) break;
    }
  }
  return chosen;
}

/** By its name or the first three letters of it. */
function dayOf(name: string): number {
  return days.findIndex((day) => day === name || day.slice(0, 3) === name);
}
