import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes a state folder, and the database that a provisioner run as root keeps outside of it. */
export function removeHome(home: string): void {
  const state = join(home, 'postgres.json');
  if (existsSync(state)) rmSync((JSON.parse(readFileSync(state, 'utf8')) as { folder: string }).folder, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
