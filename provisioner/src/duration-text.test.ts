import { durationText } from './duration-text.ts';

test.each([
  [-3, '0 s'], [0.4, '0 s'], [59, '59 s'], [59.6, '1 min'], [161, '2 min 41 s'], [900, '15 min'], [3_600, '1 h'], [3_661, '1 h 1 min'],
  [93_600, '1 d 2 h'], [30 * 86_400 + 59, '30 d'],
])('%s s is %s', (seconds, text) => expect(durationText(seconds, 'en')).toBe(text));

test('French days', () => expect(durationText(93_600, 'fr')).toBe('1 j 2 h'));
