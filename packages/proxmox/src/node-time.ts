import type { Api } from './transport.ts';

/**
 * The clock of a node, which stamps its tasks, in whole seconds. Ours may be minutes away from it, and a task list that is read since a
 * moment of ours then lacks what it should show, or shows what was before. Needs Sys.Audit on the node.
 */
export async function nodeTime(api: Pick<Api, 'call'>, node: string): Promise<Date> {
  const { time } = await api.call<{ time: number }>('GET', '/nodes/{node}/time', { node });
  return new Date(Number(time) * 1000);
}
