import type { CatalogueConfig } from '@vigie/config/catalogue';
import { optionIds, type OptionId } from '@vigie/contract/catalogue';
import type { MachineSpec } from '../machine-spec.ts';
import { ProblemError, type FieldError } from '../problem-error.ts';
import { defaultOf, offerOf, type OfferConfig } from './offers.ts';

type Choices = OfferConfig['options'];

export interface ResolvedConfiguration {
  offerId: string;
  /** The chosen value of every option, the defaults filled in. */
  choices: Record<OptionId, string>;
  spec: MachineSpec;
}

/** What each option means for the machine. A new option id does not compile until it is mapped here. */
const specOf = {
  os: (template) => ({ template }),
  cores: (cores) => ({ cores }),
  memory: (memoryGiB) => ({ memoryGiB }),
  disk: (diskGiB) => ({ diskGiB }),
} satisfies { [Id in OptionId]: (value: Choices[Id][number]['value']) => Partial<MachineSpec> };

/**
 * Turns what was ordered into a machine. Options that are left out take their default.
 * Throws the ProblemErrors `unknown-offer`, and `unknown-option` with every wrong option at once.
 */
export function resolveConfiguration(
  catalogue: CatalogueConfig,
  request: { offer: string; options: Record<string, string> },
): ResolvedConfiguration {
  const offer = offerOf(catalogue, request.offer);
  assertKnownOptions(offer, request.options);
  const chosen = {
    os: choose(offer.options.os, request.options, 'os'),
    cores: choose(offer.options.cores, request.options, 'cores'),
    memory: choose(offer.options.memory, request.options, 'memory'),
    disk: choose(offer.options.disk, request.options, 'disk'),
  } satisfies { [Id in OptionId]: Choices[Id][number] };
  return {
    offerId: offer.id,
    choices: { os: chosen.os.id, cores: chosen.cores.id, memory: chosen.memory.id, disk: chosen.disk.id },
    spec: {
      ...specOf.os(chosen.os.value),
      ...specOf.cores(chosen.cores.value),
      ...specOf.memory(chosen.memory.value),
      ...specOf.disk(chosen.disk.value),
    },
  };
}

function choose<Value extends { id: string; default?: boolean | undefined }>(
  values: readonly Value[],
  asked: Record<string, string>,
  id: OptionId,
): Value {
  // Own keys only: `asked` came from a caller, and its prototype is not what was asked.
  const wanted = Object.hasOwn(asked, id) ? asked[id] : undefined;
  return values.find((value) => value.id === wanted) ?? defaultOf(values);
}

function assertKnownOptions(offer: OfferConfig, asked: Record<string, string>): void {
  const mistakes = Object.entries(asked).flatMap(([id, value]) => mistakesIn(offer, id, value));
  if (mistakes.length === 0) return;
  const list = mistakes.slice(0, 5).map(({ path, message }) => `${path} is ${message}`).join('; ');
  const more = mistakes.length > 5 ? `; and ${mistakes.length - 5} more` : '';
  throw new ProblemError('unknown-option', `The offer "${offer.id}" does not have this: ${list}${more}.`, mistakes);
}

function mistakesIn(offer: OfferConfig, id: string, value: string): FieldError[] {
  const known = optionIds.find((candidate) => candidate === id);
  if (!known) return [{ path: `options.${id}`, message: `not an option; the options are: ${optionIds.join(', ')}` }];
  const values = offer.options[known].map((candidate) => candidate.id);
  return values.includes(value) ? [] : [{ path: `options.${id}`, message: `not one of: ${values.join(', ')}` }];
}
