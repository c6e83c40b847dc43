import { pbs } from './products/pbs.ts';
import { createTransport, type Api, type TransportOptions } from './transport.ts';

export interface PbsClientOptions extends Omit<TransportOptions, 'name' | 'onCall'> {
  /** Its name in vigie.yaml. */
  server: string;
}

/** A backup server's API. */
export interface PbsClient extends Api {
  readonly server: string;
}

export function createPbsClient({ server, ...options }: PbsClientOptions): PbsClient {
  const { call, list, close } = createTransport(pbs, { ...options, name: `backup server ${server}` });
  return { server, call, list, close };
}
