import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import { required } from '../facts.ts';
import { askAgent } from '../guest/ask.ts';
import { readGuestFile } from '../guest/read-file.ts';
import { judged } from '../proof.ts';
import type { Phase } from './phase.ts';

/** It is this machine and no other: backups are grouped by VMID, and a VMID can be given to another machine. */
export const identity: Phase = {
  name: 'identity',
  async run(context) {
    const { inventory } = context;
    const known = (await inventory.ofBackup(required(context, 'backup').volume)) ?? (await inventory.last());
    if (!known) throw new StepFailure(because('identity-unknown'));
    const { result } = await askAgent<{ result: { 'host-name': string } }>(context, 'GET', 'get-host-name');
    const hostName = result['host-name'];
    const machineId = (await readGuestFile(context, '/etc/machine-id'))?.toString('utf8').trim() ?? '';
    return [
      judged(hostName === known.hostName, { name: 'host-name', expected: known.hostName, seen: hostName }, () =>
        because('wrong-host-name', { seen: hostName, expected: known.hostName }),
      ),
      judged(machineId === known.machineId, { name: 'machine-id', expected: known.machineId, seen: machineId || 'none' }, () =>
        because('wrong-machine-id'),
      ),
    ];
  },
};
