import type { Finding } from '../store/drift.ts';
import { compareMachines } from './compare-machines.ts';
import { compareNetworks } from './compare-networks.ts';
import { comparePools } from './compare-pools.ts';
import type { Facts } from './facts.ts';
import { findStrangers } from './strangers.ts';

/** All differences between what Vigie has and what Proxmox tells. */
export const compare = (facts: Facts): Finding[] => [
  ...findStrangers(facts),
  ...compareMachines(facts),
  ...compareNetworks(facts),
  ...comparePools(facts),
];
