import { changeOnce, isThere } from '@vigie/proxmox/change-once';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure, StepRetry } from '../../steps/failure.ts';
import { orNull } from '../../steps/pve/read.ts';
import { clusterResources } from '../../steps/pve/resources.ts';
import { vnetOf, zoneOf, type View } from '../../steps/pve/sdn.ts';
import { zoneOnNodes } from '../../steps/pve/zone-on-nodes.ts';
import type { TestContext } from '../ports.ts';
import { cardsOf } from './cards.ts';

const alias = 'vigie lab';

/** Makes the lab's zone and VNet when they are missing, and applies them. Throws when they cannot be used as a lab. */
export async function ensureLabNetwork({ pve, lab, sdn }: TestContext): Promise<void> {
  const { zone, vnet } = lab;
  await sdn.change({
    async isDone() {
      const seen = [await zoneOf(pve, zone, 'pending'), await vnetOf(pve, vnet, 'pending')];
      if (!seen.every((object) => object !== null && object.state === undefined)) return false;
      // A node that did not load it with the last apply gets another one; what else went wrong there is no reason to reload all networks.
      return (await zoneOnNodes(pve, zone)).every(({ state, status }) => status === 'available' || state === 'loading');
    },
    async write(writer) {
      await changeOnce({
        read: () => zoneOf(pve, zone, 'config'),
        isDone: isThere,
        send: () => writer.call('POST', '/cluster/sdn/zones', {}, { zone, type: 'simple', ipam: 'pve' }),
      });
      await changeOnce({
        read: () => vnetOf(pve, vnet, 'config'),
        isDone: isThere,
        send: () => writer.call('POST', '/cluster/sdn/vnets', {}, { vnet, zone, alias }),
      });
    },
  });
}

/** Throws unless what is in the lab's VNet reaches nothing: it is alone in its zone, has no subnet, and no other machine is on it. */
export async function assertIsolated(context: TestContext): Promise<void> {
  const { pve, lab } = context;
  const { zone, vnet } = lab;
  const seen = { zone: await zoneOf(pve, zone, 'running'), vnet: await vnetOf(pve, vnet, 'running') };
  if (!seen.zone || !seen.vnet) throw new StepRetry(because('sdn-not-running'));
  if (seen.zone.type !== 'simple') throw unusable(`${zone} is not a simple zone`);
  if (seen.vnet.zone !== zone) throw uplink(vnet, `it is in the zone ${seen.vnet.zone}`);
  for (const view of ['config', 'running'] as const) {
    const [subnet] = await subnetsOf(context, view);
    if (subnet !== undefined) throw uplink(vnet, `it has the subnet ${subnet}`);
  }
  await assertAlone(context);
}

async function subnetsOf({ pve, lab: { vnet } }: TestContext, view: View): Promise<string[]> {
  const params = view === 'config' ? {} : { [view]: 1 };
  return (await pve.call<{ subnet: string }[]>('GET', '/cluster/sdn/vnets/{vnet}/subnets', { vnet }, params)).map(({ subnet }) => subnet);
}

/** Reads the configuration of every guest: what a VNet is used by is written nowhere else. */
async function assertAlone({ pve, lab, reservations, facts }: TestContext): Promise<void> {
  const { guests, nodes } = await clusterResources(pve);
  const online = new Set(nodes.filter(({ status }) => status === 'online').map(({ node }) => node));
  const ours = new Set(await reservations.all());
  await Promise.all(
    guests
      .filter(({ node, vmid }) => online.has(node) && vmid !== facts.vmid)
      .map(async ({ node, vmid, status, type }) => {
        const path = `/nodes/{node}/${type === 'lxc' ? 'lxc' : 'qemu'}/{vmid}/config`;
        const config = await orNull(pve.call<Record<string, string>>('GET', path, { node, vmid }));
        const inside = type === 'lxc' ? bridgesOfContainer(config ?? {}) : cardsOf(config ?? {}).map(({ bridge }) => bridge);
        if (!inside.includes(lab.vnet)) return;
        if (!ours.has(vmid)) throw uplink(lab.vnet, `VM ${vmid} is on it`);
        if (status === 'running') throw unusable(`VM ${vmid} of an earlier test still runs in it`);
      }),
  );
}

const bridgesOfContainer = (config: Record<string, string>): string[] =>
  Object.entries(config).flatMap(([key, value]) => (/^net\d+$/.test(key) ? (/(?:^|,)bridge=([^,]+)/.exec(value)?.[1] ?? []) : []));

/** Throws unless the node has loaded the lab's zone. */
export async function assertLoaded({ pve, lab: { zone } }: TestContext, node: string): Promise<void> {
  const zones = await pve.call<{ zone: string; status: string }[]>('GET', '/nodes/{node}/sdn/zones', { node });
  const status = zones.find((found) => found.zone === zone)?.status ?? 'missing';
  if (status === 'error') throw unusable(`node ${node} could not load the zone ${zone}`);
  if (status !== 'available') throw new StepRetry(because('zone-not-loaded', { node, zone, status }));
}

const unusable = (what: string) => new StepFailure(because('lab-not-usable', { what }));
const uplink = (vnet: string, what: string) => new StepFailure(because('lab-has-uplink', { vnet, what }));
