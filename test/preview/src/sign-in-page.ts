import { demoUsers, type DemoUser } from './demo-users.ts';
import { escapeHtml } from './escape-html.ts';
import { languages, themes, type Language, type Theme } from './preferences.ts';

const texts = {
  'en-US': {
    title: 'Sign in to Vigie',
    lead: 'A preview of the Grafana app with demo people. Choose who you are.',
    roles: {
      Admin: 'Admin: the hosting provider, sees every tenant',
      Editor: 'Editor: orders and operates',
      Viewer: 'Viewer: looks, changes nothing',
    },
    theme: { dark: 'Dark', light: 'Light' },
    themeLabel: 'Theme',
    languageLabel: 'Language',
    note: 'No password: this preview answers on this machine only.',
  },
  'fr-FR': {
    title: 'Se connecter à Vigie',
    lead: 'Un aperçu de l’application Grafana, avec des personnes de démonstration. Choisissez qui vous êtes.',
    roles: {
      Admin: 'Admin : l’hébergeur, voit tous les clients',
      Editor: 'Éditeur : commande et exploite',
      Viewer: 'Lecteur : consulte sans rien changer',
    },
    theme: { dark: 'Sombre', light: 'Clair' },
    themeLabel: 'Thème',
    languageLabel: 'Langue',
    note: 'Pas de mot de passe : cet aperçu ne répond que sur cette machine.',
  },
} as const;

const languageNames: Record<Language, string> = { 'en-US': 'English', 'fr-FR': 'Français' };

/** The list of demo users as plain HTML; without a chosen theme it follows the system's. `redirectTo` is a checked local path. */
export function signInPage(options: { language: Language; theme: Theme | undefined; redirectTo: string; logo: string }): string {
  const { language, theme, redirectTo, logo } = options;
  const text = texts[language];
  const back = encodeURIComponent(redirectTo);
  const link = (name: string, value: string, label: string, current: boolean) =>
    `<a href="/login?${name}=${value}&amp;redirectTo=${back}"${current ? ' aria-current="true"' : ''}>${label}</a>`;
  return `<!doctype html>
<html lang="${language}"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title}</title>
<link rel="icon" href="${escapeHtml(logo)}">
<link rel="stylesheet" href="/public/sign-in.css">
</head>
<body>
<main>
<img class="logo" src="${escapeHtml(logo)}" alt="" width="56" height="56">
<h1>${text.title}</h1>
<p class="lead">${text.lead}</p>
<form method="post" action="/login">
<input type="hidden" name="redirectTo" value="${escapeHtml(redirectTo)}">
<ul>
${demoUsers.map((user) => `<li>${userButton(user, text.roles[user.role])}</li>`).join('\n')}
</ul>
</form>
<p class="note">${text.note}</p>
</main>
<footer>
<nav aria-label="${text.themeLabel}">${themes.map((name) => link('theme', name, text.theme[name], name === theme)).join('')}</nav>
<nav aria-label="${text.languageLabel}">${languages
    .map((name) => link('lang', name, `<span lang="${name}">${languageNames[name]}</span>`, name === language))
    .join('')}</nav>
</footer>
</body>
</html>
`;
}

function userButton(user: DemoUser, role: string): string {
  const initials = user.name.replaceAll(/[^A-Z]/g, '');
  return `<button name="user" value="${user.login}">
<span class="avatar org-${user.org.id}" aria-hidden="true">${initials}</span>
<span class="who"><strong>${escapeHtml(user.name)}</strong><span class="role">${escapeHtml(role)}</span></span>
<span class="org"><span>${escapeHtml(user.org.name)}</span><code>${user.login}</code></span>
</button>`;
}
