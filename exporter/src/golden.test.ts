import { recorded } from './testing/fake-reader.ts';
import { scrapeAll } from './testing/scrape-all.ts';

/** What depends on the clock of the test is 0. */
const timeless = (text: string) =>
  text.replace(/^(pve_collector_(?:duration_seconds|last_refresh_timestamp_seconds)\{.*\}) .*$/gm, '$1 0');

test.each(['two-nodes', 'two-nodes-ha'] as const)('renders the recorded %s as it always did', async (name) => {
  expect(timeless(await scrapeAll(recorded(name)))).toMatchSnapshot();
});
