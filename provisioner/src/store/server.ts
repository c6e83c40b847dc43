import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import type { Log } from '../log.ts';
import { startEmbeddedServer, type EmbeddedServer } from './embedded/server.ts';

/** The database to use: DATABASE_URL, else the one in the configuration, else an embedded server in the state folder. */
export async function databaseServer({ config, baseDir }: LoadedConfig, home: string, log: Log): Promise<EmbeddedServer> {
  const ref = config.provisioner.database;
  const url = process.env.DATABASE_URL ?? (ref ? readSecret(ref, baseDir) : undefined);
  return url === undefined ? startEmbeddedServer(home, log) : { url, stop: async () => {} };
}
