import { useMe } from '../../data/me';
import { vmActs, type VmAct } from './vmActs';

/** What the reader may do with machines at all. */
export function useMayAct(): VmAct[] {
  const capabilities = useMe().data?.capabilities ?? [];
  return (Object.keys(vmActs) as VmAct[]).filter((act) => capabilities.includes(vmActs[act].capability));
}
