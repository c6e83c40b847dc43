import type { VigieConfig } from '@vigie/config/schema';
import type { ChoiceLinks, StepContext } from '../steps/ports.ts';
import type { LinkTokens } from './link-token.ts';

/** Below `provisioner.publicUrl`; http/network-choice.ts answers there. */
export const choicePath = '/network-choice';

/** Links for mails: to the provisioner's own page where it has a public address, else to the order in Grafana. */
export function choiceLinks({ grafana, provisioner }: Pick<VigieConfig, 'grafana' | 'provisioner'>, tokens: LinkTokens): StepContext['choiceLinks'] {
  const { publicUrl } = provisioner;
  return async (orderId, expires): Promise<ChoiceLinks> => {
    if (publicUrl === undefined) return { order: `${withoutSlash(grafana.url)}/a/vigie-proxmox-app/orders/${orderId}` };
    const base = `${withoutSlash(publicUrl)}${choicePath}/${await tokens.sign(orderId, expires)}`;
    return { default: `${base}/default`, new: `${base}/new` };
  };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
