import type { RowScanner } from '@vigie/proxmox/row-scanner';

/** What guests report of themselves; Proxmox's words. Bytes, seconds, CPUs. */
export const usageFields = ['cpu', 'maxcpu', 'mem', 'maxmem', 'disk', 'maxdisk', 'uptime', 'netin', 'netout', 'diskread', 'diskwrite'] as const;
export type UsageField = (typeof usageFields)[number];

/** What is of now only while the node is online. */
const ofNow: readonly UsageField[] = ['cpu', 'mem', 'disk', 'uptime', 'netin', 'netout', 'diskread', 'diskwrite'];

/** Usage of many guests, a column for each field; NaN = Proxmox did not say. As objects, numbers of 10,000 guests would be 100,000 objects more. */
export type Usage = Readonly<Record<UsageField, Float64Array>>;

const columnsOf = (make: (field: UsageField) => Float64Array): Usage =>
  Object.fromEntries(usageFields.map((field) => [field, make(field)])) as Record<UsageField, Float64Array>;

/** Of these guests only. */
export const usageOf = (usage: Usage, places: readonly number[]): Usage =>
  columnsOf((field) => Float64Array.from(places, (place) => usage[field][place] ?? NaN));

/** Takes the usage of guests out of rows. */
export class UsageReading {
  readonly #fieldAt: readonly number[];
  #columns: readonly Float64Array[];

  /** `fieldAt`: where the scanner has each field; `expected`: how many guests there will be, about. */
  constructor(fieldAt: Readonly<Record<UsageField, number>>, expected: number) {
    this.#fieldAt = usageFields.map((field) => fieldAt[field]);
    this.#columns = usageFields.map(() => new Float64Array(expected + 16));
  }

  set(place: number, row: RowScanner): void {
    if (place >= (this.#columns[0]?.length ?? 0)) this.#grow();
    for (let i = 0; i < this.#columns.length; i += 1) (this.#columns[i] as Float64Array)[place] = row.number(this.#fieldAt[i] as number);
  }

  /** Its node is dead: what it told last would look like a machine at work. */
  isOfThePast(place: number): void {
    for (const field of ofNow) (this.#columns[usageFields.indexOf(field)] as Float64Array)[place] = NaN;
  }

  end(count: number): Usage {
    return columnsOf((field) => (this.#columns[usageFields.indexOf(field)] as Float64Array).subarray(0, count));
  }

  #grow(): void {
    this.#columns = this.#columns.map((column) => {
      const larger = new Float64Array(column.length * 2);
      larger.set(column);
      return larger;
    });
  }
}
