import { createTenantAuth } from './tenant-auth.ts';

const auth = createTenantAuth(new Map([['acme', 'acme-token'], ['globex', 'globex-token']]));

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['an empty token', 'Bearer '],
  ['another scheme', 'Basic acme-token'],
  ['the token alone', 'acme-token'],
  ["another tenant's token", 'Bearer globex-token'],
  ['the start of the token', 'Bearer acme-toke'],
  ['more than the token', 'Bearer acme-token2'],
  ['two tokens', 'Bearer acme-token acme-token'],
  ['another case', 'Bearer ACME-TOKEN'],
])('refuses %s', (_what, header) => {
  expect(auth('acme', header)).toBe(false);
});

test.each(['unknown', '', '__proto__', 'constructor', 'acme '])('refuses the tenant "%s"', (tenant) => {
  expect(auth(tenant, 'Bearer acme-token')).toBe(false);
  expect(auth(tenant, undefined)).toBe(false);
});

test('accepts the token of the tenant', () => {
  expect(auth('acme', 'Bearer acme-token')).toBe(true);
  expect(auth('acme', 'bearer acme-token')).toBe(true);
});
