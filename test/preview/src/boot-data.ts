import { roleAdmits, type DemoUser } from './demo-users.ts';
import { namespaceOf } from './id-token.ts';
import { pluginMeta, type PluginMetaAnswer } from './plugin-meta.ts';
import type { Language, Theme } from './preferences.ts';
import { pluginId, type Preview } from './preview.ts';

/** An entry of the side navigation. */
export interface NavEntry {
  id: string;
  text: string;
  url: string;
  icon?: string;
}

export interface PreviewBootData {
  /** The shape that @grafana/runtime reads as `window.grafanaBootData`. */
  grafana: Record<string, unknown>;
  nav: NavEntry[];
  plugin: PluginMetaAnswer;
}

/** Everything that Grafana's index page would hand to its front end. */
export function bootData(preview: Preview, user: DemoUser, theme: Theme, language: Language): PreviewBootData {
  const plugin = pluginMeta(preview, user);
  const nav = plugin.includes
    .filter((include) => include.type === 'page' && include.addToNav && include.path && roleAdmits(user.role, include.role))
    .map((include) => ({
      id: include.path ?? '',
      text: include.name,
      url: (include.path ?? '').replace('%PLUGIN_ID%', pluginId),
      ...(include.icon && { icon: include.icon }),
    }));
  return {
    plugin,
    nav,
    grafana: {
      user: currentUser(user, theme, language),
      settings: settings(preview, user, language, plugin),
      navTree: [],
      assets: { light: '', dark: '' },
    },
  };
}

function currentUser(user: DemoUser, theme: Theme, language: Language): Record<string, unknown> {
  return {
    isSignedIn: true,
    id: user.id,
    uid: `demo-user-${user.id}`,
    login: user.login,
    email: user.email,
    name: user.name,
    externalUserId: '',
    theme,
    lightTheme: theme === 'light',
    orgCount: 1,
    orgId: user.org.id,
    orgName: user.org.name,
    orgRole: user.role,
    isGrafanaAdmin: user.org.id === 1 && user.role === 'Admin',
    gravatarUrl: '',
    timezone: 'browser',
    weekStart: 'monday',
    locale: language,
    language,
    regionalFormat: language,
    permissions: {},
    analytics: { identifier: '' },
    authenticatedBy: 'password',
  };
}

function settings(preview: Preview, user: DemoUser, language: Language, plugin: PluginMetaAnswer): Record<string, unknown> {
  return {
    appUrl: `${preview.baseUrl()}/`,
    appSubUrl: '',
    namespace: namespaceOf(user.org.id),
    buildInfo: {
      version: '13.1.1',
      commit: '',
      env: 'production',
      edition: 'Open Source',
      versionString: 'Preview of Grafana 13.1.1',
      hideVersion: false,
    },
    featureToggles: {},
    licenseInfo: {},
    language,
    regionalFormat: language,
    datasources: {},
    panels: {},
    apps: { [plugin.id]: { id: plugin.id, path: plugin.module, version: plugin.info.version, preload: false } },
    auth: {},
    unifiedAlerting: { minInterval: '10s' },
    windowTitlePrefix: '',
  };
}
