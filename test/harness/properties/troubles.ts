import type { Call, Cut } from './cut.ts';

/** One thing that goes wrong in a run, and what the run has to stand. */
export interface Trouble {
  readonly property: string;
  /** Where, for people. */
  readonly name: string;
  readonly cut?: Cut;
  readonly fault?: { kind: string; [more: string]: unknown };
  readonly forgotten?: Call;
  readonly impatient?: Call;
  /** It is given up instead of tried again. */
  readonly unwound?: true;
}

/** Whatever a call of Proxmox may answer, or not. `done`: what was asked for happened. */
const faults: readonly { name: string; kind: string; tasksOnly?: true; [more: string]: unknown }[] = [
  { name: 'refused (400)', kind: 'refuse', status: 400, text: 'Parameter verification failed.', errors: { injected: 'fault' } },
  { name: 'refused (403)', kind: 'refuse', status: 403, text: 'Permission check failed (/, Sys.Modify)' },
  { name: 'refused by a lock', kind: 'refuse', status: 500, text: "can't lock file '/var/lock/pve-manager/x.lck' - got timeout" },
  { name: '500, not done', kind: 'refuse', status: 500, text: 'got no worker upid - start worker failed' },
  { name: '500, done', kind: 'error-500-but-done' },
  { name: '595', kind: 'refuse', status: 595, text: 'No route to host' },
  { name: '596, not done', kind: 'status-596', acts: false },
  { name: '596, done', kind: 'status-596' },
  { name: 'reset, done', kind: 'reset-after-write' },
  { name: 'no answer, not done', kind: 'hang' },
  { name: 'no answer, done', kind: 'hang', acts: true },
  { name: 'its task fails', kind: 'task-fails', exitstatus: 'command failed: exit code 1', tasksOnly: true },
];

const refusal = faults.find(({ name }) => name === 'refused (403)')!;

export const properties = [
  ...faults.map(({ name }) => name), 'its task is forgotten', 'killed before the call', 'killed after the call', 'killed before a note', 'given up',
] as const;

const nameOf = ({ method, template, nth }: Call): string => `${method} ${template}${nth === 0 ? '' : ` (${nth + 1})`}`;

/** Everything that can go wrong in a run of these calls and so many writings to the database. `unwound`: it can be given up, too. */
export function troublesOf({ calls, written, unwound }: { calls: readonly Call[]; written: number; unwound: boolean }): Trouble[] {
  const at = ({ method, template, nth }: Call) => ({ method, template, skip: nth, times: 1 });
  const ofCalls = calls.flatMap((call): Trouble[] => {
    const name = nameOf(call);
    return [
      ...faults.filter(({ tasksOnly }) => call.task || !tasksOnly).map((fault) => ({
        property: fault.name, name, fault: { ...fault, ...at(call) }, ...(fault.kind === 'hang' && { impatient: call }),
      })),
      ...(call.task ? [{ property: 'its task is forgotten', name, forgotten: call }] : []),
      { property: 'killed before the call', name, cut: { call, when: 'before' } },
      { property: 'killed after the call', name, cut: { call, when: 'after' } },
      ...(unwound ? [{ property: 'given up', name, fault: { ...refusal, ...at(call) }, unwound: true as const }] : []),
    ];
  });
  const ofNotes = Array.from({ length: written }, (_, note): Trouble => ({ property: 'killed before a note', name: `note ${note + 1}`, cut: { written: note } }));
  return [...ofCalls, ...ofNotes];
}
