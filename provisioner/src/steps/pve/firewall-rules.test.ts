import { nextRuleChange, type RuleChange, type RuleRow, type WantedRule } from './firewall-rules.ts';

const wanted: WantedRule[] = [
  { type: 'in', action: 'ACCEPT', source: '10.10.0.0/24', comment: 'vigie: a' },
  { type: 'out', action: 'DROP', dest: '10.10.0.1', comment: 'vigie: b' },
  { type: 'group', action: 'vigie-guest', comment: 'vigie: c' },
];

type Rule = Omit<RuleRow, 'pos'>;

const rowsOf = (rules: Rule[]): RuleRow[] => rules.map((rule, pos) => ({ ...rule, pos }));
const on = (rule: Rule | WantedRule): Rule => ({ ...rule, enable: 1 });

/** What Proxmox makes of a change: a new rule goes to the top, a moved one before the rule at `to`. */
function applied(rules: Rule[], change: RuleChange): Rule[] {
  if (change.kind === 'add') return [on(change.rule), ...rules];
  const others = rules.filter((_, i) => i !== change.pos);
  if (change.kind === 'remove') return others;
  if (change.kind === 'move') return others.toSpliced(change.to, 0, rules[change.pos]!);
  const { [change.pos]: before } = rules;
  const kept = Object.fromEntries(Object.entries(before!).filter(([key]) => !change.unset.includes(key)));
  return rules.with(change.pos, { ...kept, ...on(change.rule) });
}

function settled(rules: Rule[]): { rules: Rule[]; changes: string[] } {
  const changes: string[] = [];
  for (let now = rules; ; ) {
    const change = nextRuleChange(rowsOf(now), wanted);
    if (change === null) return { rules: now, changes };
    changes.push(change.kind);
    if (changes.length > 30) throw new Error('it never ends');
    now = applied(now, change);
  }
}

const right = wanted.map(on);
const theirs: Rule = { type: 'in', action: 'ACCEPT', dport: '80', proto: 'tcp', enable: 1 };

test.each<[string, Rule[], string[]]>([
  ['nothing there', [], ['add', 'add', 'add']],
  ['all there', right, []],
  ['one off', [right[0]!, { ...right[1]!, enable: 0 }, right[2]!], ['change']],
  ['a field too many', [{ ...right[0]!, iface: 'net1' }, right[1]!, right[2]!], ['change']],
  ['one twice, one of an older version', [right[1]!, ...right, { type: 'in', action: 'ACCEPT', enable: 1, comment: 'vigie: old' }], ['remove', 'remove', 'move']],
  ['turned around', right.toReversed(), ['move', 'move']],
  ['one missing in the middle', [right[0]!, right[2]!], ['add', 'move']],
])('%s: right in the end', (_, rules, changes) => {
  expect(settled(rules)).toMatchObject({ rules: right });
  expect(settled([theirs, ...rules])).toMatchObject({ rules: [...right, theirs] });
  expect(settled(rules).changes.slice(0, changes.length)).toEqual(changes);
});

test('what a rule matches is mended before anything else', () => {
  const rows = rowsOf([theirs, { ...right[2]!, enable: 0 }, { ...right[0]!, source: '10.0.0.0/8', sport: '22' }]);
  expect(nextRuleChange(rows, wanted)).toEqual({ kind: 'change', pos: 2, rule: wanted[0], unset: ['sport'] });
});

test('numbers and texts are the same', () => {
  expect(nextRuleChange(rowsOf(right.map((rule) => ({ ...rule, enable: '1' }))), wanted)).toBeNull();
});
