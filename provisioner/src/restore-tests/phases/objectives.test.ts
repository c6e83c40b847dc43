import { backupFact, fakeContext } from '../fixture.ts';
import { objectives } from './objectives.ts';

async function judge(servedAt: string, takenAt = '2026-11-21T01:30:00Z') {
  const { context, recorded } = fakeContext({}, { facts: { backup: backupFact(takenAt), restoreBeganAt: '2026-11-21T03:31:00.000Z', servedAt } });
  const proofs = await objectives.run(context);
  return { recorded, codes: proofs.map((proof) => (proof.passed ? proof.name : proof.reason.code)) };
}

test('from the begin of the restore until the services answered, against the objective', async () => {
  expect(await judge('2026-11-21T04:31:00.000Z')).toEqual({ recorded: { rtaSeconds: 3600 }, codes: ['rto', 'rpo'] });
  expect(await judge('2026-11-21T04:31:00.001Z')).toEqual({ recorded: { rtaSeconds: 3601 }, codes: ['rto-missed', 'rpo'] });
});

test('an old backup that was asked for proves nothing', async () => {
  expect((await judge('2026-11-21T03:32:00.000Z', '2026-11-14T01:30:00Z')).codes).toEqual(['rto', 'rpo-missed']);
});
