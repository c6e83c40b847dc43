import type { TenantConfig } from '@vigie/config/tenants';
import type { Jump, Mail } from '../steps/ports.ts';
import { sshCommand } from './access.ts';
import { renderMail, type Block } from './render.ts';

export interface InstallFacts {
  tenant: TenantConfig;
  name: string;
  /** The machine's page in the app, and its console in Proxmox. */
  page: string;
  console: string;
  /** Who signs in at the console. */
  account: string;
  address: string;
  gateway: string;
  nameservers: readonly string[];
  /** Whether the network tells the machine its address by itself. */
  dhcp: boolean;
  /** There is a second disc, with drivers. */
  drivers: boolean;
  /** The bastion that leads to the machine once it answers SSH; null where it does not. */
  jump: Jump | null;
}

/** The machine waits at its installer: where its console is, and what to type there. No password, because there is none. */
export function installMail(facts: InstallFacts): Mail {
  const { tenant, gateway, nameservers, account, address, console, page, jump } = facts;
  const words = tenant.language === 'fr' ? french(facts) : english(facts);
  const { labels } = words;
  return renderMail(tenant, {
    subject: words.subject,
    greeting: words.greeting,
    blocks: [
      words.waits,
      { links: [[labels.console, console], [labels.page, page]] },
      { facts: [[labels.account, account]] },
      words.network,
      {
        facts: [
          [labels.address, address],
          [labels.netmask, '255.255.255.0 (/24)'],
          [labels.gateway, gateway],
          [labels.dns, nameservers.length === 0 ? gateway : nameservers.join(', ')],
        ],
      },
      words.drivers,
      ...(jump === null ? [] : throughBastion(words, address, jump)),
    ],
    closing: words.closing,
  });
}

const throughBastion = ({ labels, through }: Words, address: string, jump: Jump): Block[] => [
  through,
  { facts: [['SSH', sshCommand(labels.user, address, jump)], [labels.hostKey, jump.hostKey]] },
];

interface Words {
  labels: Record<'console' | 'page' | 'account' | 'address' | 'netmask' | 'gateway' | 'dns' | 'user' | 'hostKey', string>;
  subject: string;
  greeting: string;
  waits: string;
  network: string;
  /** Empty: nothing to say. */
  drivers: string;
  through: string;
  closing: string;
}

function english({ tenant, name, dhcp, drivers }: InstallFacts): Words {
  return {
    labels: {
      console: 'Open the console', page: 'See the machine', account: 'Proxmox account', address: 'Address', netmask: 'Netmask',
      gateway: 'Gateway', dns: 'DNS servers', user: 'your-user', hostKey: "Bastion's host key",
    },
    subject: `Your machine ${name} waits at its installer`,
    greeting: `Hello ${tenant.name},`,
    waits: `The machine "${name}" is on and waits at its installer. Install its system by the console; Proxmox asks you to sign in there.`,
    network: dhcp
      ? 'Let the installer take its network settings automatically (DHCP). Should it ask for them, type these and no others:'
      : 'The network does not tell its settings by itself. Type these into the installer, and no others:',
    drivers: drivers ? 'A second disc in the machine holds drivers: load them when the installer does not see the disk.' : '',
    through: 'Put your SSH key into the machine. Once it answers SSH, this line leads there, with the user that you made:',
    closing:
      'We know no password of this machine. Install qemu-guest-agent in it: without that its backups cannot be proven, and it may not shut down when it is asked to.',
  };
}

function french({ tenant, name, dhcp, drivers }: InstallFacts): Words {
  return {
    labels: {
      console: 'Ouvrir la console', page: 'Voir la machine', account: 'Compte Proxmox', address: 'Adresse', netmask: 'Masque',
      gateway: 'Passerelle', dns: 'Serveurs DNS', user: 'votre-utilisateur', hostKey: 'Clé d’hôte du bastion',
    },
    subject: `Votre machine ${name} attend à son installateur`,
    greeting: `Bonjour ${tenant.name},`,
    waits: `La machine « ${name} » est allumée et attend à son installateur. Installez son système par la console ; Proxmox vous y demande de vous connecter.`,
    network: dhcp
      ? 'Laissez l’installateur prendre ses réglages réseau automatiquement (DHCP). S’il les demande, saisissez ceux-ci et aucun autre :'
      : 'Le réseau ne donne pas ses réglages de lui-même. Saisissez ceux-ci dans l’installateur, et aucun autre :',
    drivers: drivers ? 'Un second disque de la machine contient des pilotes : chargez-les si l’installateur ne voit pas le disque.' : '',
    through: 'Mettez votre clé SSH dans la machine. Une fois qu’elle répond en SSH, cette ligne y mène, avec l’utilisateur que vous avez créé :',
    closing:
      'Nous ne connaissons aucun mot de passe de cette machine. Installez-y qemu-guest-agent : sans lui, ses sauvegardes ne peuvent pas être prouvées, et elle peut ne pas s’éteindre quand on le lui demande.',
  };
}
