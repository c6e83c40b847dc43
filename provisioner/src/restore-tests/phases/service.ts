import { because } from '@vigie/contract/step-reasons';
import { execute } from '../guest/execute.ts';
import { listeningPorts } from '../guest/listening.ts';
import type { TestContext } from '../ports.ts';
import { judged, TestCancelled, type Proof } from '../proof.ts';
import type { Phase } from './phase.ts';

/** Services start after the agent does: as long as this is not over, a closed port is not closed yet. */
const patienceMs = 60_000;
const pollMs = 2_000;

/** The ports of the policy are served, asked from inside: the lab has no way in. */
export const service: Phase = {
  name: 'service',
  async run(context) {
    const { clock, facts, settings } = context;
    const deadline = clock.now().getTime() + Math.min(patienceMs, settings.agentTimeoutSeconds * 1000);
    for (;;) {
      const proofs = await lookAtPorts(context);
      if (proofs.every(({ passed }) => passed)) {
        if (facts.servedAt === undefined) await context.note({ servedAt: clock.now().toISOString() });
        return proofs;
      }
      if (clock.now().getTime() + pollMs > deadline) return proofs;
      if (await context.cancelled()) throw new TestCancelled();
      await clock.sleep(pollMs);
    }
  },
};

async function lookAtPorts(context: TestContext): Promise<Proof[]> {
  if (context.ports.length === 0) return [];
  const open = listeningPorts(await execute(context, ['ss', '-Hltn']));
  return context.ports.map((port) =>
    judged(open.has(port), { name: 'port', subject: String(port), expected: 'served', seen: open.has(port) ? 'served' : 'closed' }, () =>
      because('port-closed', { port }),
    ),
  );
}
