import { ProxmoxError } from '@vigie/proxmox/errors';
import { because } from '@vigie/contract/step-reasons';
import { StepFailure } from '../failure.ts';
import type { ProxmoxPort } from '../ports.ts';

/** Comments of what Vigie keeps in a firewall begin with this. What has another comment, or none, is somebody else's. */
export const firewallMarker = 'vigie: ';

/** A rule that shall be there and be on. Its comment begins with the marker, and no other rule of the list has it. */
export interface WantedRule {
  type: 'in' | 'out' | 'group';
  /** Of a `group` rule the name of the security group. */
  action: string;
  macro?: string;
  proto?: string;
  source?: string;
  dest?: string;
  dport?: string;
  comment: string;
}

/** A rule as Proxmox lists it: `pos` is its place from 0, `digest` that of the whole list. */
export type RuleRow = Partial<Record<string, string | number>> & { pos: number; digest?: string; comment?: string };

/** A list of rules: `add` is where a new one is posted, `one` (with `{pos}`) where one is changed. */
export interface RuleList {
  list: string;
  one: string;
  path: Record<string, string | number>;
}

export type RuleChange =
  | { kind: 'add'; rule: WantedRule }
  | { kind: 'change'; pos: number; rule: WantedRule; unset: string[] }
  | { kind: 'remove'; pos: number }
  | { kind: 'move'; pos: number; to: number };

/** All that decides what a rule matches. */
const fields = ['type', 'action', 'macro', 'iface', 'source', 'dest', 'proto', 'sport', 'dport', 'icmp-type', 'enable'] as const;

/**
 * Brings the wanted rules to the top of a list, in their order, one change at a time, each with the digest of what was read: rules have no
 * identity but their position, and others write into the list too. Rules that are not ours stay, below.
 */
export async function ensureRules(pve: ProxmoxPort, list: RuleList, wanted: readonly WantedRule[], where: string): Promise<void> {
  for (let round = 0; round < 4 * wanted.length + 10; round += 1) {
    const rows = await pve.call<RuleRow[]>('GET', list.list, list.path);
    const change = nextRuleChange(rows, wanted);
    if (change === null) return;
    try {
      await send(pve, list, change, rows[0]?.digest);
    } catch (error) {
      // Somebody changed the list after our read: it is read again.
      if (!(error instanceof ProxmoxError && error.kind === 'conflict')) throw error;
    }
  }
  throw new StepFailure(because('firewall-not-kept', { where }));
}

/** The next change towards `wanted` on top; null when all is well. First what rules match, then which there are, at last their order. */
export function nextRuleChange(rows: readonly RuleRow[], wanted: readonly WantedRule[]): RuleChange | null {
  const found = (rule: WantedRule) => rows.find(({ comment }) => comment === rule.comment);
  for (const rule of wanted) {
    const row = found(rule);
    if (row && !matches(row, rule)) return { kind: 'change', pos: row.pos, rule, unset: fields.filter((field) => row[field] !== undefined && full(rule)[field] === undefined) };
  }
  // A new rule always goes to the top, whatever position is asked for. So the last one is added first.
  const missing = wanted.findLast((rule) => !found(rule));
  if (missing) return { kind: 'add', rule: missing };
  const needed = new Set(wanted.map(found));
  const surplus = rows.find((row) => row.comment?.startsWith(firewallMarker) === true && !needed.has(row));
  if (surplus) return { kind: 'remove', pos: surplus.pos };
  for (const [to, rule] of wanted.entries()) {
    const pos = found(rule)?.pos ?? to;
    if (pos !== to) return { kind: 'move', pos, to };
  }
  return null;
}

const full = (rule: WantedRule): Partial<Record<string, string | number>> => ({ ...rule, enable: 1 });

const matches = (row: RuleRow, rule: WantedRule): boolean => fields.every((field) => String(row[field] ?? '') === String(full(rule)[field] ?? ''));

async function send(pve: ProxmoxPort, { list, one, path }: RuleList, change: RuleChange, digest: string | undefined): Promise<void> {
  const unchanged = digest === undefined ? {} : { digest };
  if (change.kind === 'add') {
    await pve.call('POST', list, path, { ...full(change.rule), ...unchanged });
    return;
  }
  const at = { ...path, pos: change.pos };
  if (change.kind === 'remove') await pve.call('DELETE', one, at, unchanged);
  else if (change.kind === 'move') await pve.call('PUT', one, at, { moveto: change.to, ...unchanged });
  else {
    const { rule, unset } = change;
    await pve.call('PUT', one, at, { ...full(rule), ...(unset.length > 0 && { delete: unset.join(',') }), ...unchanged });
  }
}
