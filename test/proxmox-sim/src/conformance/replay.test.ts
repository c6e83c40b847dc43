import { Replay, readExchanges } from './replay.ts';
import { addBackupScene, grantTenantStorage, recordedWorld } from './recorded-world.ts';

// Exchanges of a real Proxmox VE 9.2 cluster, in order: the state that one leaves is what the next one meets.
describe.each([
  { name: '01-reads', accounts: true, least: 60 },
  { name: '02-access', accounts: false, least: 100 },
  { name: '03-sdn', accounts: true, least: 200 },
  { name: '04-firewall', accounts: true, least: 50 },
  { name: '05-vm-lifecycle', accounts: true, least: 200 },
  { name: '06-backup', accounts: true, least: 80 },
])('$name', ({ name, accounts, least }) => {
  test('is answered as recorded', async () => {
    const exchanges = readExchanges(name);
    const replay = new Replay(recordedWorld(accounts));
    if (name === '06-backup') addBackupScene(replay.world);
    const found: string[] = [];
    for (const exchange of exchanges) {
      if (name === '06-backup' && exchange.seq === 72) grantTenantStorage(replay.world);
      const differences = await replay.play(exchange);
      found.push(...differences.map((difference) => `#${exchange.seq} ${exchange.method} ${exchange.path}: ${difference}`));
    }
    expect(found).toEqual([]);
    expect(exchanges.length).toBeGreaterThan(least);
  });
});

test('a difference is found', async () => {
  const [exchange] = readExchanges('01-reads');
  if (exchange === undefined) throw new Error('no fixture');
  const replay = new Replay(recordedWorld(true));
  expect(await replay.play({ ...exchange, status: 403, statusText: 'Permission check failed' })).toHaveLength(1);
  expect(await replay.play({ ...exchange, body: { data: { unheardOf: 1 } } })).toEqual(['data.unheardOf is missing']);
});
