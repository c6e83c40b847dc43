import { pino } from 'pino';
import type { Database } from '../store/database.ts';
import { decideOrder, findOrder, liveOrders, nextRun } from '../store/orders.ts';
import { systemScope } from '../store/scope.ts';
import { anOrder, testDatabase } from '../store/test-database.ts';
import { startEngine, type Engine } from './engine.ts';
import { orderRuns, type OrderWork } from './order-runs.ts';

let db: Database;
let close: () => Promise<void>;
let engine: Engine | undefined;
beforeAll(async () => {
  ({ db, close } = await testDatabase());
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await close();
}, 60_000);

const nothing = () => Promise.resolve();

test('a decision whose message was lost in a crash is taken up by the watch', async () => {
  let waits = () => {};
  let finishes = () => {};
  const waiting = new Promise<void>((resolve) => (waits = resolve));
  const finished = new Promise<void>((resolve) => (finishes = resolve));
  const work: OrderWork = {
    beforeApproval: [],
    approval: 'await-approval',
    beforeChoice: [],
    choice: 'await-network-choice',
    afterChoice: ['ensure-role'],
    runStep: () => Promise.resolve('done'),
    undoStep: () => Promise.resolve('done'),
    progress: {
      isOver: () => Promise.resolve(false), started: nothing, retries: nothing, ended: nothing, failed: nothing, waiting: nothing,
      async decision(id) {
        const { decision = null } = (await findOrder(db, systemScope, id)) ?? {};
        waits();
        return decision;
      },
      choiceOpen: () => Promise.resolve('settled'),
      finished: () => Promise.resolve(finishes()),
    },
    undoProgress: { isOver: () => Promise.resolve(false), started: nothing, retries: nothing, ended: nothing, failed: nothing, finished: nothing },
    live: () => liveOrders(db),
    nextRun: ({ id, run }) => nextRun(db, id, run),
  };
  const orders = orderRuns(work);
  engine = await startEngine({ database: db, replica: 'main', log: pino({ level: 'silent' }), kinds: [orders], schedules: [], onLivenessLost: () => {} });
  const { id } = await anOrder(db, { tenant: 'acme' });
  await orders.begin({ id, tenant: 'acme', run: 1, state: 'awaiting-approval' });
  await waiting;
  // The row is written, and the process dies before it tells the engine.
  await decideOrder(db, systemScope, id, { decision: 'approved', state: 'deploying', by: 'somebody', reason: null });
  await finished;
}, 60_000);
