import { scenarioTable } from './scenario-table.ts';

test('nothing counted is an empty table, not a mistake', () => {
  expect(scenarioTable({})).toBe(['scenarios   all', 'all           0'].join('\n'));
});

test('a line for each workflow, a column for each property of any of them, and sums', () => {
  expect(scenarioTable({ order: { killed: 12, refused: 3 }, 'restore test': { refused: 100 } })).toBe(
    [
      'scenarios     (1)  (2)  all',
      'order          12    3   15',
      'restore test    .  100  100',
      'all            12  103  115',
      '(1) killed',
      '(2) refused',
    ].join('\n'),
  );
});
