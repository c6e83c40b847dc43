import { t } from '../i18n/t';

/** A duration in words with its two largest units: "45 s", "1 min 12 s", "2 h 5 min". Less than a second is "under 1 s". */
export function formatDuration(seconds: number): string {
  if (seconds < 1) {
    return t('duration.under-second', 'under 1 s');
  }
  const whole = Math.round(seconds);
  const units: Array<[number, string]> = [
    [Math.floor(whole / 86_400), t('duration.day', 'd')],
    [Math.floor(whole / 3600) % 24, t('duration.hour', 'h')],
    [Math.floor(whole / 60) % 60, t('duration.minute', 'min')],
    [whole % 60, t('duration.second', 's')],
  ];
  const first = units.findIndex(([amount]) => amount > 0);
  return units
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}\u00a0${unit}`)
    .join(' ');
}

/** A running clock, which must not change its width at each second: "4:07", "1:04:07". */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (amount: number) => String(amount).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** Whole seconds between two instants, never negative (clocks of two machines differ). */
export function secondsBetween(from: string, to: string | number): number {
  const end = typeof to === 'number' ? to : Date.parse(to);
  return Math.max(0, (end - Date.parse(from)) / 1000);
}
