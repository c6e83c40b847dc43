import { parsePropertyString, formatPropertyString } from '@vigie/proxmox/property-string';
import type { VmSettings } from './backup-config.ts';

export interface Card {
  /** `net0` */
  key: string;
  model: string;
  mac: string;
  bridge: string;
  firewall: boolean;
}

/** The models of cards, whose name is the key of the MAC. */
const models = /^(e1000(-82540em|-82544gc|-82545em|e)?|i825(51|57b|59er)|ne2k_(isa|pci)|pcnet|rtl8139|virtio|vmxnet3)$/;

/** The network cards of a configuration, in its order. */
export function cardsOf(settings: Record<string, string | number | undefined>): Card[] {
  return Object.entries(settings)
    .filter(([key]) => /^net\d+$/.test(key))
    .map(([key, text]) => {
      const { model: named, macaddr, bridge = '', firewall, ...rest } = parsePropertyString(String(text), 'model');
      const given = Object.entries(rest).find(([name]) => models.test(name));
      return { key, model: given?.[0] ?? named ?? '', mac: given?.[1] ?? macaddr ?? '', bridge, firewall: firewall === '1' };
    });
}

/**
 * Each card put on the lab's VNet. It keeps its MAC: the guest's network settings and cloud-init know it by that. Its firewall stays on
 * where it was on; VLANs, rates and MTU are those of another network and are left out.
 */
export function labCards(settings: VmSettings, vnet: string): Record<string, string> {
  return Object.fromEntries(
    cardsOf(settings).map(({ key, model, mac, firewall }) => [
      key,
      formatPropertyString({ [model]: mac, bridge: vnet, ...(firewall && { firewall: 1 }) }),
    ]),
  );
}
