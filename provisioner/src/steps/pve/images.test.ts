import type { ProxmoxPort } from '../ports.ts';
import { nodesSeeing } from './images.ts';

const image = 'isos:iso/x.iso';
const on = (node: string, status = 'available') => ({ node, storage: 'isos', status });
const pve = (having: string[]) =>
  ({ call: (_method: string, _template: string, { node }: { node: string }) => Promise.resolve(having.includes(node) ? [{ volid: image }] : []) }) as unknown as ProxmoxPort;

test('a storage that no node has is named, with the nodes', async () => {
  const storages = [on('a', 'unknown'), { ...on('b'), storage: 'local' }];
  await expect(nodesSeeing(pve(['a', 'b']), [image], ['a', 'b'], storages)).rejects.toMatchObject({
    reason: { code: 'iso-storage-away', params: { storage: 'isos', volume: image, nodes: 'a, b' } },
  });
});

test('an image that is not there is named, with the nodes that were looked at', async () => {
  await expect(nodesSeeing(pve(['c']), [image], ['a', 'b'], [on('a')])).rejects.toMatchObject({
    reason: { code: 'iso-missing', params: { storage: 'isos', volume: image, nodes: 'a' } },
  });
});

test('nodes that see all of them', async () => {
  expect(await nodesSeeing(pve(['b']), [image, image], ['a', 'b'], [on('a'), on('b')])).toEqual(['b']);
  expect(await nodesSeeing(pve([]), [], ['a', 'b'], [])).toEqual(['a', 'b']);
});
