import { join } from 'node:path';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

export interface StoredSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface PluginSettings {
  read(orgId: number): StoredSettings;
  /** Secrets are only ever added or replaced: Grafana shows which are set, never their values. */
  write(orgId: number, change: Partial<StoredSettings>): void;
}

/**
 * The plugin's settings, one set per organisation, as provisioning wrote them and admins changed them since.
 * The gateway keys come from the key file at each start and win over an older stored one.
 */
export function openPluginSettings(state: string, gatewayKeys: Record<string, string>): PluginSettings {
  const file = join(state, 'plugin-settings.json');
  const stored = (readPrivateJson(file) ?? {}) as Record<string, StoredSettings>;

  const changed = (orgId: number) => stored[orgId] ?? { enabled: true, pinned: true, jsonData: {}, secureJsonData: {} };

  return {
    read(orgId) {
      const settings = changed(orgId);
      const gatewayKey = gatewayKeys[orgId];
      return { ...settings, secureJsonData: { ...settings.secureJsonData, ...(gatewayKey ? { gatewayKey } : {}) } };
    },
    write(orgId, change) {
      const before = changed(orgId);
      stored[orgId] = { ...before, ...change, secureJsonData: { ...before.secureJsonData, ...change.secureJsonData } };
      writePrivateJson(file, stored);
    },
  };
}
