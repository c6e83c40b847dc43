import { portFromEnvironment } from './port.ts';

test.each(['http', '-1', '65536', '92.21', ' 9221', '1e3'])('refuses "%s"', (text) => {
  expect(() => portFromEnvironment(text)).toThrow('VIGIE_PORT_EXPORTER');
});

test('takes a port, and nothing when it is not set', () => {
  expect([portFromEnvironment('0'), portFromEnvironment('9221'), portFromEnvironment(''), portFromEnvironment(undefined)]).toEqual([
    0,
    9221,
    undefined,
    undefined,
  ]);
});
