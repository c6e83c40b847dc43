import type { RowScanner } from '@vigie/proxmox/row-scanner';

/** What guests report of themselves; Proxmox's words. Bytes, seconds, CPUs. */
export const usageFields = ['cpu', 'maxcpu', 'mem', 'maxmem', 'disk', 'maxdisk', 'uptime', 'netin', 'netout', 'diskread', 'diskwrite'] as const;
export type UsageField = (typeof usageFields)[number];

/** What is of now only while the node is online. */
const ofNow: readonly UsageField[] = ['cpu', 'mem', 'disk', 'uptime', 'netin', 'netout', 'diskread', 'diskwrite'];

/** Usage of many guests, a column for each field; NaN = Proxmox did not say. As objects, numbers of 10,000 guests would be 100,000 objects more. */
export type Usage = Readonly<Record<UsageField, Float64Array>>;

/** In the order of the fields, and longer than there are guests. */
type Columns = readonly Float64Array[];

/**
 * The usage that one reading found. Its columns serve a later reading again, once nobody holds them: a megabyte for each scrape, outside of
 * V8's heap, would make it collect everything twice as often.
 */
export class LentUsage {
  #columns: Columns | null;
  readonly #count: number;
  #holders = 0;

  constructor(columns: Columns, count: number) {
    this.#columns = columns;
    this.#count = count;
  }

  /**
   * The usage until it is released. To be asked for in the turn in which the reading came; later it may be gone, which throws. Who forgets to
   * release it leaves the columns to the collector.
   */
  hold(): { usage: Usage; release: () => void } {
    const columns = this.#columns;
    if (columns === null) throw new Error('the usage of this reading serves another one by now');
    let isHeld = true;
    this.#holders += 1;
    return {
      usage: Object.fromEntries(usageFields.map((field, i) => [field, (columns[i] as Float64Array).subarray(0, this.#count)])) as Record<UsageField, Float64Array>,
      release: () => {
        if (isHeld) this.#holders -= 1;
        isHeld = false;
      },
    };
  }

  /** The columns, when nobody holds them; then nobody can any more. */
  takeBack(): Columns | null {
    if (this.#holders > 0) return null;
    const columns = this.#columns;
    this.#columns = null;
    return columns;
  }
}

/** Takes the usage of guests out of rows. */
export class UsageReading {
  readonly #fieldAt: readonly number[];
  #columns: Columns;

  /** `fieldAt`: where the scanner has each field; `columns` may be used again; `expected`: how many guests there will be, about. */
  constructor(fieldAt: Readonly<Record<UsageField, number>>, columns: Columns | null, expected: number) {
    this.#fieldAt = usageFields.map((field) => fieldAt[field]);
    this.#columns = columns ?? usageFields.map(() => new Float64Array(expected + 16));
  }

  set(place: number, row: RowScanner): void {
    if (place >= (this.#columns[0]?.length ?? 0)) this.#grow();
    for (let i = 0; i < this.#columns.length; i += 1) (this.#columns[i] as Float64Array)[place] = row.number(this.#fieldAt[i] as number);
  }

  /** Its node is dead: what it told last would look like a machine at work. */
  isOfThePast(place: number): void {
    for (const field of ofNow) (this.#columns[usageFields.indexOf(field)] as Float64Array)[place] = NaN;
  }

  end(count: number): LentUsage {
    return new LentUsage(this.#columns, count);
  }

  #grow(): void {
    this.#columns = this.#columns.map((column) => {
      const larger = new Float64Array(column.length * 2);
      larger.set(column);
      return larger;
    });
  }
}
