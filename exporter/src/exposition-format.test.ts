import { openMetricsFormat, textFormat, type ExposedMetric } from './exposition-format.ts';

const metric = (name: string, type: ExposedMetric['type'], help = 'What it is.'): ExposedMetric => ({ name, type, help });
const none: ReadonlySet<string> = new Set();

test('the text format names each metric and its type as they are', () => {
  expect(textFormat.head(metric('a_total', 'counter', 'A \\ and\na line.'), none)).toBe('# HELP a_total A \\\\ and\\na line.\n# TYPE a_total counter\n');
});

test.each([
  ['a counter, by its family', metric('a_bytes_total', 'counter'), none, ['# TYPE a_bytes counter', '# UNIT a_bytes bytes', '# HELP a_bytes What it is.']],
  ['a counter whose family is another metric', metric('a_total', 'counter'), new Set(['a']), ['# TYPE a_total unknown', '# HELP a_total What it is.']],
  ['what has no type', metric('a_total', 'untyped'), none, ['# TYPE a_total unknown', '# HELP a_total What it is.']],
  ['a help with a quote', metric('a', 'gauge', 'Say "x".'), none, ['# TYPE a gauge', '# HELP a Say \\"x\\".']],
] as const)('OpenMetrics names %s', (_which, given, taken, lines) => {
  expect(openMetricsFormat.head(given, taken).trimEnd().split('\n')).toEqual(lines);
});

test('OpenMetrics ends with a mark', () => {
  expect([textFormat.end, openMetricsFormat.end]).toEqual(['', '# EOF\n']);
});
