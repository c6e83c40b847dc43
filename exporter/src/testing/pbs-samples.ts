import { Exposition } from '../exposition.ts';
import { bindPbs } from '../pbs/bind-pbs.ts';
import type { PbsCollector } from '../pbs/pbs-collector.ts';
import { fakePbs } from './fake-pbs.ts';
import { parseExposition } from './parse-exposition.ts';

/** A collector at work on a backup server that gives these answers. */
export function pbsOf<Value>(collector: PbsCollector<Value>, answers: Record<string, unknown>) {
  const api = fakePbs(answers);
  const { refresh, addKnown, failure } = bindPbs(collector, api);
  return {
    api,
    /** Why the last pass was not whole. */
    failure,
    /** One pass, and what it then tells. */
    async pass(): Promise<Map<string, number>> {
      await refresh();
      const out = new Exposition();
      addKnown(out);
      return parseExposition(out.render());
    },
  };
}
