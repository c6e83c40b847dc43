import type { Guest } from './guest.ts';
import { usageFields, LentUsage } from './usage.ts';
import type { Resources } from './resources.ts';

/** These guests of a reading and their usage, which is copied. In the turn in which the reading came, as `hold`. */
export function pickGuests({ guests, usage }: Pick<Resources, 'guests' | 'usage'>, isWanted: (guest: Guest) => boolean): Pick<Resources, 'guests' | 'usage'> {
  const places = guests.flatMap((guest, place) => (isWanted(guest) ? [place] : []));
  const held = usage.hold();
  const columns = usageFields.map((field) => Float64Array.from(places, (place) => held.usage[field][place] as number));
  held.release();
  return { guests: places.map((place) => guests[place] as Guest), usage: new LentUsage(columns, places.length) };
}
