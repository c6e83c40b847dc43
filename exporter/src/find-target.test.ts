import { findTarget } from './find-target.ts';

const api = (name: string, ...urls: string[]) => ({ name, endpoints: urls.map((url) => ({ url })) });
const demo = api('demo', 'https://pve1.example:8006', 'https://192.0.2.2:8006');
const six = api('six', 'https://[2001:db8::1]:8006');
const apis = [demo, six, api('a', 'https://shared:8006'), api('b', 'https://shared:8007')];

test.each([
  ['demo', 'demo', null],
  ['pve1.example', 'demo', 'pve1.example'],
  ['PVE1.example:8006', 'demo', 'pve1.example'],
  ['192.0.2.2', 'demo', '192.0.2.2'],
  ['[2001:db8::1]:8006', 'six', '2001:db8::1'],
  ['[2001:db8::1]', 'six', '2001:db8::1'],
  ['2001:db8::1', 'six', '2001:db8::1'],
  ['shared:8007', 'b', 'shared'],
])('%s is %s', (target, name, host) => {
  expect(findTarget(apis, target)).toMatchObject({ api: { name }, host });
});

test.each(['', 'shared', 'other', 'pve1.example:8007', 'pve1', 'https://pve1.example:8006', 'demo@evil', '__proto__', undefined])(
  '%p is none that is configured',
  (target) => {
    expect(findTarget(apis, target)).toBeNull();
  },
);

test('the only one there is needs no name', () => {
  expect(findTarget([demo], undefined)).toEqual({ api: demo, host: null });
});
