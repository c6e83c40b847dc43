import { background, type Background } from '../background/background.ts';
import type { Exposition } from '../exposition.ts';
import type { PbsApi, PbsCollector } from './pbs-collector.ts';

/** A collector at work on one backup server. */
export interface BoundPbsCollector extends Pick<Background<unknown>, 'refresh' | 'failure' | 'refreshedAt'> {
  readonly name: string;
  readonly intervalSeconds: number;
  /** Nothing before the first read has brought something. */
  addKnown(out: Exposition): void;
}

export function bindPbs<Value>(collector: PbsCollector<Value>, api: PbsApi): BoundPbsCollector {
  const { name, intervalSeconds } = collector;
  const { refresh, failure, refreshedAt, latest } = background<Value>((last) => collector.read(api, last));
  return {
    name,
    intervalSeconds,
    refresh,
    failure,
    refreshedAt,
    addKnown(out) {
      const known = latest();
      if (known !== null) collector.add(out, api.server, known);
    },
  };
}
