import { because } from '@vigie/contract/step-reasons';
import type { VmConfig } from '../../steps/pve/vm.ts';
import { holds, judged, type Proof } from '../proof.ts';
import { cardsOf } from './cards.ts';
import { drivesOf } from './disks.ts';

/** Settings that reach out of the virtual machine to its host. */
const hostKeys = /^(hostpci|usb|virtiofs|parallel)\d+$|^(args|hookscript|cicustom)$/;

/** The settings of a configuration that give the guest something of its host. */
export const hostSettings = (config: VmConfig): string[] =>
  Object.entries(config)
    .filter(([key, value]) => hostKeys.test(key) || (/^serial\d+$/.test(key) && String(value).startsWith('/dev/')))
    .map(([key]) => key);

/** Looks at a restored configuration before it may be started. One proof that does not hold keeps it off. */
export function inspectConfig(config: VmConfig, { vnet, vmid, managed }: { vnet: string; vmid: number; managed: boolean }): Proof[] {
  return [...cards(config, vnet), atBoot(config, managed), devices(config, vmid)];
}

function cards(config: VmConfig, vnet: string): Proof[] {
  const found = cardsOf(config);
  if (found.length === 0) return [holds({ name: 'cards-in-lab', expected: vnet, seen: 'no network card' })];
  return found.map(({ key, bridge }) =>
    judged(bridge === vnet, { name: 'cards-in-lab', subject: key, expected: vnet, seen: bridge || 'no bridge' }, () =>
      because('card-outside-lab', { card: key, bridge: bridge || '-' }),
    ),
  );
}

function atBoot(config: VmConfig, managed: boolean): Proof {
  const on = Number(config.onboot ?? 0) === 1;
  const seen = managed ? 'managed by HA' : on ? 'starts with its node' : 'off';
  return judged(!on && !managed, { name: 'no-start-at-boot', expected: 'off', seen }, () => because('start-at-boot-kept'));
}

/** Disks count too: one of another machine, or of the host, would be written to. */
function devices(config: VmConfig, vmid: number): Proof {
  const own = new RegExp(`(^|[:/])(vm|base)-${vmid}-`);
  const ofSomebody = /^\/|^cdrom$|[:/](vm|base)-\d+-/;
  const foreign = drivesOf(config).filter(({ volume, cdrom }) => !own.test(volume) && (!cdrom || ofSomebody.test(volume)));
  const keys = [...hostSettings(config), ...foreign.map(({ key }) => key)].join(', ');
  return judged(keys === '', { name: 'no-host-devices', expected: 'none', seen: keys || 'none' }, () => because('host-devices-kept', { keys }));
}
