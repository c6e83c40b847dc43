import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latePbsFields } from './late-pbs-fields.ts';
import { worldVersion } from './world.ts';
import type { World } from './world.ts';

/** Keeps the world in one file, replaced as a whole so that a kill in the middle leaves the old one. */
export class Store {
  private readonly file: string;
  private timer: NodeJS.Timeout | null = null;
  private world: World | null = null;
  private lastTookMs = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = join(folder, 'world.json');
  }

  /** null: nothing was saved, or by a version that kept it in another shape. */
  load(): World | null {
    try {
      const saved = JSON.parse(readFileSync(this.file, 'utf8')) as World;
      if (saved.version === worldVersion) return { ...saved, pbs: { ...latePbsFields(), ...saved.pbs } };
      process.stderr.write(`proxmox-sim: ${this.file} is of another version: starting with a new cluster\n`);
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Saves soon; many changes in a row are one write. A large world is saved less often: saving never takes more than a part of the time. */
  later(world: World): void {
    this.world = world;
    this.timer ??= setTimeout(() => this.flush(), Math.max(100, 20 * this.lastTookMs));
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.world === null) return;
    const began = performance.now();
    writeFileSync(`${this.file}.new`, JSON.stringify(this.world), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
    this.world = null;
    this.lastTookMs = performance.now() - began;
  }
}
