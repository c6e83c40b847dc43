import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../../steps/failure.ts';
import type { TestContext } from '../ports.ts';

const comment = 'vigie lab';

/** Makes the lab's pool when it is missing. One that is not Vigie's is not used: its rights are somebody else's. */
export async function ensureLabPool({ pve, lab: { pool: poolid } }: TestContext): Promise<void> {
  const read = async () => (await pve.call<{ poolid: string; comment?: string }[]>('GET', '/pools', {})).find((pool) => pool.poolid === poolid) ?? null;
  const pool = await changeOnce({ read, isDone: isThere, send: () => pve.call('POST', '/pools', {}, { poolid, comment }) });
  if (pool?.comment === comment) return;
  throw new StepFailure(because('lab-not-usable', { what: `the pool ${poolid} is not Vigie's (its comment is not "${comment}")` }));
}
