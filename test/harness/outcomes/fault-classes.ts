import type { CallReport } from '@vigie/proxmox/client';

type Outcome = CallReport['outcome'];

/** One way in which a call goes wrong, as the simulator does it, and what the client must make of it. */
export interface FaultClass {
  name: string;
  fault: { kind: string; [more: string]: unknown };
  /** Of the first sending. */
  outcome: Outcome;
  /** Whether the simulator does what was asked in spite of it; `later`: when the client has given up. */
  acts: boolean | 'later';
  /** The client's patience with the sending; otherwise it is not tried. */
  timeoutMs?: number;
  /** Only for calls that start a task. */
  tasksOnly?: boolean;
}

/** Not too short for a busy machine. */
const impatientMs = 1_000;

const refuse = (status: number, text: string, errors?: Record<string, string>) => ({ kind: 'refuse', status, text, ...(errors && { errors }) });

export const faultClasses: readonly FaultClass[] = [
  { name: '400', fault: refuse(400, 'Parameter verification failed.', { vmid: 'injected' }), outcome: 'refused', acts: false },
  { name: '401', fault: refuse(401, 'No ticket'), outcome: 'refused', acts: false },
  { name: '403', fault: refuse(403, 'Permission check failed (/vms/1, VM.Audit)'), outcome: 'refused', acts: false },
  { name: '403 without a word', fault: refuse(403, 'Permission check failed'), outcome: 'refused', acts: false },
  { name: '501', fault: refuse(501, "Method 'POST /x' not implemented"), outcome: 'refused', acts: false },
  { name: '595: node away', fault: refuse(595, 'No route to host'), outcome: 'refused', acts: false },
  { name: '500: locked', fault: refuse(500, 'VM is locked (backup)'), outcome: 'refused', acts: false },
  { name: '500, not done', fault: refuse(500, 'got no worker upid - start worker failed'), outcome: 'unknown', acts: false },
  { name: '500: no quorum', fault: refuse(500, 'cluster not ready - no quorum?'), outcome: 'unknown', acts: false },
  { name: '500, done', fault: { kind: 'error-500-but-done' }, outcome: 'unknown', acts: true },
  { name: '502 of a proxy before', fault: refuse(502, 'Bad Gateway'), outcome: 'unknown', acts: false },
  { name: '596, done', fault: { kind: 'status-596' }, outcome: 'unknown', acts: true },
  { name: '596, not done', fault: { kind: 'status-596', acts: false }, outcome: 'unknown', acts: false },
  { name: 'cut off, done', fault: { kind: 'reset-after-write' }, outcome: 'unknown', acts: true },
  { name: 'cut off, not done', fault: { kind: 'reset-after-write', acts: false }, outcome: 'unknown', acts: false },
  { name: 'no answer, done', fault: { kind: 'hang', acts: true }, outcome: 'unknown', acts: true, timeoutMs: impatientMs },
  { name: 'no answer, not done', fault: { kind: 'hang' }, outcome: 'unknown', acts: false, timeoutMs: impatientMs },
  { name: 'done after we gave up', fault: { kind: 'slow', milliseconds: 1_500 }, outcome: 'unknown', acts: 'later', timeoutMs: impatientMs },
  { name: 'slow', fault: { kind: 'slow', milliseconds: 100 }, outcome: 'accepted', acts: true },
  { name: 'the task fails', fault: { kind: 'task-fails' }, outcome: 'accepted', acts: false, tasksOnly: true },
];
