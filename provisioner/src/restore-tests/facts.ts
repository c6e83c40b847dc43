import type { Facts, TestContext, TestSubject } from './ports.ts';

/** What an earlier phase handed on. Without it the phases ran in a wrong order, which is our mistake. */
export function required<Key extends keyof Facts>({ facts }: Pick<TestContext, 'facts'>, key: Key): NonNullable<Facts[Key]> {
  const value = facts[key];
  if (value === undefined) throw new Error(`no phase has noted "${key}"`);
  return value as NonNullable<Facts[Key]>;
}

/** Where the restored machine is. */
export const labVm = (context: Pick<TestContext, 'facts'>): { node: string; vmid: number } => ({
  node: required(context, 'node'),
  vmid: required(context, 'vmid'),
});

/** How old a backup was when the test began, in seconds: so much work would be lost. */
export const ageAtTest = (test: Pick<TestSubject, 'startedAt'>, takenAt: Date): number =>
  Math.max(0, Math.floor((test.startedAt.getTime() - takenAt.getTime()) / 1000));
