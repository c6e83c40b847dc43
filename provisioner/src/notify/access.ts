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
  key: AccessKey;
  /** The bastion on the way to the machine; null when it is reached directly. */
  jump: Jump | null;
}

/**
 * Which SSH key opens a machine: the order's own, or the one that was made for the machines of the order, whose private half is in this
 * mail or was in an earlier one. `file` is what its file is called.
 */
export type AccessKey =
  | { is: 'given' | 'none' }
  | { is: 'mailed'; file: string }
  | { is: 'made'; file: string; privateKey: string };

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
  const { tenant, key } = facts;
  const words = tenant.language === 'fr' ? french(facts) : english(facts);
  const made = key.is === 'made' ? key : null;
  const mail = renderMail(tenant, {
    subject: words.subject,
    greeting: words.greeting,
    blocks: [
      words.ready,
      { facts: factRows(facts, words.labels) },
      words.key,
      ...(made ? [{ facts: [['1', `chmod 600 ~/.ssh/${made.file}`], ['2', `ssh-add ~/.ssh/${made.file}`]] } satisfies Block] : []),
    ],
    closing: words.closing,
  });
  return made ? { ...mail, attachments: [{ filename: made.file, content: made.privateKey }] } : mail;
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

const fileOf = (key: AccessKey): string => ('file' in key ? key.file : '');

function factRows({ addresses, user, password, jump }: AccessFacts, labels: Words['labels']): [string, string][] {
  return [
    [labels.address, addresses.join(', ')],
    [labels.user, user],
    ...(password === null ? [] : [[labels.password, password] satisfies [string, string]]),
    ['SSH', sshCommand(user, addresses[0], jump)],
    ...(jump ? [[labels.hostKey, jump.hostKey] satisfies [string, string]] : []),
  ];
}

function english({ tenant, name, password, key }: AccessFacts): Words {
  const whose = fileOf(key) === name ? 'for this machine' : 'for all its machines';
  const which = {
    given: 'SSH takes the public key that was given with the order.',
    none: 'No SSH key was given with the order: log in by the console first.',
    mailed: `SSH takes the key that we made for this order: it came as the file ${fileOf(key)} with the mail of another machine.`,
    made:
      `No SSH key was given with the order, so we made one ${whose}: it is attached, and comes once. `
      + `Save it as ~/.ssh/${fileOf(key)}, then:`,
  };
  return {
    labels: { address: 'Address', user: 'User', password: 'Console password', hostKey: "Bastion's host key" },
    subject: `Your machine ${name} is ready`,
    greeting: `Hello ${tenant.name},`,
    ready: `The machine "${name}" is ready.`,
    key: which[key.is],
    closing: [
      password === null ? '' : 'Change this password at your first login: we do not keep it.',
      key.is !== 'made' ? '' : 'We do not keep the private key either: without it you get in by the console only.',
    ].join(' ').trim(),
  };
}

function french({ tenant, name, password, key }: AccessFacts): Words {
  const whose = fileOf(key) === name ? 'cette machine' : 'toutes ses machines';
  const which = {
    given: 'SSH accepte la clé publique donnée à la commande.',
    none: 'Aucune clé SSH n’a été donnée à la commande : connectez-vous d’abord par la console.',
    mailed:
      `SSH accepte la clé que nous avons créée pour cette commande : c’est le fichier ${fileOf(key)}, joint au mail d’une autre `
      + 'machine.',
    made:
      `Aucune clé SSH n’a été donnée à la commande : nous en avons créé une pour ${whose}, jointe une seule fois. `
      + `Enregistrez-la sous ~/.ssh/${fileOf(key)}, puis :`,
  };
  return {
    labels: { address: 'Adresse', user: 'Utilisateur', password: 'Mot de passe de la console', hostKey: 'Clé d’hôte du bastion' },
    subject: `Votre machine ${name} est prête`,
    greeting: `Bonjour ${tenant.name},`,
    ready: `La machine « ${name} » est prête.`,
    key: which[key.is],
    closing: [
      password === null ? '' : 'Changez ce mot de passe à la première connexion : nous ne le gardons pas.',
      key.is !== 'made' ? '' : 'Nous ne gardons pas non plus la clé privée : sans elle, il ne reste que la console.',
    ].join(' ').trim(),
  };
}
