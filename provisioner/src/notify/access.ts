import type { TenantConfig } from '@vigie/config/tenants';
import type { Jump, Mail } from '../steps/ports.ts';
import { renderMail, type Block } from './render.ts';

export interface AccessFacts {
  tenant: TenantConfig;
  name: string;
  addresses: readonly string[];
  user: string;
  /** The console password; null when it was mailed before. */
  password: string | null;
  hasKey: boolean;
  /** The bastion on the way to the machine; null when it is reached directly. */
  jump: Jump | null;
  /** The private key that was made for the machine; null when there is none, or when it was mailed before. */
  privateKey: string | null;
}

/** The command that reaches a machine by SSH. */
export function sshCommand(user: string, address: string | undefined, jump: Jump | null): string {
  if (address === undefined) return '';
  const through = jump ? `-J ${jump.user}@${jump.host}${jump.port === 22 ? '' : `:${jump.port}`} ` : '';
  return `ssh ${through}${user}@${address}`;
}

/**
 * How to reach the delivered machine. The password and the private key stand in here once and nowhere else. `ssh -i` would give a key to
 * the machine and not to the bastion, so the key goes into the agent, which both ask.
 */
export function accessMail(facts: AccessFacts): Mail {
  const { tenant, name, privateKey } = facts;
  const words = tenant.language === 'fr' ? french(facts) : english(facts);
  const file = `~/.ssh/${name}`;
  const mail = renderMail(tenant, {
    subject: words.subject,
    greeting: words.greeting,
    blocks: [
      words.ready,
      { facts: factRows(facts, words.labels) },
      words.key,
      ...(privateKey === null ? [] : [{ facts: [['1', `chmod 600 ${file}`], ['2', `ssh-add ${file}`]] } satisfies Block]),
    ],
    closing: words.closing,
  });
  return privateKey === null ? mail : { ...mail, attachments: [{ filename: name, content: privateKey }] };
}

interface Words {
  labels: { address: string; user: string; password: string; hostKey: string };
  subject: string;
  greeting: string;
  ready: string;
  /** Which key opens the machine. */
  key: string;
  closing: string;
}

function factRows({ addresses, user, password, jump }: AccessFacts, labels: Words['labels']): [string, string][] {
  return [
    [labels.address, addresses.join(', ')],
    [labels.user, user],
    ...(password === null ? [] : [[labels.password, password] satisfies [string, string]]),
    ['SSH', sshCommand(user, addresses[0], jump)],
    ...(jump ? [[labels.hostKey, jump.hostKey] satisfies [string, string]] : []),
  ];
}

function english({ tenant, name, password, hasKey, privateKey }: AccessFacts): Words {
  const made = `No SSH key was given with the order, so we made one for this machine: it is attached. Save it as ~/.ssh/${name}, then:`;
  const given = hasKey ? 'SSH takes the public key that was given with the order.' : 'No SSH key was given with the order: log in by the console first.';
  return {
    labels: { address: 'Address', user: 'User', password: 'Console password', hostKey: "Bastion's host key" },
    subject: `Your machine ${name} is ready`,
    greeting: `Hello ${tenant.name},`,
    ready: `The machine "${name}" is ready.`,
    key: privateKey === null ? given : made,
    closing: [
      password === null ? '' : 'Change this password at your first login: we do not keep it.',
      privateKey === null ? '' : 'We do not keep the private key either: without it you get in by the console only.',
    ].join(' ').trim(),
  };
}

function french({ tenant, name, password, hasKey, privateKey }: AccessFacts): Words {
  const made = `Aucune clé SSH n’a été donnée à la commande : nous en avons créé une pour cette machine, elle est jointe. Enregistrez-la sous ~/.ssh/${name}, puis :`;
  const given = hasKey
    ? 'SSH accepte la clé publique donnée à la commande.'
    : 'Aucune clé SSH n’a été donnée à la commande : connectez-vous d’abord par la console.';
  return {
    labels: { address: 'Adresse', user: 'Utilisateur', password: 'Mot de passe de la console', hostKey: 'Clé d’hôte du bastion' },
    subject: `Votre machine ${name} est prête`,
    greeting: `Bonjour ${tenant.name},`,
    ready: `La machine « ${name} » est prête.`,
    key: privateKey === null ? given : made,
    closing: [
      password === null ? '' : 'Changez ce mot de passe à la première connexion : nous ne le gardons pas.',
      privateKey === null ? '' : 'Nous ne gardons pas non plus la clé privée : sans elle, il ne reste que la console.',
    ].join(' ').trim(),
  };
}
