import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { Target } from './ensure-packages.ts';
import type { Guest } from './guest.ts';
import { withoutPasswords } from './job.ts';

/** Attempts to bring up a service before it is given up. */
const attempts = 5;

/** The service of the package runs, now and after a restart. The family of Red Hat starts nothing by itself. */
export async function ensureService(
  { guest, patience }: Target,
  wanted: { package: string; services: readonly string[] },
): Promise<void> {
  const down = because('package-service-down', { package: wanted.package });
  for (let attempt = 1; !(await isActive(guest, wanted.services)); attempt++) {
    const said = await enable(guest, wanted.services);
    if (await isActive(guest, wanted.services)) return;
    if (attempt === attempts) throw new StepFailure(down, { cause: new Error(said) });
    await patience.pause(down, said);
  }
}

async function isActive(guest: Guest, services: readonly string[]): Promise<boolean> {
  for (const service of services) {
    if ((await guest.run('systemctl', 'is-active', `${service}.service`)).exitcode === 0) return true;
  }
  return false;
}

/** What systemd says to those that it could not start. */
async function enable(guest: Guest, services: readonly string[]): Promise<string> {
  const said: string[] = [];
  for (const service of services) said.push((await guest.run('systemctl', 'enable', '--now', `${service}.service`)).err.trim());
  return withoutPasswords(said.filter((text) => text !== '').join('\n')).slice(-2000);
}
