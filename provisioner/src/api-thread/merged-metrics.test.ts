import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { mergedMetrics } from './merged-metrics.ts';

function thread(): { registry: Registry; calls: Counter; seconds: Histogram } {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    calls: new Counter({ name: 'calls_total', help: 'Calls.', labelNames: ['cluster'], registers }),
    seconds: new Histogram({ name: 'seconds', help: 'Seconds.', buckets: [1, 10], registers }),
  };
}

test('what both threads count is added up, what one of them knows is told once', async () => {
  const [ours, theirs] = [thread(), thread()];
  new Gauge({ name: 'queued', help: 'Queued.', registers: [theirs.registry] }).set(7);
  ours.calls.inc({ cluster: 'a' }, 2);
  ours.calls.inc({ cluster: 'b' }, 1);
  theirs.calls.inc({ cluster: 'a' }, 40);
  ours.seconds.observe(0.5);
  theirs.seconds.observe(5);

  const text = await mergedMetrics(ours.registry, { metrics: async () => structuredClone(await theirs.registry.getMetricsAsJSON()) });

  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).sort()).toEqual([
    'calls_total{cluster="a"} 42', 'calls_total{cluster="b"} 1', 'queued 7', 'seconds_bucket{le="+Inf"} 2', 'seconds_bucket{le="1"} 1',
    'seconds_bucket{le="10"} 2', 'seconds_count 2', 'seconds_sum 5.5',
  ]);
  expect(text.match(/^# TYPE .*$/gm)).toEqual(expect.arrayContaining(['# TYPE calls_total counter', '# TYPE queued gauge', '# TYPE seconds histogram']));
});

test('without the other thread there are no metrics, instead of half of them', async () => {
  await expect(mergedMetrics(thread().registry, { metrics: () => Promise.reject(new Error('gone')) })).rejects.toThrow('gone');
});
