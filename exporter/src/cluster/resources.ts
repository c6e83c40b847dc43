import type { RowScanner } from '@vigie/proxmox/row-scanner';
import { toGuest, type Guest } from './guest.ts';
import { inventoryOf, type Inventory } from './inventory.ts';
import { toNode, type PveNode } from './pve-node.ts';
import { at } from './resource-fields.ts';
import { toStorage, type Storage } from './storage.ts';
import { UsageReading, type LentUsage } from './usage.ts';

export interface Resources {
  readonly guests: readonly Guest[];
  /** Of the guests, in their order. */
  readonly usage: LentUsage;
  readonly nodes: readonly PveNode[];
  readonly storages: readonly Storage[];
  readonly inventory: Inventory;
}

/**
 * Reads the rows of `GET /cluster/resources`, one by one. Proxmox keeps the last status of a dead node's guests and storages
 * (guests for five minutes, storages for ever), so both are checked against the node.
 */
export class ResourcesReading {
  readonly #guests: Guest[] = [];
  /** Where each guest is, by its id; null as long as all stand where they stood, so that none is there twice. */
  #places: Map<string, number> | null = null;
  readonly #usage: UsageReading;
  readonly #nodes = new Map<string, PveNode>();
  readonly #storages = new Map<string, Storage>();
  readonly #cluster: string;
  readonly #last: Resources | null;
  #lastById: ReadonlyMap<string, Guest> | null = null;

  /** `done` is a reading whose usage nobody asks for any more. */
  constructor(cluster: string, last: Resources | null = null, done: Resources | null = null) {
    this.#cluster = cluster;
    this.#last = last;
    this.#usage = new UsageReading(at, done?.usage.takeBack() ?? null, last?.guests.length ?? 1_000);
  }

  /** The row that the scanner is at. */
  add(row: RowScanner): void {
    // Mostly it is the guest that stood here the last time, and mostly nothing of it changed but its usage.
    const place = this.#guests.length;
    const inPlace = this.#last?.guests[place];
    const fingerprint = row.fingerprint();
    if (inPlace?.fingerprint === fingerprint && !this.#places?.has(inPlace.id)) {
      this.#guests.push(inPlace);
      this.#places?.set(inPlace.id, place);
      this.#usage.set(place, row);
      return;
    }
    const type = row.text(at.type);
    const id = row.text(at.id);
    if (type === 'qemu' || type === 'lxc') this.#addGuest(this.#toGuest(row, id, type, fingerprint), row);
    else if (type === 'node') this.#nodes.set(id, toNode(row, id));
    else if (type === 'storage') this.#storages.set(id, toStorage(row, id));
  }

  /** All that was added; an id counts once. */
  end(): Resources {
    const guests = this.#guests;
    const nodes = [...this.#nodes.values()];
    const offline = new Set(nodes.filter(({ online }) => !online).map(({ name }) => name));
    if (offline.size > 0) {
      guests.forEach((guest, place) => {
        if (!offline.has(guest.node)) return;
        guests[place] = { ...guest, nodeOnline: false, running: false, fingerprint: NaN };
        this.#usage.isOfThePast(place);
      });
    }
    const storages = [...this.#storages.values()].map((storage) => ({ ...storage, available: storage.available && !offline.has(storage.node) }));
    return { guests, usage: this.#usage.end(guests.length), nodes, storages, inventory: inventoryOf({ guests, nodes }, this.#last) };
  }

  #addGuest(guest: Guest, row: RowScanner): void {
    this.#places ??= new Map(this.#guests.map(({ id }, place) => [id, place]));
    const place = this.#places.get(guest.id) ?? this.#guests.length;
    this.#places.set(guest.id, place);
    this.#guests[place] = guest;
    this.#usage.set(place, row);
  }

  /** The guest of before when nothing of it changed: it stands elsewhere then. */
  #toGuest(row: RowScanner, id: string, type: Guest['type'], fingerprint: number): Guest {
    this.#lastById ??= new Map(this.#last?.guests.map((guest) => [guest.id, guest]));
    const last = this.#lastById.get(id);
    return last?.fingerprint === fingerprint ? last : toGuest(row, id, type, this.#cluster, last, fingerprint);
  }
}
