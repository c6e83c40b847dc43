import { changeOnce } from '@vigie/proxmox/change-once';
import type { CallReport } from '@vigie/proxmox/client';
import { ProxmoxError, TaskFailedError } from '@vigie/proxmox/errors';
import { startOnce, type StartNote, type StartNotes } from '@vigie/proxmox/start-once';
import { waitForTask } from '@vigie/proxmox/tasks';
import type { FaultClass } from './fault-classes.ts';
import type { MutatingCall } from './mutating-calls.ts';
import { openCluster, taskApi, type Furniture, type SimulatedCluster } from './simulated-cluster.ts';

/** What became of one call under one fault. */
export interface Seen {
  /** How each sending ended, in order. */
  outcomes: CallReport['outcome'][];
  /** How often the simulator holds what the call is for, before and after. */
  before: number;
  after: number;
  /** How often the simulator did what was asked. */
  acted: number;
}

/** More than any fault needs; a loop that goes on would send for ever. */
const most = 4;

/** One call with one fault on its first sending, repeated as the product repeats it until it is done. `byListOnly`: the object tells nothing. */
export async function play(furniture: Furniture, call: MutatingCall, faultClass: FaultClass, { byListOnly = false } = {}): Promise<Seen> {
  const cluster = await openCluster(furniture);
  try {
    const arranged = call.arrange?.(cluster.sim) ?? {};
    const before = call.count(cluster.world);
    cluster.faults.add({ method: call.method, template: call.template, times: 1, ...faultClass.fault });
    const outcomes: CallReport['outcome'][] = [];
    const attempt = await attemptOf(cluster, call, { ...faultClass, byListOnly }, arranged, outcomes);
    for (let sent = 1; ; sent += 1) {
      try {
        await attempt();
        break;
      } catch (error) {
        // What is not of Proxmox is a fault of the test.
        if (sent === most || !(error instanceof ProxmoxError || error instanceof TaskFailedError)) throw error;
      }
    }
    await call.ended?.(cluster.sim);
    return { outcomes, before, after: call.count(cluster.world), acted: actedIn(cluster, call) };
  } finally {
    await cluster.close();
  }
}

async function attemptOf(
  cluster: SimulatedCluster,
  call: MutatingCall,
  { timeoutMs, acts, byListOnly }: FaultClass & { byListOnly: boolean },
  arranged: Record<string, string>,
  outcomes: Seen['outcomes'],
) {
  const observer = cluster.client();
  // Long enough for what is done after we gave up; a call that was never done is not waited for.
  const api = { ...taskApi(observer), settleMs: acts === 'later' ? 6_000 : 0 };
  const onCall = ({ method, template, outcome }: CallReport) => {
    if (method === call.method && template === call.template) outcomes.push(outcome);
  };
  const senders = [cluster.client({ onCall, ...(timeoutMs !== undefined && { timeoutMs }) }), cluster.client({ onCall })];
  // Connecting takes time of its own, which the fault is not about.
  await senders[0]?.call('GET', '/version', {}).catch(() => null);
  const names = [...call.template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const path = { ...call.path, ...Object.fromEntries(Object.entries(arranged).filter(([name]) => names.includes(name))) };
  const params = { ...call.params, ...Object.fromEntries(Object.entries(arranged).filter(([name]) => !names.includes(name))) };
  const send = <T>() => (senders.length > 1 ? senders.shift()! : senders[0]!).call<T>(call.method, call.template, path, params);
  const { reconcile } = call;
  const notes = notesInMemory();

  return async (): Promise<void> => {
    if (reconcile.by === 'repetition') {
      await send();
    } else if (reconcile.by === 'change') {
      await changeOnce({ read: () => reconcile.isDone(api), isDone: (done) => done, send });
    } else {
      const start = { ...reconcile.look, send: () => send<string>(), ...(!byListOnly && { isDone: () => reconcile.isDone(api) }) };
      const upid = await startOnce(api, start, notes);
      if (upid === null) return;
      try {
        await waitForTask(observer, upid, { deadlineMs: 10_000 });
      } catch (error) {
        if (error instanceof TaskFailedError) await call.tidy?.(api, cluster.sim);
        throw error;
      } finally {
        await notes.forget();
      }
    }
  };
}

function notesInMemory(): StartNotes {
  let note: StartNote | null = null;
  return {
    find: () => Promise.resolve(note),
    sending: (sentAt) => Promise.resolve(void (note = { sentAt, upid: null })),
    started: (upid) => Promise.resolve(void (note = { sentAt: note?.sentAt ?? new Date(0), upid })),
    forget: () => Promise.resolve(void (note = null)),
  };
}

const actingFaults = ['error-500-but-done', 'status-596', 'reset-after-write', 'hang'];

function actedIn({ journal }: SimulatedCluster, call: MutatingCall): number {
  return journal.list().filter(({ method, template, fault, status, token }) => {
    if (method !== call.method || template !== call.template) return false;
    // A call that was acted on knows its caller, whatever was answered.
    return fault !== null && actingFaults.includes(fault) ? token !== null : status === 200;
  }).length;
}
