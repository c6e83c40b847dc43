import { ProxmoxError } from '@vigie/proxmox/errors';
import type { ProxmoxPort, TaskNote, TaskNotes } from '../steps/ports.ts';

/** What a fake cluster answers, by method and template; a function gets the parameters of the call. */
export type Answers = Record<string, unknown>;

/** One node with a storage for backups and one machine of an order. */
export const cluster: Answers = {
  'GET /cluster/resources': [
    { type: 'node', node: 'pve1', status: 'online' },
    { type: 'storage', storage: 'pbs', node: 'pve1', status: 'available', shared: 1, content: 'backup' },
    { type: 'storage', storage: 'ceph', node: 'pve1', status: 'available', shared: 1, content: 'images' },
    { type: 'qemu', vmid: 20_000, node: 'pve1', status: 'running' },
  ],
  'GET /nodes/{node}/qemu/{vmid}/config': { description: 'vigie:ord_1\n' },
  'GET /nodes/{node}/tasks/{upid}/log': [],
  'GET /nodes/{node}/time': () => ({ time: Math.floor(Date.now() / 1000) }),
  'GET /nodes/{node}/storage/{storage}/content': [],
};

export const machine = { vmid: 20_000, orderId: 'ord_1', storage: 'pbs' };

export const refused = (reason: string, kind: ProxmoxError['kind'] = 'other'): ProxmoxError =>
  new ProxmoxError({ outcome: 'refused', kind, status: 500, method: 'POST', template: '/x', path: '/x', reason });

/** A cluster that answers from a table and notes what it was asked. An Error in the table is thrown. */
export function fakePve(answers: Answers): { pve: ProxmoxPort; calls: string[]; sent(call: string): unknown[] } {
  const log: { call: string; params: unknown }[] = [];
  const pve: ProxmoxPort = {
    tokenId: 'vigie@pve!provisioner',
    async call<T>(method: string, template: string, _path: unknown, params?: Record<string, unknown>) {
      const call = `${method} ${template}`;
      log.push({ call, params });
      const entry = call in answers ? answers[call] : new Error(`nobody expected ${call}`);
      const answer: unknown = typeof entry === 'function' ? (entry as (given: unknown) => unknown)(params) : entry;
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer as T);
    },
    waitForTask: () => Promise.resolve({ warnings: 0 }),
    listTasks: () => Promise.resolve([]),
  };
  return {
    pve,
    get calls() {
      return log.map(({ call }) => call);
    },
    sent: (call) => log.filter((one) => one.call === call).map(({ params }) => params),
  };
}

/** The note of one task, in memory. */
export function fakeNotes(first: TaskNote | null = null): TaskNotes & { noted(): TaskNote | null } {
  let note = first;
  return {
    find: () => Promise.resolve(note),
    sending: (_owner, _key, sentAt) => Promise.resolve(void (note = { sentAt, upid: null })),
    started: (_owner, _key, upid) => Promise.resolve(void (note = { sentAt: new Date(), upid })),
    forget: () => Promise.resolve(void (note = null)),
    noted: () => note,
  };
}
