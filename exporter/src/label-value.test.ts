import { labelValue } from './label-value.ts';

test.each([
  ['a"b\\c ä😀', 'a"b\\c ä😀'],
  ['one\ntwo\r\n\0three\u2028', 'one two three '],
  ['\ud800x', '\ufffdx'],
])('%j becomes %j', (text, value) => {
  expect(labelValue(text)).toBe(value);
});

test('4 KB are cut, and no character in the middle', () => {
  for (const text of ['x'.repeat(4096), '😀'.repeat(2048), `x${'😀'.repeat(2048)}`]) {
    const value = labelValue(text);
    expect(value.length).toBeLessThanOrEqual(256);
    expect(value.isWellFormed()).toBe(true);
    expect(value.endsWith('…')).toBe(true);
  }
});
