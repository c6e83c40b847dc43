import { existsSync, readFileSync } from 'node:fs';
import { exchangesOf, recordings } from './recordings.ts';
import type { Exchange } from './replay.ts';

const shared = new URL('../../../../../shared/data/recordings/', import.meta.url);

function key({ seq, method, path, status, statusText }: Exchange): string {
  return [seq, method, path, status, statusText].join(' ');
}

test('the fixtures are in the order of the recording', () => {
  for (const recording of recordings) {
    const seqs = exchangesOf(recording).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  }
});

if (existsSync(shared)) {
  test.each(recordings.map(({ name }) => name))('%s: every recorded exchange is a fixture', (name) => {
    const recorded = readFileSync(new URL(`${name}.jsonl`, shared), 'utf8').split('\n').filter((line) => line !== '');
    const fixtures = exchangesOf({ name });
    expect(fixtures.map(key)).toEqual(recorded.map((line) => key(JSON.parse(line) as Exchange)));
  });
} else {
  test('not compared: the recordings are not in ../shared/data', () => {
    expect(existsSync(shared)).toBe(false);
  });
}
