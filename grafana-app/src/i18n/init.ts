import { initPluginTranslations, type ResourceLoader } from '@grafana/i18n';
import { PLUGIN_ID } from '../constants';
import { setLanguage } from './language';

const loadTexts: ResourceLoader = (language) =>
  language.startsWith('fr') ? import('../locales/fr-FR/vigie-proxmox-app.json') : import('../locales/en-US/vigie-proxmox-app.json');

/** Binds `t` to this plugin's texts in the language that Grafana shows. */
export async function initTranslations(): Promise<void> {
  const { language } = await initPluginTranslations(PLUGIN_ID, [loadTexts]);
  setLanguage(language);
}
