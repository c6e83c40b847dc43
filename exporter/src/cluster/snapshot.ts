import { BlindTokenError } from './blind-token-error.ts';
import { parseClusterStatus, parseVersion, type ClusterStatus, type PveVersion } from './cluster-facts.ts';
import { parseIpam } from '../discovery/ipam.ts';
import type { PveReader } from './pve-reader.ts';
import { identityFields, resourceFields } from './resource-fields.ts';
import { ResourcesReading, type Resources } from './resources.ts';
import { RowScanner } from '@vigie/proxmox/row-scanner';
import { sharedRead } from './shared-read.ts';
import type { ToldStates } from '../exposition/told-states.ts';

/** A cluster as of now: each read asks Proxmox at most once a second, however many scrapes run. */
export interface ClusterSnapshot {
  readonly cluster: string;
  /** Which states its collectors tell. */
  readonly states: ToldStates;
  resources(): Promise<Resources>;
  status(): Promise<ClusterStatus>;
  version(): Promise<PveVersion>;
  /** VMID -> address. */
  addresses(): Promise<ReadonlyMap<number, string>>;
}

// Below Prometheus's default scrape time-out of 10 s: a hanging Proxmox must still give an answer with pve_up 0.
const oncePerScrape = { freshMs: 1_000, failureMs: 1_000, deadlineMs: 8_000 };
// The version changes with an upgrade only.
const onceInAWhile = { ...oncePerScrape, freshMs: 600_000 };

/** `now` is a clock in milliseconds. */
export function createSnapshot(reader: PveReader, now: () => number = () => performance.now(), states: ToldStates = 'holding'): ClusterSnapshot {
  const rows = new RowScanner(resourceFields, identityFields);
  let last: Resources | null = null;
  /** Scrapes ask for the last one only; the columns of this one serve the next. */
  let beforeLast: Resources | null = null;

  const readResources = async () => {
    const reading = new ResourcesReading(reader.cluster, last, beforeLast);
    await reader.resources(rows, () => reading.add(rows));
    const resources = reading.end();
    if (resources.guests.length === 0 && resources.storages.length === 0) throw new BlindTokenError('the token sees no guest and no storage');
    beforeLast = last;
    last = resources;
    return resources;
  };

  const resources = sharedRead(readResources, { ...oncePerScrape, now });
  return {
    cluster: reader.cluster,
    states,
    resources,
    status: sharedRead(async () => parseClusterStatus(await reader.clusterStatus()), { ...oncePerScrape, now }),
    version: sharedRead(async () => parseVersion(await reader.version()), { ...onceInAWhile, now }),
    addresses: sharedRead(async () => parseIpam(await reader.ipamStatus()), { ...oncePerScrape, now }),
  };
}
