import type { PluginSettings } from './plugin-settings.ts';
import type { Sessions } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What the request handlers share. `baseUrl` is a function because port 0 is only known once the server listens. */
export interface Preview {
  /** This server's root URL without a trailing slash; also the issuer of its ID tokens. */
  readonly baseUrl: () => string;
  /** Where the plugin's routes lead, whatever URL plugin.json names: the stand-in plays what provisioning wrote. */
  readonly provisionerUrl: string;
  /** The built plugin (webpack's `dist`). */
  readonly pluginFolder: string;
  /** The bundled host page's scripts and styles. */
  readonly hostFolder: string;
  readonly keys: SigningKeys;
  readonly sessions: Sessions;
  readonly settings: PluginSettings;
}

export const pluginId = 'vigie-proxmox-app';
