import { openMetricsFormat, textFormat } from './exposition-format.ts';
import { negotiateFormat } from './negotiate-format.ts';

const prometheus3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,'
  + 'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1';
const prometheus2 = 'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

test.each([
  ['nothing', undefined],
  ['anything', '*/*'],
  ['a browser', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'],
  ['an OpenMetrics that is not known', 'application/openmetrics-text;version=2.0.0,*/*;q=0.1'],
  ['text rather', 'application/openmetrics-text;version=1.0.0;q=0.3,text/plain;version=0.0.4;q=0.7'],
  ['OpenMetrics never', 'application/openmetrics-text;version=1.0.0;q=0'],
  ['what is no header', ';;q=,=;application/openmetrics-text;q=x'],
])('%s: the text format', (_what, accept) => {
  expect(negotiateFormat(accept)).toBe(textFormat);
});

test.each([
  ['Prometheus 2', prometheus2],
  ['Prometheus 3', prometheus3],
  ['OpenMetrics of any version', 'Application/OpenMetrics-Text'],
])('%s: OpenMetrics', (_what, accept) => {
  expect(negotiateFormat(accept)).toBe(openMetricsFormat);
});
