import type { PbsApi } from '../pbs/pbs-collector.ts';

type Params = Record<string, unknown>;

export interface FakePbs extends PbsApi {
  /** By template. A function gets the values of the path and the parameters together, and may throw. */
  answers: Record<string, unknown>;
  /** `template?parameters`, in the order of the calls. */
  calls: string[];
}

const otherwise: Record<string, unknown> = {
  '/status/datastore-usage': [{ store: 'a', total: 1000, used: 600, avail: 350 }],
  '/admin/datastore': [{ store: 'a' }],
  '/admin/datastore/{store}/namespace': [{ ns: '' }],
  '/access/permissions': { '/system/tasks': { 'Sys.Audit': 1 } },
  '/version': { version: '4.1', release: '1', repoid: 'abc' },
};

/** A backup server that gives these answers. Change them between reads to change the world. */
export function fakePbs(answers: Record<string, unknown>): FakePbs {
  const calls: string[] = [];
  return {
    server: 'main',
    answers,
    calls,
    async call<T>(_method: string, template: string, path: Params, params: Params = {}): Promise<T> {
      calls.push(`${template}?${new URLSearchParams({ ...path, ...params } as Record<string, string>)}`);
      const answer = answers[template] ?? otherwise[template] ?? [];
      return (typeof answer === 'function' ? await (answer as (asked: Params) => unknown)({ ...path, ...params }) : answer) as T;
    },
  };
}
