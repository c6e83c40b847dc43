import { readFileSync } from 'node:fs';
import { allMetrics } from './all.ts';
import { renderMetricsDocs } from './render-docs.ts';

const committed = new URL('../../../docs/metrics.md', import.meta.url);

describe('docs/metrics.md', () => {
  test('names every metric once', () => {
    const text = renderMetricsDocs();
    for (const { name } of allMetrics) expect(text.split(`| \`${name}\` |`)).toHaveLength(2);
  });

  test('is fresh (npm run generate)', () => {
    expect(readFileSync(committed, 'utf8')).toBe(renderMetricsDocs());
  });
});
