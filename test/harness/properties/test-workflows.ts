import { tally } from '../scenario-tally.ts';
import { openBench, type Bench, type Place } from './bench.ts';
import { prepare, withMachine, type Play } from './play.ts';
import { properties, type Trouble } from './troubles.ts';
import type { WorkflowUnderTest } from './workflow.ts';

/** Scenarios at a time: most of one is waiting for an answer. */
const lanes = 6;

/** Defines the tests of these workflows: one for each property, over every place where it can be broken. To be called at the top of a file. */
export function testWorkflows(workflows: readonly WorkflowUnderTest[]): void {
  let bench: Bench;
  let machine: Promise<Place>;
  const plays = new Map<string, Promise<Play>>();
  const counts = tally();
  const playOf = (workflow: WorkflowUnderTest): Promise<Play> => {
    const ready = plays.get(workflow.name) ?? base(workflow).then((place) => prepare(bench, place, workflow));
    plays.set(workflow.name, ready);
    return ready;
  };
  const base = async ({ from }: WorkflowUnderTest): Promise<Place> => {
    if (from === 'nothing') return bench.first;
    machine ??= withMachine(bench);
    return machine;
  };

  beforeAll(async () => {
    bench = await openBench();
  }, 120_000);

  afterAll(async () => {
    counts.print();
    await bench?.close();
  }, 60_000);

  describe.each(workflows.map((workflow) => [workflow.name, workflow] as const))('%s', (name, workflow) => {
    test('comes to the same each time', async () => {
      const play = await playOf(workflow);
      expect(play.unsteady).toEqual([]);
      expect(play.troubles.length).toBeGreaterThan(0);
    }, 120_000);

    test.each(properties)('%s: it ends well, nothing is lost, doubled or left behind', async (property) => {
      const play = await playOf(workflow);
      const waiting = play.troubles.filter((trouble) => trouble.property === property);
      counts.add(name, property, waiting.length);
      const wrong: Record<string, string[]> = {};
      await inLanes(waiting, async (trouble) => {
        const found = await play.run(trouble).catch((error: unknown) => [String(error)]);
        if (found.length > 0) wrong[trouble.name] = found;
      });
      expect(wrong).toEqual({});
    }, 600_000);
  });
}

async function inLanes(troubles: Trouble[], act: (trouble: Trouble) => Promise<void>): Promise<void> {
  const lane = async () => {
    for (let next = troubles.shift(); next; next = troubles.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
