import { initPluginTranslations, type ResourceLoader } from '@grafana/i18n';
import { PLUGIN_ID } from '../constants';

/** Grafana loads the locale files by itself unless its plugin localisation is switched off; English is in the source. */
const loadTexts: ResourceLoader = async (language) => (language === 'fr-FR' ? import('../locales/fr-FR/vigie-proxmox-app.json') : {});

/** Binds `t` to this plugin's texts in the language that Grafana shows. */
export async function initTranslations(): Promise<void> {
  await initPluginTranslations(PLUGIN_ID, [loadTexts]);
}
