import type { PbsClient } from '@vigie/proxmox/pbs-client';
import type { BackgroundRead } from '../background/background.ts';
import type { Exposition } from '../exposition.ts';

/** What a collector needs of a client. */
export type PbsApi = Pick<PbsClient, 'server' | 'call'>;

/** One area of metrics of a backup server, read in the background by a loop of its own. */
export interface PbsCollector<Value> {
  readonly name: string;
  /** As of the collectors of clusters. */
  readonly intervalSeconds: number;
  /** One read; rejects when it brought nothing. */
  read(api: PbsApi, last: Value | null): Promise<BackgroundRead<Value>>;
  add(out: Exposition, server: string, known: Value): void;
}
