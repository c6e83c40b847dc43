import { tracingConfig } from './tracing.ts';

test.each(['127.0.0.1:4318', 'ftp://127.0.0.1', 'http://me:secret@127.0.0.1:4318', ''])('%j is no endpoint', (endpoint) => {
  expect(tracingConfig.safeParse({ endpoint }).success).toBe(false);
});

test.each(['http://127.0.0.1:4318', 'https://collector.example/otlp'])('%j is one', (endpoint) => {
  expect(tracingConfig.parse({ endpoint })).toEqual({ endpoint });
});
