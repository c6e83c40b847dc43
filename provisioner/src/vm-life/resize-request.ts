import type { VigieConfig } from '@vigie/config/schema';
import type { VmOperation, VmResizeRequest } from '@vigie/contract/vm-operations';
import { offerOf, type OfferConfig } from '../catalogue/offers.ts';
import { ProblemError, type FieldError } from '../problem-error.ts';
import { assertQuota } from '../services/quota.ts';
import type { Queryable } from '../store/database.ts';
import type { VmRow } from '../store/vms.ts';

const sizes = { cores: 'cores', memory: 'memoryGiB', disk: 'diskGiB' } as const;
type Option = keyof typeof sizes;

/**
 * The sizes that the chosen values of the machine's offer stand for. Throws `invalid-request` when nothing is chosen, `unknown-option`,
 * and `wrong-state` for a smaller disk or an offer that is no longer there.
 */
export function resizeDetail(config: VigieConfig, vm: VmRow, { options }: VmResizeRequest): VmOperation['detail'] {
  const chosen = Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [[option as Option, value] as const]));
  if (chosen.length === 0) throw new ProblemError('invalid-request', 'Choose at least one size.', [{ path: 'options', message: 'nothing is chosen' }]);
  const offer = offerOfMachine(config, vm);
  const mistakes: FieldError[] = [];
  const detail: VmOperation['detail'] = {};
  for (const [option, value] of chosen) {
    const found = offer.options[option].find(({ id }) => id === value);
    if (found) detail[sizes[option]] = found.value;
    else mistakes.push({ path: `options.${option}`, message: `not one of: ${offer.options[option].map(({ id }) => id).join(', ')}` });
  }
  if (mistakes.length > 0) {
    const list = mistakes.map(({ path, message }) => `${path} is ${message}`).join('; ');
    throw new ProblemError('unknown-option', `The offer "${offer.id}" does not have this: ${list}.`, mistakes);
  }
  if (detail.diskGiB !== undefined && detail.diskGiB < vm.disk_gib) {
    throw new ProblemError('wrong-state', `The disk of ${vm.name} has ${vm.disk_gib} GiB, and a disk cannot shrink. Choose ${vm.disk_gib} GiB or more.`);
  }
  return detail;
}

function offerOfMachine({ catalogue }: VigieConfig, vm: VmRow): OfferConfig {
  try {
    return offerOf(catalogue, vm.offer);
  } catch {
    throw new ProblemError('wrong-state', `The offer "${vm.offer}" of ${vm.name} is not in the catalogue any more, so nobody can choose from its sizes.`);
  }
}

/** Throws `quota-exceeded` when the tenant has no room for the machine with its new sizes. Call it in the transaction that asks for them. */
export async function assertRoomToGrow(tx: Queryable, config: VigieConfig, vm: VmRow, detail: VmOperation['detail']): Promise<void> {
  const { cores = vm.cores, memoryGiB = vm.memory_gib, diskGiB = vm.disk_gib } = detail;
  await assertQuota(tx, config, vm.tenant, { template: '', cores, memoryGiB, diskGiB }, 1, [vm.order_id]);
}
