import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** The state folder (VIGIE_HOME, default ./.vigie), made when missing, readable by its owner only. */
export function vigieHome(env: NodeJS.ProcessEnv = process.env): string {
  const home = resolve(env.VIGIE_HOME ?? '.vigie');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}
