import type { World } from '../state/world.ts';

/** `100` and `vm:100` are the same resource. */
export function sidOf(text: string): string {
  return /^\d+$/.test(text) ? `vm:${text}` : text;
}

/** What the resources list shows of a guest: what the manager made of it, or what was asked for. */
export function shownHaState({ ha }: World, vmid: number): string | undefined {
  const sid = `vm:${vmid}`;
  return ha.manager?.[sid] ?? ha.resources[sid]?.state;
}

/** The manager, where one runs, does at once what is asked of it. */
export function haState({ ha }: World, sid: string): void {
  const resource = ha.resources[sid];
  if (ha.manager !== null && resource !== undefined) ha.manager[sid] = resource.state;
}
