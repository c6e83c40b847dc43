import { encodeSshKeys } from '@vigie/proxmox/sshkeys';
import { formatPropertyString, parsePropertyString } from '@vigie/proxmox/property-string';
import { because } from '@vigie/contract/step-reasons';
import { encrypt } from 'unixcrypt';
import { StepFailure } from './failure.ts';
import { randomPassword } from './password.ts';
import type { StepContext } from './ports.ts';
import { cardMac } from './register-address.ts';
import { orderVm, ownConfig, type VmConfig } from './pve/vm.ts';
import { forgetMachineKey, machineKey } from './ssh-key.ts';
import type { Step } from './step.ts';

/** Where the machine's console password is kept until the access mail took it. */
export const consoleSecret = (orderId: string): string => `console/${orderId}`;

// Undo relies on clone-template's undo: the configuration goes with the VM.
// The password and the key of a machine that nobody gets go at once.
export const configureVm: Step = {
  name: 'configure-vm',
  async run(context) {
    const config = await ownConfig(context);
    const wanted = await wantedConfig(context, config);
    const missing = differences(config, wanted);
    // The password is answered as asterisks, so its presence is all that can be compared: it is set with the other keys, or never.
    if (Object.keys(missing).length === 0 && config.cipassword !== undefined) return 'done';
    const { path } = await orderVm(context);
    const password = await context.store.secrets.getOrCreate(consoleSecret(context.order.id), context.tenant.id, randomPassword);
    await context.pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', path, {
      ...missing,
      cipassword: encrypt(password),
      ...digestOf(config),
    });
    const left = Object.keys(differences(await ownConfig(context), wanted));
    if (left.length > 0) throw new StepFailure(because('settings-not-kept', { settings: left.join(', ') }));
    return 'done';
  },
  async undo(context) {
    await context.store.secrets.remove(consoleSecret(context.order.id));
    await forgetMachineKey(context);
    return null;
  },
};

/** Refuses the change when somebody else changed the VM after our read. */
const digestOf = ({ digest }: VmConfig) => (digest === undefined ? {} : { digest });

async function wantedConfig(context: StepContext, config: VmConfig): Promise<Record<string, string | number>> {
  const { order, cluster, store } = context;
  const network = await store.networkOf(order);
  const [address] = (await store.vmOf(order)).addresses;
  if (address === undefined || config.net0 === undefined) throw new Error('the VM has no address or network card yet');
  const model = modelOf(config.net0);
  const key = await machineKey(context);
  return {
    cores: order.spec.cores,
    // A template with two sockets would double what was ordered.
    ...(config.sockets === undefined ? {} : { sockets: 1 }),
    memory: order.spec.memoryGiB * 1024,
    agent: 'enabled=1,fstrim_cloned_disks=1',
    net0: formatPropertyString({ [model]: cardMac(config.net0), bridge: network.vnet, firewall: 1 }),
    ciuser: cluster.guestUser,
    ...(key === null ? {} : { sshkeys: encodeSshKeys([key]) }),
    ipconfig0: `ip=${address}/24,gw=${network.gateway}`,
    ...(cluster.nameservers.length === 0 ? {} : { nameserver: cluster.nameservers.join(' ') }),
    onboot: 1,
    ciupgrade: 0,
    tags: mergedTags(config.tags, ['vigie']),
  };
}

/** Tags as Proxmox answers them: sorted, without doubles. The template's own tag does not describe the machine. */
export function mergedTags(tags: string | undefined, added: readonly string[]): string {
  const kept = (tags ?? '').split(/[;, ]+/).filter((tag) => tag !== '' && tag !== 'template');
  return [...new Set([...kept, ...added])].sort().join(';');
}

/** Keys of `wanted` that the VM does not have: property strings are compared by their parts, numbers and texts alike. */
export function differences(config: VmConfig, wanted: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => normal(key, config[key]) !== normal(key, value)));
}

const defaultKeys: Record<string, string> = { agent: 'enabled', net0: 'model' };

function normal(key: string, value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value).trim();
  if (key === 'sshkeys') return decodeURIComponent(text).trim();
  if (key === 'tags') return mergedTags(text, []);
  if (!/^(net0|agent|ipconfig0)$/.test(key)) return text;
  const parts = Object.entries(parsePropertyString(text, defaultKeys[key]));
  return parts
    .map(([name, part]) => `${name}=${part.toLowerCase()}`)
    .sort()
    .join();
}

/** `virtio=<MAC>` is the short form of `model=virtio,macaddr=<MAC>`. */
const modelOf = (net: string): string => {
  const card = parsePropertyString(net, 'model');
  return card.model ?? Object.entries(card).find(([, value]) => /^([0-9A-F]{2}:){5}/i.test(value))?.[0] ?? 'virtio';
};
