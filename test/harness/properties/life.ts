import { setTimeout as sleep } from 'node:timers/promises';
import type { PveClient } from '@vigie/proxmox/client';
import type { Clock } from '@vigie/proxmox/clock';
import { listTasks, waitForTask } from '@vigie/proxmox/tasks';
import { isUpid } from '@vigie/proxmox/upid';
import { backupRuns } from '../../../provisioner/src/backups/backup-runs.ts';
import type { ClusterConnection } from '../../../provisioner/src/cluster-connection.ts';
import type { OrderWork } from '../../../provisioner/src/engine/order-runs.ts';
import type { Runs } from '../../../provisioner/src/engine/runs.ts';
import { restoreTestEvidence } from '../../../provisioner/src/evidence/restore-test.ts';
import { createLog } from '../../../provisioner/src/log.ts';
import { orderNotices } from '../../../provisioner/src/notify/order-notices.ts';
import { mailOutbox } from '../../../provisioner/src/notify/outbox.ts';
import { vmLifeNotices } from '../../../provisioner/src/notify/vm-life-notices.ts';
import { orderWork } from '../../../provisioner/src/order-work.ts';
import { restoreTestNotices } from '../../../provisioner/src/restore-tests/notices.ts';
import { restoreTestRuns } from '../../../provisioner/src/restore-tests/runs.ts';
import { removeLeftovers, testWork, type TestWorkParts } from '../../../provisioner/src/restore-tests/work.ts';
import { sdnDoors } from '../../../provisioner/src/sdn/sdn-doors.ts';
import type { RunbookServices } from '../../../provisioner/src/services.ts';
import { secretStore } from '../../../provisioner/src/store/secrets.ts';
import { stepStore } from '../../../provisioner/src/step-store.ts';
import type { Database, Queryable } from '../../../provisioner/src/store/database.ts';
import { orderUndo } from '../../../provisioner/src/vm-life/order-undo.ts';
import { vmOperationRuns } from '../../../provisioner/src/vm-life/runs.ts';
import { orderVm } from '../../../provisioner/src/workflows/order-vm.ts';
import { memoryBastion } from '../memory-bastion.ts';
import type { Scene } from './bench.ts';
import { mortal, mortalDatabase, type Call, type Cut, type Mortal } from './cut.ts';
import { recoveries } from './recoveries.ts';
import { shorter } from './shorter.ts';

/** The provisioner between a start and its end, without its HTTP and its timers: the real work on the scene's database and cluster. */
export interface Life extends Pick<Mortal, 'dead' | 'ended'> {
  readonly scene: Scene;
  readonly db: Database;
  readonly orders: OrderWork;
  readonly kinds: readonly Runs[];
  readonly runbooks: RunbookServices;
  /** Changes that it has asked of Proxmox so far, in their order. */
  readonly calls: readonly Call[];
  /** Resolves when what an earlier life held of the SDN is given back, as at each start of the daemon. */
  readonly tidied: Promise<void>;
  /** Removes what restore tests left behind, as a schedule of the daemon does. */
  clearLab(): Promise<void>;
  /** How often it wrote to the database so far. */
  readonly written: () => number;
  /** Ends it where it is. */
  end(): Promise<void>;
}

interface LifeOptions {
  cut?: Cut;
  /** The task that this call starts is forgotten by Proxmox as soon as it has ended. */
  forgotten?: Place;
  /** This call is given up after a second without an answer. A busy machine must not make others hang. */
  impatient?: Place;
}

type Place = Pick<Call, 'method' | 'template' | 'nth'>;

/** Tasks without delays end at once: who waits for them has a time of its own, in which all is shorter. */
const quick: Clock = { now: () => performance.now() * shorter, sleep: (ms) => sleep(ms / shorter) };
const impatientMs = 1_000;

const isAt = (call: Call, wanted: Place | undefined): boolean =>
  wanted !== undefined && call.method === wanted.method && call.template === wanted.template && call.nth === wanted.nth;

