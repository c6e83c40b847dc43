import { fillTemplate, matchRoute } from './proxy-route.ts';

const all = { path: 'prov/*', method: '*', url: 'http://upstream' };
const one = { path: 'prov/api/v1/me', method: 'GET', url: 'http://upstream' };

describe('choosing the route', () => {
  test('no route, no proxying', () => {
    expect(matchRoute([all], 'GET', 'other/api')).toBeUndefined();
    expect(matchRoute([all], 'GET', 'provision')).toBeUndefined();
    expect(matchRoute([one], 'POST', 'prov/api/v1/me')).toBeUndefined();
  });

  test('the first that fits wins, and * stands for the rest', () => {
    expect(matchRoute([one, all], 'GET', 'prov/api/v1/me')).toEqual({ route: one, rest: '' });
    expect(matchRoute([one, all], 'POST', 'prov/api/v1/me')).toEqual({ route: all, rest: 'api/v1/me' });
    expect(matchRoute([all, one], 'GET', 'prov/api/v1/me')?.route).toBe(all);
  });
});

test('a template takes settings and secrets, and shows a missing one', () => {
  const data = { jsonData: { region: 'fr' }, secureJsonData: { gatewayKey: 'k' } };
  expect(fillTemplate('{{ .SecureJsonData.gatewayKey }}/{{.JsonData.region}}', data)).toBe('k/fr');
  expect(fillTemplate('{{ .SecureJsonData.other }}', data)).toBe('<no value>');
});
