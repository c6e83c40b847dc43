import { forbidden } from '../http/api-error.ts';
import type { Call } from '../http/call.ts';
import { holds } from './permissions.ts';

/** Who attaches a NIC needs SDN.Use: on the VNet, or on the bridge inside the built-in zone. */
export function requireBridge({ world, identity }: Call, bridge: string | null): void {
  if (bridge === null) return;
  const zone = world.sdn.running.vnets[bridge]?.['zone'] ?? world.sdn.config.vnets[bridge]?.['zone'] ?? 'localnetwork';
  const path = `/sdn/zones/${String(zone)}/${bridge}`;
  if (!holds(world, identity, path, 'SDN.Use')) forbidden(path, ['SDN.Use']);
}
