import { valueOf, type DriftValue } from '@vigie/contract/drift-values';
import { parsePropertyString } from '@vigie/proxmox/property-string';
import type { ProxmoxPort, StepNetwork } from '../ports.ts';
import { nextRuleChange, type RuleChange, type RuleRow } from '../pve/firewall-rules.ts';
import type { VmConfig } from '../pve/vm.ts';
import { guestOptions, guestRules } from './rules.ts';

/** The firewall of a machine. */
export const guestFirewall = '/nodes/{node}/qemu/{vmid}/firewall';
/** The set of addresses that the machine's card may send from. */
export const ownAddressSet = 'ipfilter-net0';

export type GuestOptions = Partial<Record<string, string | number>>;

/** The firewall sees only cards that ask for it. */
export function openCards(config: VmConfig): string[] {
  return Object.entries(config)
    .filter(([key, text]) => /^net\d+$/.test(key) && parsePropertyString(String(text), 'model').firewall !== '1')
    .map(([key]) => key);
}

/** Options of a machine's firewall that are not as they shall be. */
export const wrongOptions = (options: GuestOptions): (keyof typeof guestOptions)[] =>
  (Object.keys(guestOptions) as (keyof typeof guestOptions)[]).filter((name) => String(options[name] ?? '') !== String(guestOptions[name]));

/** What a machine's isolation lacks: as it shall be, and as it is. */
export interface Gap {
  expected: DriftValue;
  seen: DriftValue | null;
}

/** Reads what keeps a machine apart from others, and tells what of it is missing. Changes nothing. */
export async function guestGaps(
  pve: ProxmoxPort,
  path: { node: string; vmid: number },
  config: VmConfig,
  { network, addresses }: { network: StepNetwork; addresses: readonly string[] },
): Promise<Gap[]> {
  const [options, rules, set] = await Promise.all([
    pve.call<GuestOptions>('GET', `${guestFirewall}/options`, path),
    pve.call<RuleRow[]>('GET', `${guestFirewall}/rules`, path),
    addressSet(pve, path),
  ]);
  const change = nextRuleChange(rules, guestRules(network));
  const unlisted = addresses.filter((address) => !set.includes(address));
  const others = set.filter((cidr) => !addresses.includes(cidr));
  return [
    ...openCards(config).map((card) => ({
      expected: valueOf('card', { card, settings: 'firewall=1' }), seen: valueOf('card', { card, settings: String(config[card]) }),
    })),
    ...wrongOptions(options).map((name) => ({
      expected: valueOf('firewall-option', { option: name, value: guestOptions[name] }),
      seen: options[name] === undefined ? null : valueOf('firewall-option', { option: name, value: options[name] }),
    })),
    ...(change === null ? [] : [ruleGap(change, rules)]),
    ...(unlisted.length + others.length === 0 ? [] : [{ expected: setValue(addresses), seen: setValue(set) }]),
  ];
}

const setValue = (addresses: readonly string[]): DriftValue =>
  addresses.length === 0
    ? valueOf('address-set-empty', { set: ownAddressSet })
    : valueOf('address-set', { set: ownAddressSet, addresses: addresses.join(' ') });

/** What the set holds; a machine without any set has none of it. */
async function addressSet(pve: ProxmoxPort, path: { node: string; vmid: number }): Promise<string[]> {
  const sets = await pve.call<{ name: string }[]>('GET', `${guestFirewall}/ipset`, path);
  if (!sets.some(({ name }) => name === ownAddressSet)) return [];
  const rows = await pve.call<{ cidr: string; nomatch?: number | string }[]>('GET', `${guestFirewall}/ipset/{name}`, { ...path, name: ownAddressSet });
  return rows.map(({ cidr, nomatch }) => (Number(nomatch ?? 0) === 0 ? cidr : `!${cidr}`));
}

const rowText = ({ type, action, source, dest, enable }: RuleRow): string =>
  [type, action, source && `source ${source}`, dest && `dest ${dest}`, Number(enable ?? 0) === 0 && 'off'].filter(Boolean).join(' ');

/** The first rule that is not as it shall be; the others are seen when that one is mended. */
function ruleGap(change: RuleChange, rows: readonly RuleRow[]): Gap {
  const at = (pos: number): string => {
    const row = rows.find((candidate) => candidate.pos === pos);
    return row ? rowText(row) : '';
  };
  const placed = (position: number): DriftValue => valueOf('rule-at', { position, rule: at(position) });
  if (change.kind === 'remove') return { expected: valueOf('no-such-rule'), seen: placed(change.pos) };
  if (change.kind === 'move') return { expected: valueOf('rule-at', { position: change.to, rule: at(change.pos) }), seen: placed(change.pos) };
  return { expected: valueOf('rule', { rule: change.rule.comment }), seen: change.kind === 'add' ? null : placed(change.pos) };
}
