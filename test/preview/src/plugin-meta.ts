import type { DemoUser } from './demo-users.ts';
import { readPluginJson } from './plugin-folder.ts';
import type { Preview } from './preview.ts';

/**
 * The answer of Grafana's `/api/plugins/<id>/settings`, which the plugin's pages receive as `meta`:
 * plugin.json with Grafana's public URLs, the organisation's jsonData, and which secrets are set, never their values.
 */
export function pluginMeta(preview: Preview, user: DemoUser) {
  const plugin = readPluginJson(preview.pluginFolder);
  const { enabled, pinned, jsonData, secureJsonData } = preview.settings.read(user.org.id);
  const baseUrl = `public/plugins/${plugin.id}`;
  return {
    id: plugin.id,
    name: plugin.name,
    type: plugin.type,
    enabled,
    pinned,
    jsonData,
    secureJsonFields: Object.fromEntries(Object.keys(secureJsonData).map((name) => [name, true])),
    info: {
      ...plugin.info,
      logos: { small: `/${baseUrl}/${plugin.info.logos.small}`, large: `/${baseUrl}/${plugin.info.logos.large}` },
    },
    includes: plugin.includes ?? [],
    dependencies: { ...plugin.dependencies, grafanaVersion: '*', plugins: [] },
    languages: plugin.languages ?? [],
    module: `${baseUrl}/module.js`,
    baseUrl,
    angularDetected: false,
    loadingStrategy: 'script',
    signature: 'unsigned',
    hasUpdate: false,
    latestVersion: plugin.info.version,
    defaultNavUrl: plugin.includes?.find((include) => include.defaultNav)?.path ?? `/a/${plugin.id}`,
  };
}

export type PluginMetaAnswer = ReturnType<typeof pluginMeta>;
