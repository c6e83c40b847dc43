import { createSlots } from '@vigie/proxmox/slots';
import { faultClasses, type FaultClass } from '../harness/outcomes/fault-classes.ts';
import { mutatingCalls, type MutatingCall } from '../harness/outcomes/mutating-calls.ts';
import { productCalls } from '../harness/outcomes/product-calls.ts';
import { play, type Seen } from '../harness/outcomes/scenario.ts';
import { furnish, type Furniture } from '../harness/outcomes/simulated-cluster.ts';
import type { World } from '../proxmox-sim/src/state/world.ts';

const key = ({ method, template }: MutatingCall) => `${method} ${template}`;

/** What must be seen whatever the call: the class of the first sending, and the object exactly once. */
function expected(call: MutatingCall, { outcome, acts, name }: FaultClass): Partial<Seen> {
  const { by } = call.reconcile;
  // A task that failed was acted on, and has to be sent again. One that is done late may meet its repetition: a name, a value or a right
  // is there once all the same, and a repetition of what may be repeated is one.
  const twice = name === 'the task fails' || (by === 'repetition' && outcome === 'unknown' && acts === true);
  const acted = by !== 'task' && acts === 'later' ? expect.any(Number) : twice ? 2 : 1;
  return { outcomes: expect.arrayContaining([outcome]) as Seen['outcomes'], after: 1, acted: acted as number };
}

/** Made by the first that asks: tests that run at the same time do not wait for hooks. */
let furnished: Promise<Furniture> | undefined;
const furniture = () => (furnished ??= furnish());
let played = 0;

/** Calls that start tasks, in a world that has older tasks of the same kind. */
const starting = mutatingCalls.filter(({ reconcile }) => reconcile.by === 'task');
const unanswered = faultClasses.filter(({ name }) => ['cut off, done', 'cut off, not done', '500, done'].includes(name));

afterAll(() => {
  process.stdout.write(`unknown outcomes: ${played} scenarios, ${mutatingCalls.length} calls, ${faultClasses.length} kinds of faults\n`);
});

test('every change that the product asks for is tried, and nothing else', () => {
  const { calls, unread } = productCalls(process.cwd());
  expect(unread).toEqual([]);
  expect([...calls].sort()).toEqual([...new Set(mutatingCalls.map(key))].sort());
});

// Most of their time is waiting for an answer that does not come. More at once would make the others late, too.
const slots = createSlots(2);

test.concurrent.each(mutatingCalls.map((call) => [`${call.name}: ${key(call)}`, call] as const))(
  '%s: never doubled and never lost, whatever happens to the first sending',
  (_name, call) => slots.run('', new AbortController().signal, async () => {
    const classes = faultClasses.filter(({ tasksOnly }) => tasksOnly !== true || call.reconcile.by === 'task');
    const first = await furniture();
    const seen = await Promise.all(classes.map(async (each) => [each.name, await play(first, call, each)] as const));
    played += seen.length;
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(classes.map((each) => [each.name, expect.objectContaining(expected(call, each))])),
    );
    expect(seen.map(([name, { outcomes, before }]) => [name, outcomes[0], before])).toEqual(
      classes.map(({ name, outcome }) => [name, outcome, call.changesNothing === true ? 1 : 0]),
    );
  }),
  120_000,
);

describe.each([3600, -3600])('on a cluster whose clock is %i s ahead', (clockAhead) => {
  test.each(starting.map((call) => [call.name, call] as const))('%s is found, and no older task is taken for it', async (_name, call) => {
    const older = [call.name === 'a clone' ? 9000 : 20_000, 20_001, ''].map((id) => olderTask(call, clockAhead, String(id)));
    const first = await furniture();
    const skewed = { ...first, world: { ...first.world, clockAhead, tasks: [...older, ...first.world.tasks] } };
    for (const faultClass of unanswered) {
      played += 1;
      const seen = await play(skewed, call, faultClass, { byListOnly: true });
      expect([faultClass.name, seen]).toEqual([faultClass.name, expect.objectContaining({ after: 1, acted: 1 })]);
    }
  }, 60_000);
});

/** One of our own, a minute old by the cluster's clock. */
function olderTask({ reconcile }: MutatingCall, clockAhead: number, id: string): World['tasks'][number] {
  const starttime = Math.floor(Date.now() / 1000) + clockAhead - 60;
  const type = reconcile.by === 'task' ? reconcile.look.type : '';
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
  return {
    upid: `UPID:pve1:${hex(999)}:${hex(999)}:${hex(starttime)}:${type}:${id}:vigie@pve!provisioner:`,
    node: 'pve1', pid: 999, pstart: 999, starttime, endtime: starttime + 1, exitstatus: 'OK', type, id, user: 'vigie@pve', tokenid: 'provisioner', log: [],
  };
}