export function startLife(scene: Scene, { cut, forgotten, impatient }: LifeOptions = {}): Life {
  const { bench: { config, cipher, signingKey }, cluster } = scene;
  const life = mortal();
  const pool = scene.openDatabase();
  let written = 0;
  const db = mortalDatabase(pool, life, () => {
    if (cut && 'written' in cut && cut.written === written) life.end();
    written += 1;
  });
  const client = cluster.client();
  const hasty = cluster.client({ timeoutMs: impatientMs });
  const calls: Call[] = [];
  const port = mortalPort({
    client, life, calls, cut,
    senderOf: (call) => (isAt(call, impatient) ? hasty : client),
    async afterCall(call, answer) {
      if (isAt(call, forgotten)) await forget(scene, answer);
    },
  });
  const connection: ClusterConnection = { config: config.clusters[0]!, port, close: () => client.close() };
  const clusters = [connection];

  const log = createLog('silent');
  const outbox = mailOutbox(cipher);
  const doors = sdnDoors({ db, clusters, log });
  const sdn = (name: string) => doors.of(name);
  const leaving = new AbortController();
  const tidied = doors.tidy(leaving.signal);
  const bastion = memoryBastion(scene.bastion);
  const orders = orderWork(orderVm, {
    config, db, clusters, sdn, mail: outbox(db), bastion, store: stepStore(db, config, cipher),
    notices: orderNotices(config, outbox), choiceLinks: () => Promise.resolve({ order: 'https://grafana.example/a/vigie-proxmox-app/orders' }),
  });
  const operator = { operator: config.operator, tenantName: 'Acme', vigieVersion: 'test' };
  const lab: TestWorkParts = {
    config, db, clusters, sdn,
    sign: (test) => restoreTestEvidence(signingKey, test, operator),
    notify: restoreTestNotices(config, { slack: null, mail: outbox(db) }),
  };
  const { runs: executions, runbooks } = recoveries({ config, db, clusters, key: signingKey });
  const kinds = [
    backupRuns({ config, db, clusters, log }),
    restoreTestRuns(db, testWork(lab)),
    executions,
    vmOperationRuns({
      config, db, clusters, bastion, secrets: (tx) => secretStore(tx, cipher), undo: orderUndo(orders),
      notices: (tx: Queryable) => vmLifeNotices(config, outbox(tx)),
    }),
  ];
  return {
    scene, db, orders, kinds, runbooks, calls, tidied,
    clearLab: () => removeLeftovers(lab, log),
    written: () => written,
    get dead() {
      return life.dead;
    },
    ended: life.ended,
    async end() {
      life.end();
      leaving.abort();
      await Promise.all([client.close(), hasty.close()]);
      await scene.cutDatabase();
    },
  };
}

interface PortParts {
  client: PveClient;
  life: Mortal;
  calls: Call[];
  cut: Cut | undefined;
  senderOf(call: Call): PveClient;
  afterCall(call: Call, answer: unknown): Promise<void>;
}

function mortalPort({ client, life, calls, cut, senderOf, afterCall }: PortParts): ClusterConnection['port'] {
  const change = async <T>(call: Call, send: () => Promise<T>): Promise<T> => {
    calls.push(call);
    const at = cut && 'call' in cut && isAt(call, cut.call) ? cut.when : null;
    if (at === 'before') life.end();
    const answer = await life.live(send);
    call.task = typeof answer === 'string' && isUpid(answer);
    await afterCall(call, answer);
    if (at === 'after') life.end();
    return life.live(() => Promise.resolve(answer));
  };
  return {
    tokenId: 'vigie@pve!provisioner',
    // The simulator does what it does at once or not at all.
    settleMs: 0,
    call<T>(method: Parameters<PveClient['call']>[0], template: string, path: Record<string, string | number>, params?: Record<string, unknown>) {
      const send = (sender: PveClient) => sender.call<T>(method, template, path, params);
      if (method === 'GET' || life.dead) return life.live(() => send(client));
      const nth = calls.filter((call) => call.method === method && call.template === template).length;
      const call: Call = { method, template, nth, task: false };
      return change(call, () => send(senderOf(call)));
    },
    waitForTask: (upid, deadlineMs, beforeLook) =>
      life.live(() => waitForTask(client, upid, { deadlineMs, clock: quick, ...(beforeLook && { beforeLook }) })),
    listTasks: (node, filter) => life.live(() => listTasks(client, node, filter)),
  };
}

async function forget({ cluster: { sim, world } }: Scene, upid: unknown): Promise<void> {
  await sim.tasks.drain();
  const at = world.tasks.findIndex((task) => task.upid === upid);
  if (at >= 0) world.tasks.splice(at, 1);
}
