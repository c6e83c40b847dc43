import { cronInWords } from './cron';

test.each([
  ['30 1 * * *', 'every day at 01:30'],
  ['0 22 * * 5', 'every Friday at 22:00'],
  ['0 3 * * 0,3', 'every Sunday and Wednesday at 03:00'],
  ['5 */6 * * *', 'every 6 hours'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['20 * * * *', 'every hour, at minute 20'],
  ['0 4 1 * *', 'on day 1 of each month at 04:00'],
  ['0 4 1 1 *', 'cron 0 4 1 1 *'],
  ['0 1-5 * * *', 'cron 0 1-5 * * *'],
  ['0 4 1 * 1', 'cron 0 4 1 * 1'],
  ['nonsense', 'cron nonsense'],
])('%s in words', (expression, words) => {
  expect(cronInWords(expression)).toBe(words);
});
