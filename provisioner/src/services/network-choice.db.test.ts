import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { VigieConfig } from '@vigie/config/schema';
import { linkTokens } from '../network-choice/link-token.ts';
import { askForNetwork } from '../store/network-choices.ts';
import { decideOrder, findOrder, type OrderRow } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import { anOrder, databaseForTests } from '../store/test-database.ts';
import { chooseNetwork, networkLinkService } from './network-choice.ts';

const db = databaseForTests();

const engine = { chosen: jest.fn((_order: OrderRow) => Promise.resolve()) };
const tokens = linkTokens(randomBytes(32));
const config = { clusters: [], tenants: [{ id: 'acme', name: 'Acme', language: 'fr' }] } as unknown as VigieConfig;
const links = () => networkLinkService({ config, db, engine, tokens });
const soon = () => new Date(Date.now() + 60_000);
const audited = async (id: string) =>
  (await db.query<{ actor: string; act: string; detail: unknown }>('select actor, act, detail from vigie.audit where object = $1', [id])).rows;

async function waitingOrder(): Promise<string> {
  const { id } = await anOrder(db, { tenant: 'acme', network: 'ask' });
  await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'admin', reason: null });
  await askForNetwork(db, id, { deadlineHours: 1, default: 'default' });
  return id;
}

beforeEach(() => {
  jest.clearAllMocks();
});

describe('choosing in the app', () => {
  test('the same choice again changes nothing, another one is refused', async () => {
    const id = await waitingOrder();
    expect(await chooseNetwork({ db, engine }, id, 'new', 'eve')).toBe(true);
    expect(await chooseNetwork({ db, engine }, id, 'new', 'ann')).toBe(true);
    expect(await chooseNetwork({ db, engine }, id, 'default', 'eve')).toBe(false);
    expect(engine.chosen).toHaveBeenCalledTimes(1);
    expect(await audited(id)).toEqual([{ actor: 'eve', act: 'order.network-chosen', detail: { network: 'new', via: 'app' } }]);
  });

  test('nothing can be chosen where nobody was asked', async () => {
    const { id } = await anOrder(db, { tenant: 'acme', network: 'default' });
    expect(await chooseNetwork({ db, engine }, id, 'default', 'eve')).toBe(false);
    expect(engine.chosen).not.toHaveBeenCalled();
  });
});

describe('choosing by link', () => {
  test('a token that is none opens nothing; one of an order that was never asked neither', async () => {
    const { id } = await anOrder(db, { tenant: 'acme', network: 'ask' });
    for (const token of ['nonsense', await linkTokens(randomBytes(32)).sign(await waitingOrder(), soon()), await tokens.sign(id, soon())]) {
      expect(await links().look(token)).toBeNull();
      expect(await links().choose(token, 'new')).toBeNull();
    }
    expect(engine.chosen).not.toHaveBeenCalled();
  });

  test('looking chooses nothing, choosing does once', async () => {
    const id = await waitingOrder();
    const token = await tokens.sign(id, soon());
    expect(await links().look(token)).toMatchObject({ state: 'open', chosen: null, default: 'default', language: 'fr' });
    expect((await findOrder(db, systemScope, id))?.network).toBe('ask');
    expect(await links().choose(token, 'new')).toMatchObject({ state: 'chosen', chosen: 'new' });
    expect(await links().choose(token, 'default')).toMatchObject({ state: 'chosen', chosen: 'new' });
    expect(engine.chosen).toHaveBeenCalledTimes(1);
    expect(await audited(id)).toEqual([{ actor: 'mail link', act: 'order.network-chosen', detail: { network: 'new', via: 'mail-link' } }]);
  });

  test('an expired token chooses nothing while the order still waits', async () => {
    const id = await waitingOrder();
    const token = await tokens.sign(id, new Date(Date.now() - 1000));
    expect(await links().choose(token, 'new')).toMatchObject({ state: 'expired', chosen: null });
    expect((await findOrder(db, systemScope, id))?.state).toBe('awaiting-network-choice');
  });

  test('a good token of an order that was rejected says that it is over', async () => {
    const id = await waitingOrder();
    await decideOrder(db, systemScope, id, { decision: 'rejected', state: 'rejected', by: 'admin', reason: 'no' });
    expect(await links().choose(await tokens.sign(id, soon()), 'new')).toMatchObject({ state: 'over', chosen: null });
    expect(engine.chosen).not.toHaveBeenCalled();
  });
});
