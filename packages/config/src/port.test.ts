import { portFromEnvironment } from './port.ts';

const portFrom = (text: string | undefined) => portFromEnvironment('VIGIE_PORT_X', { VIGIE_PORT_X: text });

test.each(['http', '-1', '65536', '92.21', ' 9221', '1e3'])('refuses "%s"', (text) => {
  expect(() => portFrom(text)).toThrow('VIGIE_PORT_X');
});

test('takes a port, and nothing when it is not set', () => {
  expect(['0', '9221', '', undefined].map(portFrom)).toEqual([0, 9221, undefined, undefined]);
});
