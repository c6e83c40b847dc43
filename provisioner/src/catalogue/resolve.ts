import type { CatalogueConfig } from '@vigie/config/catalogue';
import { optionIds, type OptionId } from '@vigie/contract/catalogue';
import type { MachineSpec } from '../machine-spec.ts';
import { ProblemError, type FieldError } from '../problem-error.ts';
import { defaultOf, offerOf, type OfferConfig } from './offers.ts';

type Options = OfferConfig['options'];
type Choice<Id extends OptionId> = NonNullable<Options[Id]>[number];

export interface ResolvedConfiguration {
  offerId: string;
  /** The chosen value of every option that the offer has, the defaults filled in. */
  choices: Partial<Record<OptionId, string>>;
  spec: MachineSpec;
}

/** What each option means for the machine. A new option id does not compile until it is mapped here. */
const specOf = {
  os: ({ value }) => ({ template: value }),
  cores: ({ value }) => ({ cores: value }),
  memory: ({ value }) => ({ memoryGiB: value }),
  disk: ({ value }) => ({ diskGiB: value }),
  database: ({ packages }) => (packages.length === 0 ? {} : { packages }),
} satisfies { [Id in OptionId]: (choice: Choice<Id>) => Partial<MachineSpec> };

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
  const { options } = offer;
  const chosen = {
    os: choose(options.os, request.options, 'os'),
    cores: choose(options.cores, request.options, 'cores'),
    memory: choose(options.memory, request.options, 'memory'),
    disk: choose(options.disk, request.options, 'disk'),
    ...(options.database && { database: choose(options.database, request.options, 'database') }),
  } satisfies { [Id in OptionId]?: Choice<Id> };
  return {
    offerId: offer.id,
    choices: Object.fromEntries(Object.entries(chosen).map(([option, { id }]) => [option, id])),
    spec: {
      ...specOf.os(chosen.os),
      ...specOf.cores(chosen.cores),
      ...specOf.memory(chosen.memory),
      ...specOf.disk(chosen.disk),
      ...(chosen.database && specOf.database(chosen.database)),
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
  const had = optionIds.filter((option) => offer.options[option] !== undefined);
  const known = had.find((option) => option === id);
  if (!known) return [{ path: `options.${id}`, message: `not an option; the options are: ${had.join(', ')}` }];
  const values = (offer.options[known] ?? []).map((candidate) => candidate.id);
  return values.includes(value) ? [] : [{ path: `options.${id}`, message: `not one of: ${values.join(', ')}` }];
}
