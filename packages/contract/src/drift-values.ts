import { z } from 'zod';
import { filledIn } from './step-reasons.ts';

/**
 * What a difference with Proxmox consists of, by stable code, with the English words. `{{name}}` is a parameter. Names, numbers and what
 * Proxmox's own settings are called stand as they are; interfaces translate the rest by the code.
 */
export const driftValues = {
  text: '{{text}}',
  guest: '{{type}} {{vmid}} on {{node}}',
  'guest-in-pool': '{{type}} {{vmid}} on {{node}}, in the pool {{pool}}',
  mark: 'the mark of the order {{order}}',
  'no-mark': 'no mark, or that of another order',
  cores: '{{cores}} vCPU',
  memory: '{{gib}} GiB of memory',
  disk: '{{gib}} GiB of disk',
  network: '{{name}}, in the zone {{zone}}',
  'pool-comment': 'the comment “{{comment}}”',
  'firewall-option': '{{option}}={{value}}',
  'datacenter-option': 'datacenter firewall: {{option}}={{value}}',
  card: '{{card}}: {{settings}}',
  rule: 'the rule “{{rule}}”',
  'rule-at': 'rule {{position}}: {{rule}}',
  'no-such-rule': 'no such rule',
  'other-rules': 'other rules',
  'address-set': '{{set}}: {{addresses}}',
  'address-set-empty': '{{set}}: empty',
  'security-group': 'the security group {{name}}',
  'ip-set': 'the IP set {{name}}',
  empty: 'empty',
} as const;
export type DriftValueCode = keyof typeof driftValues;

/** One thing that Vigie or Proxmox has, in words, with its code and parameters. */
export const driftValue = z
  .object({
    code: z.enum(Object.keys(driftValues) as [DriftValueCode, ...DriftValueCode[]]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    message: z.string(),
  })
  .meta({ id: 'DriftValue' });
export type DriftValue = z.infer<typeof driftValue>;

type ParameterOf<Sentence extends string> = Sentence extends `${string}{{${infer Name}}}${infer Rest}` ? Name | ParameterOf<Rest> : never;
type Parameters<Code extends DriftValueCode> = Record<ParameterOf<(typeof driftValues)[Code]>, string | number>;

/** A value with its words filled in. The compiler asks for exactly the parameters that they have. */
export function valueOf<Code extends DriftValueCode>(
  code: Code,
  ...[params]: ParameterOf<(typeof driftValues)[Code]> extends never ? [] : [params: Parameters<Code>]
): DriftValue {
  const values: Record<string, string | number> = params ?? {};
  return { code, params: values, message: filledIn(driftValues[code], values) };
}
