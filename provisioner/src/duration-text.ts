import type { Language } from '@vigie/contract/primitives';

const units = [
  { seconds: 86_400, en: 'd', fr: 'j' },
  { seconds: 3_600, en: 'h', fr: 'h' },
  { seconds: 60, en: 'min', fr: 'min' },
  { seconds: 1, en: 's', fr: 's' },
] as const;

/** A duration for people, in its two largest units: `2 min 41 s`, `1 d 2 h`. */
export function durationText(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const largest = units.findIndex((unit) => whole >= unit.seconds);
  if (largest === -1) return '0 s';
  const [first, second] = units.slice(largest, largest + 2);
  const count = Math.floor(whole / first!.seconds);
  const rest = second ? Math.floor((whole % first!.seconds) / second.seconds) : 0;
  return `${count} ${first![language]}${second && rest > 0 ? ` ${rest} ${second[language]}` : ''}`;
}
