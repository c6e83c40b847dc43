import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@vigie/config/load';
import type { VigieConfig } from '@vigie/config/schema';
import { makeCertificate, type Certificate } from '@vigie/proxmox/testing/certificate';
import { keyIdOf, type SigningKey } from '../../../provisioner/src/evidence/signing-key.ts';
import { createLog } from '../../../provisioner/src/log.ts';
import { Cipher } from '../../../provisioner/src/store/cipher.ts';
import { openDatabase, type Database } from '../../../provisioner/src/store/database.ts';
import { testDatabase } from '../../../provisioner/src/store/test-database.ts';
import { demoWorld } from '../../proxmox-sim/src/state/demo-world.ts';
import type { World } from '../../proxmox-sim/src/state/world.ts';
import { exampleConfig } from '../example-config.ts';
import { openCluster, type SimulatedCluster } from '../outcomes/simulated-cluster.ts';
import { readRows, writeRows, type Rows } from './rows.ts';

/** A moment of a cluster with the database and the bastion that belong to it: scenarios begin there, as often as one likes. */
export interface Place {
  readonly world: World;
  readonly rows: Rows;
  readonly bastion: ReadonlyMap<string, readonly string[]>;
}

/** A copy of a place in which things happen. */
export interface Scene {
  readonly bench: Bench;
  readonly cluster: SimulatedCluster;
  readonly bastion: Map<string, readonly string[]>;
  /** A connection pool of its own for whoever asks. */
  openDatabase(): Database;
  /** Breaks off all its connections, as the end of a process does. */
  cutDatabase(): Promise<void>;
  /** Ends the scene and keeps what it came to. */
  keep(): Promise<Place>;
  close(): Promise<void>;
}

/** What the scenes of a test file have in common. */
export interface Bench {
  readonly config: VigieConfig;
  readonly cipher: Cipher;
  readonly signingKey: SigningKey;
  /** A new cluster and an empty database. */
  readonly first: Place;
  open(place: Place): Promise<Scene>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const home = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const [certificate, { db, close }] = await Promise.all([makeCertificate(), testDatabase()]);
  const secret = randomUUID();
  const server = new URL(db.url);
  const empty = server.pathname.slice(1);
  const nothing = await readRows(db);
  const urlOf = (database: string) => Object.assign(new URL(server), { pathname: `/${database}` }).href;
  const admin = openDatabase(urlOf('postgres'), createLog('silent'));
  // A power cut is not what these scenarios are about.
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) await admin.query(`alter system set ${name} = off`);
  await admin.query('select pg_reload_conf()');
  // One that somebody is connected to cannot be copied.
  const leave = (database: string) => admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
  await leave(empty);
  let databases = 0;
  const free: string[] = [];
  const take = async (): Promise<string> => {
    const found = free.pop();
    if (found !== undefined) return found;
    const copy = `scene_${++databases}`;
    await admin.query(`create database ${copy} template ${empty}`);
    return copy;
  };
  const giveBack = async (database: string) => {
    await leave(database);
    free.push(database);
  };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');

  const bench: Bench = {
    config: configOf(home),
    cipher: new Cipher(randomBytes(32)),
    signingKey: { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), keyId: keyIdOf(publicKey) },
    first: { world: demoWorld({ provisioner: secret, exporter: randomUUID() }), rows: nothing, bastion: new Map() },
    open: (place) => openScene({ bench, place, secret, certificate, take, giveBack, urlOf, leave }),
    async close() {
      await admin.close();
      await close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return bench;
}

interface SceneParts {
  bench: Bench;
  place: Place;
  secret: string;
  certificate: Certificate;
  take(): Promise<string>;
  giveBack(database: string): Promise<void>;
  urlOf(database: string): string;
  leave(database: string): Promise<unknown>;
}

async function openScene({ bench, place, secret, certificate, take, giveBack, urlOf, leave }: SceneParts): Promise<Scene> {
  const [database, cluster] = await Promise.all([take(), openCluster({ secret, certificate, world: place.world })]);
  /** A connection that nothing of the scene cuts. */
  const aside = async <Result>(act: (db: Database) => Promise<Result>): Promise<Result> => {
    const db = openDatabase(urlOf(database), createLog('silent'));
    try {
      return await act(db);
    } finally {
      await db.close();
    }
  };
  await aside((db) => writeRows(db, place.rows));
  const bastion = new Map(place.bastion);
  const close = async () => {
    await cluster.close();
    await giveBack(database);
  };
  const cutDatabase = async () => void (await leave(database));
  return {
    bench,
    cluster,
    bastion,
    openDatabase: () => openDatabase(urlOf(database), createLog('silent')),
    cutDatabase,
    async keep() {
      const rows = await aside(readRows);
      await close();
      return { world: structuredClone(cluster.world), rows, bastion };
    },
    close,
  };
}

/** The example with two tenants and without waits that only real machines need. */
function configOf(home: string): VigieConfig {
  const raw = exampleConfig(home, {});
  raw.provisioner.agentTimeoutSeconds = 5;
  raw.provisioner.shutdownSeconds = 5;
  Object.assign(raw.resilience, { agentTimeoutSeconds: 5, steadySeconds: 0 });
  return parseConfig(raw);
}
