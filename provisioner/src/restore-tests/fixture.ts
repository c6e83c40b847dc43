import { ProxmoxError, type ProxmoxErrorKind } from '@vigie/proxmox/errors';
import type { TaskEntry } from '@vigie/proxmox/tasks';
import type { TaskNote } from '../steps/ports.ts';
import type { Facts, TestContext, TestFigures } from './ports.ts';

type Path = Record<string, string | number>;
type Answer = (path: Path, params: Record<string, unknown>) => unknown;

export const labVmid = 30_000;
export const upidOf = (type: string, vmid = labVmid, user = 'vigie@pve!provisioner') => `UPID:pve1:00001234:00005678:6560A1B2:${type}:${vmid}:${user}:`;
export const mac = 'BC:24:11:00:00:01';

/** An error of Proxmox as the client throws it. */
export const refused = (reason: string, kind: ProxmoxErrorKind = 'other', method = 'GET', status = 500): ProxmoxError =>
  new ProxmoxError({ outcome: method === 'GET' ? 'refused' : 'unknown', kind, status, method, template: '/x', path: '/nodes/pve1/storage/pbs/x', reason });

/** A machine as a good restore leaves it. */
export const restoredConfig = () => ({
  name: 'web-01',
  description: 'vigie-restore-test:rst_1\n',
  onboot: 0,
  memory: '2048',
  net0: `virtio=${mac},bridge=viglab0,firewall=1`,
  scsi0: `ceph-vm:vm-${labVmid}-disk-0,size=20G`,
  ide2: `ceph-vm:vm-${labVmid}-cloudinit,media=cdrom`,
});

/** A test in the middle of its work, against a Proxmox that answers what `routes` say (`GET /template`), else an error of the test. */
export function fakeContext(routes: Record<string, Answer>, given: Partial<TestContext> & { facts?: Facts; tasksListed?: TaskEntry[] } = {}) {
  const calls: { call: string; path: Path; params: Record<string, unknown> }[] = [];
  const recorded: TestFigures = {};
  const notes = new Map<string, TaskNote>();
  const waited: string[] = [];
  let time = Date.parse('2026-11-21T03:30:00Z');
  const { facts: givenFacts, tasksListed = [], ...rest } = given;
  const facts: Facts = { node: 'pve1', vmid: labVmid, ...givenFacts };
  const context: TestContext = {
    test: {
      id: 'rst_1', vmId: 'vm_1', vmName: 'web-01', vmid: 20_000, tenant: 'acme', cluster: 'demo', wantedVolume: null,
      rtoSeconds: 3600, rpoSeconds: 26 * 3600, startedAt: new Date(time),
    },
    lab: { vmids: { from: labVmid, to: 30_099 }, pool: 'vigie-lab', zone: 'viglab', vnet: 'viglab0', storage: 'ceph-vm' },
    ports: [22],
    settings: { agentTimeoutSeconds: 10, steadySeconds: 3 },
    pve: {
      tokenId: 'vigie@pve!provisioner',
      async call<T>(method: string, template: string, path: Path, params: Record<string, unknown> = {}): Promise<T> {
        const call = `${method} ${template}`;
        if (call === 'GET /nodes/{node}/time') return { time: Math.floor(time / 1000) } as T;
        calls.push({ call, path, params });
        const answer = routes[call];
        if (!answer) throw new Error(`the test has no answer to ${call}`);
        return (await answer(path, params)) as T;
      },
      async waitForTask(upid, _deadlineMs, beforeLook) {
        await beforeLook?.();
        waited.push(upid);
        return { warnings: 0 };
      },
      listTasks: () => Promise.resolve(tasksListed),
    },
    tasks: {
      find: (_owner, key) => Promise.resolve(notes.get(key) ?? null),
      sending: (_owner, key, sentAt) => Promise.resolve(void notes.set(key, { sentAt, upid: null })),
      started: (_owner, key, upid) => Promise.resolve(void notes.set(key, { sentAt: new Date(time), upid })),
      forget: (_owner, key) => Promise.resolve(void notes.delete(key)),
    },
    backups: { list: () => Promise.resolve([]) },
    inventory: { ofBackup: () => Promise.resolve(null), madeByUs: () => Promise.resolve(false), last: () => Promise.resolve(null) },
    reservations: {
      own: () => Promise.resolve({ vmid: labVmid, since: new Date(time) }),
      take: () => Promise.resolve(labVmid),
      free: () => Promise.resolve(),
      all: () => Promise.resolve([labVmid]),
    },
    evidence: { sign: () => Promise.resolve() },
    facts,
    note: (more) => Promise.resolve(void Object.assign(facts, more)),
    record: (figures) => Promise.resolve(void Object.assign(recorded, figures)),
    cancelled: () => Promise.resolve(false),
    sdn: {
      async change(wish) {
        if (await wish.isDone()) return;
        await wish.write(context.pve);
        await context.pve.call('PUT', '/cluster/sdn', {});
      },
    },
    clock: { now: () => new Date(time), sleep: (milliseconds) => Promise.resolve(void (time += milliseconds)) },
    ...rest,
  };
  return { context, calls, recorded, facts, waited, writes: () => calls.filter(({ call }) => !call.startsWith('GET ')) };
}

export const backupFact = (takenAt = '2026-11-21T01:30:00Z') => ({
  volume: 'pbs:backup/vm/20000/2026-11-21T01:30:00Z', takenAt, storage: 'pbs', node: 'pve1',
});
