import { cronMistake } from './backups/schedule.ts';
import { everyCron } from './every-cron.ts';

test.each([[1, '*/1 * * * * *'], [30, '*/30 * * * * *'], [60, '*/1 * * * *'], [600, '*/10 * * * *']])('every %i seconds', (seconds, cron) => {
  expect(everyCron(seconds)).toBe(cron);
  expect(cronMistake(cron)).toBeNull();
});
