import type { TenantConfig } from '@vigie/config/tenants';
import { keyFingerprint } from '../bastion/key-pair.ts';
import type { Jump, Mail } from '../steps/ports.ts';
import { sshCommand } from './access.ts';
import { renderMail, type Block } from './render.ts';

export interface ReplacedKey {
  publicKey: string;
  /** The one that was made for it; null when the tenant gave its own key. */
  privateKey: string | null;
  user: string;
  /** The bastion on the way to the machine; null when it is reached directly. */
  jump: Jump | null;
}

interface Facts extends ReplacedKey {
  vm: { readonly name: string; readonly addresses: readonly string[] };
  tenant: TenantConfig;
}

/** The machine takes another SSH key from now on. A private key that was made stands in here once and nowhere else. */
export function keyReplacedMail({ vm, tenant, publicKey, privateKey, user, jump }: Facts): Mail {
  const words = tenant.language === 'fr' ? french : english;
  const file = `~/.ssh/${vm.name}`;
  const mail = renderMail(tenant, {
    subject: words.subject(vm.name),
    greeting: words.greeting(tenant.name),
    blocks: [
      words.what(vm.name),
      { facts: [[words.fingerprint, keyFingerprint(publicKey)], ['SSH', sshCommand(user, vm.addresses[0], jump)]] },
      ...(privateKey === null ? [] : [words.attached(file), { facts: [['1', `chmod 600 ${file}`], ['2', `ssh-add ${file}`]] } satisfies Block]),
    ],
    closing: privateKey === null ? words.unexpected : `${words.notKept} ${words.unexpected}`,
  });
  return privateKey === null ? mail : { ...mail, attachments: [{ filename: vm.name, content: privateKey }] };
}

const english = {
  greeting: (name: string) => `Hello ${name},`,
  subject: (name: string) => `Your machine ${name} has a new SSH key`,
  what: (name: string) => `The SSH key of the machine "${name}" was replaced, as it was asked for. The old key is not accepted any more.`,
  fingerprint: 'New key',
  attached: (file: string) => `We made the new key: it is attached. Save it as ${file} in place of the old one, then:`,
  notKept: 'We do not keep the private key: without it you get in by the console only.',
  unexpected: 'If nobody of yours asked for this, answer this mail.',
};

const french: typeof english = {
  greeting: (name) => `Bonjour ${name},`,
  subject: (name) => `Votre machine ${name} a une nouvelle clé SSH`,
  what: (name) => `La clé SSH de la machine « ${name} » a été remplacée, comme demandé. L’ancienne clé n’est plus acceptée.`,
  fingerprint: 'Nouvelle clé',
  attached: (file) => `Nous avons créé la nouvelle clé, elle est jointe. Enregistrez-la sous ${file} à la place de l’ancienne, puis :`,
  notKept: 'Nous ne gardons pas la clé privée : sans elle, il ne reste que la console.',
  unexpected: 'Si personne chez vous ne l’a demandé, répondez à ce mail.',
};
