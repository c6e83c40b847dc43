import { randomUUID } from 'node:crypto';
import { hashSecret } from '../http/authenticate.ts';
import type { TestCluster } from '../testing.ts';

/** The credentials of a token of `tenant@pbs`; it and its user get each role on its path. Those of an earlier call are void. */
export function tokenFor({ sim }: TestCluster, ...roles: readonly [role: string, path: string][]): string {
  const { users, acl } = sim.world.pbs;
  const secret = randomUUID();
  users['tenant@pbs'] = { enable: true, expire: 0, tokens: { t: { enable: true, expire: 0, secretHash: hashSecret(secret) } } };
  for (const ugid of ['tenant@pbs', 'tenant@pbs!t']) acl.push(...roles.map(([roleid, path]) => ({ path, ugid, roleid, propagate: true })));
  return `PBSAPIToken=tenant@pbs!t:${secret}`;
}

/** Makes the call and waits for its task. Answers how that ended, or why there is none. */
export async function endOf({ sim, pbs }: TestCluster, path: string, params = {}, authorization?: string): Promise<string | undefined> {
  const { data, text } = await pbs('POST', path, params, authorization);
  if (typeof data !== 'string' || !data.startsWith('UPID:')) return text;
  await sim.pbsTasks.ended(data);
  return sim.world.pbs.tasks.find(({ upid }) => upid === data)?.exitstatus;
}
