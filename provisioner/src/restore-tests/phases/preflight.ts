import { required } from '../facts.ts';
import { machineAddresses } from '../lab/addresses.ts';
import { readBackupConfig } from '../lab/backup-config.ts';
import { cardsOf, labCards } from '../lab/cards.ts';
import { drivesOf } from '../lab/disks.ts';
import { assertIsolated, assertLoaded, ensureLabNetwork } from '../lab/network.ts';
import { ensureLabPool } from '../lab/pool.ts';
import { findRoom } from '../lab/room.ts';
import { holds } from '../proof.ts';
import type { Phase } from './phase.ts';

/** The backup can be read, and there is a lab that reaches nothing, with room for it. */
export const preflight: Phase = {
  name: 'preflight',
  async run(context) {
    const { lab } = context;
    const settings = await readBackupConfig(context);
    await ensureLabNetwork(context);
    await assertIsolated(context);
    await ensureLabPool(context);
    const room = await findRoom(context, settings);
    await assertLoaded(context, room.node);
    await context.note({
      node: room.node,
      cards: labCards(settings, lab.vnet),
      cloudInit: drivesOf(settings).some(({ cloudInit }) => cloudInit),
      addresses: await machineAddresses(context, cardsOf(settings).map(({ mac }) => mac)),
    });
    return [
      holds({ name: 'backup-readable', expected: 'a configuration', seen: `${Object.keys(settings).length} settings of ${required(context, 'backup').volume}` }),
      holds({ name: 'lab-without-uplink', expected: 'a simple zone, a VNet without subnet, no other machine on it', seen: `${lab.vnet} in ${lab.zone}` }),
      holds({ name: 'room-for-restore', expected: room.needed, seen: 'found' }),
    ];
  },
};
