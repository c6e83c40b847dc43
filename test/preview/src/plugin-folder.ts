import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from './demo-users.ts';

/** A page of plugin.json's `includes`; the parts that Grafana's navigation uses. */
export interface PluginInclude {
  type: string;
  name: string;
  path?: string;
  icon?: string;
  role?: Role;
  addToNav?: boolean;
  defaultNav?: boolean;
}

/** A proxy route of plugin.json. `path` may end in `*`; `content` is a Go template over JsonData and SecureJsonData. */
export interface PluginRoute {
  path: string;
  method?: string;
  url: string;
  reqRole?: Role;
  headers?: { name: string; content: string }[];
}

export interface PluginJson {
  id: string;
  name: string;
  type: string;
  info: { version: string; updated: string; description?: string; author?: { name: string }; logos: { small: string; large: string } };
  includes?: PluginInclude[];
  routes?: PluginRoute[];
  languages?: string[];
  dependencies: { grafanaDependency: string };
}

/** Reads plugin.json of a built plugin. Read anew for each page, so a rebuilt plugin needs no restart. */
export function readPluginJson(folder: string): PluginJson {
  const file = join(folder, 'plugin.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PluginJson;
  } catch (error) {
    throw new Error(`${file} cannot be read (build the plugin first): ${(error as Error).message}`);
  }
}
