import type { TenantConfig } from '@vigie/config/tenants';
import type { Mail } from '../steps/ports.ts';
import { theMachines } from './machines-text.ts';
import { renderMail } from './render.ts';

export interface NetworkFacts {
  tenant: TenantConfig;
  /** The machines that were ordered, the first one first. */
  names: readonly string[];
  cidr: string;
  gateway: string;
  nameservers: readonly string[];
}

/** The network that the machines of an order are in. */
export function networkMail({ tenant, names, cidr, gateway, nameservers }: NetworkFacts): Mail {
  const servers = nameservers.length === 0 ? gateway : nameservers.join(', ');
  const machines = theMachines({ name: names[0] ?? '', quantity: names.length }, tenant.language);
  const subject = `${machines.charAt(0).toUpperCase()}${machines.slice(1)}`;
  const several = names.length > 1;
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Votre réseau ${cidr}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `${subject} ${several ? 'sont' : 'est'} dans votre réseau privé.`,
        { facts: [['Réseau', cidr], ['Passerelle', gateway], ['Serveurs DNS', servers]] },
      ],
      closing: 'Aucun autre client n’est dans ce réseau.',
    });
  }
  return renderMail(tenant, {
    subject: `Your network ${cidr}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `${subject} ${several ? 'are' : 'is'} in your private network.`,
      { facts: [['Network', cidr], ['Gateway', gateway], ['DNS servers', servers]] },
    ],
    closing: 'No other customer is in this network.',
  });
}
