import type { OperatorConfig, TenantConfig } from '@vigie/config/tenants';
import type { Mail } from '../steps/ports.ts';
import { pageLink } from './page-link.ts';
import { renderMail, type Block } from './render.ts';

interface VmFacts {
  vm: { readonly id: string; readonly name: string; readonly vmid: number };
  tenant: TenantConfig;
}

interface GraceFacts extends VmFacts {
  destroyAt: Date;
  operator: Pick<OperatorConfig, 'email'>;
  grafanaUrl: string;
}

/** The machine was stopped, and will be destroyed: until when, and how to keep it. */
export const retiredMail = (facts: GraceFacts): Mail => graceMail(facts, 'retired');

/** The day before it is destroyed. */
export const reminderMail = (facts: GraceFacts): Mail => graceMail(facts, 'reminder');

function graceMail({ vm, tenant, destroyAt, operator, grafanaUrl }: GraceFacts, which: 'retired' | 'reminder'): Mail {
  const words = wordsOf(tenant);
  const at = dateText(destroyAt, tenant);
  return renderMail(tenant, {
    subject: words[which].subject(vm.name, at),
    greeting: words.greeting(tenant.name),
    blocks: [words[which].what(vm.name), ...machineFacts(vm, words, [words.destroyedOn, at], [words.page, pageLink(grafanaUrl, `vms/${vm.id}`)]), words.keep],
    closing: words.question(operator.email),
  });
}

/** The deletion was taken back. */
export function recalledMail({ vm, tenant }: VmFacts): Mail {
  const words = wordsOf(tenant);
  return renderMail(tenant, {
    subject: words.recalled.subject(vm.name),
    greeting: words.greeting(tenant.name),
    blocks: [words.recalled.what(vm.name)],
    closing: words.recalled.closing,
  });
}

export function destroyedMail({ vm, tenant, operator }: VmFacts & { operator: Pick<OperatorConfig, 'email'> }): Mail {
  const words = wordsOf(tenant);
  return renderMail(tenant, {
    subject: words.destroyed.subject(vm.name),
    greeting: words.greeting(tenant.name),
    blocks: [words.destroyed.what(vm.name), ...machineFacts(vm, words)],
    closing: words.question(operator.email),
  });
}

const machineFacts = (vm: VmFacts['vm'], words: typeof english, ...more: [string, string][]): Block[] => [
  { facts: [[words.machine, `${vm.name} (VMID ${vm.vmid})`], ...more] },
];

const wordsOf = ({ language }: TenantConfig) => (language === 'fr' ? french : english);

/** In UTC, and saying so: mails do not know where their reader is. */
const dateText = (date: Date, { language }: TenantConfig): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date) + ' UTC';

const english = {
  greeting: (name: string) => `Hello ${name},`,
  machine: 'Machine', destroyedOn: 'Destroyed on', page: 'Its page',
  keep: 'To keep it, recall it on its page before then: it comes back as it was. Afterwards its disks are gone.',
  question: (email: string) => `Questions? Write to ${email}.`,
  retired: {
    subject: (name: string, at: string) => `Your machine ${name} will be destroyed on ${at}`,
    what: (name: string) => `The machine "${name}" is being deleted, as it was asked for. It is stopped now, and kept for the days of grace.`,
  },
  reminder: {
    subject: (name: string, at: string) => `Reminder: your machine ${name} will be destroyed on ${at}`,
    what: (name: string) => `The days of grace of the machine "${name}" are nearly over.`,
  },
  recalled: {
    subject: (name: string) => `Your machine ${name} is kept`,
    what: (name: string) => `The deletion of the machine "${name}" was taken back: it will not be destroyed.`,
    closing: 'It has its address and its data as before.',
  },
  destroyed: {
    subject: (name: string) => `Your machine ${name} was destroyed`,
    what: (name: string) => `The days of grace of the machine "${name}" are over: it was destroyed with its disks, and its address was taken back.`,
  },
};

const french: typeof english = {
  greeting: (name) => `Bonjour ${name},`,
  machine: 'Machine', destroyedOn: 'Destruction le', page: 'Sa page',
  keep: 'Pour la garder, annulez sa suppression sur sa page avant cette date : elle revient telle qu’elle était. Ensuite, ses disques auront disparu.',
  question: (email) => `Une question ? Écrivez à ${email}.`,
  retired: {
    subject: (name, at) => `Votre machine ${name} sera détruite le ${at}`,
    what: (name) => `La machine « ${name} » est en cours de suppression, comme demandé. Elle est arrêtée, et gardée pendant le délai de grâce.`,
  },
  reminder: {
    subject: (name, at) => `Rappel : votre machine ${name} sera détruite le ${at}`,
    what: (name) => `Le délai de grâce de la machine « ${name} » se termine bientôt.`,
  },
  recalled: {
    subject: (name) => `Votre machine ${name} est conservée`,
    what: (name) => `La suppression de la machine « ${name} » a été annulée : elle ne sera pas détruite.`,
    closing: 'Elle garde son adresse et ses données.',
  },
  destroyed: {
    subject: (name) => `Votre machine ${name} a été détruite`,
    what: (name) => `Le délai de grâce de la machine « ${name} » est terminé : elle a été détruite avec ses disques, et son adresse a été reprise.`,
  },
};
