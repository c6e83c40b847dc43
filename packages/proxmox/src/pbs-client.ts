import { pbs } from './products/pbs.ts';
import { createTransport, type Api, type TransportOptions, type TransportReport } from './transport.ts';

/** How one call ended, for metrics. */
export interface PbsCallReport extends TransportReport {
  server: string;
}

export interface PbsClientOptions extends Omit<TransportOptions, 'name' | 'onCall'> {
  /** Its name in vigie.yaml. */
  server: string;
  /** Hears of every call that was tried; must not throw. */
  onCall?: (call: PbsCallReport) => void;
}

/** A backup server's API. */
export interface PbsClient extends Api {
  readonly server: string;
}

export function createPbsClient({ server, onCall, ...options }: PbsClientOptions): PbsClient {
  const { call, list, close } = createTransport(pbs, {
    ...options,
    name: `backup server ${server}`,
    ...(onCall && { onCall: (report) => onCall({ server, ...report }) }),
  });
  return { server, call, list, close };
}
