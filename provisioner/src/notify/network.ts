import type { TenantConfig } from '@vigie/config/tenants';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

export interface NetworkFacts {
  tenant: TenantConfig;
  /** The machine that was ordered. */
  name: string;
  cidr: string;
  gateway: string;
  nameservers: readonly string[];
}

/** The network that the machine is in. */
export function networkMail({ tenant, name, cidr, gateway, nameservers }: NetworkFacts): Mail {
  const servers = nameservers.length === 0 ? gateway : nameservers.join(', ');
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: `Votre réseau ${cidr}`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `La machine « ${name} » est dans votre réseau privé.`,
        { facts: [['Réseau', cidr], ['Passerelle', gateway], ['Serveurs DNS', servers]] },
      ],
      closing: 'Aucun autre client n’est dans ce réseau.',
    });
  }
  return renderMail(tenant, {
    subject: `Your network ${cidr}`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `The machine "${name}" is in your private network.`,
      { facts: [['Network', cidr], ['Gateway', gateway], ['DNS servers', servers]] },
    ],
    closing: 'No other customer is in this network.',
  });
}
