import { bastionSource, clustersClosedToBastion, withBastionLetIn } from './bastion-source.ts';
import { bastionConfig } from './bastion.ts';
import { clusterConfig } from './clusters.ts';

const hostKey = `SHA256:${'A'.repeat(43)}`;
const bastion = (more: object) => bastionConfig.parse({ host: '203.0.113.10', hostKey, key: { file: 'k' }, ...more });
const cluster = (isolation: object) =>
  clusterConfig.parse({
    name: 'demo', endpoints: [{ url: 'https://pve.example.net:8006' }], token: { id: 'a@pve!b', secret: { env: 'T' } }, storage: 's',
    templates: { debian: 9000 }, isolation,
  });
const config = (allowFrom: string[], more: object = {}) => ({ bastion: bastion(more), clusters: [cluster({ allowFrom })] });
const letIn = (allowFrom: string[], more: object = {}) => withBastionLetIn(config(allowFrom, more)).clusters[0]!.isolation.allowFrom;

test('a name and this host itself tell nothing of what machines see', () => {
  expect(bastionSource({ bastion: bastion({ host: 'bastion.example.net' }) })).toBeNull();
  expect(bastionSource({ bastion: bastion({ host: '127.0.0.1' }) })).toBeNull();
  expect(bastionSource({ bastion: undefined })).toBeNull();
  expect(letIn([], { host: 'bastion.example.net' })).toEqual([]);
});

test('its address is let in, once; the one that is said goes before its host', () => {
  expect(letIn([])).toEqual(['203.0.113.10']);
  expect(letIn(['198.51.100.0/24'])).toEqual(['198.51.100.0/24', '203.0.113.10']);
  expect(letIn(['203.0.113.0/28'])).toEqual(['203.0.113.0/28']);
  expect(letIn([], { sourceAddress: '192.0.2.7' })).toEqual(['192.0.2.7']);
  expect(letIn([], { host: 'bastion.example.net', sourceAddress: '192.0.2.7' })).toEqual(['192.0.2.7']);
});

test('where nobody is let in and the bastion has only a name, its machines are closed to it', () => {
  const named = { host: 'bastion.example.net' };
  expect(clustersClosedToBastion(config([], named))).toEqual(['demo']);
  expect(clustersClosedToBastion(config([]))).toEqual([]);
  expect(clustersClosedToBastion(config(['203.0.113.0/28'], named))).toEqual([]);
  expect(clustersClosedToBastion({ ...config([], named), clusters: [cluster({ mode: 'off' })] })).toEqual([]);
});
