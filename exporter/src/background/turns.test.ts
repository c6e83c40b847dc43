import { createTurns } from './turns.ts';

const items = ['a', 'b', 'c'].map((key) => ({ key, nodes: ['n'] }));
const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key).join('');

test('what was not read for longest comes first', () => {
  const turns = createTurns();
  expect(keys(turns.order(items))).toBe('abc');
  turns.took(items[0]!);
  turns.took(items[1]!);
  expect(keys(turns.order(items))).toBe('cab');
});

test('what is gone is forgotten, so that its like is new', () => {
  const turns = createTurns();
  turns.order(items);
  items.forEach(turns.took);
  turns.order(items.slice(1));
  expect(keys(turns.order(items))).toBe('abc');
});
