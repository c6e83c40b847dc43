import type { EndedOrder } from './orders.ts';
import type { BenchStack } from './stack.ts';

interface Span {
  from: number;
  to: number;
}

/** When Proxmox worked or a guest booted, in milliseconds since 1970, since the simulator runs. */
export async function proxmoxSpans(stack: BenchStack): Promise<Span[]> {
  const tasks = await stack.simulator<(Span & { type: string; id: string })[]>('/tasks');
  const { guests } = await stack.simulator<{ guests: Record<string, { running: { agentFrom: number } | null }> }>('/state');
  // A guest is waited for from its start to its agent's first answer.
  const boots = tasks
    .filter(({ type }) => type === 'qmstart')
    .map(({ id, to }) => ({ from: to, to: Math.max(to, (guests[id]?.running?.agentFrom ?? 0) * 1000) }));
  return [...tasks, ...boots];
}

/** How much of an order's time, from its approval to its end, no task ran and no guest booted: ours. For orders that go one at a time. */
export function overheadMs({ approved, ended }: EndedOrder, spans: readonly Span[]): number {
  const inside = spans
    .map(({ from, to }) => ({ from: Math.max(from, approved), to: Math.min(to, ended) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  let covered = 0;
  let until = approved;
  for (const { from, to } of inside) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return ended - approved - covered;
}
