import { collectors } from '../collectors/index.ts';
import { scrapeClusters } from '../scrape.ts';
import { watchCluster, type WatchOptions } from '../watched-cluster.ts';
import { fakeReader, type FakeAnswers } from './fake-reader.ts';

/** The whole exposition of one cluster after each of its background collectors had a pass. */
export async function scrapeAll(answers: FakeAnswers, options: WatchOptions = {}): Promise<string> {
  const cluster = watchCluster(fakeReader(answers), options);
  for (const { refresh } of cluster.background) await refresh();
  return (await scrapeClusters([cluster], collectors, () => undefined)).render();
}
