import { bind } from '../background/bind.ts';
import type { BackgroundCollector, WorkItem } from '../background/background-collector.ts';
import { Exposition } from '../exposition.ts';
import { ResourcesReading } from '../resources.ts';
import type { fakeReader } from './fake-reader.ts';
import { parseExposition } from './parse-exposition.ts';

/** What a background collector tells after one pass over this world, and after more of them with `pass`. */
export function backgroundOf<Item extends WorkItem, Value>(collector: BackgroundCollector<Item, Value>, reader: ReturnType<typeof fakeReader>) {
  const resources = async () => {
    const reading = new ResourcesReading(reader.cluster);
    await reader.resources((row) => reading.add(row));
    return reading.end();
  };
  const bound = bind(collector, { reader, resources, concurrency: 2 });
  return {
    async pass(): Promise<Map<string, number>> {
      await bound.refresh();
      const out = new Exposition();
      bound.addKnown(out, await resources());
      return parseExposition(out.render());
    },
  };
}
