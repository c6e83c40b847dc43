import { bindPbs, type BoundPbsCollector } from './bind-pbs.ts';
import { certificateCollector } from './certificate.ts';
import { datastoreCollector } from './datastore.ts';
import { groupCollector } from './group.ts';
import { jobCollector } from './job.ts';
import type { PbsApi } from './pbs-collector.ts';
import { taskCollector } from './task.ts';
import { versionCollector } from './version.ts';

export interface PbsChoices {
  /** Where the server answers. */
  urls: readonly string[];
  /** How many calls one read may have under way. */
  concurrency: number;
}

/** All collectors of backup servers, at work on one server; the first says whether it is up. */
export function bindPbsCollectors(api: PbsApi, { urls, concurrency }: PbsChoices): readonly BoundPbsCollector[] {
  return [
    bindPbs(datastoreCollector, api),
    bindPbs(groupCollector({ concurrency }), api),
    bindPbs(jobCollector, api),
    bindPbs(taskCollector, api),
    bindPbs(versionCollector, api),
    bindPbs(certificateCollector(urls), api),
  ];
}
