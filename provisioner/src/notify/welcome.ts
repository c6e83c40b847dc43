import type { TenantConfig } from '@vigie/config/tenants';
import type { Mail } from '../steps/ports.ts';
import { renderMail } from './render.ts';

export interface WelcomeFacts {
  tenant: TenantConfig;
  url: string;
  account: string;
  password: string;
}

/** The tenant's Proxmox account with its first password, sent once. */
export function welcomeMail({ tenant, url, account, password }: WelcomeFacts): Mail {
  if (tenant.language === 'fr') {
    return renderMail(tenant, {
      subject: 'Bienvenue : votre compte Proxmox',
      greeting: `Bonjour ${tenant.name},`,
      blocks: [
        'Votre compte Proxmox est prêt.',
        'Il vous permet de voir vos machines, de les démarrer et de les arrêter, et d’ouvrir leur console.',
        {
          facts: [
            ['Adresse', url],
            ['Utilisateur', account],
            ['Mot de passe', password],
          ],
        },
      ],
      closing: 'Changez ce mot de passe à la première connexion : nous ne le gardons pas.',
    });
  }
  return renderMail(tenant, {
    subject: 'Welcome: your Proxmox account',
    greeting: `Hello ${tenant.name},`,
    blocks: [
      'Your Proxmox account is ready. With it you see your machines, start and stop them, and open their console.',
      {
        facts: [
          ['Address', url],
          ['User', account],
          ['Password', password],
        ],
      },
    ],
    closing: 'Change this password at your first login: we do not keep it.',
  });
}
