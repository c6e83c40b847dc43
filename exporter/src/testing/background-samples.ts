import { bind } from '../background/bind.ts';
import type { BackgroundCollector, WorkItem } from '../background/background-collector.ts';
import { Exposition } from '../exposition/exposition.ts';
import { RowScanner } from '@vigie/proxmox/row-scanner';
import { resourceFields } from '../cluster/resource-fields.ts';
import { ResourcesReading, type Resources } from '../cluster/resources.ts';
import type { fakeReader } from './fake-reader.ts';
import { parseExposition } from './parse-exposition.ts';

/** A background collector at work on this world. */
export function backgroundOf<Item extends WorkItem, Value>(collector: BackgroundCollector<Item, Value>, reader: ReturnType<typeof fakeReader>) {
  const resources = async () => {
    const rows = new RowScanner(resourceFields);
    const reading = new ResourcesReading(reader.cluster);
    await reader.resources(rows, () => reading.add(rows));
    return reading.end();
  };
  const bound = bind(collector, { reader, resources, concurrency: 2 });
  return {
    /** One pass, and what it then tells of these guests and nodes; default of all. */
    async pass(told: (all: Resources) => Pick<Resources, 'guests' | 'nodes'> = (all) => all): Promise<Map<string, number>> {
      await bound.refresh();
      const out = new Exposition();
      bound.addKnown(out, told(await resources()), null);
      return parseExposition(out.render());
    },
    /** Why the last pass was not whole. */
    failure: bound.failure,
  };
}
