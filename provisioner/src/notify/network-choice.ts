import type { TenantConfig } from '@vigie/config/tenants';
import type { NetworkChoice } from '@vigie/contract/orders';
import { choiceMeans, meaningOfChoice } from '../network-choice/words.ts';
import { instantText } from '../network-choice/instant-text.ts';
import type { ChoiceLinks, Mail, NetworkQuestion, StepOrder } from '../steps/ports.ts';
import { orderTitle, theMachines } from './machines-text.ts';
import { renderMail, type Block } from './render.ts';

export interface NetworkChoiceFacts {
  tenant: TenantConfig;
  order: Pick<StepOrder, 'name' | 'quantity'>;
  question: NetworkQuestion;
  links: ChoiceLinks;
  /** Whether firewall rules keep networks apart. */
  isolated: boolean;
}

/** Asks a tenant whether the machine joins the network that it has or gets one of its own. Opening a link chooses nothing yet. */
export function networkChoiceMail({ tenant, order, question, links, isolated }: NetworkChoiceFacts): Mail {
  const { language } = tenant;
  const name = orderTitle(order);
  const several = order.quantity > 1;
  const { label } = meaningOfChoice[language];
  const until = instantText(question.deadline, language);
  const choices: NetworkChoice[] = ['default', 'new'];
  const meanings = choices.map((choice) => `${label[choice]}${language === 'fr' ? ' :' : ':'} ${choiceMeans(language, choice, isolated)}`);
  if (language === 'fr') {
    return renderMail(tenant, {
      subject: `Quel réseau pour « ${name} » ?`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `Votre commande pour ${theMachines(order, 'fr')} est approuvée. `
          + `Vous avez déjà un réseau : choisissez celui de ${several ? 'ces machines' : 'cette machine'}.`,
        ...meanings,
        linkBlock(links, label, 'Choisir dans l’application'),
        `Le lien demande encore une confirmation. Sans réponse avant le ${until}, la commande continue avec : ${label[question.default]}.`,
      ],
      closing: 'Ne transférez pas ce message : qui a ses liens peut choisir à votre place.',
    });
  }
  return renderMail(tenant, {
    subject: `Which network for "${name}"?`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `Your order of ${theMachines(order, 'en')} is approved. `
        + `You have a network already: choose the one for ${several ? 'these machines' : 'this machine'}.`,
      ...meanings,
      linkBlock(links, label, 'Choose in the app'),
      `The link asks for a confirmation first. Without an answer by ${until}, the order goes on with: ${label[question.default]}.`,
    ],
    closing: 'Do not forward this message: whoever has its links can choose in your place.',
  });
}

function linkBlock(links: ChoiceLinks, label: Record<NetworkChoice, string>, inApp: string): Block {
  if ('order' in links) return { links: [[inApp, links.order]] };
  return { links: [[label.default, links.default], [label.new, links.new]] };
}
