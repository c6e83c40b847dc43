import type { VmLifeNotices } from './ports.ts';

/** Nobody is told. */
export const noNotices: VmLifeNotices = {
  retired: () => Promise.resolve(),
  recalled: () => Promise.resolve(),
  destroyed: () => Promise.resolve(),
};
