import { boot } from '../boot.ts';

const english = {
  openMenu: 'Open menu',
  closeMenu: 'Close menu',
  navigation: 'Navigation',
  breadcrumbs: 'Breadcrumbs',
  skip: 'Skip to main content',
  light: 'Light theme',
  dark: 'Dark theme',
  language: 'Language',
  account: 'Account',
  signOut: 'Sign out',
  roles: { Admin: 'Admin', Editor: 'Editor', Viewer: 'Viewer' } as Record<string, string>,
  preview: 'Preview',
  previewHint: 'A stand-in for Grafana with its real interface packages',
  notFoundTitle: 'Page not found',
  notFound: 'There is nothing at this address.',
  goHome: 'Go to the first page',
  loading: 'Loading',
  failed: 'The plugin could not be loaded',
  notifications: 'Notifications',
};

const french: typeof english = {
  openMenu: 'Ouvrir le menu',
  closeMenu: 'Fermer le menu',
  navigation: 'Navigation',
  breadcrumbs: 'Fil d’Ariane',
  skip: 'Aller au contenu',
  light: 'Thème clair',
  dark: 'Thème sombre',
  language: 'Langue',
  account: 'Compte',
  signOut: 'Se déconnecter',
  roles: { Admin: 'Administrateur', Editor: 'Éditeur', Viewer: 'Lecteur' },
  preview: 'Aperçu',
  previewHint: 'Un remplaçant de Grafana, avec ses vrais composants d’interface',
  notFoundTitle: 'Page introuvable',
  notFound: 'Il n’y a rien à cette adresse.',
  goHome: 'Aller à la première page',
  loading: 'Chargement',
  failed: 'Le plugin n’a pas pu être chargé',
  notifications: 'Notifications',
};

/** The chrome's own words; Grafana's are not on npm. */
export const texts = boot.grafana.user.language === 'fr-FR' ? french : english;
