import type { TenantConfig } from '@vigie/config/tenants';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

export interface AccessFacts {
  tenant: TenantConfig;
  name: string;
  addresses: readonly string[];
  user: string;
  /** The console password; null when it was mailed before. */
  password: string | null;
  hasKey: boolean;
}

/** The command that reaches a machine by SSH. */
export const sshCommand = (user: string, address: string | undefined): string => (address === undefined ? '' : `ssh ${user}@${address}`);

/** How to reach the delivered machine. The password stands in here once and nowhere else. */
export function accessMail({ tenant, name, addresses, user, password, hasKey }: AccessFacts): Mail {
  const french = tenant.language === 'fr';
  const [address, login, secret] = french
    ? ['Adresse', 'Utilisateur', 'Mot de passe de la console']
    : ['Address', 'User', 'Console password'];
  const facts: [string, string][] = [
    [address ?? '', addresses.join(', ')],
    [login ?? '', user],
    ...(password === null ? [] : [[secret ?? '', password] satisfies [string, string]]),
    ['SSH', sshCommand(user, addresses[0])],
  ];
  if (french) {
    return renderMail(tenant, {
      subject: `Votre machine ${name} est prête`,
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        `La machine « ${name} » est prête.`,
        { facts },
        hasKey
          ? 'SSH accepte la clé publique donnée à la commande.'
          : 'Aucune clé SSH n’a été donnée à la commande : connectez-vous d’abord par la console.',
      ],
      closing: password === null ? '' : 'Changez ce mot de passe à la première connexion : nous ne le gardons pas.',
    });
  }
  return renderMail(tenant, {
    subject: `Your machine ${name} is ready`,
    greeting: `Hello ${tenant.name},`,
    blocks: [
      `The machine "${name}" is ready.`,
      { facts },
      hasKey
        ? 'SSH takes the public key that was given with the order.'
        : 'No SSH key was given with the order: log in by the console first.',
    ],
    closing: password === null ? '' : 'Change this password at your first login: we do not keep it.',
  });
}
