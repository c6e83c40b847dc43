import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import type { Action } from '../action.ts';
import type { RecoveryPoint, StepContext } from '../ports.ts';
import { moment, type Text } from '../text.ts';

/** How many older ones are shown, for who must decide. */
const shown = 5;

const find = async (context: StepContext) => {
  const { cluster, vm } = await context.vm();
  const points = await context.ports.backupsOf(cluster.pve, vm.vmid);
  const [newest] = points;
  if (newest === undefined) throw new StepFailure(because('no-backup-to-recover', { vmid: vm.vmid }));
  await context.remember('backup', { volume: newest.volume, takenAt: newest.takenAt.toISOString() });
  for (const point of points.slice(0, shown)) await context.say(lineOf(point));
  if (points.length > shown) {
    await context.say({ en: `... and ${points.length - shown} older ones.`, fr: `... et ${points.length - shown} plus anciennes.` });
  }
  return 'done' as const;
};

export const findBackup: Action = { name: 'find-backup', parameters: ['vm'], after: [], run: find, rehearse: find };

function lineOf({ takenAt, storage, verified }: RecoveryPoint): Text {
  const at = moment(takenAt);
  return verified
    ? { en: `${at} on ${storage}, verified`, fr: `${at} sur ${storage}, vérifiée` }
    : { en: `${at} on ${storage}, not verified yet`, fr: `${at} sur ${storage}, pas encore vérifiée` };
}
