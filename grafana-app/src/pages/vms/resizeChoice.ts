import type { CatalogueOption, Offer, OptionValue } from '@vigie/contract/catalogue';
import type { VmResizeRequest } from '@vigie/contract/vm-operations';
import type { Vm } from '@vigie/contract/vms';

const sizes = ['cores', 'memory', 'disk'] as const;
type Size = (typeof sizes)[number];
/** The id of the value of each size that is known. */
export type Sizes = VmResizeRequest['options'];

export const isSize = (option: CatalogueOption): option is CatalogueOption & { id: Size } =>
  (sizes as readonly string[]).includes(option.id);

const amountOf = (vm: Vm, size: Size): number => ({ cores: vm.cores, memory: vm.memoryGiB, disk: vm.diskGiB })[size];

/** The values that a machine has now; a size that the offer does not have (any more) is missing. */
export function currentSizes(vm: Vm, offer: Offer): Sizes {
  const known = offer.options.filter(isSize).flatMap((option) => {
    const value = option.values.find(({ amount }) => amount === amountOf(vm, option.id));
    return value === undefined ? [] : [[option.id, value.id]];
  });
  return Object.fromEntries(known) as Sizes;
}

/** A disk cannot shrink: its file systems would lose their end. */
export const wouldShrink = (vm: Vm, size: Size, { amount }: OptionValue): boolean =>
  size === 'disk' && amount !== undefined && amount < vm.diskGiB;

/** What is chosen and differs from what the machine has. */
export const changedSizes = (current: Sizes, chosen: Sizes): Sizes =>
  Object.fromEntries(sizes.flatMap((size) => (chosen[size] === undefined || chosen[size] === current[size] ? [] : [[size, chosen[size]]])));
