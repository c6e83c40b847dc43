import { type AppPlugin } from '@grafana/data';
import { addResourceBundle } from '#grafana-i18n';
import { boot } from './boot.ts';

/** Loads the plugin's module and hands it its settings. Its own errors reject. */
export async function loadPlugin(): Promise<AppPlugin> {
  const meta = boot.plugin;
  await loadTranslations();
  const module = (await System.import(`/${meta.module}`)) as { plugin?: AppPlugin };
  if (!module.plugin) throw new Error(`${meta.module} exports no "plugin" (a top-level await in module.ts makes it a promise)`);
  module.plugin.meta = meta;
  module.plugin.init(meta);
  return module.plugin;
}

/** Grafana loads the texts of the languages that plugin.json lists, under the plugin's id, before the plugin itself. */
async function loadTranslations(): Promise<void> {
  const { id, languages, baseUrl } = boot.plugin;
  const { language } = boot.grafana.user;
  if (!languages.includes(language)) return;
  const answer = await fetch(`/${baseUrl}/locales/${language}/${id}.json`);
  if (answer.ok) addResourceBundle(language, id, (await answer.json()) as Record<string, string>);
}
