import type { Mail } from '@vigie/contract/mails';
import type { Order } from '@vigie/contract/orders';
import type { VmOperation } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { startTestGrafana, type TestGrafana } from '../identity/fixture.ts';
import { presentCatalogue } from '../catalogue/present.ts';
import { createQuoteService } from '../catalogue/quote.ts';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { backupPolicy, backupRun, execution, overview, restoreTest, runbook, signed } from './resilience-fixture.ts';
import { prepareHttp, type HttpServer } from './server.ts';

export const orderId = 'ord_0000000000000001';
export const vmId = 'vm_0000000000000001';
const createdAt = '2026-11-21T08:30:00.000Z';

export const order: Order = {
  id: orderId, tenant: 'acme', offer: 'standard', name: 'web-01', options: {}, quantity: 1, network: 'default', state: 'awaiting-approval',
  price: { currency: 'EUR', lines: [], net: 500, tax: null, gross: 500, total: 500 }, vms: [vmId], createdAt, createdBy: 'ann',
  steps: [{ name: 'mail-received', state: 'done', attempts: 1, usualSeconds: null }],
  machines: [{ order: orderId, name: 'web-01', state: 'awaiting-approval', stepsEnded: 1, steps: 1 }],
};
export const operation: VmOperation = {
  id: 'vop_0000000000000001', vm: vmId, vmName: 'web-01', vmid: 20_000, tenant: 'acme', kind: 'start', detail: {}, state: 'queued',
  needsRestart: false, requestedBy: 'ann', createdAt,
};
const vm: Vm = {
  id: vmId, tenant: 'acme', cluster: 'demo', node: 'pve1', vmid: 20_000, name: 'web-01', state: 'running', addresses: ['10.10.0.10'],
  cores: 1, memoryGiB: 1, diskGiB: 10, orderId, offer: 'standard', createdAt,
};

const mail: Mail = { id: `mai_${'0'.repeat(16)}`, tenant: 'acme', subject: 'S', state: 'doubtful', createdAt };

/** The server on a free port with services that write down what they are asked. */
export interface TestHttp {
  grafana: TestGrafana;
  server: HttpServer;
  /** The calls that reached a service: its name, the caller's login and what was given. */
  asked: { service: string; login: string; given: unknown[] }[];
  logs: string[];
  services: Services;
}

export async function startTestHttp(): Promise<TestHttp> {
  const grafana = await startTestGrafana();
  const asked: TestHttp['asked'] = [];
  const logs: string[] = [];
  const { config } = grafana.loaded;
  const ask = <Result>(service: string, result: Result) => (caller: Caller, ...given: unknown[]): Promise<Result> => {
    asked.push({ service, login: caller.login, given });
    return Promise.resolve(result);
  };
  const { steps: _steps, machines: _machines, ...facts } = order;
  const summary = { ...facts, machines: { total: 1, done: 0, failed: 0 } };
  const services: Services = {
    catalogue: (caller, language) => presentCatalogue(config, caller.operator ? null : (caller.tenant?.id ?? ''), language),
    quote: createQuoteService({
      catalogue: config.catalogue,
      tenants: config.tenants,
      quotaUsed: () => Promise.resolve({ vms: 0, cores: 0, memoryGiB: 0, diskGiB: 0 }),
      offerUsed: () => Promise.resolve(0),
      usualDeliverySeconds: () => Promise.resolve(null),
    }),
    orders: {
      list: ask('orders.list', { items: [summary] }),
      get: (_caller, id) =>
        id === orderId ? Promise.resolve(order) : Promise.reject(new ProblemError('not-found', 'There is no such order.')),
      create: ask('orders.create', order),
      approve: ask('orders.approve', order),
      reject: ask('orders.reject', order),
      cancel: ask('orders.cancel', order),
      retry: ask('orders.retry', order),
      chooseNetwork: ask('orders.chooseNetwork', order),
    },
    vms: { list: ask('vms.list', { items: [vm], nextCursor: 'abc' }), get: ask('vms.get', vm), sync: ask('vms.sync', { clusters: [] }) },
    vmLife: {
      act: ask('vmLife.act', operation),
      resize: ask('vmLife.resize', operation),
      rotateKey: ask('vmLife.rotateKey', operation),
      console: ask('vmLife.console', { url: 'https://pve.example:8006/', account: 'acme@pve' }),
      snapshots: ask('vmLife.snapshots', { items: [] }),
      createSnapshot: ask('vmLife.createSnapshot', operation),
      rollbackSnapshot: ask('vmLife.rollbackSnapshot', operation),
      deleteSnapshot: ask('vmLife.deleteSnapshot', operation),
      remove: ask('vmLife.remove', vm),
      recall: ask('vmLife.recall', vm),
      operations: ask('vmLife.operations', { items: [operation] }),
      operation: ask('vmLife.operation', operation),
    },
    drift: ask('drift', { clusters: [], items: [] }),
    syncBastion: ask('syncBastion', { at: createdAt, tenants: [] }),
    mails: { list: ask('mails.list', { items: [] }), resend: ask('mails.resend', mail), dismiss: ask('mails.dismiss', mail) },
    networks: { list: ask('networks.list', { items: [] }), pools: ask('networks.pools', { items: [] }) },
    networkLink: { look: () => Promise.resolve(null), choose: () => Promise.resolve(null) },
    overview: ask('overview', overview),
    backups: {
      policies: ask('backups.policies', { items: [backupPolicy] }),
      changePolicy: ask('backups.changePolicy', backupPolicy),
      protection: ask('backups.protection', { items: [] }),
      restorePoints: ask('backups.restorePoints', { items: [] }),
      create: ask('backups.create', backupRun),
      runs: ask('backups.runs', { items: [backupRun] }),
      run: ask('backups.run', backupRun),
    },
    restoreTests: {
      list: ask('restoreTests.list', { items: [] }),
      create: ask('restoreTests.create', restoreTest),
      get: ask('restoreTests.get', restoreTest),
      cancel: ask('restoreTests.cancel', restoreTest),
      evidence: ask('restoreTests.evidence', signed),
    },
    runbooks: {
      list: ask('runbooks.list', { items: [], readiness: { score: 100, reasons: [] } }),
      get: ask('runbooks.get', runbook),
      start: ask('runbooks.start', execution),
      executions: ask('runbooks.executions', { items: [] }),
      execution: ask('runbooks.execution', execution),
      act: ask('runbooks.act', execution),
      abort: ask('runbooks.abort', execution),
      report: ask('runbooks.report', signed),
    },
    readiness: () => Promise.resolve([]),
  };
  const log = pino({ level: 'debug' }, { write: (line: string) => void logs.push(line) });
  const metrics = new Registry();
  const server = await prepareHttp({ config: grafana.loaded, services, log, metrics, alive: () => Promise.resolve(), exposition: () => metrics.metrics() })();
  return { grafana, server, asked, logs, services };
}

export async function stopTestHttp({ grafana, server }: TestHttp): Promise<void> {
  await server.close();
  await grafana.close();
}
