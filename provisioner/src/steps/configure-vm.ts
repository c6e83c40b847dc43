import { formatPropertyString, parsePropertyString } from '@vigie/proxmox/property-string';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from './failure.ts';
import { installOf } from './install/install.ts';
import { requireSnippet } from './packages/vendor-snippet.ts';
import { consoleSecret } from './password.ts';
import type { StepContext } from './ports.ts';
import { cardMac } from './register-address.ts';
import { orderVm, ownConfig, type VmConfig } from './pve/vm.ts';
import { forgetMachineKey } from './ssh-key.ts';
import type { Step } from './step.ts';

// Undo relies on the undo of clone-template and create-vm: the configuration goes with the VM.
// The password and the key of a machine that nobody gets go at once.
export const configureVm: Step = {
  name: 'configure-vm',
  async run(context) {
    const config = await ownConfig(context);
    const wanted = await wantedConfig(context, config);
    const missing = differences(config, wanted);
    const install = installOf(context.order);
    // What is hidden is set with the other keys, or never.
    if (Object.keys(missing).length === 0 && install.hidden.every((key) => config[key] !== undefined)) return 'done';
    const { path } = await orderVm(context);
    if (missing.cicustom !== undefined) await requireSnippet(context);
    await context.pve.call('PUT', '/nodes/{node}/qemu/{vmid}/config', path, {
      ...missing,
      ...(await install.hiddenSettings(context)),
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
  const { order, store } = context;
  const { vnet } = await store.networkOf(order);
  const { addresses, mac } = await store.vmOf(order);
  if (addresses.length === 0 || mac === null) throw new Error('the VM has no address yet');
  return {
    cores: order.spec.cores,
    // A template with two sockets would double what was ordered.
    ...(config.sockets === undefined ? {} : { sockets: 1 }),
    memory: order.spec.memoryGiB * 1024,
    agent: 'enabled=1,fstrim_cloned_disks=1',
    net0: formatPropertyString({ ...cardOf(config.net0, mac), bridge: vnet, firewall: 1 }),
    ...(await installOf(order).settings(context)),
    onboot: 1,
    tags: mergedTags(config.tags, ['vigie']),
  };
}

/** The card that the machine has; one without gets one with the MAC that its address is registered for. */
const cardOf = (net0: string | undefined, mac: string): Record<string, string> =>
  net0 === undefined ? { virtio: mac } : { [modelOf(net0)]: cardMac(net0) };

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
  if (!/^(net0|agent|ipconfig0|cicustom)$/.test(key)) return text;
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
